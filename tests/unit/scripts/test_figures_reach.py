"""How many files a change touches is counted by what mentions an example, wherever it lies."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.figures import EXAMPLES, ROOT
from scripts.measure.members import member_reach
from scripts.measure.pages import page_reach
from scripts.measure.tree import Tree
from scripts.measure.words import NotInTree

Grow = Callable[[dict[str, str]], Tree]

EVENTS = {
    "intake/cases/kinds.py": 'class EventKind(StrEnum):\n    VISITED = "site_visited"\n',
    "intake/cases/rows.py": "Row(event=EventKind.VISITED)\n",
    "intake/cases/other.py": "Other.VISITED\n",
    "intake/web/words.py": '_E = EventKind\nSAID = {_E.VISITED: (1, _("A visit to the place"))}\n',
    "intake/web/labels.py": 'EventWords(EventKind.VISITED, label=_("Visited"))\n',
    "intake/web/buttons.py": (
        "_E, _G = EventKind, Group\n"
        '{_E.VISITED: _("Record a long visit"), _G.VISITED: _("Not me")}\n'
    ),
    "intake/web/stored.py": 'if kind == "site_visited": pass\n',
    "intake/texts/locales/es/staff.po": 'msgid ""\n"Record a "\n"long visit"\nmsgstr ""\n',
    "intake/texts/locales/es/words.po": 'msgid "Visited"\nmsgstr "Visitado"\n',
    "intake/texts/locales/es/email.po": 'msgid "Not me"\nmsgstr ""\nmsgid "Not Visited"\n',
    "templates/staff/a.html": '{% if event == "site_visited" %}',
    "templates/staff/b.html": "{{ site_visited_at }}",
    "config/a.toml": 'event = "site_visited"',
    "tests/unit/test_a.py": "EventKind.VISITED",
    "docs/workflow.md": "| `site_visited` |",
    "docs/other.md": "| `other_site_visited` |",
}


@pytest.fixture
def grow(tmp_path: Path) -> Grow:
    def make(files: dict[str, str]) -> Tree:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return Tree(tmp_path)

    return make


def test_an_event_reaches_every_file_that_mentions_it(grow: Grow) -> None:
    reach = member_reach(grow(EVENTS), "EventKind", "site_visited", as_text=True)
    assert reach.files == (
        "config/a.toml",
        "intake/cases/kinds.py",
        "intake/cases/rows.py",
        "intake/texts/locales/es/staff.po",
        "intake/texts/locales/es/words.po",
        "intake/web/buttons.py",
        "intake/web/labels.py",
        "intake/web/stored.py",
        "intake/web/words.py",
        "templates/staff/a.html",
    )
    assert reach.aside == ("tests/unit/test_a.py", "docs/workflow.md")


def test_a_member_whose_value_is_an_everyday_word_is_looked_for_by_name_alone(grow: Grow) -> None:
    reach = member_reach(grow(EVENTS), "EventKind", "site_visited", as_text=False)
    assert not {"config/a.toml", "intake/web/stored.py", "templates/staff/a.html"} & {*reach.files}
    assert reach.aside == ("tests/unit/test_a.py",)


PAGE = {
    "intake/web/staff/visits.py": (
        "from intake.web.staff import only, shared\n"
        'blueprint = Blueprint("visits", __name__, url_prefix="/staff/visits")\n'
        '@blueprint.get("/<case_id>")\n@staff_only\n'
        'def show(case_id): return page("staff/visits.html", title=gettext("Visits"))\n'
    ),
    "intake/web/staff/only.py": "from intake.web.staff import deeper\n",
    "intake/web/staff/deeper.py": "x = 1\n",
    "intake/web/staff/shared.py": "x = 1\n",
    "intake/web/staff/menu.py": 'from intake.web.staff import shared\nMENU = ["visits.show"]\n',
    "templates/staff/visits.html": "",
    "templates/staff/links.html": '{{ url_for("visits.show") }}',
    "templates/staff/others.html": '{{ url_for("revisits.show") }}',
    "intake/texts/locales/es/staff.po": 'msgid "Visits"\nmsgstr "Visitas"\n',
    "tests/web/test_visits.py": 'url_for("visits.show")',
}


def test_a_page_reaches_what_is_its_own_and_what_links_to_it(grow: Grow) -> None:
    reach = page_reach(grow(PAGE), "/staff/visits/<case_id>")
    assert reach.example == "/staff/visits/<case_id> (visits.show)"
    assert reach.files == (
        "intake/texts/locales/es/staff.po",
        "intake/web/staff/deeper.py",
        "intake/web/staff/menu.py",
        "intake/web/staff/only.py",
        "intake/web/staff/visits.py",
        "templates/staff/links.html",
        "templates/staff/visits.html",
    )
    assert reach.aside == ("tests/web/test_visits.py",)


def test_what_a_tree_does_not_have_is_said(grow: Grow) -> None:
    tree = grow({**EVENTS, **PAGE})
    with pytest.raises(NotInTree, match="EventKind has no member that is stored as moved"):
        member_reach(tree, "EventKind", "moved", as_text=True)
    with pytest.raises(NotInTree, match="no page has the address /staff/visits"):
        page_reach(tree, "/staff/visits")


def test_every_example_is_in_this_tree() -> None:
    tree = Tree(ROOT)
    files = {name: example(tree).files for name, example in EXAMPLES.items()}
    in_one_place = {name: found for name, found in files.items() if len(found) < 2}
    assert in_one_place == {"sealed part of a draft": ("intake/complaints/parts.py",)}
