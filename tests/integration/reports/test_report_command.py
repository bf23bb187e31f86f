"""`intake report` makes a law's report of what was published, and of nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from intake.app.diagnosis import running
from intake.cli import report as command
from intake.cli.main import make_parser
from intake.db.engine import make_engine, make_sessions
from intake.db.transaction import transaction
from intake.documents.rendering import LibrariesMissing
from intake.publication.models import Release, ReleaseFile
from intake.settings import Settings
from tests.fixtures.released_files import release

Run = Callable[..., int]
CHICAGO = ("report", "--law", "chicago-welcoming-city")


def publish(settings: Settings, jurisdiction: str, period: str, files: dict[str, bytes]) -> None:
    """Put a release in the database, as publishing would."""
    sessions = make_sessions(make_engine(settings.database_url))
    with sessions() as session, transaction(session):
        session.add(
            Release(
                jurisdiction=jurisdiction,
                period=period,
                number=1,
                catalogue_version="1",
                method="S",
                digest=sha256(files["SHA256SUMS"]).digest(),
                published_at=datetime(2026, 10, 15, tzinfo=UTC),
            )
        )
        session.flush()
        session.add_all(
            ReleaseFile(
                jurisdiction=jurisdiction,
                period=period,
                path=path,
                sha256=sha256(content).digest(),
                content=content,
            )
            for path, content in files.items()
        )
    sessions.kw["bind"].dispose()


def runs_on(settings: Settings) -> Run:
    """Run a command on an install; its exit code."""

    def run_it(*words: str | Path) -> int:
        arguments = make_parser(["report"]).parse_args([str(word) for word in words])
        code: int = arguments.handler(arguments, settings)
        return code

    return run_it


@pytest.fixture
def run(database_settings: Settings) -> Run:
    """On each database."""
    return runs_on(database_settings)


def test_a_spreadsheet_of_what_is_published(
    run: Run, database_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "report.xlsx"
    words = (*CHICAGO, "--period", "2026Q3", "--format", "xlsx", "--out", out)
    assert run(*words) == 2
    assert "no release for 2026Q3" in capsys.readouterr().err
    files = release("2026Q3")
    publish(database_settings, "saguaro-city", "2026Q3", files)
    assert run(*words, "--language", "es") == 0
    book = openpyxl.load_workbook(BytesIO(out.read_bytes()))
    notes = "\n".join(str(cell.value) for cell in book.worksheets[0]["A"])
    assert sha256(files["SHA256SUMS"]).hexdigest() in notes
    assert "tercer trimestre de 2026" in notes

    publish(database_settings, "marisol-county", "2026Q3", release("2026Q3", seed=2))
    assert run(*words) == 2
    assert "choose one with --jurisdiction: marisol-county, saguaro-city" in capsys.readouterr().err
    assert run(*words, "--jurisdiction", "saguaro-city") == 0


class TestOfDownloadedReleases:
    """Anyone can make the same report of copies, without a database."""

    @pytest.fixture
    def run(self, settings: Settings) -> Run:
        return runs_on(settings)

    def test_a_pdf_says_which_quarters_it_lacks(
        self, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for path, content in release("2026Q2").items():
            (tmp_path / "2026Q2" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "2026Q2" / path).write_bytes(content)
        out = tmp_path / "report.pdf"
        asked = ("report", "--law", "illinois-trust-act", "--period", "2026", "--out", out)
        assert run(*asked, "--from", tmp_path) == 0
        assert "no release for 2026Q1 is published" in capsys.readouterr().err
        text = " ".join(page.extract_text() for page in PdfReader(out).pages)
        assert "No release of the first quarter of 2026." in text
        (tmp_path / "2026Q2" / "release.json").unlink()
        assert run(*asked, "--from", tmp_path) == 2
        shutil.rmtree(tmp_path / "2026Q2")
        assert run(*asked, "--from", tmp_path) == 2

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("--period", "2026Q3", "--out", "x"), "add --law"),
            (("--law", "nowhere", "--period", "2026", "--out", "x"), "illinois-trust-act"),
            (("--law", "illinois-trust-act", "--period", "2026Q3", "--out", "x"), "such as 2026"),
            (("--law", "illinois-trust-act", "--period", "2026"), "add --out"),
        ],
    )
    def test_what_makes_no_sense_is_refused(
        self, run: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
    ) -> None:
        assert run("report", *words, "--from", "/nowhere") == 2
        assert said in capsys.readouterr().err

    def test_the_laws_are_listed(self, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
        assert run("report", "--list") == 0
        listed = capsys.readouterr().out
        assert "5 ILCS 805/25" in listed
        assert len(listed.splitlines()) == 7

    def test_a_machine_without_the_libraries_says_what_to_type(
        self,
        run: Run,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def missing(*_: object) -> bytes:
            raise LibrariesMissing("sudo apt-get install libpango-1.0-0")

        (tmp_path / "2026Q3").mkdir()
        for path, content in release("2026Q3").items():
            (tmp_path / "2026Q3" / path).parent.mkdir(exist_ok=True)
            (tmp_path / "2026Q3" / path).write_bytes(content)
        monkeypatch.setattr(command, "FORMATS", {"pdf": missing})
        out = tmp_path / "report.pdf"
        asked = (*CHICAGO, "--period", "2026Q3", "--out", out, "--from", tmp_path)
        assert run(*asked) == 2
        assert "apt-get install libpango-1.0-0" in capsys.readouterr().err
        assert not out.exists()
        assert list(running.printing()) == []
        monkeypatch.setattr(running, "missing_libraries", lambda: ("libpango-1.0-0",))
        [finding] = running.printing()
        assert "libpango-1.0-0" in finding.wrong
        assert "apt-get install" in finding.mend
        assert not finding.grave
