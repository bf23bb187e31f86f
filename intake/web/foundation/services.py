"""What every request may use: the services of the install, and the present moment."""

from datetime import datetime
from typing import cast

from flask import current_app

from intake.actions.services import Services

EXTENSION = "intake"


def services() -> Services:
    """The services of the running application."""
    return cast(Services, current_app.extensions[EXTENSION])


def now() -> datetime:
    """The present moment, UTC, by the install's clock."""
    return services().clock()
