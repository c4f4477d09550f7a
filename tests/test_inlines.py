"""Inline marks inside one block: the nodes they make, and the spans those have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isqrt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import docparse
from docparse import (
    NO_SPAN,
    CodeSpan,
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Node,
    Paragraph,
    Span,
    Strong,
    Text,
    plain_text,
    walk,
)
from docparse.inlines import MAX_MARKS, References, has_marks, parse_inlines
from docparse.inlines.scanner import MAX_BRACKETS
from tests import markdown_it_inlines, strategies
from tests.growth import Repeat, explodes, growth, repeated
from tests.spelling import spelled

# --------------------------------------------------------------------------------- the nodes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plain", ["plain"]),
        ("", []),
        ("*a* _b_", [Emphasis("a"), " ", Emphasis("b")]),
        ("**a** __b__", [Strong("a"), " ", Strong("b")]),
        ("***a***", [Emphasis(Strong("a"))]),
        ("**a *b* c**", [Strong(["a ", Emphasis("b"), " c"])]),
        ("in*word*s, snake_case", ["in", Emphasis("word"), "s, snake_case"]),
        ("* a **b", ["* a **b"]),
        ("[a *b*](c)", [Link(["a ", Emphasis("b")], "c")]),
        ('[a](<b c> "d\\"e")', [Link("a", "b c", 'd"e')]),
        ("[](a '')", [Link([], "a")]),
        ("[a](javascript:b)", [Link("a", "javascript:b")]),
        ("[a](b%20ö&amp;c\\*)", [Link("a", "b%20ö&c*")]),
        ("[a [b](c)](d)", ["[a ", Link("b", "c"), "](d)"]),
        ("[a <http://b>](c)", [Link("a <http://b>", "c")]),
        ("[a][b] [c]", ["[a][b] [c]"]),
        ("![a *b* `c` ![d](e)](f 'g')", [Image("f", "a b c d", "g")]),
        ("[![a](b)](c)", [Link(Image("b", "a"), "c")]),
        ("<https://a.b/?c=d&e>", [Link("https://a.b/?c=d&e", "https://a.b/?c=d&e")]),
        ("<a@b.c>", [Link("a@b.c", "mailto:a@b.c")]),
        ("<b>bold</b> <!-- a -->", ["<b>bold</b> <!-- a -->"]),
        ("`a*b*` `` `c` ``", [CodeSpan("a*b*"), " ", CodeSpan("`c`")]),
        ("~~a~~ www.a.b", ["~~a~~ www.a.b"]),
        ("\\*a\\* &amp; &#42; &nix; \\a", ["*a* & * &nix; \\a"]),
        ("a  \nb\\\nc", ["a", LineBreak(), "b", LineBreak(), "c"]),
        ("a \n  b", ["a\nb"]),
        ("a\r\nb\r*c*", ["a\nb\n", Emphasis("c")]),
        ("\0 \ud800 *\udc00*", ["\0 \ud800 ", Emphasis("\udc00")]),
    ],
)
def test_marks_become_nodes(source: str, expected: list[str | Inline]) -> None:
    assert Paragraph(parse_inlines(source)) == Paragraph(expected)


@pytest.mark.parametrize("mark", list("\\`*_[<&\n\r"))
def test_a_block_with_this_character_may_have_marks(mark: str) -> None:
    assert has_marks(f"a{mark}b")


@given(strategies.texts())
def test_a_block_without_marks_is_one_text(source: str) -> None:
    assert has_marks(source) or list(parse_inlines(source)) == [Text(source)] * bool(source)


def test_control_without_its_star_a_mark_would_be_missed() -> None:
    assert list(parse_inlines("*a*")) != [Text("*a*")]


def test_marks_nest_so_deep_and_no_deeper() -> None:
    source = "*a " * 100 + "b" + "*" * 100
    nodes = list(walk(Paragraph(parse_inlines(source))))
    assert sum(isinstance(node, Emphasis) for node in nodes) == MAX_MARKS
    assert plain_text(nodes[0]) == source.replace("*", "", MAX_MARKS)[: -MAX_MARKS or None]


def test_a_link_that_is_too_deep_is_text() -> None:
    source = "*a " * MAX_MARKS + "[b](c)" + "*" * MAX_MARKS
    assert plain_text(Paragraph(parse_inlines(source))) == "a " * MAX_MARKS + "[b](c)"


# ---------------------------------------------------------------------------------- references

DEFINITIONS = {"A": {"href": "https://example.org", "title": "t"}}


def test_references_are_links_where_they_are_defined() -> None:
    references = References(DEFINITIONS, budget=1_000)
    link = Link("a", "https://example.org", "t")
    assert parse_inlines("[a]", references=references) == (link,)
    assert parse_inlines("![b][a]", references=references) == (
        Image("https://example.org", "b", "t"),
    )
    assert parse_inlines("[b]", references=references) == (Text("[b]"),)
    assert parse_inlines("[a]", references=References({}, budget=9)) == (Text("[a]"),)
    assert references.budget == 1_000 - 2 * len("https://example.org" + "t")


def test_references_that_cost_too_much_are_text() -> None:
    references = References(DEFINITIONS, budget=30)
    nodes = parse_inlines("[a] ![*b*][a] [c](d)", references=references)
    link = Link("a", "https://example.org", "t")
    assert nodes == (link, Text(" ![*b*][a] "), Link("c", "d"))
    assert references.refused == 1


# --------------------------------------------------------------------------------------- spans

SHAPES: dict[type[Node], str] = {
    Emphasis: r"(?s)([*_]).+\1",
    Strong: r"(?s)(\*\*|__).+\1",
    Link: r"(?s)\[.*\)|<.+>",
    Image: r"(?s)!\[.*\)",
    CodeSpan: r"(?s)(`+).+\1",
    LineBreak: r"(?: {2,}|\\)\r?\n[ \t]*|(?: {2,}|\\)\r[ \t]*",
}
"""What the source of a node looks like, its marks included."""

Parse = Callable[[str, int], Sequence[Inline]]


def check_spans(source: str, parse: Parse = parse_inlines) -> None:
    """Fail unless the spans of the nodes of ``source`` are exact."""
    start = 7
    nodes = parse(source, start)
    at = start
    for inline in nodes:
        assert inline.span.start == at, inline
        at = inline.span.end
    assert at == start + len(source)
    docparse.validate(Paragraph(nodes, span=Span(start, at)))
    for node in walk(Paragraph(nodes)):
        if node.span == NO_SPAN:
            assert isinstance(node, Paragraph)
            continue
        own = source[node.span.start - start : node.span.end - start]
        if isinstance(node, Text):
            assert own == node.text or re.search(r"[\\&\r\n]", own), node
        else:
            assert re.fullmatch(SHAPES[type(node)], own), (node, own)


@given(strategies.marked() | strategies.texts())
def test_spans_are_exact(source: str) -> None:
    check_spans(source)


def shifted(source: str, start: int) -> Sequence[Inline]:
    return parse_inlines(source, start + 1)


def normalised(source: str, start: int) -> Sequence[Inline]:
    return parse_inlines(source.replace("\r\n", "\n"), start)


@pytest.mark.parametrize(
    ("source", "broken"), [("a", shifted), ("*a*", shifted), ("a\r\n*b*", normalised)]
)
def test_control_spans_that_are_off_are_noticed(source: str, broken: Parse) -> None:
    check_spans(source)
    with pytest.raises(AssertionError):
        check_spans(source, broken)


@pytest.mark.parametrize(
    ("source", "sources"),
    [
        ("a **b** c", ["a ", "**b**", "b", " c"]),
        ("***a***", ["***a***", "**a**", "a"]),
        ("[a](<b> 'c').", ["[a](<b> 'c')", "a", "."]),
        ("<http://a>", ["<http://a>", "http://a"]),
        ("a&amp;\\*b", ["a&amp;\\*b"]),
        ("a  \n b", ["a", "  \n ", "b"]),
        ("a \r\n *b*", ["a \r\n ", "*b*", "b"]),
        ("`` a ``![b](c)", ["`` a ``", "![b](c)"]),
    ],
)
def test_a_span_covers_the_marks(source: str, sources: list[str]) -> None:
    nodes = [node for node in walk(Paragraph(parse_inlines(source, 0))) if node.span != NO_SPAN]
    assert [source[node.span.start : node.span.end] for node in nodes] == sources


def test_without_a_start_there_are_no_spans() -> None:
    nodes = parse_inlines("a **b** [c](d) `e`  \n![f](g)")
    assert {node.span for node in walk(Paragraph(nodes))} == {NO_SPAN}


# ---------------------------------------------------------------------------- the same as others


def check_reading(source: str, parse: Parse = parse_inlines) -> None:
    """Fail unless the nodes of ``source`` and their spans are those markdown-it-py finds."""
    assert spelled(parse(source, 7)) == spelled(markdown_it_inlines.parse_inlines(source, 7))


@given(strategies.marked() | strategies.texts())
@example("*a _b* c_ *d** *e*_ *f * g* h***i***j k**l*m")
@example("[a [b [c](d) e] f](g) \\![h](i) \\![*j](k)")
@example('![a*b*c_ `d` ![e](f) [*g](h) [i] &amp;  \nj](k) ![*"l"*"](m) ![*"n"**](o)')
@example('[**a"*](b) [*c "*](<d\\>e> "f\\"g") [h](i\\ j) [k](l(m)n\\)) [o](((p) [q](<r>"s")')
@example("[a](" + "(" * 33 + ")" * 34 + "[b](" + "(" * 32 + ")" * 33)
@example("&#x20ac; &#XD800; &#0; &#1234567; [a](&#x20ac;&#XD800;&#12345678;&amp;&nix;)")
def test_marks_are_read_as_markdown_it_reads_them(source: str) -> None:
    assume(source.count("[") <= MAX_BRACKETS)  # inside more it reads none
    assume(not re.search("[\r\n]>", source))  # it lets an autolink end with a line
    check_reading(source)


@given(strategies.marked(6), st.lists(st.integers(0, 20), max_size=4).map(sorted))
def test_what_was_cut_out_counts_in_spans(source: str, cuts: list[int]) -> None:
    assume("\r" not in source)
    expected = markdown_it_inlines.parse_inlines(source, 7, cuts=cuts)
    assert spelled(parse_inlines(source, 7, cuts=cuts)) == spelled(expected)


@given(strategies.referring(), st.sampled_from([5, 30, 1_000]))
def test_references_are_read_as_markdown_it_reads_them(source: str, budget: int) -> None:
    definitions = {
        "A": {"href": "https://example.org", "title": "t"},
        "B": {"href": "b", "title": ""},
    }
    ours, theirs = References(definitions, budget), References(definitions, budget)
    expected = markdown_it_inlines.parse_inlines(source, 7, theirs)
    assert spelled(parse_inlines(source, 7, ours)) == spelled(expected)
    assert ours == theirs


def in_words(source: str, start: int) -> Sequence[Inline]:
    return parse_inlines(source.replace("_", "*"), start)


def without_order(source: str, start: int) -> Sequence[Inline]:
    return parse_inlines(source.replace("`", "'"), start)


@pytest.mark.parametrize(
    ("source", "broken"), [("a_b_c", in_words), ("`*a`*", without_order), ("*a*", shifted)]
)
def test_control_another_reading_is_noticed(source: str, broken: Parse) -> None:
    check_reading(source)
    with pytest.raises(AssertionError):
        check_reading(source, broken)


def test_a_link_is_found_however_many_brackets_stand_before_it() -> None:
    nodes = parse_inlines("[" * 100 + "a](b)")
    assert nodes == (Text("[" * 99), Link("a", "b"))


def test_so_many_brackets_may_be_open_and_no_more() -> None:
    def nested(depth: int) -> str:
        return "[" * depth + "a" + "]" * depth + "(b)"

    assert len(parse_inlines(nested(MAX_BRACKETS))) == 1
    assert parse_inlines(nested(MAX_BRACKETS))[0].children
    assert parse_inlines(nested(MAX_BRACKETS + 1)) == (Text(nested(MAX_BRACKETS + 1)),)


def test_no_line_ends_in_an_autolink() -> None:
    assert parse_inlines("<http://a\n>") == (Text("<http://a\n>"),)


def test_what_is_no_target_leaves_the_reference_before_it() -> None:
    references = References(DEFINITIONS, budget=1_000)
    link = Link("a", "https://example.org", "t")
    assert parse_inlines("[a](b [c]", references=references) == (link, Text("(b [c]"))
    assert parse_inlines("[a](", references=references) == (link, Text("("))
    assert parse_inlines("[a][[b]]", references=references) == (link, Text("[[b]]"))


# -------------------------------------------------------------------------------------- growth

RUNS: dict[str, Repeat] = {
    **{mark: repeated(mark) for mark in ("[", "![", "*", "_", "<", "&", "\\", "[a](", "[a][", "]")},
    **{
        mark: repeated(mark)
        for mark in ("**a", "*_", "*_a", "a**b_c ", "[<", "*[", "[a](<b", "![[")
    },
    **{mark: repeated(mark) for mark in ("`a", "`a``b", "[`]", "[\\", '[a](b "', "a  \n", "a\n")},
    "growing backticks": lambda count: " ".join("`" * n for n in range(1, isqrt(8 * count))),
    "brackets in brackets": lambda count: "[" * count + "]" * count,
    "pictures in pictures": lambda count: "![" * count + "](a)" * count,
    "links in brackets": lambda count: "[" * count + "a](b)" * count,
    "marks in marks": lambda count: "**" * count + "a" + "**" * count,
    "round brackets": repeated("(", before="[a]("),
    "spaces": repeated(" ", before="[a](", after="b"),
    "titles": repeated('[a](b "', after="c"),
    "targets in brackets": repeated("[a](<b\\>"),
    "pictures in pictures that fail": lambda count: "![a " * count + "](b " * count,
    "code in words": repeated("`a **b "),
    "emphasis of one word": repeated("**a b**c*d* "),
    "labels of an address": repeated("a.", before="<a@", after="!>"),
}


@pytest.mark.parametrize("run", RUNS)
def test_work_grows_linearly(run: str) -> None:
    assert growth(parse_inlines, RUNS[run], 150) < 5.5


@pytest.mark.parametrize("run", RUNS)
def test_the_time_of_a_large_run_is_not_quadratic(run: str) -> None:
    assert not explodes(parse_inlines, RUNS[run], 10_000)


def test_control_reading_every_rest_anew_is_noticed() -> None:
    def rereads(source: str) -> None:
        for start in range(len(source)):
            for _ in source[start:]:
                pass

    assert growth(rereads, RUNS["["], 20) > 10
