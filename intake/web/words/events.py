"""Words for everything that can happen to a case: one entry for each event."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.cases.vocabulary import EventKind
from intake.texts.marking import marked as _
from intake.web.words.tables import Words


class Group(StrEnum):
    """The headings under which staff find what they can do, in this order."""

    URGENT = "urgent"
    NEXT = "next"
    TALK = "talk"
    ALLEGATIONS = "allegations"
    COURSE = "course"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class EventWords:
    """How one event reads.

    Attributes:
        label: what happened, as the history of a case says it.
        button: what staff press to record it; empty where no form of its own records it.
        group: the heading that the button stands under.
        hint: a sentence above the form, where one is needed.
        dated: whether it may be recorded on a later day than it happened.
    """

    label: str
    button: str = ""
    group: Group | None = None
    hint: str = ""
    dated: bool = False


_E, _G = EventKind, Group

EVENTS: Mapping[EventKind, EventWords] = {
    _E.SUBMITTED: EventWords(_("Complaint received")),
    _E.ACKNOWLEDGED: EventWords(
        _("Complaint acknowledged"),
        _("Acknowledge the complaint"),
        _G.NEXT,
        hint=_(
            "Say in your own words what the person alleges. The text below is a draft; change "
            "it as you like."
        ),
    ),
    _E.FIRST_OPENED: EventWords(_("Opened for the first time")),
    _E.OPENED: EventWords(_("Opened")),
    _E.ASSIGNED: EventWords(_("Assigned"), _("Assign to a person"), _G.NEXT),
    _E.ACCEPTED_FOR_REVIEW: EventWords(_("Accepted for review"), _("Accept for review"), _G.NEXT),
    _E.REROUTED: EventWords(
        _("Rerouted"),
        _("Reroute to another unit"),
        _G.DECIDE,
        hint=_(
            "The other unit gets the complaint and the messages so far. Your unit can no "
            "longer open any of it. What was read here stays known, and the record says who "
            "read it."
        ),
    ),
    _E.JOINED: EventWords(
        _("Combined with another case"),
        _("Combine with another case"),
        _G.COURSE,
        hint=_("You can combine only cases of this unit. Each complainant gets a separate letter."),
    ),
    _E.WITHDRAWAL_REQUESTED: EventWords(
        _("Withdrawal requested"),
        _("Record that the complainant wants to withdraw"),
        _G.COURSE,
        dated=True,
    ),
    _E.WITHDRAWAL_CONFIRMED: EventWords(
        _("Withdrawal confirmed"),
        _("Confirm the withdrawal and close"),
        _G.DECIDE,
        hint=_("First make sure that no one pressured the complainant to withdraw."),
    ),
    _E.CONTINUED_OWN_MOTION: EventWords(
        _("Continued on our own initiative"),
        _("Continue on our own initiative"),
        _G.DECIDE,
    ),
    _E.INFORMATION_REQUESTED: EventWords(
        _("Information requested"),
        _("Ask the complainant a question"),
        _G.TALK,
        hint=_("Ask specific questions, in the complainant's language."),
    ),
    _E.INFORMATION_RECEIVED: EventWords(
        _("Information received"),
        _("Record the complainant's answer"),
        _G.TALK,
        dated=True,
    ),
    _E.INFORMATION_TIMED_OUT: EventWords(_("No answer in time")),
    _E.MESSAGE_SENT: EventWords(
        _("Message sent"),
        _("Write to the complainant"),
        _G.TALK,
        hint=_("The complainant reads it with their secret code."),
    ),
    _E.MESSAGE_RECEIVED: EventWords(
        _("Message received"),
        _("Record what the complainant said"),
        _G.TALK,
        dated=True,
    ),
    _E.NOTE_ADDED: EventWords(
        _("Note added"),
        _("Add a note"),
        _G.TALK,
        hint=_("Notes stay in the office. The complainant never sees them."),
    ),
    _E.MEDIATION_OFFERED: EventWords(_("Mediation offered"), _("Offer mediation"), _G.COURSE),
    _E.MEDIATION_DECLINED: EventWords(
        _("Mediation declined"),
        _("Record that mediation was declined"),
        _G.COURSE,
    ),
    _E.MEDIATION_ACCEPTED: EventWords(
        _("Both sides agreed to mediate"),
        _("Record that both sides agree to mediate"),
        _G.COURSE,
    ),
    _E.AGREEMENT_REACHED: EventWords(
        _("Agreement reached"),
        _("Close with an agreement"),
        _G.DECIDE,
    ),
    _E.MEDIATION_FAILED: EventWords(
        _("Mediation failed"),
        _("Record that mediation failed"),
        _G.COURSE,
    ),
    _E.REFERRED_OUT: EventWords(
        _("Referred to another office"),
        _("Refer to another office"),
        _G.DECIDE,
        hint=_("Without consent, the referral says nothing that identifies the person."),
    ),
    _E.REFERRAL_CONFIRMED: EventWords(
        _("Referral confirmed"),
        _("Record that the referral was confirmed"),
        _G.NEXT,
        dated=True,
    ),
    _E.REFERRAL_RETURNED: EventWords(
        _("Referral returned"),
        _("Record that the referral was returned"),
        _G.NEXT,
        dated=True,
    ),
    _E.REFERRAL_NOT_CONFIRMED: EventWords(_("Referral not confirmed in time")),
    _E.CLOSED_ADMINISTRATIVELY: EventWords(
        _("Closed without a finding"),
        _("Close without a finding"),
        _G.DECIDE,
    ),
    _E.INVESTIGATION_OPENED: EventWords(
        _("Investigation opened"),
        _("Open an investigation"),
        _G.NEXT,
    ),
    _E.EVIDENCE_NOTICE_SENT: EventWords(
        _("Notice to keep evidence sent"),
        _("Record the notice to keep evidence"),
        _G.COURSE,
        dated=True,
    ),
    _E.SUSPENDED: EventWords(_("Suspended"), _("Suspend the investigation"), _G.COURSE),
    _E.SUSPENSION_REVIEWED: EventWords(
        _("Suspension reviewed"),
        _("Record a review of the suspension"),
        _G.COURSE,
    ),
    _E.RESUMED: EventWords(_("Resumed"), _("Resume the investigation"), _G.NEXT),
    _E.EXTENDED: EventWords(_("Extended"), _("Extend the investigation"), _G.COURSE),
    _E.ALLEGATION_FRAMED: EventWords(_("Allegation added"), _("Add an allegation"), _G.ALLEGATIONS),
    _E.ALLEGATION_WITHDRAWN: EventWords(
        _("Allegation withdrawn"),
        _("Withdraw an allegation"),
        _G.ALLEGATIONS,
    ),
    _E.ALLEGATION_SETTLED: EventWords(
        _("Allegation settled without a finding"),
        _("Settle an allegation without a finding"),
        _G.ALLEGATIONS,
    ),
    _E.FINDING_SET: EventWords(_("Finding recorded"), _("Record a finding"), _G.ALLEGATIONS),
    _E.FINDINGS_SUBMITTED: EventWords(
        _("Findings submitted"),
        _("Submit the findings"),
        _G.NEXT,
        hint=_("Someone who did not investigate reviews the findings next."),
    ),
    _E.FINDINGS_RETURNED: EventWords(_("Findings returned"), _("Return the findings"), _G.DECIDE),
    _E.BOARD_DECISION_RECORDED: EventWords(
        _("Board decision recorded"),
        _("Record the board's decision"),
        _G.DECIDE,
        dated=True,
    ),
    _E.FINDINGS_APPROVED: EventWords(
        _("Findings approved"),
        _("Approve the findings"),
        _G.DECIDE,
        hint=_(
            "You are deciding on another person's findings. The letter goes to the "
            "complainant right away."
        ),
    ),
    _E.LETTER_SENT: EventWords(_("Letter sent"), _("Send a letter"), _G.TALK, dated=True),
    _E.AGENCY_RESPONSE_RECORDED: EventWords(
        _("Agency response recorded"),
        _("Record the agency's response"),
        _G.NEXT,
        dated=True,
    ),
    _E.APPEAL_REQUESTED: EventWords(
        _("Appeal requested"),
        _("Record an appeal request"),
        _G.COURSE,
        dated=True,
    ),
    _E.DECISION_UPHELD: EventWords(_("Decision upheld"), _("Uphold the decision"), _G.DECIDE),
    _E.DECISION_MODIFIED: EventWords(_("Decision changed"), _("Change the decision"), _G.DECIDE),
    _E.REMANDED: EventWords(
        _("Sent back for investigation"),
        _("Send back for investigation"),
        _G.DECIDE,
    ),
    _E.APPEAL_WINDOW_ENDED: EventWords(_("Time to appeal ended")),
    _E.REOPENED: EventWords(_("Reopened"), _("Reopen the case"), _G.DECIDE),
    _E.URGENCY_RAISED: EventWords(_("Urgency raised"), _("Raise the urgency"), _G.URGENT),
    _E.URGENCY_LOWERED: EventWords(_("Urgency lowered"), _("Lower the urgency"), _G.URGENT),
    _E.URGENT_SEEN: EventWords(_("Urgent case seen by staff"), _("Mark as seen"), _G.URGENT),
    _E.CUSTODIAN_CONTACTED: EventWords(
        _("Detention facility contacted"),
        _("Record a call to the detention facility"),
        _G.URGENT,
        hint=_("Give the facility a name only with recorded consent."),
    ),
    _E.COUNSEL_CONTACTED: EventWords(
        _("Attorneys contacted"),
        _("Record a call to attorneys"),
        _G.URGENT,
        hint=_("Give attorneys a name only with recorded consent."),
    ),
    _E.URGENT_DECIDED: EventWords(
        _("Urgent decision made"),
        _("Record the urgent decision"),
        _G.URGENT,
    ),
    _E.PERSON_TRANSFERRED: EventWords(
        _("Person transferred"),
        _("Record a transfer of the person"),
        _G.URGENT,
    ),
    _E.URGENT_ENDED: EventWords(_("Urgent track ended"), _("End the urgent track"), _G.URGENT),
}
"""Every event, in the order of the vocabulary."""

BUTTONS: tuple[EventKind, ...] = tuple(event for event, words in EVENTS.items() if words.button)
"""The events that staff record by a form of their own."""

GROUPS: Mapping[Group, str] = {
    _G.URGENT: _("Urgent"),
    _G.NEXT: _("Next steps"),
    _G.TALK: _("Messages and notes"),
    _G.ALLEGATIONS: _("Allegations and findings"),
    _G.COURSE: _("Course of the case"),
    _G.DECIDE: _("Decide and close"),
}
"""The headings."""

WORDS: Words = {EventKind: {event: words.label for event, words in EVENTS.items()}}
