"""Every hypothesis strategy of the tests: strings, trees, articles.

Strings for whatever reads text:

- :func:`texts`: any ``str`` at all, lone surrogates and NUL among its characters;
- :func:`soup`: lines of the format, of every generation, in any order;
- :func:`mutated`: articles with lines and characters lost, doubled and exchanged;
- :func:`marked`, :func:`referring`: a block with inline marks, and one with references.

Trees for whatever reads trees:

- :func:`inlines`, :func:`blocks`, :func:`tables`: one node of that kind;
- :func:`documents`: whole trees with every node class in every place where it may stand;
- :func:`articles`: the Documents that the text format holds exactly.

Markup for whatever reads HTML:

- :func:`changed_pages`: pages that were written, and then changed;
- :func:`nested_elements`, :func:`broken_html`: pages of others, sound and broken;
- :func:`question_pages`, :func:`question_markdown`: lines that ask and answer, in all markup.

``clean=True`` keeps out of the text what no HTML page can hold: control characters (the
line endings among them) and surrogates. A new node class or construct of the format is added here.
"""

from __future__ import annotations

import re
import string
from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import attrs
from hypothesis import strategies as st

from docparse.nodes import (
    ROLES,
    Block,
    CodeBlock,
    CodeSpan,
    Document,
    Emphasis,
    Faq,
    FaqItem,
    Heading,
    Image,
    Inline,
    KeyPoints,
    LineBreak,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Role,
    RoleHolder,
    Section,
    Strong,
    Table,
    TableCell,
    TableOfContents,
    TableRow,
    Text,
    ThematicBreak,
    TocEntry,
    plain_text,
)
from docparse.renderers import render
from docparse.source.text import Dialect
from docparse.tree.visitor import find_all, walk

# ---------------------------------------------------------------------- one of each class

KEY_POINTS = Table.from_rows([["No.", "Key Points"], ["1", "Fares rise."]], header_rows=1)
EVERY_CLASS = Document(
    [
        Section(Heading(2, "The ferry", 0.75, "words"), ["It is old."]),
        Paragraph(["a", Emphasis("b"), Strong(("c", Emphasis("d"))), CodeSpan("e"), LineBreak()]),
        Paragraph("Read more", role="furniture", role_confidence=0.9),
        Paragraph([Link("f", "https://example.org", "t"), Image("https://example.org", "g", "t")]),
        List(["h", "i"], ordered=True, start=3),
        Quote("j"),
        CodeBlock("k\nl", "python"),
        ThematicBreak(),
        KeyPoints(KEY_POINTS),
        TableOfContents(List(["m"]), [TocEntry("m", "M")]),
        Faq([FaqItem("n?", ["o"])]),
    ],
    source="The ferry",
    dialect=Dialect("trafilatura-1.12"),
)
"""A document with every node class; a new one is added here."""


def one_of_each() -> list[Node]:
    """Return the first node of each class in :data:`EVERY_CLASS`."""
    found: dict[type[Node], Node] = {}
    for node in walk(EVERY_CLASS):
        found.setdefault(type(node), node)
    return list(found.values())


# --------------------------------------------------------------------------------- strings

MARKS = "||\n\n\r#*-_>+.:)([]!`~?&<\\=\"' \t"
"""The characters that mean something in the format or in one that is written from it."""


@cache
def texts(max_size: int = 120) -> st.SearchStrategy[str]:
    """Any ``str``: every code point may occur, those that carry structure often."""
    characters = st.one_of(
        st.sampled_from(MARKS),
        st.sampled_from(string.ascii_letters + string.digits),
        st.characters(),  # unlike the default of st.text(), this has surrogates
        st.sampled_from("\0\x0b\x0c\x1c\x85\u2028\u2029\ufeff\u00a0\u3000²\ud800\udc00\U0001f600"),
    )
    return st.text(characters, max_size=max_size)


LINE_ENDINGS = ("\n", "\n", "\n", "\r\n", "\r", "\n\n", "", "\u2028", "\x85", "\x0b")

