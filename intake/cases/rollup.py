"""The one word for a whole case, from the findings on its allegations."""

from __future__ import annotations

from collections.abc import Iterable

from intake.cases.vocabulary import Disposition, RollUp

_AFTER_SUSTAINED: tuple[tuple[Disposition, RollUp], ...] = (
    (Disposition.POLICY_FAILURE, RollUp.POLICY_FAILURE),
    (Disposition.NOT_SUSTAINED, RollUp.NOT_SUSTAINED),
    # The act is plausible or shown and only the person is unknown: nothing was refuted.
    (Disposition.SUBJECT_UNIDENTIFIED, RollUp.NOT_SUSTAINED),
    (Disposition.UNFOUNDED, RollUp.UNFOUNDED),
    (Disposition.EXONERATED, RollUp.EXONERATED),
)


def rollup(dispositions: Iterable[Disposition]) -> RollUp:
    """Return the strongest word: sustained (partially, when mixed), policy failure, not sustained,
    unfounded, exonerated, no finding.

    Mixed means that some other finding stands beside a sustained one; an allegation without a
    finding does not make it mixed. No findings at all give no_finding.
    """
    findings = set(dispositions) - {Disposition.NO_FINDING}
    if Disposition.SUSTAINED in findings:
        return RollUp.SUSTAINED if len(findings) == 1 else RollUp.PARTIALLY_SUSTAINED
    for disposition, word in _AFTER_SUSTAINED:
        if disposition in findings:
            return word
    return RollUp.NO_FINDING
