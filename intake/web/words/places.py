"""Words for jurisdictions, agencies, oversight entities and rules."""

from intake.rules.codes import (
    AgencyAnswer,
    AgencyKind,
    Capability,
    DecidedBy,
    FacilityKind,
    Level,
    RuleCode,
    UnitPart,
)
from intake.texts.marking import marked as _
from intake.web.words.tables import Words

WORDS: Words = {
    RuleCode: {
        RuleCode.R1: _("Judicial warrant"),
        RuleCode.R2: _("No facilitation"),
        RuleCode.R3: _("Defined access and interviews"),
        RuleCode.R4: _("Clear identification"),
        RuleCode.R5: _("Don't ask"),
        RuleCode.R6: _("Privacy protection"),
        RuleCode.R7: _("No discriminatory surveillance"),
        RuleCode.R8: _("Redress"),
        RuleCode.R9: _("Fair and impartial policing"),
        RuleCode.R1373: _("Federal law on status information"),
    },
    Level: {
        Level.CITY: _("City"),
        Level.COUNTY: _("County"),
        Level.STATE: _("State"),
    },
    AgencyKind: {
        AgencyKind.POLICE: _("Police"),
        AgencyKind.SHERIFF: _("Sheriff"),
        AgencyKind.JAIL: _("Jail"),
        AgencyKind.COURT: _("Court"),
        AgencyKind.DMV: _("Driver licenses"),
        AgencyKind.PROBATION: _("Probation"),
        AgencyKind.SCHOOL: _("School"),
        AgencyKind.CORRECTIONS: _("Prison"),
        AgencyKind.LIBRARY: _("Library"),
        AgencyKind.OTHER: _("Other public office"),
    },
    AgencyAnswer: {
        AgencyAnswer.NOT_CONFIRMED: _("An agency that is not on our list"),
        AgencyAnswer.NONE: _("No local official"),
    },
    FacilityKind: {
        FacilityKind.CUSTODY: _("Place where people are held"),
        FacilityKind.STATION: _("Station"),
        FacilityKind.COURTHOUSE: _("Courthouse"),
        FacilityKind.PUBLIC_OFFICE: _("Public office"),
        FacilityKind.SCHOOL: _("School building"),
        FacilityKind.LIBRARY: _("Library building"),
        FacilityKind.OTHER: _("Other place"),
    },
    Capability: {
        Capability.INVESTIGATE: _("Look into what happened"),
        Capability.RECOMMEND: _("Recommend what should change"),
        Capability.DISCIPLINE: _("Discipline the official"),
        Capability.PUBLISH: _("Publish what it found"),
        Capability.REFER: _("Send a complaint to the office it belongs to"),
    },
    DecidedBy: {
        DecidedBy.DIRECTOR: _("Its director"),
        DecidedBy.BOARD: _("Its board, by vote"),
    },
    UnitPart: {
        UnitPart.DECIDES: _("Decides"),
        UnitPart.MONITORS: _("Monitors"),
        UnitPart.COPY: _("Gets a copy"),
    },
}
