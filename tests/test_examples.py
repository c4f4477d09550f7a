"""Every example runs as it stands, and prints what it says it prints."""

from __future__ import annotations

import csv
import io
import json
import os
import runpy
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT

EXAMPLES = CHECKOUT / "examples"
SEEDS = CHECKOUT / "seeds"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.py"))
TAKING_ANY_FILE = sorted({*NAMES} - {"demo", "faq_to_jsonld", "many_articles"})


def run(name: str, *arguments: Path, folder: Path = CHECKOUT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONUTF8": "1"}
    command = [sys.executable, str(folder / "examples" / f"{name}.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, check=False, timeout=60
    )


@cache
def printed(name: str, *arguments: Path) -> str:
    """Return what an example prints; fail if it fails or complains."""
    result = run(name, *arguments)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_short_and_says_what_it_is(name: str) -> None:
    lines = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8").split("\n")
    assert len(lines) - 1 <= 40
    assert lines[0].startswith('"""')
    assert f"[{name}.py]({name}.py)" in (EXAMPLES / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", ["13-night-radio.txt", "20-yubinkyoku.txt", "23-rain-barrel.txt"])
@pytest.mark.parametrize("name", TAKING_ANY_FILE)
def test_an_example_takes_another_file(
    name: str, seed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = str(EXAMPLES / f"{name}.py")
    monkeypatch.setattr(sys, "argv", [program, str(SEEDS / seed)])
    with redirect_stdout(io.StringIO()) as out:
        runpy.run_path(program, run_name="__main__")
    assert out.getvalue() != printed(name)


def test_read_article() -> None:
    lines = printed("read_article").split("\n")
    assert lines[:3] == ["Written by: trafilatura-1.12", "Paragraph", "TableOfContents"]
    assert "What the New Boats Can Do: 2 Paragraph, 1 Table" in lines
    diagnostics = printed("read_article", SEEDS / "04-bridge-works.txt")
    assert "line 4, column 1: the extractor wrote one cell a line" in diagnostics


def test_python_first_steps() -> None:
    lines = printed("python_first_steps").split("\n")
    assert lines[:4] == [
        "<Document 8 sections, 3 tables, 7,350 characters>",
        "table 1: 6 rows of Article Subheadings",
        "table 2: 3 rows of Vessel, Passengers, Bicycles, Battery, Enters service",
        "table 3: 5 rows of No., Key Points",
    ]
    assert "| Fares and Timetable | 158 |" in lines
    assert lines[-2].startswith("a page of ")
    assert lines[-2].endswith(" with the title 01-harbour-ferry")


def test_tables_to_csv() -> None:
    text = printed("tables_to_csv")
    assert [line for line in text.split("\n") if line.startswith("table ")] == [
        "table 1, line 2, 7 rows",
        "table 2, line 15, 4 rows",
        "table 3, line 37, 6 rows",
    ]
    assert "\nVessel,Passengers,Bicycles,Battery,Enters service\nMarigold,220,40," in text


def test_faq_to_jsonld() -> None:
    page = json.loads(printed("faq_to_jsonld"))
    assert page["@type"] == "FAQPage"
    assert len(page["mainEntity"]) == 4
    result = run("faq_to_jsonld", SEEDS / "13-night-radio.txt")
    assert result.returncode == 1
    assert result.stderr == "13-night-radio.txt has no questions\n"


def test_visitor_word_count() -> None:
    assert printed("visitor_word_count") == "1144 words of prose\n"


def test_transformer_drop_sections() -> None:
    text = printed("transformer_drop_sections")
    assert "## Fares and Timetable" in text
    assert "Article Subheadings" not in text
    assert "Summary" not in text
    assert "Frequently Asked Questions" not in text


def test_chunks_for_retrieval() -> None:
    records = [
        json.loads(line) for line in printed("chunks_for_retrieval").rstrip("\n").split("\n")
    ]
    assert all(len(record["text"]) <= 500 for record in records)
    assert records[0]["headings"] == []
    assert records[-1]["headings"] == ["Frequently Asked Questions"]
    assert len({record["id"] for record in records}) == len(records)


def test_markdown_to_html() -> None:
    page = printed("markdown_to_html")
    assert page.startswith("<!DOCTYPE html>")
    assert "<strong>temperature</strong>" in page
    assert "<title>A Weather Box for the Garden Shed</title>" in page


def test_find_uncertain_headings() -> None:
    *doubtful, summary = printed("find_uncertain_headings").rstrip("\n").split("\n")
    shares = [int(line.partition("%")[0]) for line in doubtful]
    assert shares == sorted(shares)
    assert all(share <= 90 for share in shares)
    assert summary.startswith(f"{len(doubtful)} of ")


def test_own_renderer() -> None:
    text = printed("own_renderer")
    assert "\n## Fares and Timetable\n" in text
    assert "\n* Card of ten crossings: £18.00\n" in text
    assert "\n```\nVessel\tPassengers\t" in text


def test_the_demo_writes_a_page_a_csv_file_a_table_and_an_outline(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    shutil.copytree(SEEDS, tmp_path / "seeds")
    folder = tmp_path / "build" / "demo"
    result = run("demo", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    page = (folder / "article.html").read_text(encoding="utf-8")
    assert "<title>Harbour ferry</title>" in page
    written = sorted(folder.glob("*.csv"))
    assert [path.name for path in written] == ["table-1.csv", "table-2.csv", "table-3.csv"]
    with written[1].open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1][:2] == ["Marigold", "220"]
    assert "   99%    What the New Boats Can Do\n" in result.stdout
    assert all(f"  {path}\n" in result.stdout for path in (folder / "article.html", *written))

    result = run("demo", SEEDS / "13-night-radio.txt", folder=tmp_path)
    assert result.returncode == 0
    assert [path.name for path in folder.iterdir()] == ["article.html"]
    assert "<title>Night radio</title>" in (folder / "article.html").read_text(encoding="utf-8")


def test_many_articles(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    shutil.copytree(SEEDS, tmp_path / "seeds")
    result = run("many_articles", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    codes = [line for line in lines if line.startswith("exit code ")]
    assert codes == ["exit code 1"] * 5 + ["exit code 0"]
    assert "docparse: 51 articles: 49 done, 2 failed; 49 files in site" in result.stdout
    assert "docparse: cannot read none.txt: No such file or directory" in lines
    assert result.stdout.count("picture.txt is not text: it is a picture") == 5
    folder = tmp_path / "build" / "many"
    pages = sorted((folder / "site").rglob("*.html"))
    assert len(pages) == 49
    assert all(page.read_bytes().startswith(b"<!DOCTYPE html>") for page in pages)
    tables = [path for path in (folder / "tables").rglob("*.csv") if path.stat().st_size]
    assert len(tables) == len((folder / "tables.txt").read_text("utf-8").splitlines())
    chunks = [
        json.loads(line) for line in (folder / "chunks.jsonl").read_text("utf-8").splitlines()
    ]
    assert len({chunk["file"] for chunk in chunks}) == 49
    assert 40 < len(list((folder / "notes").rglob("*.md"))) < 49
    assert (folder / "page.html").read_bytes().startswith(b"<!DOCTYPE html>")
