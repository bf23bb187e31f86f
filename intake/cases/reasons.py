"""The coded reasons that are given with what happens to a case."""

from enum import StrEnum


class ReasonCode(StrEnum):
    """Coded reasons; each row of the workflow table names those that it takes."""

    # reroute
    CONFLICT_FOUND = "conflict_found"
    CONFLICT_NAMED_BY_COMPLAINANT = "conflict_named_by_complainant"
    WRONG_BODY = "wrong_body"
    # withdrawal
    NO_PRESSURE_CONFIRMED = "no_pressure_confirmed"
    PRESSURE_SUSPECTED = "pressure_suspected"
    PERSON_AT_RISK = "person_at_risk"
    PUBLIC_INTEREST = "public_interest"
    FINDINGS_STAND = "findings_stand"
    # referral
    OUTSIDE_THESE_RULES = "outside_these_rules"
    OUTSIDE_THIS_BODY = "outside_this_body"
    FEDERAL_AGENTS_ALONE = "federal_agents_alone"
    OTHER_LOCAL_MISCONDUCT = "other_local_misconduct"
    DECLINED_BY_RECEIVER = "declined_by_receiver"
    RECEIPT_NOT_CONFIRMED = "receipt_not_confirmed"
    # closing without a finding
    DUPLICATE = "duplicate"
    ALREADY_ADJUDICATED = "already_adjudicated"
    INSUFFICIENT_INFORMATION = "insufficient_information"
    NO_POTENTIAL_VIOLATION = "no_potential_violation"
    WITHDRAWN = "withdrawn"
    # suspension and extension
    CRIMINAL_INVESTIGATION = "criminal_investigation"
    COURT_ORDER = "court_order"
    CRIMINAL_INVESTIGATION_ENDED = "criminal_investigation_ended"
    COURT_ORDER_ENDED = "court_order_ended"
    SUSPENSION_NOT_NEEDED = "suspension_not_needed"
    EVIDENCE_AWAITED = "evidence_awaited"
    WITNESS_UNAVAILABLE = "witness_unavailable"
    AGENCY_DELAY = "agency_delay"
    COMPLEX_CASE = "complex_case"
    # return of findings
    REASONS_INCOMPLETE = "reasons_incomplete"
    EVIDENCE_MISSING = "evidence_missing"
    STANDARD_NOT_APPLIED = "standard_not_applied"
    # the board
    BOARD_ADOPTED = "board_adopted"
    BOARD_SENT_BACK = "board_sent_back"
    # review, remand, reopening
    NEW_EVIDENCE = "new_evidence"
    NEW_RULING = "new_ruling"
    ERROR_OF_FACT = "error_of_fact"
    ERROR_OF_RULE = "error_of_rule"
    UNFAIR_PROCESS = "unfair_process"
    # allegations
    FRAMED_IN_ERROR = "framed_in_error"
    MERGED_INTO_ANOTHER = "merged_into_another"
    # joining
    SAME_INCIDENT = "same_incident"
    # urgency
    PERSON_HELD = "person_held"
    HAND_OVER_IMMINENT = "hand_over_imminent"
    THREAT_AFTER_COMPLAINT = "threat_after_complaint"
    EVIDENCE_VANISHING = "evidence_vanishing"
    NEW_FACTS = "new_facts"
    HARM_ENDED = "harm_ended"
    ANSWERS_MISREAD = "answers_misread"
    # contacts and the end of the urgent track
    REACHED = "reached"
    REACHED_BY_NAME = "reached_by_name"
    NOT_REACHED = "not_reached"
    NAME_NOT_ALLOWED = "name_not_allowed"
    NOT_WANTED = "not_wanted"
    RELEASED = "released"
    HANDED_OVER = "handed_over"
    COUNSEL_TOOK_OVER = "counsel_took_over"
    NOT_IN_CUSTODY = "not_in_custody"
    ACTED = "acted"
    NO_ACTION_POSSIBLE = "no_action_possible"
