"""How long records are kept; a legal hold stops every period."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Retention:
    """Years after a complaint's last case closed.

    The defaults follow California Penal Code 832.5 (five years, fifteen where sustained).
    """

    not_sustained_years: int = 5
    sustained_years: int = 15
    contact_years: int = 2
