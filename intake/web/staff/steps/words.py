"""What a member of staff can do to a case, in words on buttons, and how the buttons are grouped."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from intake.cases.vocabulary import EventKind
from intake.web.foundation.languages import lazy_gettext as _


class Group(StrEnum):
    """The headings under which steps stand, in this order."""

    URGENT = "urgent"
    NEXT = "next"
    TALK = "talk"
    ALLEGATIONS = "allegations"
    COURSE = "course"
    DECIDE = "decide"


GROUPS: Mapping[Group, Any] = {
    Group.URGENT: _("Urgent"),
    Group.NEXT: _("Next steps"),
    Group.TALK: _("Talk and note"),
    Group.ALLEGATIONS: _("Allegations and findings"),
    Group.COURSE: _("Course of the case"),
    Group.DECIDE: _("Decide and close"),
}

_E, _G = EventKind, Group

STEPS: Mapping[EventKind, tuple[Group, Any]] = {
    _E.URGENT_SEEN: (_G.URGENT, _("Say that a person has seen it")),
    _E.CUSTODIAN_CONTACTED: (_G.URGENT, _("Record a call to the place of custody")),
    _E.COUNSEL_CONTACTED: (_G.URGENT, _("Record a call to lawyers")),
    _E.PERSON_TRANSFERRED: (_G.URGENT, _("Record that the person was moved")),
    _E.URGENT_DECIDED: (_G.URGENT, _("Record the urgent decision")),
    _E.URGENT_ENDED: (_G.URGENT, _("End the urgent track")),
    _E.URGENCY_RAISED: (_G.URGENT, _("Raise the urgency")),
    _E.URGENCY_LOWERED: (_G.URGENT, _("Lower the urgency")),
    _E.ACKNOWLEDGED: (_G.NEXT, _("Acknowledge the complaint")),
    _E.ACCEPTED_FOR_REVIEW: (_G.NEXT, _("Accept for review")),
    _E.ASSIGNED: (_G.NEXT, _("Assign to a person")),
    _E.INVESTIGATION_OPENED: (_G.NEXT, _("Open an investigation")),
    _E.FINDINGS_SUBMITTED: (_G.NEXT, _("Hand in the findings")),
    _E.RESUMED: (_G.NEXT, _("Resume the investigation")),
    _E.REFERRAL_CONFIRMED: (_G.NEXT, _("Record that the referral was confirmed")),
    _E.REFERRAL_RETURNED: (_G.NEXT, _("Record that the referral came back")),
    _E.AGENCY_RESPONSE_RECORDED: (_G.NEXT, _("Record the agency's answer")),
    _E.MESSAGE_SENT: (_G.TALK, _("Write to the complainant")),
    _E.INFORMATION_REQUESTED: (_G.TALK, _("Ask the complainant a question")),
    _E.INFORMATION_RECEIVED: (_G.TALK, _("Record an answer of the complainant")),
    _E.MESSAGE_RECEIVED: (_G.TALK, _("Record what the complainant said")),
    _E.LETTER_SENT: (_G.TALK, _("Send a letter")),
    _E.NOTE_ADDED: (_G.TALK, _("Write a note")),
    _E.ALLEGATION_FRAMED: (_G.ALLEGATIONS, _("Frame an allegation")),
    _E.FINDING_SET: (_G.ALLEGATIONS, _("Write a finding")),
    _E.ALLEGATION_SETTLED: (_G.ALLEGATIONS, _("Settle an allegation without a finding")),
    _E.ALLEGATION_WITHDRAWN: (_G.ALLEGATIONS, _("Take an allegation back")),
    _E.EVIDENCE_NOTICE_SENT: (_G.COURSE, _("Record the notice to keep evidence")),
    _E.EXTENDED: (_G.COURSE, _("Extend the investigation")),
    _E.SUSPENDED: (_G.COURSE, _("Suspend the investigation")),
    _E.SUSPENSION_REVIEWED: (_G.COURSE, _("Record a look at the suspension")),
    _E.MEDIATION_OFFERED: (_G.COURSE, _("Offer mediation")),
    _E.MEDIATION_DECLINED: (_G.COURSE, _("Record that mediation was declined")),
    _E.MEDIATION_ACCEPTED: (_G.COURSE, _("Record that both sides consent to mediation")),
    _E.MEDIATION_FAILED: (_G.COURSE, _("Record that mediation failed")),
    _E.JOINED: (_G.COURSE, _("Join with another case")),
    _E.WITHDRAWAL_REQUESTED: (_G.COURSE, _("Record that the complainant wants to stop")),
    _E.APPEAL_REQUESTED: (_G.COURSE, _("Record that an appeal is asked for")),
    _E.REFERRED_OUT: (_G.DECIDE, _("Refer to another body")),
    _E.REROUTED: (_G.DECIDE, _("Move to another unit")),
    _E.AGREEMENT_REACHED: (_G.DECIDE, _("Close with an agreement")),
    _E.WITHDRAWAL_CONFIRMED: (_G.DECIDE, _("Confirm the withdrawal and close")),
    _E.CONTINUED_OWN_MOTION: (_G.DECIDE, _("Go on of our own motion")),
    _E.CLOSED_ADMINISTRATIVELY: (_G.DECIDE, _("Close without a finding")),
    _E.FINDINGS_RETURNED: (_G.DECIDE, _("Return the findings")),
    _E.FINDINGS_APPROVED: (_G.DECIDE, _("Approve the findings")),
    _E.BOARD_DECISION_RECORDED: (_G.DECIDE, _("Record the board's decision")),
    _E.DECISION_UPHELD: (_G.DECIDE, _("Uphold the decision")),
    _E.DECISION_MODIFIED: (_G.DECIDE, _("Change the decision")),
    _E.REMANDED: (_G.DECIDE, _("Send back for investigation")),
    _E.REOPENED: (_G.DECIDE, _("Reopen the case")),
}
"""Every event that staff record by a form of its own; reading is recorded by reading."""

HINTS: Mapping[EventKind, Any] = {
    _E.ACKNOWLEDGED: _(
        "Say back what you understood was alleged. The text below is a proposal; change it freely."
    ),
    _E.FINDINGS_APPROVED: _(
        "You decide on the findings of another person. The letter goes to the complainant at once."
    ),
    _E.FINDINGS_SUBMITTED: _("Somebody who did not investigate reviews the findings next."),
    _E.WITHDRAWAL_CONFIRMED: _("Make sure first that nobody pressed the complainant to stop."),
    _E.CUSTODIAN_CONTACTED: _(
        "A name is said to the place of custody only with the recorded consent."
    ),
    _E.COUNSEL_CONTACTED: _("A name is said to lawyers only with the recorded consent."),
    _E.REFERRED_OUT: _("Without consent the referral goes out with nothing that names the person."),
    _E.NOTE_ADDED: _("Notes stay in the office; the complainant never reads them."),
    _E.MESSAGE_SENT: _("The complainant reads it with the secret code."),
    _E.INFORMATION_REQUESTED: _("Ask concrete questions, in the complainant's language."),
    _E.REROUTED: _(
        "The other unit gets what was told and the messages so far; your unit opens nothing of it "
        "any more. What was read here stays known, and the record says who read it."
    ),
    _E.JOINED: _("Only cases of this unit can be joined. Each complainant keeps an own letter."),
}
"""One sentence above the form, where a step needs one."""