ROWS = (
    "|a||b||c|",  # up to 1.6
    "|a",  # 1.7, one cell a line
    "a|",  # 1.8, one cell a line
    "|",
    "a | b |",  # 1.9 to 1.12
    "up to 1.5 years | |||",
    "Rnd. |",
    "| a | b |",  # 2.0
    "| a | | c | ",  # 2.2
    "| a \\| b | c | ",  # 2.3
    "||||||||||||||||",
    "24 March 2004, 19:49 | Genesis",
    "No. | Key Points |",
    "1 | Fares rise. |",
    "Article Subheadings |",
    "1) Winter on the line |",
)
DELIMITERS = ("---|", "---|---|", "|---|---|", "| --- | :-: | ", "---", ":---|---:|", "- - -")
LIST_LINES = ("- x", "x\n-", "-", "- ", "  - y", "      - z", "\t- t", "* s", "1. one", "2) two")
BARE_LISTS = (
    "1. One.\n2. Two.\n3. Three.",
    "• a\n• b\n• c",
    "- x\ny\nand z. - w",
    "-\nx\n-\ny",
    "k:\n- v\nk: v",
    "- x\nA - y\nA - z",
    "x y\nz\n-\n-",
    "▪ a\n▪b\n▪ c",
    "• a\n◦ b\n• c\n◦ d",
    "• a\nB.\n• c\nD.\n• e\nF.",
    "•\na\n\n•\nb",
    "– a\n– b\n– c",
    "a) a\nb) b\nc) c",
    "X:\n(7) a\n\n(8) b",
    "4 - a\n5 - b\n6 - c",
    "-\na\nMore a -\nb\nMore b -\nc",
    "Contents\n1A\n1.1B",
)
PIECES = (
    ", and",
    ".",
    "the\nPort\n, which",
    "of (\nboats.txt\n).",
    "said\nthat",
    "Holm:\nThe ferry has been late for many years, and so has the raft.",
    "== Boats ==",
    "Boats[edit | edit source]",
    "|A boat (1957)",
    "a|b|c\nd|e|f\ng|h|i",
    "a | b\n:-- | --:\nc | d",
    "\u200b",
    "\u00a0\ufeff",
)
QUESTIONS = (
    "Question: Why now?",
    "Q: Why?",
    "A: Because.",
    "Answer: Because.",
    "Frage: Warum?",
    "Antwort: Darum.",
    "Pregunta: ¿Por qué?",
    "Вопрос: Почему?",
    "質問：なぜですか？",
    "سؤال: لماذا؟",
    "1. Is it safe?",
    "Q. Why?",
    "A. Because.",
    "- Why now?",
    "- Why?\n- So.\n- When?\n- Now.",
    "Still have questions?",
    "Will it rain? +",
    "Who pays? ▾",
    *(
        "Question:",
        "Answer:",
        "Question 2",
        "Answer 2",
        "Q1. Why?",
        "A1. So.",
        "Ans. Yes.",
        "Q",
        "A",
    ),
    *("[Q] Why?", "Q – Why?", "A: So.", "A: Not so.", "1. Q: Why?", "Share this", "Holm: I went."),
    *("FAQWhy now?", "Γιατί;", "Ե՞րբ", "F.A.Q."),
    "Question: Is it a well-\nknown weir?\n\nAnswer: It is.",
    "Q: Is 2 \\* 3 &lt; 7? ![pic](p.png)\nA: Yes.",
)
HEADINGS = (
    "Winter on the line",
    "Frequently Asked Questions",
    "Häufig gestellte Fragen",
    "よくある質問",
    "Summary",
    "# Title",
    "### Deep",
    "####### seven",
    "#tag",
    "Underlined\n===",
)
FORMATTED = (
    "```python",
    "```",
    "~~~",
    "> said she",
    ">> deeper",
    "[text](https://example.org)",
    "[text](javascript:alert(1))",
    "![alt](pic.png)",
    "**bold** and *slanted*",
    "a**b_c ",
    "`code`",
    "``",
    "<b>html</b>",
    "<script>",
    "&amp;",
    "\\*",
    "***",
    "* * *",
)
OTHERS = (
    "\n\n  * x\n    * y\n",  # html2text
    "a| b  \n---|---  \nc| d  \n e|\nf  ",
    "x  \n---  \n",
    "\n    \n    \n    code\n      more\n\n",
    "It is pre-\nand post-\nwar  \nand **well-\nknown**.",
    "> It is\n> long",
    f"{'The ferry ' * 7}leaves\n" * 4,
    "\n  * x\n      + y\n          o z\n              - w\n",  # inscriptis
    "  9. x\n 10. y",
    "a    b  c\nd       e\nf    g   ",
    "\n  • x\n    • y\n\n    z\n",  # resiliparse
    "a\t\tb\nc\nd\t\t\t\te\n\t\tf",
    f"   {'The ferry ' * 6}leaves \n   " * 4,  # wrapped
    f"1.  {'The ferry ' * 6}leaves\n    it\n" * 2,
    f"> {'渡し船は' * 8}\n> 九時に\n" * 3,
    "\n  May   3\n  ----- ---\n  June  4\n        5\n\n",
    "\n  ---------\n  a    b\n  ---- ----\n  c    d\n       e\n\n  f\n  ---------\n",
    "+---+---+\n| a | b |\n+===+===+\n| c |   |\n|   | d |\n+---+---+",
    "│島│b│\n├──┼─┤\n│c │d│\n",
    "The ferry\n=========\nTitle\n~~~~~",
    "o  A signal,\n   a short one",
)
SENTENCES = (
    "The ferry leaves at nine and comes back at noon.",
    "It is said that 3 > 2 | and that * is a star.",
    "渡し船は九時に出ます。",
    "  indented words  ",
    "\u00a0\u3000",
    "-5",
    "²",
    "x" * 300,
    "",
    " \t",
)
FRAGMENTS = (
    *ROWS,
    *DELIMITERS,
    *LIST_LINES,
    *BARE_LISTS,
    *PIECES,
    *QUESTIONS,
    *HEADINGS,
    *FORMATTED,
    *OTHERS,
    *SENTENCES,
)
"""Pieces of text with a meaning in the format, or nearly."""


