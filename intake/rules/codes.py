"""The closed vocabularies of the configuration, as codes; their words live in texts and config."""

from enum import StrEnum


class RuleCode(StrEnum):
    """The nine model rules and the optional rule on 8 U.S.C. 1373."""

    R1 = "R1"
    R2 = "R2"
    R3 = "R3"
    R4 = "R4"
    R5 = "R5"
    R6 = "R6"
    R7 = "R7"
    R8 = "R8"
    R9 = "R9"
    R1373 = "R1373"


class Level(StrEnum):
    """Whose policy it is: the model's [County/City/State]."""

    CITY = "city"
    COUNTY = "county"
    STATE = "state"


class AgencyKind(StrEnum):
    """What kind of public employer an agency is."""

    POLICE = "police"
    SHERIFF = "sheriff"
    JAIL = "jail"
    COURT = "court"
    DMV = "dmv"
    PROBATION = "probation"
    SCHOOL = "school"
    CORRECTIONS = "corrections"
    LIBRARY = "library"
    OTHER = "other"


class FacilityKind(StrEnum):
    """What kind of place a facility is, as far as counting and routing need it."""

    CUSTODY = "custody"
    STATION = "station"
    COURTHOUSE = "courthouse"
    PUBLIC_OFFICE = "public_office"
    SCHOOL = "school"
    LIBRARY = "library"
    OTHER = "other"


class Capability(StrEnum):
    """What an oversight entity is able to do with a complaint."""

    INVESTIGATE = "investigate"
    RECOMMEND = "recommend"
    DISCIPLINE = "discipline"
    PUBLISH = "publish"
    REFER = "refer"


class UnitPart(StrEnum):
    """The part a unit has in a case: it decides, it watches over one, or it gets a copy."""

    DECIDES = "decides"
    MONITORS = "monitors"
    COPY = "copy"


class DecidedBy(StrEnum):
    """Who makes an entity's findings final."""

    DIRECTOR = "director"
    BOARD = "board"


class TwoPersonStep(StrEnum):
    """The steps that one person never takes alone."""

    APPROVE_FINDINGS = "approve_findings"
    DECIDE_APPEAL = "decide_appeal"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal"
    CLOSE_WITHOUT_FINDING = "close_without_finding"


class Otherwise(StrEnum):
    """Who is the second person where the entity itself has none free."""

    STAND_IN = "stand_in"
    NOBODY = "nobody"


class AgencyAnswer(StrEnum):
    """What stands in the place of an agency id when no listed agency is meant."""

    NOT_CONFIRMED = "not_confirmed"
    NONE = "none"
