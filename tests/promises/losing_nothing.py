"""No character of a text is lost."""

from __future__ import annotations

import re
from typing import Final

import docparse
from docparse import (
    CodeBlock,
    CodeSpan,
    Document,
    Faq,
    Image,
    Link,
    List,
    Node,
    Span,
    TableRow,
    Text,
    find_all,
    plain_text,
    walk,
)
from docparse.source.lines import INVISIBLE
from docparse.words.item_marks import BULLETS, DASHES
from docparse.words.labels import answer_labels, is_label, question_labels
from docparse.words.wiki import section_link_start
from tests.promises.reading import Parse, resolved

MARKS = rf"[\s|\\:>#=*_`~\-+•\ufe0f{INVISIBLE}]*"
"""Rules, delimiters, fences, marks of quotes, headings and lists, escapes, white space, and
characters without a width."""

MARKS_ALONE = re.compile(MARKS)
MARKS_OF_ITEM = re.compile(
    rf"{MARKS}(?:(?:[-*+{BULLETS}{DASHES}]|o(?= )|\(?[0-9]{{1,9}}[.)]|\(?[a-zA-Z]\)"
    rf"|[0-9]{{1,3}}[ \t][-–]|[0-9]{{1,2}}(?:\.[0-9]{{1,2}})*){MARKS})?"
)
MARKS_OF_QUESTION = re.compile(
    rf"{MARKS}(?:(?:o(?= )|[0-9]{{1,9}}[.)])?{MARKS})?"  # it may be an item
    r"(?:(?P<label>[^:：]{1,30})[:：]|(?P<letter>[^\W\d_])(?:[.)．、]|(?= ))|)"
    rf"{MARKS}(?:[Qq#]?[0-9]{{1,3}}[.):]?|[Qq](?=\s))?"
    r"\W*"  # icons
)


def is_left_out(line: str, place: type[Node] | None) -> bool:
    """Tell whether ``line``, which is in no leaf, may be left out of the text at ``place``.

    Marks may be anywhere, and so may the link to edit a section; the number of an item in a List;
    and in a Faq the label and the number of a question or an answer, and icons.
    """
    if section_link_start(f"x{line.strip()}") == 1:
        return True
    if place is not Faq:
        return bool((MARKS_OF_ITEM if place is List else MARKS_ALONE).fullmatch(line))
    found = MARKS_OF_QUESTION.fullmatch(line)
    label = found and (found["label"] or found["letter"])
    if found and (label is None or is_label(label)):
        return True
    after = max(question_labels().after(line), answer_labels().after(line))
    return after > 0 and is_left_out(line[after:], place)


def nothing_is_lost(text: str, *, parse: Parse = docparse.parse) -> None:
    """Every character is in the text of a leaf, or it is a mark, a label, a number or an icon."""
    document = parse(text, inline=False)
    kept = bytearray(len(text))
    for node in walk(document):
        if isinstance(node, (Text, CodeBlock)):
            keep(kept, node.span)
        if isinstance(node, CodeBlock):
            inside = re.split("\r\n?|\n", text[node.span.start : node.span.end])[1:-1]
            assert {line.strip(" \t>") for line in inside} <= {
                line.strip(" \t>") for line in node.text.split("\n")
            }, node
    only_marks_are_left(text, document, kept)


def keep(kept: bytearray, span: Span) -> None:
    kept[span.start : span.end] = b"1" * (span.end - span.start)


def only_marks_are_left(text: str, document: Document, kept: bytearray) -> None:
    """Fail if a character that is not ``kept`` may not be left out where it stands.

    The lines of a drawn row hold the cells side by side, so no span has a whole cell of several
    lines: such a row has the letters of its lines, no more and no fewer.
    """
    is_drawn = document.dialect is not None and document.dialect.name == "wrapped"
    for row in find_all(document, TableRow) if is_drawn else ():
        source = text[row.span.start : row.span.end]
        if re.search("[\r\n]", source):
            assert sorted(letters(source)) == sorted(letters(plain_text(row))), (row, source)
            keep(kept, row.span)
    places: list[type[Node] | None] = [None] * len(text)
    for node in walk(document):
        if isinstance(node, (Faq, List)):
            for at in range(node.span.start, node.span.end):
                places[at] = Faq if places[at] is Faq else type(node)
    for gap in re.finditer(b"\0+", kept):
        for line in re.finditer("[^\r\n]+", text[gap.start() : gap.end()]):
            first = gap.start() + line.end() - len(line[0].lstrip())
            place = places[first] if first < len(text) else None
            opens = not text[: gap.start() + line.start()].strip("\ufeff \t\r\n")
            if opens and line[0].strip() == "Title:":  # the head of a reader service
                continue
            assert is_left_out(line[0], place), (line, docparse.dump(document))


def nothing_inline_is_lost(text: str, *, parse: Parse = docparse.parse) -> None:
    """With inline marks read, every letter and digit is in a leaf, or the target of a link.

    Of a link that is its address and its title, of a picture its text too. Tags and
    definitions of links in marked text are marks.
    """
    document = parse(text, inline=True)
    kept = bytearray(len(text))
    if document.dialect is not None and document.dialect.family == "marked":
        for markup in (*re.finditer("<[^<>]*>", text), *DEFINITION.finditer(text)):
            keep(kept, Span(*markup.span()))
    defined = letters(resolved("".join(DEFINITION.findall(text))))
    for node in walk(document):
        source = text[node.span.start : node.span.end]
        if isinstance(node, (Text, CodeSpan, CodeBlock)):
            keep(kept, node.span)
        elif isinstance(node, Image):
            target = letters(node.url + (node.title or ""))
            words = letters(resolved(source)).removesuffix(target)
            assert words + target == letters(resolved(source)), (node, source)
            if source.count("](") == 1:  # another picture or link in it leaves its address out
                assert words == letters(node.alt), (node, source)
            assert set(letters(node.alt)) <= set(words), (node, source)
            keep(kept, node.span)
        elif isinstance(node, Link):
            inner = [child.span for child in node.children]
            start, end = (inner[0].start, inner[-1].end) if inner else [node.span.start] * 2
            before, after = text[node.span.start : start], text[end : node.span.end]
            target = node.url + (node.title or "")
            if source[0] == "<":
                assert node.url.removeprefix("mailto:") == plain_text(node), (node, source)
                target = ""
            assert not letters(before), (node, source)
            if REFERENCE.fullmatch(after):
                assert letters(target) in defined, (node, source)
            else:
                assert letters(resolved(after)) == letters(target), (node, source)
            keep(kept, Span(node.span.start, start))
            keep(kept, Span(end, node.span.end))
    only_marks_are_left(text, document, kept)


DEFINITION: Final = re.compile(r"^[ >]*\[[^\[\]]+\]:.*$", re.MULTILINE)
"""``[rule]: https://example.org "The rules"``"""

REFERENCE: Final = re.compile(r"\](?:\[[^\[\]]*\])?")
"""What ends a link whose address is defined elsewhere."""


def letters(text: str) -> str:
    """Return the letters and digits of ``text``."""
    return re.sub(r"[\W_]", "", text)