def soup(max_size: int = 25) -> st.SearchStrategy[str]:
    """Lines of the format in any order, with all kinds of line endings, some repeated."""
    families = (
        *(ROWS, DELIMITERS, LIST_LINES, BARE_LISTS, PIECES, QUESTIONS),
        *(HEADINGS, FORMATTED, OTHERS, SENTENCES),
    )
    fragment = st.one_of(*map(st.sampled_from, families), texts(max_size=8))
    line = st.builds(str.__add__, fragment, st.sampled_from(LINE_ENDINGS))
    repeated = st.builds(str.__mul__, line, st.integers(2, 5))
    return st.lists(st.one_of(line, line, repeated), max_size=max_size).map("".join)


CHANGES = ("delete", "double", "swap", "insert", "cut", "join", "head")


@st.composite
def mutated(draw: st.DrawFn, originals: Sequence[str]) -> str:
    """One of ``originals``, its lines and characters lost, doubled, exchanged or added to."""
    lines = draw(st.sampled_from(originals)).split("\n")
    for _ in range(draw(st.integers(1, 6))):
        if not lines:
            break
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(CHANGES))
        if change == "delete":
            del lines[at]
        elif change == "double":
            lines.insert(at, lines[at])
        elif change == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif change == "insert":
            lines.insert(at, draw(st.sampled_from(FRAGMENTS)))
        elif change == "cut":
            start = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:start] + lines[at][start + draw(st.integers(1, 9)) :]
        elif change == "join":
            lines[at : at + 2] = ["".join(lines[at : at + 2])]
        else:
            lines = lines[:at]
    return "\n".join(lines)


INLINE_MARKS = (
    *("*", "**", "_", "__", "***", "a", "b c", " ", "  ", "\n", "  \n", "\\\n", "\r\n", "\r"),
    *("[", "](u)", "](<u v> 'ti')", "![", "`", "``", "<http://x>", "<a@b.c>", "]", "(", ")"),
    *("&amp;", "&#32;", "\\*", "\\", "&", "<b>", "\0", "\ud800", "é", "!", "\t", "\u00a0", "~"),
    *("[a](b)", "**x**", "*y*", "`z`", "![i](p)", "*c", "d*", "_e", "f_", ".", "—", "\u3000"),
    *('](u "t")', "](u (t))", "](", "<u&lt;", "\\)", "](a(b)c)", "&#0;", "&nix;", "\\a", '"'),
    *("&#x20ac;", "&#xd800;", "![j*k*l_m](n)", "o_p*q"),
)


def marked(max_size: int = 14) -> st.SearchStrategy[str]:
    """Inline marks and halves of them, in any order."""
    return st.lists(st.sampled_from(INLINE_MARKS), max_size=max_size).map("".join)


REFERENCES = (
    *("[a]", "[b][a]", "![A]", "![*c*][b]", "[d *e*][B]", "[b][]", "[f]", "[f][g]", "[h](u)"),
    *("*", "**", "_", " ", "`", "\n", "\\", "i", "<j@k.l>"),
)


def referring(max_size: int = 12) -> st.SearchStrategy[str]:
    """References to the labels ``a`` and ``b``, and to some that are not defined."""
    return st.lists(st.sampled_from(REFERENCES), max_size=max_size).map("".join)


# ----------------------------------------------------------------------------- words of prose

WORDS = tuple(
    "ferry harbour winter timetable council island bridge ticket engine storm pilot gare mairie "
    "été œuvre Straße Möwe größer niño año cigüeña źródło łódź паром остров билет зима νησί "
    "πλοίο 渡し船 港 冬 섬 배 जहाज द्वीप سفينة جزيرة שיט נמל".split()
)
"""Words of several scripts, none of which means anything in the format."""


@cache
def plain_words() -> st.SearchStrategy[str]:
    """One word: letters of any script, no marks, no digits."""
    letters = st.characters(categories=("Ll", "Lo"), exclude_characters="ºª")
    common = st.sampled_from(WORDS)
    return st.one_of(common, common, common, st.text(letters, min_size=2, max_size=6))


