"""The values that each dimension of closed codes can take, in the order in which tables show them;
pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake.cases.clocks import WINDOWS
from intake.cases.vocabulary import (
    AgencyResponse,
    ClockKind,
    ClosingReason,
    Disposition,
    EventKind,
)
from intake.cases.workflow.table import TABLE
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.numbers.measures import (
    DURATIONS,
    IN_TIME,
    LATE,
    NOT_ANSWERED,
    REFERRED,
    STILL_OPEN,
    WAITS,
    Dimension,
)
from intake.questions.urgency import Urgency

RESULTS: Mapping[EventKind, str] = MappingProxyType(
    {
        EventKind.REFERRAL_CONFIRMED: "confirmed",
        EventKind.REFERRAL_RETURNED: "returned",
        EventKind.REFERRAL_NOT_CONFIRMED: "not_confirmed",
    }
)
"""What each event makes of a referral."""

OUTCOMES: tuple[str, ...] = tuple(
    dict.fromkeys(
        reason.value
        for row in TABLE
        if row.event is EventKind.URGENT_ENDED
        for reason in row.reasons
    )
)
"""The reasons for which an urgent action ends."""

ENDINGS: tuple[str, ...] = (*(reason.value for reason in ClosingReason), REFERRED)
"""How a case ends: why it was closed, or that another body confirmed a referral."""

CODES: Mapping[Dimension, tuple[str, ...]] = MappingProxyType(
    {
        Dimension.CHANNEL: tuple(one.value for one in Channel),
        Dimension.IDENTITY_MODE: tuple(one.value for one in IdentityMode),
        Dimension.COMPLAINANT_ROLE: tuple(one.value for one in ComplainantRole),
        Dimension.URGENCY: tuple(one.value for one in Urgency),
        Dimension.DISPOSITION: tuple(one.value for one in Disposition),
        Dimension.ENDING: ENDINGS,
        Dimension.DURATION: tuple(name for name, _ in DURATIONS),
        Dimension.WAITING: tuple(name for name, _ in WAITS),
        Dimension.CLOCK: tuple(one.value for one in ClockKind if one not in WINDOWS),
        Dimension.TIMING: (IN_TIME, LATE),
        Dimension.RESULT: tuple(RESULTS.values()),
        Dimension.OUTCOME: OUTCOMES,
        Dimension.ANSWER: (*(one.value for one in AgencyResponse), NOT_ANSWERED),
        Dimension.STANDING: (*ENDINGS, STILL_OPEN),
    }
)
"""All dimensions but those whose values the configuration gives: agency, rule, language."""
