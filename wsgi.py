"""The application for any WSGI server: `wsgi:app`."""

import os

from intake.app.factory import create_app
from intake.settings import load_settings

app = create_app(load_settings(os.environ))