@cache
def _spaced(min_size: int, max_size: int) -> st.SearchStrategy[str]:
    return st.lists(plain_words(), min_size=min_size, max_size=max_size).map(" ".join)


@cache
def sentences() -> st.SearchStrategy[str]:
    """Prose that nobody takes for a heading: long, and with a full stop at its end."""
    rest = " and the boats that cross the sound twice a day were late again because of the wind."
    return _spaced(1, 4).map(lambda words: f"The {words}{rest}")


@cache
def headlines() -> st.SearchStrategy[str]:
    """A few words that begin with a capital, without a mark at the end."""
    return _spaced(1, 5).map(lambda words: f"News of {words}")


# ------------------------------------------------------------------------------ inline nodes

HTML_MARKS = "<>&\"'*_`|[]()!#\\~-+=.:;?{}/ "


@cache
def _characters(clean: bool, max_size: int = 12, min_size: int = 1) -> st.SearchStrategy[str]:
    """Text for a node, full of characters that one format or another must escape."""
    if not clean:
        return st.one_of(texts(max_size), plain_words()).filter(lambda text: len(text) >= min_size)
    characters = st.one_of(
        st.sampled_from(HTML_MARKS),
        st.sampled_from(string.ascii_letters + string.digits),
        st.characters(exclude_categories=("Cs", "Cc")),
    )
    pieces = st.sampled_from(("<b>", "&amp;", "]]>", "**a**", "1. a", "- a", "  ", "\u2028"))
    text = st.text(characters, min_size=min_size, max_size=max_size)
    return st.one_of(text, pieces, plain_words(), _spaced(1, 4))


URLS = (
    "https://example.org/",
    "http://example.org/a?b=c&d=%20#e",
    "https://example.org/(round)",
    'https://example.org/"quoted"',
    "https://example.org/größer",
    "mailto:somebody@example.org",
    "tel:+4912345",
    "/news/ferry",
    "ferry.html",
    "#h-ferry",
    "?page=2",
    "",
)
"""Link targets that every renderer writes as they are."""

REFUSED_URLS = ("javascript:alert(1)", " java\tscript:alert(1)", "data:text/html,x", "vbscript:x")
"""Link targets that no renderer may write."""


@cache
def urls(refused: bool = False) -> st.SearchStrategy[str]:
    return st.sampled_from(URLS + REFUSED_URLS if refused else URLS)


@cache
def inlines(
    *, clean: bool = True, refused_links: bool = False, depth: int = 3, in_link: bool = False
) -> st.SearchStrategy[Inline]:
    """One inline node. No link stands inside a link, as HTML has none."""
    characters = _characters(clean)
    titles = st.none() | characters
    targets = urls(refused_links)
    pictures = st.sampled_from([url for url in URLS if url.startswith("http")])
    leaves: list[st.SearchStrategy[Inline]] = [
        st.builds(Text, characters),
        st.builds(Text, characters),
        st.builds(CodeSpan, characters),
        st.builds(Image, targets if refused_links else pictures, alt=characters, title=titles),
        st.builds(LineBreak),
    ]
    if depth == 0:
        return st.one_of(leaves)

    def inside(in_link: bool) -> st.SearchStrategy[list[Inline]]:
        inner = inlines(clean=clean, refused_links=refused_links, depth=depth - 1, in_link=in_link)
        return st.lists(inner, min_size=1, max_size=3)

    marks = [st.builds(mark, inside(in_link)) for mark in (Emphasis, Strong)]
    links = [] if in_link else [st.builds(Link, inside(True), targets, title=titles)]
    return st.one_of(*leaves, *marks, *links)


# ------------------------------------------------------------------------------------ blocks


class _Wish(NamedTuple):
    """What the text of a tree is to be like."""

    clean: bool
    refused_links: bool


@cache
def _content(wish: _Wish) -> st.SearchStrategy[Any]:
    """What a paragraph, a heading or a cell holds: often plain text, now and then nothing."""
    inline = inlines(clean=wish.clean, refused_links=wish.refused_links)
    return st.one_of(_characters(wish.clean, 30), st.lists(inline, max_size=4))


@cache
def _heading(wish: _Wish, low: int = 1, high: int = 6) -> st.SearchStrategy[Heading]:
    return st.builds(
        Heading,
        st.integers(low, high),
        _content(wish),
        st.sampled_from((0.25, 0.5, 1.0)),
        st.sampled_from(("mark", "contents", "faq", "words", "shape")),
    )


