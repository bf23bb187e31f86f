"""Words for the record of who did what, for routing, and for the people who act."""

from intake.accounts.states import StaffState
from intake.audit.actor import ActorKind
from intake.audit.kinds import AuditKind
from intake.cases.queue import Shown
from intake.routing.decision import AlarmCode, RouteRule
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    AuditKind: {
        AuditKind.COMPLAINT_FILED: _("Complaint filed"),
        AuditKind.COMPLAINT_IMPORTED: _("Complaint imported"),
        AuditKind.COMPLAINT_ENTERED: _("Complaint entered by staff"),
        AuditKind.COMPLAINT_OPENED: _("Complaint opened"),
        AuditKind.CASE_OPENED: _("Case opened"),
        AuditKind.CASE_READ: _("Complaint read"),
        AuditKind.CASE_STATUS_CHANGED: _("Case status changed"),
        AuditKind.CASE_RECORDED: _("Event recorded"),
        AuditKind.CASE_DECIDED: _("Decision recorded"),
        AuditKind.CASE_CLOSED: _("Case closed"),
        AuditKind.CASE_URGENT: _("Urgent step recorded"),
        AuditKind.CASE_GRANTED: _("Case shared with another unit"),
        AuditKind.CASE_REROUTED: _("Case rerouted"),
        AuditKind.CASE_ACCESS_REMOVED: _("Access to a case removed"),
        AuditKind.MESSAGE_SENT: _("Message sent"),
        AuditKind.MESSAGES_READ: _("Messages read"),
        AuditKind.CODE_REPLACED: _("Code replaced"),
        AuditKind.CODE_AGREED: _("New code confirmed by a second person"),
        AuditKind.ROUTE_ALARM: _("Routing needs attention"),
        AuditKind.RECORDS_ALARM: _("Keys or records were found that do not belong to the case"),
        AuditKind.STAFF_INVITED: _("Person invited"),
        AuditKind.STAFF_JOINED: _("Person joined"),
        AuditKind.STAFF_DISABLED: _("Account disabled"),
        AuditKind.STAFF_RESET: _("Account reset"),
        AuditKind.STAFF_UNLOCKED: _("Account unlocked"),
        AuditKind.ROLE_GIVEN: _("Role added"),
        AuditKind.ROLE_TAKEN: _("Role removed"),
        AuditKind.SIGNED_IN: _("Signed in"),
        AuditKind.SIGN_IN_FAILED: _("Sign-in failed"),
        AuditKind.SIGNED_OUT: _("Signed out"),
        AuditKind.PASSWORD_CHANGED: _("Passphrase changed"),
        AuditKind.SECOND_FACTOR_CHANGED: _("Second factor changed"),
        AuditKind.RECOVERY_KEY_MADE: _("Recovery key made"),
        AuditKind.UNIT_KEY_MADE: _("Unit key made"),
        AuditKind.UNIT_KEY_SHARED: _("Member given access to the unit key"),
        AuditKind.UNIT_KEY_ROTATED: _("Unit key renewed"),
        AuditKind.UNIT_RECOVERED: _("Unit recovered"),
        AuditKind.QUARTER_CLOSED: _("Quarter closed"),
        AuditKind.RELEASE_PUBLISHED: _("Numbers of a quarter published"),
        AuditKind.RELEASE_ASKED: _("Publication of a quarter requested"),
        AuditKind.EXACT_NUMBERS_SEEN: _("Exact numbers of a quarter viewed"),
        AuditKind.COUNTS_IMPORTED: _("Counts of a past quarter imported"),
        AuditKind.BACKUP_MADE: _("Backup made"),
        AuditKind.NOTICE_GIVEN_UP: _("Notice could not be sent"),
        AuditKind.MEMBER_KEY_REFUSED: _("A member's key was refused"),
        AuditKind.IDENTITY_ERASED: _(
            "Name and contact information erased. After 35 days, nothing can open them, not"
            " even a backup."
        ),
        AuditKind.CASE_ERASED: _(
            "Messages and notes erased. After 35 days, nothing can open them, not even a backup."
        ),
        AuditKind.COMPLAINT_ERASED: _(
            "Complaint erased. After 35 days, nothing can open it, not even a backup."
        ),
    },
    ActorKind: {
        ActorKind.STAFF: _("Staff"),
        ActorKind.COMPLAINANT: _("Complainant"),
        ActorKind.SYSTEM: _("The system"),
    },
    RouteRule: {
        RouteRule.EMPLOYER_PLACE_RULE: _("By agency, place, and rule"),
        RouteRule.EMPLOYER_PLACE: _("By agency and place"),
        RouteRule.EMPLOYER_RULE: _("By agency and rule"),
        RouteRule.EMPLOYER: _("By agency"),
        RouteRule.NOT_CONFIRMED: _("Agency not confirmed: sent to the front door"),
        RouteRule.NO_LOCAL_OFFICIAL: _("No local official named: sent to the front door"),
        RouteRule.STAND_IN: _("Conflict of interest: sent to the stand-in"),
        RouteRule.OUTSIDE_DEFAULT: _("Conflict of interest: sent to the outside office"),
        RouteRule.KEY_UNUSABLE: _("The unit's key could not be used: sent to the stand-in"),
    },
    AlarmCode: {
        AlarmCode.NO_STAND_IN_LEFT: _("No stand-in was available"),
        AlarmCode.UNIT_UNUSABLE: _("A unit's key could not be used"),
    },
    StaffState: {
        StaffState.INVITED: _("Invited"),
        StaffState.ACTIVE: _("Active"),
        StaffState.DISABLED: _("Disabled"),
    },
    Shown: {
        Shown.OPEN: _("Open cases"),
        Shown.CLOSED: _("Closed cases"),
        Shown.OVERDUE: _("Overdue cases"),
    },
}
