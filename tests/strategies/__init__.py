"""Every hypothesis strategy of the tests: strings, trees, articles, pages.

Strings for whatever reads text:

- :func:`texts`: any ``str`` at all, lone surrogates and NUL among its characters;
- :func:`soup`: lines of the format, of every generation, in any order;
- :func:`mutated`: articles with lines and characters lost, doubled and exchanged;
- :func:`marked`, :func:`referring`: a block with inline marks, and one with references.

Trees for whatever reads trees:

- :func:`tables`: one table;
- :func:`documents`: whole trees with every node class in every place where it may stand;
- :func:`nested`: quotes and lists as deep as is asked for;
- :func:`articles`: the Documents that the text format holds exactly.

Markup for whatever reads HTML:

- :func:`changed_pages`: pages that were written, and then changed;
- :func:`nested_elements`, :func:`broken_html`: pages of others, sound and broken;
- :func:`question_pages`, :func:`question_markdown`: lines that ask and answer, in all markup.

Cells for whatever writes CSV: :func:`formula_tables`, :func:`formulas`.

``clean=True`` keeps out of the text what no HTML page can hold: control characters (the
line endings among them) and surrogates. A new node class stands in ``every_class.py`` and
``trees.py``; a new construct of the format in ``fragments.py``.
"""

from tests.strategies.articles import articles
from tests.strategies.every_class import EVERY_CLASS, KEY_POINTS, one_of_each
from tests.strategies.formulas import formula_tables, formulas
from tests.strategies.fragments import FRAGMENTS, LINE_ENDINGS
from tests.strategies.pages import broken_html, changed_pages, nested_elements
from tests.strategies.questions import question_markdown, question_pages
from tests.strategies.strings import marked, mutated, referring, soup, texts
from tests.strategies.trees import documents, nested, tables

__all__ = [
    "EVERY_CLASS",
    "FRAGMENTS",
    "KEY_POINTS",
    "LINE_ENDINGS",
    "articles",
    "broken_html",
    "changed_pages",
    "documents",
    "formula_tables",
    "formulas",
    "marked",
    "mutated",
    "nested",
    "nested_elements",
    "one_of_each",
    "question_markdown",
    "question_pages",
    "referring",
    "soup",
    "tables",
    "texts",
]