def _with_role(
    cls: type[RoleHolder], *fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[RoleHolder]:
    """Nodes of ``cls``, now and then with a role: content, as most are, has none."""

    def give(node: RoleHolder, role: Role | None, confidence: float | None) -> RoleHolder:
        return node if role is None else evolve(node, role, confidence)

    def evolve(node: Any, role: Role, confidence: float | None) -> RoleHolder:
        changed: RoleHolder = attrs.evolve(node, role=role, role_confidence=confidence)
        return changed

    roles = st.sampled_from((None, None, "furniture", *ROLES))
    confidences = st.sampled_from((None, 0.5, 1.0))
    return st.builds(give, st.builds(cls, *fields), roles, confidences)


@cache
def _table(wish: _Wish) -> st.SearchStrategy[Table]:
    row = st.lists(st.builds(TableCell, _content(wish)), max_size=4)
    rows = st.lists(st.builds(TableRow, row), max_size=5)
    sized = st.tuples(rows, st.integers(0, 2)).map(
        lambda drawn: Table(drawn[0], min(drawn[1], len(drawn[0])))
    )
    return st.one_of(sized, sized.map(lambda table: attrs.evolve(table, role="furniture")))


@cache
def _leaf(wish: _Wish) -> st.SearchStrategy[Block]:
    code = _characters(wish.clean, 40, 0)
    lines = st.lists(code, max_size=4).map("\n".join)
    languages = st.none() | st.sampled_from(("python", "c++", "objective-c"))
    return st.one_of(
        _with_role(Paragraph, _content(wish)),
        st.builds(CodeBlock, lines, languages),
        st.builds(ThematicBreak),
        _table(wish),
        _heading(wish),
    )


@cache
def _block(wish: _Wish, depth: int) -> st.SearchStrategy[Block]:
    """Any block, containers up to ``depth`` deep. A section may stand wherever a block may."""
    if depth == 0:
        return _leaf(wish)
    inner = st.lists(_block(wish, depth - 1), max_size=3)
    question = st.builds(Paragraph, _content(wish))
    return st.one_of(
        _leaf(wish),
        _with_role(Quote, inner),
        _list(inner),
        st.lists(st.builds(FaqItem, question, inner), max_size=3).map(Faq),
        _section(wish, depth, 1),
        st.builds(KeyPoints, _listing(wish)),
        st.builds(TableOfContents, _listing(wish)),
    )


def _list(inner: st.SearchStrategy[list[Block]]) -> st.SearchStrategy[List]:
    items = st.lists(_with_role(ListItem, inner), max_size=4)
    starts = st.sampled_from((1, 1, 0, 2, 10, 999_999_999))
    unordered = st.builds(List, items)
    return st.one_of(unordered, st.builds(List, items, st.just(True), starts))


@cache
def _listing(wish: _Wish) -> st.SearchStrategy[Table | List]:
    """What a KeyPoints or a TableOfContents is read from."""
    return st.one_of(_table(wish), _list(st.lists(_leaf(wish), max_size=2)))


@cache
def _section(wish: _Wish, depth: int, level: int) -> st.SearchStrategy[Section]:
    """A section of ``level`` or deeper. A section that stands directly in it is deeper still."""

    def build(at: int) -> st.SearchStrategy[Section]:
        block = _block(wish, depth - 1).filter(lambda node: not isinstance(node, Section))
        if depth > 1 and at < 6:
            block = st.one_of(block, _section(wish, depth - 1, at + 1))
        return st.builds(Section, _heading(wish, at, at), st.lists(block, max_size=3))

    return st.integers(level, 6).flatmap(build)


FORMULA_PIECES = (
    *("=", "=1+1", "-", "-1", "+", "@", "A1", "SUM(A1)", "cmd|'/C x'!A0", "1", "x", "sep="),
    *(";", ",", "\t", "\n", "\r\n", '"', "'", " ", "\u00a0", "\ufeff", "|", "("),
)


@cache
def formula_tables() -> st.SearchStrategy[Table]:
    """Tables of what spreadsheets run, separators and quotes in any order."""
    cells = st.lists(st.sampled_from(FORMULA_PIECES), max_size=6).map("".join)
    rows = st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6)
    return rows.map(Table.from_rows)


