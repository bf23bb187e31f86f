"""The whole schema: importing this module registers every table."""

from __future__ import annotations

import intake.accounts.models
import intake.audit.models
import intake.cases.models
import intake.complaints.models
import intake.db.models
import intake.ledger.models
import intake.notify.models
import intake.numbers.models
import intake.publication.models  # noqa: F401
from intake.db.base import Base

METADATA = Base.metadata
