"""What the adapters share, and what they say where a library is missing."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import pytest

import docparse
from docparse.adapters.cutting import Cutter, cutters

PAGE = """\
# Ferries

Boats sail once an hour.

## Fares

Single | Day
---|---
4.00 | 9.00
"""


def test_a_piece_has_its_chunk_and_the_title_of_its_article() -> None:
    pieces = list(Cutter().pieces(PAGE))
    assert [piece.chunk for piece in pieces] == list(docparse.chunks(docparse.parse(PAGE)))
    assert {piece.title for piece in pieces} == {"Ferries"}
    (piece,) = Cutter().pieces("Boats sail.")
    assert piece.title is None


def test_metadata_are_flat_and_hold_what_is_known() -> None:
    first, second = Cutter().pieces(PAGE)
    assert second.flat_metadata({"source": "ferry.txt"}) == {
        "source": "ferry.txt",
        "title": "Ferries",
        "heading_path": "Ferries > Fares",
        "kind": "table",
        "start": PAGE.index("Single"),
        "end": len(PAGE) - 1,
    }
    assert first.flat_metadata({"title": "All about ferries"})["title"] == "All about ferries"


def test_metadata_leave_out_what_is_not_known() -> None:
    (piece,) = Cutter("html").pieces("<p>Boats sail.</p>")
    assert piece.flat_metadata({}) == {"kind": "text"}


def test_marked_furniture_has_a_role() -> None:
    page = "Boats sail once an hour.\nShare this article on Facebook\nThe last one goes at ten.\n"
    pieces = list(Cutter(options={"furniture": "mark"}).pieces(page))
    roles = [piece.flat_metadata({}).get("role") for piece in pieces]
    assert roles == [None, "furniture", None]


@pytest.mark.parametrize(
    ("form", "article"),
    [
        ("text", "# Fares\n\nA day is 9.00.\n"),
        ("markdown", "Fares\n=====\n\nA day is 9.00.\n"),
        ("html", "<h1>Fares</h1><p>A day is 9.00.</p>"),
        ("html", b'<meta charset="iso-8859-1"><h1>Fares</h1><p>A day is 9.00.</p>'),
    ],
)
def test_every_form_gives_the_same_piece(form: str, article: str | bytes) -> None:
    (piece,) = Cutter(form).pieces(article)
    assert (piece.chunk.text, piece.chunk.heading_path) == ("A day is 9.00.", ["Fares"])


def test_options_of_parse_are_for_texts_alone() -> None:
    options = {"headings": "marks", "max_chars": 5000}
    bare = "What changes\nBoats leave at ten past every hour. The last one goes at 23:10.\n"
    (piece,) = Cutter("text", options).pieces(bare)
    assert piece.chunk.heading_path == []
    (piece,) = cutters(options)["html"].pieces("<h1>Fares</h1><p>A day is 9.00.</p>")
    assert piece.chunk.heading_path == ["Fares"]
    for form in ("html", "markdown"):
        with pytest.raises(docparse.OptionError, match=f"headings .* has no effect on {form}"):
            Cutter(form, options)


@pytest.mark.parametrize(
    ("form", "options", "message"),
    [
        ("pdf", {}, "no form 'pdf', only: text, markdown, html"),
        ("text", {"max_char": 9}, "no option 'max_char', only: max_chars.*min_confidence"),
        ("text", {"max_chars": 0}, "max_chars"),
        ("text", {"furniture": "burn"}, "burn"),
        ("text", {"dialect": "Word"}, "unknown dialect 'Word'"),
    ],
)
def test_a_wrong_option_is_refused_before_there_is_a_text(
    form: str, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(docparse.OptionError, match=message):
        Cutter(form, options)


def test_no_text_holds_surrogates() -> None:
    (piece,) = Cutter().pieces("# \ud800\n\n## \ud801\n\nHalf a \udfff\n")
    assert piece.title == "\ufffd"
    assert piece.chunk.heading_path == ["\ufffd", "\ufffd"]
    assert piece.chunk.text == "Half a \ufffd"


@pytest.mark.parametrize(
    ("adapter", "library"),
    [
        ("langchain", "langchain_text_splitters"),
        ("llamaindex", "llama_index"),
        ("datatrove", "datatrove"),
    ],
)
def test_a_missing_library_is_named_with_its_extra(
    adapter: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, f"docparse.adapters.{adapter}", raising=False)
    with pytest.raises(docparse.MissingExtraError, match=rf"needs {library}.*\[{adapter}\]"):
        importlib.import_module(f"docparse.adapters.{adapter}")