@cache
def formulas(separators: str = ",;", in_strings: str = ",;") -> st.SearchStrategy[str]:
    """What stands behind the sign in a formula of a spreadsheet that has something to compute.

    ``separators`` part the arguments; ``in_strings`` are signs that texts may have, besides others.
    """
    chars = st.sampled_from([*" a?!/:.'()[]{}#%&|+-@=€“＂é\\", '""', *in_strings])
    text = st.lists(chars, max_size=5).map(lambda pieces: f'"{"".join(pieces)}"')
    number = st.sampled_from(("1", "0.5", ".5", "12%", "1E+3", "$5", "#N/A", "TRUE"))
    sheet = st.sampled_from(("", "", "", "Data!", "'my sheet'!", "'it''s'!", "[x.xlsx]Data!"))
    cells = ("A1", "$B$2", "A:A", "$A:$C", "A1:B9", "Z9#", "A1:B9 B1:B3", "R[-1]C[2]")
    cell = st.builds(str.__add__, sheet, st.sampled_from(cells))
    space = st.sampled_from(("", "", " ", "  ", "\u00a0"))
    separator = st.builds("{}{}{}".format, space, st.sampled_from(separators), space)
    operators = ("+", "-", "*", "/", "^", "&", "=", "<", ">", "<=", ">=", "<>")
    operator = st.builds("{}{}{}".format, space, st.sampled_from(operators), space)
    items = st.lists(number | text, min_size=1, max_size=3)
    array = st.builds(lambda sign, each: f"{{{sign.join(each)}}}", separator, items)
    names = st.sampled_from(("SUM", "ROUND", "HYPERLINK", "WEBSERVICE", "_xlfn.T.TEST", "x"))

    def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        each = st.lists(inner | st.just(""), max_size=3)
        given = st.builds(str.join, separator, each)
        call = st.builds("{}({}{}{})".format, names, space, given, space)
        pair = st.builds("{}{}{}".format, inner, operator, inner)
        return call | pair | pair.map("({})".format) | inner.map("-{}".format)

    part = st.recursive(number | text | cell | array, deeper, max_leaves=5)
    call = st.builds("{}({}{}{})".format, names, part, separator, part)
    return cell | call | st.builds("{}{}{}".format, cell | call, operator, part)


def tables(*, clean: bool = True, refused_links: bool = False) -> st.SearchStrategy[Table]:
    """One table: ragged rows, cells with inline nodes or nothing, none to two header rows."""
    return _table(_Wish(clean, refused_links))


def blocks(
    *, clean: bool = True, refused_links: bool = False, depth: int = 2
) -> st.SearchStrategy[Block]:
    """One block of any class, containers ``depth`` deep in each other."""
    return _block(_Wish(clean, refused_links), depth)


@st.composite
def documents(
    draw: st.DrawFn, *, clean: bool = True, refused_links: bool = False, max_blocks: int = 4
) -> Document:
    """A Document with every node class in every place where it may stand.

    Its contents, if it has one, name some headings of the document and some that are not
    in it. With ``refused_links`` some links and images have a target that renderers refuse.
    """
    block = _block(_Wish(clean, refused_links), 3)
    document = Document(draw(st.lists(block, max_size=max_blocks)))
    headings = [plain_text(heading) for heading in find_all(document, Heading)]
    ties = st.one_of(st.none(), st.sampled_from(headings)) if headings else st.none()

    def tie(entry: TocEntry) -> TocEntry:
        return attrs.evolve(entry, heading=draw(ties))

    tied = [
        attrs.evolve(child, entries=[tie(entry) for entry in child.entries])
        if isinstance(child, TableOfContents)
        else child
        for child in document.children
    ]
    return Document(tied)


