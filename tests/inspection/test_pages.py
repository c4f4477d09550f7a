"""The page: it needs nothing else, says nothing that a text said, and is in the right order."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import Any

import html5lib
import pytest

from docparse.inspection import inspect_text, page, pages
from docparse.inspection.pages import script_json
from tests.conftest import seed_texts

TEXT = "Prices\n- Fares rise.\n- Boats sail.\nName | Fare |\n---|---|\nday | =1+1 |\n"


def tree_of(html: str) -> Any:
    return html5lib.parse(html, namespaceHTMLElements=False)


def skeleton(html: str) -> list[tuple[str, list[str]]]:
    """Return each element of a page, with the names of its attributes."""
    return [(element.tag, sorted(element.attrib)) for element in tree_of(html).iter()]


def data_of(html: str, name: str) -> Any:
    """Return the JSON in the script block with the id ``name``."""
    (found,) = [each for each in tree_of(html).iter("script") if each.get("id") == name]
    return json.loads(found.text)


# -------------------------------------------------------------------- one self-contained page


def test_the_policy_allows_the_style_and_the_script_of_the_page_alone() -> None:
    html = page([inspect_text(TEXT, "prices.txt")])
    (meta,) = [each for each in tree_of(html).iter("meta") if each.get("http-equiv")]
    (style,) = tree_of(html).iter("style")
    (script,) = [each for each in tree_of(html).iter("script") if each.get("type") is None]

    def hash_of(element: Any) -> str:
        digest = hashlib.sha256(element.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    assert meta.get("content") == (
        f"default-src 'none'; style-src {hash_of(style)}; script-src {hash_of(script)}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_nothing_is_loaded() -> None:
    html = page([inspect_text(TEXT, "prices.txt")])
    for element in tree_of(html).iter():
        assert not {"src", "style", "action", "srcdoc", "background"} & element.attrib.keys()
        assert not [name for name in element.attrib if name.startswith("on")]
        assert element.tag not in ("link", "img", "iframe", "object", "base")
    assert not re.search(r"url\(|@import|innerHTML|insertAdjacentHTML|eval\(|fetch\(", html)


def test_the_page_holds_what_the_inspection_knows() -> None:
    inspection = inspect_text(TEXT, "prices.txt")
    html = page([inspection])
    assert data_of(html, "text-1") == inspection.data()
    assert data_of(html, "about") == {"files": [inspection.summary()]}


def test_tables_are_there_as_csv_and_formulas_are_escaped_unless_kept() -> None:
    def table(formulas: str = "escape") -> str:
        records = inspect_text(TEXT, formulas=formulas).readings.records
        (csv,) = [each["csv"] for each in records if "csv" in each]
        return str(csv)

    assert table() == "Name,Fare\r\nday,'=1+1\r\n"
    assert table("keep") == "Name,Fare\r\nday,=1+1\r\n"


def test_evidence_is_as_explain_has_it() -> None:
    data = inspect_text("Prices\n- Fares rise.\n").data()
    words = data["words"]
    told = [(words[step], words[code]) for step, code, *_ in data["evidence"]]
    assert ("headings", "shape") in told or ("headings", "words") in told
    assert ("blocks", "list") in told
    assert data["dialect"][0]["name"] == "unknown"


def test_the_title_is_the_name_without_controls() -> None:
    html = page([inspect_text(TEXT, "a\x00<b>\ud800")])
    assert "<title>a &lt;b&gt;  – docparse" in html or "<title>a &lt;b&gt; – docparse" in html
    html.encode("utf-8")


# --------------------------------------------------------------------------------- hostile text


def hostile_strings(shared: Path) -> list[str]:
    folder = shared / "security"
    lines = [
        line
        for path in sorted((folder / "payloads").glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return [*lines, *json.loads((folder / "blns.json").read_text(encoding="utf-8"))]


def with_everywhere(string: str) -> str:
    """Return a text with ``string`` in every place where words can stand."""
    s = " ".join(string.split()) or "-"
    return (
        f"{s}\nArticle Subheadings |\n---|\n1) {s} |\n{s}\n- {s}\n{s} | {s} |\n---|---|\n"
        f"{s} | b |\n# {s}\nQuestion: {s}?\n{s}.\n> {s}\n```\n{s}\n```\n"
        f"[{s}]({s}) **{s}** ![{s}]({s})\n{string}"
    )


def test_hostile_text_adds_no_element_and_no_attribute(shared: Path) -> None:
    strings = hostile_strings(shared)
    assert len(strings) > 1000
    expected = skeleton(page([inspect_text("Fares rise.\n", "fares.txt")]))
    for at in range(0, len(strings), 400):
        some = strings[at : at + 400]
        html = page([inspect_text("\n".join(some), " ".join(some)[:5000], headings="marks")])
        assert skeleton(html) == expected
    for string in strings[::60]:
        html = page([inspect_text(with_everywhere(string), string, inline=True)])
        assert skeleton(html) == expected


def test_data_comes_back_whole_from_a_script_block(shared: Path) -> None:
    for string in [*hostile_strings(shared), "</script><script>", "<!--<script>", "\ud800 \udfff"]:
        html = f'<script type="application/json" id="x">{script_json([string])}</script>'
        html.encode("utf-8")
        assert data_of(html, "x") == [string]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<p>", '"\\u003cp>"'),
        ("&lt;", '"\\u0026lt;"'),
        ("\x00\r\x7f", '"\\u0000\\r\\u007f"'),
        ("\ufdd0\ufffe", '"\\ufdd0\\ufffe"'),
        ("\U0001ffff", '"\\ud83f\\udfff"'),
        ("Καλημέρα", '"Καλημέρα"'),
    ],
)
def test_what_html_cannot_hold_is_escaped(text: str, written: str) -> None:
    assert script_json(text) == written


# ---------------------------------------------------------------------------------- many texts


def test_the_doubtful_texts_come_first() -> None:
    texts = [inspect_text(text, f"{n}") for n, text in enumerate([*seed_texts()[:3], "-\nx\n"])]
    html = page(texts)
    listed = data_of(html, "about")["files"]
    assert [each["points"] for each in listed] == sorted(
        (each.summary()["points"] for each in texts), reverse=True
    )
    for number, each in enumerate(listed, 1):
        assert data_of(html, f"text-{number}")["name"] == each["name"]


def test_a_folder_has_a_page_for_each_text_and_a_list() -> None:
    texts = [inspect_text("Fares rise.\n", "a/fares.txt"), inspect_text("-\n- x\n", "../b?.txt")]
    *each, (name, html) = pages(iter(texts), "list.html")
    assert [written.name for written in each] == [
        "list_files/0001-fares-txt.html",
        "list_files/0002-b-txt.html",
    ]
    assert name == "list.html"
    listed = data_of(html, "about")["files"]
    assert [entry["page"] for entry in listed] == [
        "list_files/0002-b-txt.html",
        "list_files/0001-fares-txt.html",
    ]
    about = data_of(each[0].html, "about")
    assert about["list"] == "../list.html"
    assert [entry["name"] for entry in about["files"]] == ["a/fares.txt"]


def test_names_of_files_are_plain() -> None:
    for name in ("../../etc/passwd", "con", "<img>", "a\0b", "", "x" * 300, "日本.txt"):
        first, _ = pages([inspect_text("a\n", name)], "list.html")
        assert re.fullmatch(r"list_files/0001-[\w-]{1,60}\.html", first.name), first.name
