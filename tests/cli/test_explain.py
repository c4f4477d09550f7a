"""``docparse explain``: what became of every line, and why."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.running import ARTICLE, run


def test_every_line_is_explained_in_one(article: Path) -> None:
    first, *lines = run("explain", article).out.splitlines()
    assert first.startswith("trafilatura-1.12")
    assert [int(line.split()[0]) for line in lines] == list(range(1, ARTICLE.count("\n") + 1))


def test_all_about_one_line(article: Path) -> None:
    number = ARTICLE[: ARTICLE.index("Frequently")].count("\n") + 1
    told = run("explain", article, "--line", str(number)).out.splitlines()
    assert told[0] == f"{number}: Frequently Asked Questions"
    assert told[1].endswith("Section > Heading 2")
    assert "headings: faq 0.95" in told


def test_reasons_as_json(article: Path) -> None:
    told = json.loads(run("explain", article, "--json").out)
    assert told["dialect"][0]["code"] == "trafilatura-1.12"
    assert "\n".join(line["text"] for line in told["lines"]) + "\n" == ARTICLE
    (line,) = json.loads(run("explain", article, "--json", "--line", "1").out)["lines"]
    assert line == told["lines"][0]


def test_a_line_that_is_not_there_is_refused(article: Path) -> None:
    ended = run("explain", article, "--line", "99")
    assert ended.code == 2
    assert "there is no line 99" in ended.err


def test_only_the_reading_of_text_is_explained(article: Path) -> None:
    ended = run("explain", article, "--from", "html")
    assert ended.code == 2
    assert "only text is read here" in ended.err
