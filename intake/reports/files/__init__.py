"""The files of a release: tables, what they mean, and their checksums."""

from intake.reports.files.content import ReleaseContent as ReleaseContent
from intake.reports.files.writing import digest_of as digest_of
from intake.reports.files.writing import release_files as release_files
from intake.reports.files.writing import with_checksums as with_checksums
