"""Every promise is kept on inputs of all kinds, and each notices when it is broken."""

from __future__ import annotations

import ast
import html
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import find, given, settings

import docparse
from docparse import (
    CodeSpan,
    DocparseError,
    Document,
    FormatName,
    Image,
    Link,
    Node,
    Paragraph,
    Section,
    Span,
    Table,
    Text,
    find_all,
    plain_text,
    render,
    walk,
)
from tests import promises, strategies
from tests.conftest import CHECKOUT
from tests.promises import PROMISES, Promise

FINDS = CHECKOUT / "tests" / "cases" / "finds"


def name(value: Any) -> str:
    return str(value.keeps.__name__) if isinstance(value, Promise) else ""


@pytest.mark.parametrize("promise", PROMISES, ids=name)
def test_promise(promise: Promise) -> None:
    @given(promise.inputs)
    def keeps(value: Any) -> None:
        promise.keeps(value)

    keeps()


TEXT_PROMISES: list[Callable[[str], None]] = [
    promises.tokens_tile,
    promises.parse_raises_nothing,
    promises.spans_nest,
    promises.line_endings_count_for_nothing,
    promises.a_byte_order_mark_is_skipped,
    promises.nothing_is_lost,
    promises.nothing_inline_is_lost,
    promises.markdown_is_idempotent,
    promises.output_is_bounded,
    promises.readers_raise_only_their_own,
]
TREE_PROMISES: list[Callable[[Document], None]] = [
    promises.json_round_trip,
    promises.html_round_trip,
    promises.html_says_the_plain_text,
    promises.html_parses_to_itself,
    promises.jsonld_survives_html,
    promises.everything_is_utf8,
]


@pytest.mark.parametrize("keeps", TEXT_PROMISES, ids=lambda keeps: keeps.__name__)
def test_seeds_keep_the_promises_about_text(keeps: Callable[[str], None], seed: str) -> None:
    if keeps is promises.nothing_inline_is_lost and "<div" in seed:
        pytest.skip("tags, comments and definitions of links are no text")
    keeps(seed)


@pytest.mark.parametrize("keeps", TREE_PROMISES, ids=lambda keeps: keeps.__name__)
def test_seeds_keep_the_promises_about_trees(keeps: Callable[[Document], None], seed: str) -> None:
    keeps(docparse.parse(seed))


def test_the_real_article_keeps_the_promises(real_article: str) -> None:
    for text_promise in TEXT_PROMISES:
        text_promise(real_article)
    for tree_promise in TREE_PROMISES:
        tree_promise(docparse.parse(real_article))
    assert docparse.parse(render(docparse.parse(real_article), "text")) == docparse.parse(
        real_article
    )


