"""The files that a page is made with: a style sheet and a template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docparse import parse, render
from tests.cli.running import ARTICLE, run


@pytest.mark.parametrize(
    ("option", "text"), [("css", "main { max-width: 50rem }\n"), ("template", "{{ article }}\n")]
)
def test_a_page_is_made_with_the_text_of_a_file(
    option: str, text: str, article: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    ended = run("html", "--document", f"--{option}", file, article)
    assert (ended.code, ended.err) == (0, "")
    options: dict[str, Any] = {option: text}
    assert ended.out == render(parse(ARTICLE), "html", document=True, **options)


@pytest.mark.parametrize("option", ["--css", "--template"])
def test_a_file_that_cannot_be_read_is_named(option: str, article: Path, tmp_path: Path) -> None:
    missing, latin = tmp_path / "missing", tmp_path / "latin"
    latin.write_bytes(b"\xe9")
    for path, fault in ((missing, "No such file or directory"), (latin, "it is not UTF-8")):
        ended = run("html", "--document", option, path, article)
        assert (ended.code, ended.out) == (3, "")
        assert ended.err == f"docparse: cannot read {path}: {fault}\n"


def test_the_files_are_for_whole_pages(article: Path) -> None:
    ended = run("html", "--css", "style.css", article)
    assert ended.code == 2
    assert "--css is for a whole page: add --document" in ended.err


def test_a_template_with_a_fault_is_a_message(article: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("\n{{ titel }}", encoding="utf-8")
    ended = run("html", "--document", "--template", file, article)
    assert ended.code == 2
    assert ended.err == "docparse: --template, line 2: 'titel' is undefined\n"
