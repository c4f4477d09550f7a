"""Text → Document: the whole path, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, Literal

import attrs

from docparse.blocks.reader import (
    InlineReader,
    inline_content,
    loose_inline_content,
    sure_inline_content,
)
from docparse.blocks.shown_heading import shows_headings
from docparse.dialects.bare import mark_bare_lines
from docparse.dialects.detect import detect, dialect_name, known_as, profile_of, weigh
from docparse.dialects.markdown import Markdown
from docparse.dialects.parted import join_pieces
from docparse.dialects.profile import Rows
from docparse.dialects.shares import is_spaced
from docparse.dialects.spaced_rows import whole_rows
from docparse.dialects.trafilatura import Trafilatura, has_few_rows
from docparse.errors import ArgumentError, OptionError
from docparse.headings.decide import infer_headings
from docparse.nodes import Document, make_document
from docparse.readers.doubts import doubts
from docparse.readers.marked import MarkedReading
from docparse.readers.rules import BlockReader, rules_for
from docparse.roles.decide import find_roles
from docparse.source.collector import seldom_collecting
from docparse.source.decoding import decode
from docparse.source.evidence import Evidence
from docparse.source.lines import Lines, scan
from docparse.source.text import Dialect, Span
from docparse.structure import structured_blocks
from docparse.structure.draft import Draft
from docparse.structure.references import list_references

if TYPE_CHECKING:
    from docparse.readers.explanation import Explanation

Headings = Literal["infer", "marks"]


def parse(
    text: str,
    *,
    dialect: str | Dialect | None = None,
    inline: bool | None = None,
    headings: Headings = "infer",
    min_confidence: float = 0.5,
) -> Document:
    """Return the Document that ``text``, a flattened article, holds.

    ``parse("Prices\\n- Fares rise.\\n- Boats sail.\\n")`` gives a section: a heading and a list.

    ``dialect`` names the extractor generation that wrote the text, such as ``"1.12"`` or
    ``"trafilatura-2.3"``, or ``"markdown"``, which is read as :func:`from_markdown` reads it. None
    detects it; marked text is read for what its writers do to Markdown, too.

    ``inline=True`` reads all marks: inline ones such as ``**`` and ``[text](url)``, and those of
    blocks (``#``, ``>``, fences); False reads none; None reads them where the text shows that it
    has them. ``headings="marks"`` takes only lines marked with ``#`` for headings; ``"infer"`` also
    finds bare ones, at a confidence of ``min_confidence`` or more, from 0 to 1.

    Every node's span is its place in ``text``, in code points. A byte order mark that opens
    ``text`` is skipped; spans count it.

    Never raises for a ``str``, whatever is in it. Raises ArgumentError for an argument of the wrong
    type and OptionError for an unknown option.
    """
    _check_arguments(text, inline, headings, min_confidence)
    if len(text) < LARGE:
        return _read_text(text, dialect, inline, headings, min_confidence)
    with seldom_collecting:
        return _read_text(text, dialect, inline, headings, min_confidence)


def explain(
    text: str,
    *,
    dialect: str | Dialect | None = None,
    inline: bool | None = None,
    headings: Headings = "infer",
    min_confidence: float = 0.5,
) -> Explanation:
    """Return what :func:`parse` makes of ``text``, and what each step decided on which grounds.

    ``print(explain("Prices\\n- Fares rise.\\n"))`` shows a line for each line of the text.

    Takes the options of ``parse`` and raises the same errors. Takes more time and memory.
    """
    _check_arguments(text, inline, headings, min_confidence)
    from docparse.readers.explanation import Explanation  # few ask for it

    evidence: list[Evidence] = []
    document = _read_text(text, dialect, inline, headings, min_confidence, evidence)
    return Explanation(document, tuple(evidence))


LARGE: Final = 1_000_000
"""Code points; from this size on it pays to run the garbage collector less often."""


def _read_text(
    text: str,
    dialect: str | Dialect | None,
    inline: bool | None,
    headings: Headings,
    min_confidence: float,
    evidence: list[Evidence] | None = None,
) -> Document:
    """Return the Document of ``text``; ``evidence``, if given, receives all decisions."""
    lines = scan(text)
    spaced = is_spaced(lines)
    found = _named_dialect(dialect, lines, spaced) or detect(lines, spaced)
    if evidence is not None:
        evidence += _why_dialect(found, lines, spaced)
    made_by = (_parse_again, (text, dialect, inline, headings, min_confidence))
    whole = Span(0, len(text))
    profile = profile_of(found.name)
    if found.family == "marked" and inline is not False and (spaced or profile.formatted):
        marked = MarkedReading(text, lines, profile, dialect != Markdown.name, evidence)
        blocks = marked.blocks(headings == "infer", min_confidence)
        odd = (*doubts(lines, found), *marked.diagnostics())
        return make_document(tuple(blocks), text, found, odd, made_by, whole)
    spaced = spaced or profile.family == "wrapped"
    lines = profile.prepare(lines)
    if spaced and profile.rows is Rows.PIPED:
        lines = whole_rows(lines, profile.row_opens, profile.keeps_empty_cells)
    firsts = lines.firsts
    lines = mark_bare_lines(lines, firsts)
    is_bare = not (found.formatted or profile.wraps_lines or profile.mark_after_item)
    lines = join_pieces(lines, firsts) if is_bare else lines
    reader = BlockReader(
        rules=rules_for(profile),
        lines=lines,
        profile=profile,
        formatted=found.formatted or bool(inline),
        spaced=spaced,
        inline=_inline_reader(inline, found.formatted, spaced),
        evidence=evidence,
    )
    if reader.items_begin_lines and dialect is None and isinstance(profile, Trafilatura):
        reader.items_begin_lines = not has_few_rows(lines)
    reader.diagnostics += doubts(lines, found)
    reader.read()
    blocks, texts, diagnostics = reader.blocks, reader.texts, reader.diagnostics
    # A long text has many lines, and no step from here on needs them.
    del reader, lines, firsts
    shown = profile.family == "wrapped" and shows_headings(blocks)
    infers = headings == "infer" and not found.formatted and not shown

    def infer(draft: Draft) -> None:
        find_roles(draft)
        infer_headings(draft, min_confidence)

    draft = Draft(blocks, texts, text, evidence)
    if found.formatted:
        list_references(draft)
    blocks = structured_blocks(draft, infer_headings=infer if infers else None)
    return make_document(tuple(blocks), text, found, tuple(diagnostics), made_by, whole)


def _why_dialect(found: Dialect, lines: Lines, spaced: bool) -> Iterator[Evidence]:
    """Yield the evidence for the dialect ``found``, then for the dialects that came second."""
    whole = Span(0, len(lines.text))
    values = {
        "family": found.family,
        "formatted": found.formatted,
        "spaced": spaced,
        "because": "; ".join(found.evidence),
    }
    candidates = weigh(lines, spaced)
    weight = next((each.weight for each in candidates if each.name == found.name), 0)
    yield Evidence("dialect", found.name, whole, weight, values)
    for other in candidates:
        if other.name != found.name:
            yield Evidence("dialect", other.name, whole, other.weight, {"because": other.reason})


def _inline_reader(inline: bool | None, formatted: bool, spaced: bool) -> InlineReader | None:
    """Return the function that reads inline marks: all, those that are no accident, or none.

    Where blank lines stand between the blocks, a mark counts for its own line even if few lines
    have any.
    """
    if inline is None:
        return loose_inline_content if formatted else sure_inline_content if spaced else None
    return inline_content if inline else None


def _parse_again(text: str, *options: Any) -> Document:
    names = ("dialect", "inline", "headings", "min_confidence")
    return parse(text, **dict(zip(names, options, strict=True)))


def _named_dialect(dialect: str | Dialect | None, lines: Lines, spaced: bool) -> Dialect | None:
    """Return the dialect that the caller names; for a bare name, detect whether marks are used."""
    if dialect is None:
        return None
    if isinstance(dialect, Dialect):
        return known_as(dialect_name(dialect.name), dialect.formatted, dialect.evidence)
    name = dialect_name(dialect)
    formatted = profile_of(name).formatted
    if formatted is None:
        formatted = detect(lines, spaced).formatted
    return known_as(name, formatted, ("named by the caller",))


def _check_arguments(text: object, inline: object, headings: str, min_confidence: float) -> None:
    if not isinstance(text, str):
        raise ArgumentError(
            f"parse takes a str, not {type(text).__name__}; for bytes there is parse_bytes"
        )
    if inline not in (None, False, True):
        raise OptionError(f"inline is True, False or None, not {inline!r}")
    if headings not in ("infer", "marks"):
        raise OptionError(f'headings is "infer" or "marks", not {headings!r}')
    if not isinstance(min_confidence, (int, float)):
        name = type(min_confidence).__name__
        raise ArgumentError(f"min_confidence is a number from 0 to 1, not {name}")
    if not 0 <= min_confidence <= 1:
        raise OptionError(f"min_confidence is a number from 0 to 1, not {min_confidence!r}")


def parse_bytes(data: bytes | bytearray | memoryview, **options: Any) -> Document:
    """Return what :func:`parse`, whose options it takes, makes of ``data``. Never raises for bytes.

    ``parse_bytes(b"Caf\\xc3\\xa9\\n")`` is ``parse("Café\\n")``.

    The encoding is that of a byte order mark, else UTF-8. Invalid bytes become U+FFFD, and a
    diagnostic gives the place of the first. Spans are in code points of the decoded text.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise ArgumentError(f"parse_bytes takes bytes, not {type(data).__name__}")
    text, fault = decode(bytes(data))
    document = parse(text, **options)
    if fault is None:
        return document
    return attrs.evolve(document, diagnostics=(fault, *document.diagnostics))