@pytest.mark.parametrize("path", sorted(FINDS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_the_fuzzer_found_stays_mended(path: Path) -> None:
    """A find is the spelling of an input in a file named after the promise it broke."""
    source = path.read_text(encoding="utf-8")
    keeps = getattr(promises, path.stem.partition("-")[0])
    try:
        value = ast.literal_eval(source)
    except ValueError:
        value = eval(source, vars(docparse))
    keeps(value)


# ----------------------------------------------------------------- each promise can be broken


def reads_a_link_to_nothing(text: str, **options: Any) -> Document:
    """Read a tree with a value that no constructor would take."""
    link = Link("a", "b")
    object.__setattr__(link, "url", None)
    return Document([Paragraph([link])])


def first_line_only(text: str) -> Iterator[docparse.Token]:
    yield from list(docparse.tokenize(text))[:1]


def cut_like_python(text: str) -> Iterator[docparse.Token]:
    """Tokens that end where ``str.splitlines`` says, at U+2028 and others too."""
    start = 0
    for line in text.splitlines(keepends=True):
        yield docparse.Token(docparse.TokenKind.TEXT, Span(start, start + len(line) - 1))
        start += len(line)


def raising(_: object, **options: Any) -> Any:
    raise ValueError("an odd text")


def moved(text: str, **options: Any) -> Document:
    """Parse with the last block one character off."""
    document = docparse.parse(text, **options)
    *blocks, last = document.children
    span = Span(last.span.start - 1, last.span.end - 1)
    return attrs.evolve(document, children=(*blocks, attrs.evolve(last, span=span)))


def sees_only_line_feeds(text: str, **options: Any) -> Document:
    return Document([line for line in text.split("\n") if line])


def counts_from_behind_the_mark(text: str, **options: Any) -> Document:
    return docparse.parse(text.removeprefix("\ufeff"), **options)


def changed(cls: type[Node], change: Callable[[Any], Node], text: str, **options: Any) -> Document:
    """Parse with each node of ``cls`` changed."""
    hooks = {f"leave_{cls.__name__}": lambda self, node: change(node)}
    transformer: Any = type("Changing", (docparse.NodeTransformer,), hooks)()
    document: Document = transformer.transform(docparse.parse(text, **options))
    return document


def without_last_word(text: Text | CodeSpan) -> Node:
    return attrs.evolve(text, text=text.text.rpartition(" ")[0])


def from_behind(mark: str, text: Text) -> Node:
    """Leave out what stands before ``mark``, and say so in the span."""
    _, found, rest = text.text.partition(mark)
    return Text(rest, span=Span(text.span.end - len(rest), text.span.end)) if found else text


loses_the_last_word = partial(changed, Text, without_last_word)
loses_the_last_word_of_code = partial(changed, CodeSpan, without_last_word)
loses_what_is_before_a_colon = partial(changed, Text, partial(from_behind, ": "))
loses_the_first_word = partial(changed, Text, partial(from_behind, " "))
loses_link_texts = partial(changed, Link, lambda link: attrs.evolve(link, children=()))
loses_addresses = partial(changed, Link, lambda link: attrs.evolve(link, url=link.url[:-4]))
loses_titles = partial(changed, Link, lambda link: attrs.evolve(link, title=None))
loses_alts = partial(changed, Image, lambda image: attrs.evolve(image, alt=image.alt[:-2]))
loses_pictures = partial(changed, Image, lambda image: attrs.evolve(image, url=image.url[:-4]))

LOSSES: list[tuple[Callable[..., None], str, Callable[..., Document]]] = [
    (promises.spans_nest, "The \\* ferry is late.", loses_the_last_word),
    (promises.spans_nest, "Fish &amp; chips, please.", loses_the_last_word),
    (promises.spans_nest, f"{'The ferry ' * 7}leaves\n" * 4, loses_the_last_word),
    (promises.spans_nest, "| a \\| b c | d e | \n|---|---|\n| f | g | ", loses_the_last_word),
    (promises.spans_nest, "Type `ls here` now.", loses_the_last_word_of_code),
    (promises.nothing_is_lost, "Tickets for one day: nine", loses_what_is_before_a_colon),
    (promises.nothing_is_lost, "Preis: neun", loses_what_is_before_a_colon),
    (promises.nothing_is_lost, "- Tickets for one day: nine", loses_what_is_before_a_colon),
    (promises.nothing_is_lost, "Fare: 9 |\n---|\nb |", loses_what_is_before_a_colon),
    (promises.nothing_is_lost, "Question: Why: so?\nNo: that.", loses_what_is_before_a_colon),
    (promises.nothing_is_lost, "12 boats sail.", loses_the_first_word),
    (promises.nothing_is_lost, "4. boats sail.\n\nThe end.", loses_the_first_word),
    (promises.nothing_is_lost, "€ 9 a day", loses_the_first_word),
    (promises.nothing_is_lost, "A passenger fell.", loses_the_first_word),
    (
        promises.nothing_inline_is_lost,
        "Tickets **for one day: nine**",
        loses_what_is_before_a_colon,
    ),
    (promises.nothing_inline_is_lost, "See [the ferry](a/timetable) now.", loses_link_texts),
    (promises.nothing_inline_is_lost, "See [*the* ferry](a/timetable) now.", loses_link_texts),
    (promises.nothing_inline_is_lost, "See <http://ferry.example/a> now.", loses_link_texts),
    (promises.nothing_inline_is_lost, "See [the ferry](a/timetable) now.", loses_addresses),
    (promises.nothing_inline_is_lost, "See <http://ferry.example/a> now.", loses_addresses),
    (promises.nothing_inline_is_lost, "See [the ferry](a 'at ten') now.", loses_titles),
    (promises.nothing_inline_is_lost, "![the ferry](a/ferry.png)", loses_alts),
    (promises.nothing_inline_is_lost, "![the ferry](a/ferry.png)", loses_pictures),
]


@pytest.mark.parametrize(("keeps", "text", "broken"), LOSSES)
def test_control_every_loss_is_noticed(
    keeps: Callable[..., None], text: str, broken: Callable[..., Document]
) -> None:
    keeps(text)
    assert broken(text, inline=True) != docparse.parse(text, inline=True)
    with pytest.raises(AssertionError):
        keeps(text, parse=broken)


def loses_a_block(text: str, **options: Any) -> Document:
    document = docparse.parse(text, **options)
    return attrs.evolve(document, children=document.children[:-1])


def loses_a_heading(node: Node, format: str, **options: Any) -> str:
    headings = [plain_text(heading) for heading in find_all(node, docparse.Heading)]
    written = render(node, FormatName(format), **options)
    return written.replace(headings[0], "", 1) if headings else written


def as_array_of_cells(node: Node, format: str, **options: Any) -> str:
    return "\n".join(
        ",".join(map(plain_text, row.cells)) for row in find_all(node, docparse.TableRow)
    )


def raw(node: Node, format: str, **options: Any) -> str:
    """Render without escaping."""
    written = html.unescape(render(node, FormatName(format), **options))
    return written.replace("\\u003c", "<").replace("\\u003e", ">")


def in_capitals(node: Node, format: str, **options: Any) -> str:
    return render(node, FormatName(format), **options).swapcase()


def forms_in_forms(node: Node, format: str) -> str:
    """HTML that a parser understands in another way once it is written out."""
    return "<form id=a><div></form><form id=b>c"


def with_surrogates(node: Node, format: str, **options: Any) -> str:
    return render(node, FormatName(format), **options) + "\udc80"


def padded(node: Node, format: str, **options: Any) -> str:
    return render(node, FormatName(format), **options) + " " * 100_000


def growing(node: Node, format: str, **options: Any) -> str:
    return "\\" + render(node, FormatName(format), **options)


def untied(read: Callable[[str], Node], written: str) -> Node:
    """Read, and forget the targets of links."""

    class Forget(docparse.NodeTransformer):
        def leave_Link(self, node: Link) -> Any:
            return attrs.evolve(node, url="")

    return Forget().transform(read(written))


ARTICLE = Document(
    [
        "The ferry leaves at nine, and nobody knows why.",
        docparse.TableOfContents(
            Table.from_rows([["Article Subheadings"], ["News of boats"]], header_rows=1),
            [docparse.TocEntry("News of boats", "News of boats")],
        ),
        Section(docparse.Heading(2, "News of boats"), ["It comes back at noon, they say."]),
    ]
)
MARKED = Document(
    [Paragraph(["a <b> & ", Link("c", "https://example.org"), Image("https://e.org/")])]
)
HOSTILE = Document(["a", "</script><script>alert(1)</script>"])
RAGGED = Table.from_rows([["a", "b"], ['1, "2"']])


@pytest.mark.parametrize(
    ("keeps", "value", "broken"),
    [
        (promises.tokens_tile, "a\nb", {"tokenize": first_line_only}),
        (promises.tokens_tile, "a\u2028b\n", {"tokenize": cut_like_python}),
        (promises.tokens_tile, "a\r\nb", {"tokenize": cut_like_python}),
        (promises.parse_raises_nothing, "a", {"parse": raising}),
        (promises.parse_bytes_raises_nothing, b"\xff", {"parse": raising}),
        (promises.spans_nest, "a\nb", {"parse": moved}),
        (promises.line_endings_count_for_nothing, "a\nb", {"parse": sees_only_line_feeds}),
        (promises.a_byte_order_mark_is_skipped, "a", {"readers": [sees_only_line_feeds]}),
        (promises.a_byte_order_mark_is_skipped, "a", {"readers": [counts_from_behind_the_mark]}),
        (promises.nothing_is_lost, "a\nb", {"parse": loses_a_block}),
        (promises.nothing_inline_is_lost, "a\nb", {"parse": loses_a_block}),
        (promises.text_round_trip, ARTICLE, {"render": loses_a_heading}),
        (promises.text_round_trip, ARTICLE, {"parse": loses_a_block}),
        (promises.json_round_trip, MARKED, {"read": partial(untied, docparse.from_json)}),
        (promises.json_round_trip, ARTICLE, {"render": loses_a_heading}),
        (promises.html_round_trip, MARKED, {"read": partial(untied, docparse.from_html)}),
        (promises.html_round_trip, MARKED, {"render": raw}),
        (promises.markdown_is_idempotent, "a", {"render": growing}),
        (promises.csv_round_trip, RAGGED, {"render": as_array_of_cells}),
        (promises.csv_round_trip, RAGGED, {"render": in_capitals}),
        (promises.html_says_the_plain_text, ARTICLE, {"render": in_capitals}),
        (promises.html_says_the_plain_text, HOSTILE, {"render": raw}),
        (promises.html_parses_to_itself, Document(), {"render": forms_in_forms}),
        (promises.jsonld_survives_html, HOSTILE, {"render": raw}),
        (promises.everything_is_utf8, ARTICLE, {"render": with_surrogates}),
        (promises.output_is_bounded, "a", {"render": padded}),
        (promises.readers_raise_only_their_own, "a", {"readers": (raising,)}),
        (promises.html_is_read_and_written, "<p>a", {"read": raising}),
        (promises.html_is_read_and_written, "<p>a", {"read": reads_a_link_to_nothing}),
        (promises.json_is_read_and_written, render(MARKED, "json"), {"read": raising}),
        (promises.json_is_read_and_written, "{", {"read": reads_a_link_to_nothing}),
        (promises.what_is_parsed_is_written, "a", {"parse": raising}),
        (promises.what_is_parsed_is_written, "a", {"parse": reads_a_link_to_nothing}),
    ],
)
def test_control_a_broken_promise_is_noticed(
    keeps: Callable[..., None], value: Any, broken: dict[str, Callable[..., Any]]
) -> None:
    keeps(value)
    with pytest.raises((AssertionError, ValueError, TypeError, DocparseError)):
        keeps(value, **broken)


def test_control_every_promise_is_broken_above() -> None:
    (mark,) = test_control_a_broken_promise_is_noticed.pytestmark
    assert {keeps for keeps, _, _ in mark.args[1]} == {promise.keeps for promise in PROMISES}


def test_control_the_strategies_reach_every_node_class() -> None:
    seen: set[str] = set()

    @given(strategies.documents())
    def collect(document: Document) -> None:
        seen.update(type(node).__name__ for node in walk(document))

    collect()
    assert seen == {cls.__name__ for cls in docparse.nodes.OWN_CLASSES}


@pytest.mark.parametrize("characters", ["\0", "[\ud800-\udfff]", "\r", "\u2028", "[|]"])
def test_control_texts_reach_every_kind_of_character(characters: str) -> None:
    kind = re.compile(characters)
    more = settings(max_examples=5_000)
    find(strategies.texts(), lambda text: bool(kind.search(text)), settings=more)