def nested(depth: int) -> Document:
    """Return a document of quotes and lists that stand ``depth`` deep in each other."""
    block: Block = Paragraph(("deep ", Strong("down")))
    for level in range(depth // 2):
        block = Quote((block,)) if level % 2 else List((ListItem((block,)),))
    return Document((block,))


# ---------------------------------------------------------------------------------- articles


@cache
def cells(min_size: int = 0) -> st.SearchStrategy[str]:
    """The text of a cell: a few words or a number, some with a pipe, some nothing."""
    words = _spaced(1, 3)
    piped = st.builds("{} | {}".format, words, words)
    numbers = st.sampled_from(("1", "3.5", "-5", "+3 %", "1,000"))
    filled = st.one_of(words, words, piped, numbers)
    return filled if min_size else st.one_of(filled, st.just(""))


@st.composite
def _plain_tables(draw: st.DrawFn) -> Table:
    """A table with one header row, of at least two columns, its header filled."""
    width = draw(st.integers(2, 4))
    header = draw(st.lists(cells(1), min_size=width, max_size=width))
    row = st.lists(cells(), min_size=width, max_size=width)
    return Table.from_rows([header, *draw(st.lists(row, min_size=1, max_size=4))], header_rows=1)


@cache
def _plain_lists(depth: int = 2) -> st.SearchStrategy[List]:
    text = st.one_of(sentences(), _spaced(1, 5)).map(Paragraph)
    children: st.SearchStrategy[tuple[Block, ...]] = st.tuples(text)
    if depth:
        children = st.one_of(children, st.tuples(text, _plain_lists(depth - 1)))
    return st.lists(st.builds(ListItem, children), min_size=1, max_size=3).map(List)


@cache
def _faqs() -> st.SearchStrategy[Faq]:
    question = _spaced(2, 8).map(lambda words: Paragraph(f"Why {words}?"))
    answer = st.lists(sentences().map(Paragraph), min_size=1, max_size=3)
    return st.lists(st.builds(FaqItem, question, answer), min_size=1, max_size=3).map(Faq)


@st.composite
def _bodies(draw: st.DrawFn, with_faq: bool) -> list[Block]:
    """The blocks of a section: no list directly under a list, a Faq last."""
    kept: list[Block] = []
    for block in draw(st.lists(_plain_blocks(), max_size=3)):
        if not (kept and isinstance(block, List) and isinstance(kept[-1], List)):
            kept.append(block)
    if with_faq and draw(st.booleans()):
        kept.append(draw(_faqs()))
    return kept


@cache
def _plain_blocks() -> st.SearchStrategy[Block]:
    return st.one_of(sentences().map(Paragraph), _plain_tables(), _plain_lists())


@st.composite
def articles(draw: st.DrawFn) -> Document:
    """A Document that the text format holds exactly: reading what it is written as gives it back.

    The text has no marks of headings, so every heading stands in the contents; quotes, code and
    inline marks are lost in it, so there are none; a paragraph is a sentence that is not
    taken for a heading, a row, an item or a label; nothing tells where an answer ends, so a
    Faq is the last in its section; a KeyPoints closes the sections, so a section comes next.
    """
    titles = draw(st.lists(headlines(), max_size=4, unique_by=str.casefold))
    sections: list[Block] = []
    for title in titles:
        heading = Heading(2, title, 0.99, "contents")
        sections.append(Section(heading, draw(_bodies(with_faq=True))))
    if draw(st.booleans()):
        points = draw(st.lists(sentences(), min_size=1, max_size=4))
        rows = [[str(number), point] for number, point in enumerate(points, 1)]
        table = Table.from_rows([["No.", "Key Points"], *rows], header_rows=1)
        sections.insert(draw(st.integers(0, len(sections))), KeyPoints(table))
    lead = draw(_bodies(with_faq=False))
    contents: list[Block] = []
    if titles:
        numbered = draw(st.booleans())
        texts = [f"{n}) {title}" if numbered else title for n, title in enumerate(titles, 1)]
        table = Table.from_rows([["Article Subheadings"], *([t] for t in texts)], header_rows=1)
        entries = [TocEntry(text, title) for text, title in zip(texts, titles, strict=True)]
        contents.append(TableOfContents(table, entries))
    return Document((*lead, *contents, *sections))


# ------------------------------------------------------------- what was written, and changed

_ADDED_MARKUP = (
    *("x", "<p>x</p>", "<!-- x -->", "<div>", "</div>", "</article>", "<article>", "</section>"),
    *('<article class="docparse">x</article>', "<thead><tr><td>x</td></tr></thead>", "<tfoot>"),
    *('<a href="/x">', "</a>", '<a class="entry" href="#h-x">x</a>', "<section>", "<h2>x</h2>"),
    *('<div class="faq">', '<div class="faq-item">', '<h3 class="question">x</h3>', "<details>"),
    *('<nav class="contents" data-entries="[]">', '<section class="key-points">', "</table>"),
    *("<tr>", "<td>", "<li>", "<blockquote>", "</p>", "<br>", '<p class="heading">x</p>'),
)
_ADDED_ATTRIBUTES = (
    *(' data-header-rows="5"', ' class="docparse"', ' data-level="1"', ' start="3"', ' id="x"'),
    *(' data-heading="x"', ' href="/x"', ' class="question"', ' class="faq-item"', ' dir="rtl"'),
)
_MARKUP_PARTS = re.compile("<[^>]*>|[^<]+")


@st.composite
def changed_pages(draw: st.DrawFn) -> str:
    """What ``render`` wrote of a document, with some of its tags and texts moved or changed."""
    options: dict[str, Any] = draw(
        st.sampled_from([{}, {"faq": "details"}, {"document": True, "title": "T"}])
    )
    parts = _MARKUP_PARTS.findall(render(draw(documents()), "html", **options))
    first = next(i for i, part in enumerate(parts) if part.startswith("<article"))
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(first, len(parts) - 1))
        change = draw(st.sampled_from(("add", "drop", "double", "move", "attribute")))
        part = parts[place]
        if change == "add":
            parts.insert(place, draw(st.sampled_from(_ADDED_MARKUP)))
        elif change == "double":
            parts.insert(place, part)
        elif change == "drop" and len(parts) > first + 1:
            del parts[place]
        elif change == "move":
            del parts[place]
            parts.insert(draw(st.integers(first, len(parts))), part)
        elif change == "attribute" and re.match("<[a-z]", part):
            parts[place] = part[:-1] + draw(st.sampled_from(_ADDED_ATTRIBUTES)) + ">"
    return "".join(parts)


