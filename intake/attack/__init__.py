"""The attacker: reads nothing but the files of all releases, and looks for people in them.

It shares no code with what protects the numbers (an import contract keeps it so): what either of
the two overlooks, the other has to find. ``python -m intake.attack ROOT`` runs it in a
process of its own.
"""

from intake.attack.attacker import attack_folder as attack_folder
from intake.attack.reading import Unreadable as Unreadable
from intake.attack.verdict import Attacker as Attacker
from intake.attack.verdict import Found as Found
from intake.attack.verdict import Progress as Progress
from intake.attack.verdict import Verdict as Verdict
