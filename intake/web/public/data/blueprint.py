"""All routes of open data."""

from intake.web.public.data.about import blueprint as about
from intake.web.public.data.api import blueprint as api
from intake.web.public.data.embed import blueprint as embed
from intake.web.public.data.feed import blueprint as feed
from intake.web.public.data.files import blueprint as files

BLUEPRINTS = (about, files, feed, api, embed)
