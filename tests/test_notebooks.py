"""What a notebook shows of documents and tables, run in a real kernel."""

from __future__ import annotations

import os
from pathlib import Path

import nbclient
import nbformat
import pytest

from docparse import Document, Image, Link, Paragraph, Quote, Table
from docparse.renderers.notebook import LONGEST_SHOWN, MOST_ROWS, notebook_html
from tests.attack.places import trees
from tests.conftest import CHECKOUT
from tests.html.test_escaping import ATTACKS, check_safe


def shown_by_a_notebook(*cells: str) -> list[dict[str, str]]:
    """Run ``cells`` in a kernel; return what the notebook holds of the last one, by MIME type."""
    notebook = nbformat.v4.new_notebook(cells=list(map(nbformat.v4.new_code_cell, cells)))
    nbclient.NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    return [dict(output["data"]) for output in notebook.cells[-1].outputs]


READ = """
import docparse
from pathlib import Path
document = docparse.parse_bytes(Path("seeds/01-harbour-ferry.txt").read_bytes())
"""


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A kernel that is started in the checkout and writes its own files elsewhere."""
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setenv("PYTHONPATH", os.fspath(CHECKOUT))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR"):
        monkeypatch.setenv(name, os.fspath(tmp_path / name.lower()))


@pytest.mark.usefixtures("kernel")
def test_a_notebook_shows_a_document_as_html_and_its_line_as_text() -> None:
    (shown,) = shown_by_a_notebook(READ, "document")
    assert shown["text/plain"] == "<Document 8 sections, 3 tables, 7,350 characters>"
    assert ">Fares and Timetable</h2>" in shown["text/html"]
    (table,) = shown_by_a_notebook(READ, "document.tables[1]")
    assert table["text/plain"].startswith("<Table 4 rows: 'Vessel' | 'Passengers' | ")
    assert table["text/html"].count("<tr>") == 4


@pytest.mark.usefixtures("kernel")
def test_a_notebook_shows_a_list_of_nodes_as_their_lines() -> None:
    (shown,) = shown_by_a_notebook(READ, "list(document.headings)[:2]")
    assert shown == {
        "text/plain": "[<Heading 2 'A Quiet Arrival at Old Quay'>,\n"
        " <Heading 2 'What the New Boats Can Do'>]"
    }


# ------------------------------------------------------------------------ what is in the HTML

BOX = '<div style="max-height: 40em; overflow: auto">\n'


def shown(node: Document | Table) -> str:
    """Return what stands in the box that a notebook shows ``node`` in."""
    written = node._repr_html_() or ""
    assert written.startswith(BOX)
    assert written.endswith("</div>")
    return written.removeprefix(BOX).removesuffix("</div>")


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_stay_text(text: str) -> None:
    for document in trees(text):
        check_safe(shown(document))
    check_safe(shown(Table.from_rows([[text], [Link(text, text)]], header_rows=1)))


def test_a_picture_is_its_description_so_that_nothing_is_loaded() -> None:
    document = Document([Paragraph(["A ", Image("https://example.org/a.png", "<map>"), "."])])
    assert "<p>A &lt;map&gt;.</p>" in shown(document)
    assert "example.org" not in shown(document)


def test_a_long_table_is_cut_and_says_so() -> None:
    table = Table.from_rows([["n"], *([str(number)] for number in range(2_000))], header_rows=1)
    assert shown(table).count("<tr>") == MOST_ROWS
    assert shown(table).endswith(f"<p>2,001 rows, {MOST_ROWS} of them shown</p>\n")
    whole = Table(table.rows[:MOST_ROWS], 1)
    assert shown(whole).count("<tr>") == MOST_ROWS
    assert "rows" not in shown(whole)


def test_what_is_too_long_or_too_deep_is_shown_as_its_line() -> None:
    assert notebook_html(Document(["a" * LONGEST_SHOWN])) is not None
    assert notebook_html(Document(["a" * (LONGEST_SHOWN + 1)])) is None
    deep: Quote = Quote(["the bottom"])
    for _ in range(5_000):
        deep = Quote([deep])
    assert Document([deep])._repr_html_() is None
