"""The files of a release: tables, what they mean, and their checksums."""

from intake.publication.files.content import ReleaseContent as ReleaseContent
from intake.publication.files.writing import digest_of as digest_of
from intake.publication.files.writing import release_files as release_files
from intake.publication.files.writing import with_checksums as with_checksums
