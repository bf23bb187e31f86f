"""The blueprint of all resident pages: ``p/<n>`` to tell us, ``f/<n>`` to follow."""

from flask import Blueprint

from intake.web.foundation.languages import attach_prefix

resident = Blueprint("resident", __name__)
attach_prefix(resident)
