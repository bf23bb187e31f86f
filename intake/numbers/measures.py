"""What is counted in reports, and the values that stand beside the closed codes; pure."""

from __future__ import annotations

from intake.rules.measures import MEASURES as MEASURES
from intake.rules.measures import Dimension as Dimension
from intake.rules.measures import Measure as Measure
from intake.rules.measures import MeasureSpec as MeasureSpec
from intake.rules.measures import Unit as Unit

STILL_OPEN = "still_open"
"""The standing of a case of a cohort that had not ended by the end of the following year."""

EARLIER = "earlier"
"""The received year of a case that came in before the first period of the cube."""

REFERRED = "referred"
"""The ending of a case whose referral the other body confirmed."""

OTHER_LANGUAGE = "other"
"""The language of a complaint in a language that has no row of its own."""

NOT_ANSWERED = "not_answered"
"""What stands for an agency's answer that did not come before its time ran out."""

IN_TIME, LATE = "in_time", "late"
"""The timing of a clock: stopped by its due moment, or run out before."""

DURATIONS = (("d0_30", 30), ("d31_90", 90), ("d91_180", 180), ("d181_365", 365), ("d366", None))
"""From the day received to the first end: bands and the last day of each."""

WAITS = (("w0_5", 5), ("w6_10", 10), ("w11_30", 30), ("w31", None))
"""From the day received to the first acknowledgement: bands and the last day of each."""
