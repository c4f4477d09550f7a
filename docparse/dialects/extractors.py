"""How extractors other than trafilatura give themselves away.

They put blank lines between blocks and indent their lists, which trafilatura does in none of its
generations; docs/format.md has the table of what each of them keeps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from docparse.dialects.shares import filled_line_count, has_blank_lines, prevails
from docparse.source.lines import BLANK, ITEM, ROW, TEXT, Lines, TokenKind
from docparse.source.text import Span


def detect_extractor(lines: Lines, marked: bool, spaced: bool) -> tuple[str, str] | None:
    """Return the extractor that wrote ``lines`` and what says so; None for all other texts.

    ``marked`` is whether the text has marks such as ``#`` and ``[text](url)``, ``spaced`` whether
    blank lines stand between its blocks. The lines that only one extractor writes have to prevail,
    and be no fewer than the rows with a pipe at an end, which none of them writes.
    """
    if not has_blank_lines(lines):
        return None
    if _is_wrapped(lines):
        return "html2text", f"paragraphs are broken at {WRAPPING_WIDTH} characters"
    if not spaced:
        return None
    found: dict[str, list[tuple[int, str]]] = {}
    for name, count, reason in _evidence(lines, marked):
        if count:
            found.setdefault(name, []).append((count, reason))
    if not found:
        return None
    counts = {name: sum(count for count, _ in signs) for name, signs in found.items()}
    name = max(counts, key=counts.__getitem__)
    is_outnumbered = counts[name] < lines.kinds.count(ROW)
    if is_outnumbered or not prevails(counts[name], filled_line_count(lines)):
        return None
    return name, max(found[name])[1]


def _evidence(lines: Lines, marked: bool) -> Iterator[tuple[str, int, str]]:
    """Yield an extractor, how many lines only it writes, and how they show it."""
    text = lines.text
    if "|---  " in text:
        rows = _open_rows(lines)
        yield "html2text", rows, "the line under a table's header ends in two spaces"
    starred = len(_STARRED_ITEM.findall(text)) if " * " in text else 0
    if marked:
        yield "html2text", starred, "words are marked, and list items with *, two spaces deep"
        return
    yield "inscriptis", starred, "list items are marked with *, and indented"
    if " • " in text:
        dotted = len(_DOTTED_ITEM.findall(text))
        yield "resiliparse", dotted, "list items are marked with •, and indented"
    if "\t\t" in text:
        rows = _rows(lines, _are_tabbed)
        yield "resiliparse", rows, "the cells of rows are parted by two tabs"
    if " \n" in text or " \r" in text:
        rows = _rows(lines, _are_padded)
        yield "inscriptis", rows, "rows are padded with spaces to the same length"


_DOTTED_ITEM: Final = re.compile(r"(?:^|[\r\n])(?:  )+• [^ ]")
_STARRED_ITEM: Final = re.compile(r"(?:^|[\r\n])(?:  )+[*+] [^ *]")


def is_open_delimiter(line: str) -> bool:
    """Tell whether ``line`` is ``---|---`` and two spaces, without pipes at its ends."""
    return line.startswith("---") and line.endswith("---  ") and not line.strip("-| ")


def _open_rows(lines: Lines) -> int:
    """Return how many lines are rows of tables without pipes at the ends of their rows."""
    if not any(map(is_open_delimiter, lines.lines)):
        return 0
    return sum("| " in line and line.endswith("  ") for line in lines.lines)


WRAPPING_WIDTH: Final = 78
"""Characters that html2text lets stand in a line unless told otherwise."""

_FEWEST_BROKEN: Final = 3


def _is_wrapped(lines: Lines) -> bool:
    """Whether nearly every line that another follows is as full as it can be, and none longer."""
    broken = whole = 0
    before = ""
    for line, kind in zip(lines.lines, lines.kinds, strict=True):
        if kind is not TEXT:
            before = ""
            continue
        if before and " | " not in before and "  " not in before and "  " not in line.rstrip(" "):
            room = WRAPPING_WIDTH - len(before)
            if 0 <= room <= len(line) and " " not in line[:room]:
                broken += 1
            elif room >= 0:
                whole += 1
        whole += len(line) > WRAPPING_WIDTH and " " in line and "| " not in line
        before = line
    return broken >= _FEWEST_BROKEN and broken >= 9 * whole


def as_laid_out(lines: Lines) -> Lines:
    """Return ``lines`` with the kinds they have as inscriptis lays them out.

    Items of a list that is four spaces deeper than one with ``+`` are marked with ``o``. Rows are
    filled up with spaces; a pipe is no mark.
    """
    texts = lines.lines
    kinds: list[TokenKind] = [TEXT if kind is ROW else kind for kind in lines.kinds]
    _mark_round_items(texts, kinds)
    first = 0
    for index, line in enumerate((*texts, "")):
        if not line:
            start = _first_row(texts[first:index])
            kinds[first + start : index] = [ROW] * (index - first - start)
            first = index + 1
    return Lines(lines.text, texts, lines.starts, kinds)


def _mark_round_items(texts: list[str], kinds: list[TokenKind]) -> None:
    depth = opened = 0
    mark = ""
    for index, (line, kind) in enumerate(zip(texts, kinds, strict=True)):
        if kind is BLANK:
            continue
        words = line.lstrip(" \t")
        indent = len(line) - len(words)
        is_marked = words.startswith("o ") and words[2:].strip(" \t") != ""
        if kind is ITEM:
            depth, mark = indent, words[0]
        elif is_marked and ((mark == "+" and indent == depth + 4) or 0 < indent == opened <= depth):
            kinds[index] = ITEM
            depth, mark, opened = indent, "o", indent
        elif indent <= depth:
            depth, mark, opened = 0, "", 0


def _first_row(run: list[str]) -> int:
    """Return where the table starts that ends ``run``, lines with no empty one among them.

    A row ends where the last column does, or one before it if it has fewer cells. If there is no
    table it is the length of ``run``.
    """
    end = len(run)
    while end and not run[end - 1].strip(" "):
        end -= 1
    rows = [line for line in run if "  " in line.strip(" ")]
    if len(rows) < 2 or (len(rows) < 3 and not any(line[-1] == " " for line in run)):
        return len(run)
    places = columns(rows)
    width = max(map(len, rows))
    ends = {width, *(place.start - 2 for place in places[1:])}
    start = end
    while start and len(run[start - 1]) in ends:
        start -= 1
    while start < end and not run[start].strip(" "):
        start += 1
    has_all_rows = sum("  " in line.strip(" ") for line in run[start:]) == len(rows)
    return start if len(places) > 1 and has_all_rows else len(run)


def _rows(lines: Lines, are_rows: Callable[[str, str], bool]) -> int:
    """Return how many lines are rows, told by two of them that follow each other."""
    pairs = sum(map(are_rows, lines.lines, lines.lines[1:]))
    return pairs + 1 if pairs else 0


def _are_tabbed(line: str, following: str) -> bool:
    return is_tabbed(line.strip(" \t")) and is_tabbed(following.strip(" \t"))


def is_tabbed(line: str) -> bool:
    """Tell whether two tabs part words of ``line``, or stand before them."""
    return "\t\t" in line and "\t\t" in line.rstrip(" \t")


def _are_padded(line: str, following: str) -> bool:
    """Tell whether two lines are rows filled up with spaces to the same length."""
    return (
        len(line) == len(following)
        and line[:1] != "|"
        and "  " in line.strip(" ")
        and "  " in following.strip(" ")
        and " " in (line[-1], following[-1])
        and len(columns((line, following))) > 1
    )


def columns(rows: Iterable[str]) -> list[Span]:
    """Return where the columns of ``rows`` stand: two or more spaces part them in every row."""
    pieces = sorted(match.span() for row in rows for match in _PIECE.finditer(row))
    found: list[Span] = []
    for start, end in pieces:
        if found and start < found[-1].end + 2:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


_PIECE: Final = re.compile("[^ ]+(?: [^ ]+)*")
