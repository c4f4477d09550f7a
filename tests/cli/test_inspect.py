"""``docparse inspect``: one page for a text or for many, and what is said when something fails."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from docparse.commands import inspect
from docparse.commands.console import Console
from tests.cli.running import ARTICLE, files, main


def data_of(html: str, name: str) -> Any:
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', html, re.S)
    assert found is not None
    return json.loads(found[1])


def test_one_page_shows_one_text(article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ended = main(["inspect", str(article), "-o", str(page)], b"")
    assert (ended.code, ended.out, ended.err) == (0, "", "")
    data = data_of(page.read_text("utf-8"), "text-1")
    assert data["lines"] == ARTICLE.split("\n")
    assert data["min_confidence"] == 0.5


def test_standard_input_gives_a_page_on_standard_output() -> None:
    ended = main(["inspect", "-", "--min-confidence", "0.3"], ARTICLE.encode())
    assert ended.code == 0
    assert ended.out.startswith("<!DOCTYPE html>")
    assert data_of(ended.out, "text-1")["name"] == "<stdin>"
    assert data_of(ended.out, "text-1")["min_confidence"] == 0.3


def test_a_terminal_is_not_filled_with_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "prints_to_terminal", True)
    ended = main(["inspect", "-"], ARTICLE.encode())
    assert (ended.code, ended.out) == (2, "")
    assert "say -o FILE.html" in ended.err
    assert main(["inspect", "-", "-o", "-"], ARTICLE.encode()).out.startswith("<!DOCTYPE html>")


def test_options_of_reading_and_of_csv_hold() -> None:
    options = ["--dialect", "1.9", "--headings", "marks", "--formulas", "keep"]
    data = data_of(main(["inspect", "-", *options], ARTICLE.encode()).out, "text-1")
    assert data["dialect"][0]["name"] == "trafilatura-1.9"
    assert [node["csv"] for node in data["nodes"] if "csv" in node][1] == (
        "Ticket,Adult\r\nSingle,=4\r\n"
    )


def test_diagnostics_are_said_and_shown() -> None:
    ended = main(["inspect", "-"], b"-\nBoats leave at ten.\n\xff\n")
    assert ended.err.startswith("<stdin>:3:1: invalid-encoding: ")
    assert "<stdin>:1:1: stray-mark: " in ended.err
    codes = [each[0] for each in data_of(ended.out, "text-1")["diagnostics"]]
    assert codes == ["invalid-encoding", "stray-mark"]


def test_a_folder_is_one_page_with_the_doubtful_first(article: Path, tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "doubtful.txt").write_text("-\nBoats\n-\n", "utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    page = tmp_path / "page.html"
    ended = main(["inspect", str(tmp_path), "-o", str(page)], b"")
    assert (ended.code, ended.err) == (0, f"docparse: 2 texts in {page}\n")
    names = [Path(each["name"]).name for each in data_of(page.read_text("utf-8"), "about")["files"]]
    assert names == ["doubtful.txt", "article.txt"]


def test_much_text_is_a_list_and_a_folder_of_pages(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inspect, "LARGEST_PAGE", 500)
    (tmp_path / "other.txt").write_text(ARTICLE, "utf-8")
    page = tmp_path / "page.html"
    assert main(["inspect", str(tmp_path), "-o", str(page)], b"").code == 0
    assert sorted(files(tmp_path / "page_files")) == [
        "0001-article-txt.html",
        "0002-other-txt.html",
    ]
    listed = data_of(page.read_text("utf-8"), "about")["files"]
    assert [each["page"] for each in listed] == [
        "page_files/0001-article-txt.html",
        "page_files/0002-other-txt.html",
    ]
    ended = main(["inspect", str(tmp_path)], b"")
    assert ended.code == 2
    assert "say -o FILE.html" in ended.err


def test_what_cannot_be_read_costs_that_text_alone(article: Path, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    page = tmp_path / "page.html"
    named = [str(article), str(tmp_path / "picture.txt"), str(tmp_path / "none.txt")]
    ended = main(["inspect", *named, "-o", str(page)], b"")
    assert ended.code == 1
    assert "picture.txt is not text: it is a picture" in ended.err
    assert "none.txt: No such file or directory" in ended.err
    assert len(data_of(page.read_text("utf-8"), "about")["files"]) == 1


def test_nothing_is_written_where_nothing_could_be_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n")
    page = tmp_path / "page.html"
    ended = main(["inspect", str(tmp_path), "-o", str(page)], b"")
    assert ended.code == 1
    assert not page.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["page.md"], "only text is read, and page.md is markdown: say --from text"),
        (["-", "--from", "html"], "only text is read here, not html"),
        (["-", "--dialect", "2010"], "unknown dialect '2010'"),
        (["-", "--min-confidence", "2"], "--min-confidence: '2' is not a number from 0 to 1"),
        (["", "-o", "x.html"], "the name of a file or folder is empty"),
    ],
)
def test_a_wrong_option_is_told(options: list[str], message: str) -> None:
    ended = main(["inspect", *options], b"x")
    assert ended.code == 2
    assert message in ended.err


def test_an_input_is_not_written_over(article: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text(ARTICLE, "utf-8")
    ended = main(["inspect", str(tmp_path), "-o", str(article)], b"")
    assert ended.code == 2
    assert "would be written over" in ended.err
    assert article.read_text("utf-8") == ARTICLE
    assert main(["inspect", str(article), "-o", str(article)], b"").code == 2