# ------------------------------------------------------------------ pages of any other writer


@st.composite
def nested_elements(draw: st.DrawFn, depth: int = 3) -> str:
    """Elements that are closed, in any order in each other, and text."""
    names = "p div ul ol li blockquote h2 h5 pre em b a code span section td table dl dt font"
    text = plain_words().map(lambda word: f" {word} ")
    if depth == 0:
        return draw(text)
    parts = draw(st.lists(st.one_of(text, nested_elements(depth - 1)), max_size=4))
    name = draw(st.sampled_from(names.split()))
    return f"<{name} href=/x>{''.join(parts)}</{name}>"


_TAGS = (
    "a b p div ul ol li table caption thead tbody tr td th h2 pre br hr img blockquote nav section "
    "article details summary script style title textarea noscript svg template code span x-y"
).split()
_TAG_ENDS = (
    "",
    "/",
    " class=docparse",
    " class=contents",
    " class=entry href=#h-x",
    " class=faq-item",
    " class=question",
    " class=link data-url=x",
    " class=heading data-level=2",
    ' data-entries="[]"',
    " data-heading=x",
    " data-header-rows=5",
    " rowspan=2 colspan=3",
    ' href="',
    " src='x",
    " =",
    "<",
)
_BROKEN_MARKUP = (
    "<",
    "<!--",
    "-->",
    "<!",
    "<?xml ?>",
    "]]>",
    "</",
    "&",
    "&#",
    "&#x110000;",
    "&lt",
    "\0",
)


def broken_html() -> st.SearchStrategy[str]:
    """Tags of all kinds in any order, whole and broken."""
    tags, values = st.sampled_from(_TAGS), st.sampled_from(_TAG_ENDS)
    piece = st.one_of(
        st.builds("<{}{}>".format, tags, values),
        st.builds("</{}>".format, tags),
        st.sampled_from(_BROKEN_MARKUP),
        texts(max_size=5),
    )
    page = st.lists(piece, max_size=25).map("".join)
    around = st.sampled_from(("{}", '<article class="docparse">{}</article>', "<table>{}"))
    return st.builds(lambda outer, inner: outer.replace("{}", inner), around, page)


# ------------------------------------------------------------------ questions in any markup

_QUESTION_LINES = (
    *("Q: kk?", "A: zz.", "kk?", "zz.", "Question: kk?", "Question: kk", "Answer: zz", "A) zz"),
    *("B) zz", "1. kk?", "Need help?"),
)
_QUESTION_TAGS = (
    *("<b>", "</b>", "<br>", "<br>", "<br>", "<p>", "<p>", "</p>", "<div>", "</div>", "<pre>"),
    *("<details>", "<summary>", "</summary>", "</details>", "<dl>", "<dt>", "<dd>", "</dl>"),
    *("<ul>", "<li>", "</ul>", "<blockquote>", "</blockquote>", "<table><tr><td>", "</table>"),
    *("<h2>FAQ</h2>", "<h3>hh</h3>", "<h3>kk?</h3>", "<b>kk?</b>", "<p><b>kk?</b><br>zz.</p>"),
    *("<details><summary>kk?</summary>zz.</details>", "<dl><dt>kk?<dd>zz.<dt>kk?<dd>zz.</dl>"),
    *("<p>Q: kk?<br>A: zz.</p>", "<ul><li>kk?<br>zz.<li>kk?<br>zz.</ul>"),
)
_QUESTION_MARKS = (
    *("**kk?**", "**Q:** kk?", "**kk", "hh?**", "zz `x\ny` w", "[zz?](/u)", "- kk?", "- **kk?**"),
    *("# FAQ", "## hh", "## kk?", "> Q: kk?", "*kk?*", "**FAQ**", "![](/u) kk?"),
)
_LINE_ENDS = ("\n", "  \n", "\\\n", "\n\n", "\n\n", "\n  ", "\n\n  ", "\r\n")


def question_pages() -> st.SearchStrategy[str]:
    """HTML whose lines ask and answer, in all elements that tie the two together.

    Besides labels, its words have the letters h, k and z.
    """
    piece = st.sampled_from((*_QUESTION_LINES, *_QUESTION_TAGS))
    return st.lists(piece, min_size=1, max_size=14).map("".join)


def question_markdown() -> st.SearchStrategy[str]:
    """Markdown whose lines ask and answer."""
    line = st.sampled_from((*_QUESTION_LINES, *_QUESTION_MARKS))
    piece = st.builds("{}{}".format, line, st.sampled_from(_LINE_ENDS))
    return st.lists(piece, min_size=1, max_size=10).map("".join)
