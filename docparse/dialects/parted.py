"""Text that was pulled apart at its links: a line for each piece between two tags.

``get_text("\\n")`` and its like write a line end at every tag::

    The judge ordered the
    Port Authority
    , which owns the quay, to give back the boat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from docparse.dialects.shares import FEW, filled_line_count
from docparse.source.lines import TEXT, Lines
from docparse.words.first_words import is_joining_word
from docparse.words.sentences import COLONS, SENTENCE_ENDS


def join_pieces(lines: Lines) -> Lines:
    """Return ``lines`` with the pieces of each sentence joined again.

    A line that begins with a comma, or is only a full stop, is a piece in any text. All other
    pieces look like other lines, too, such as code: they are joined where the whole text shows
    that it was pulled apart.
    """
    if not _SURE_PIECE.search(lines.text):
        return lines
    joins = _is_piece if is_parted(lines) else _is_sure_piece
    runs = list(_runs(lines, joins))
    return _joined(lines, runs) if runs else lines


def is_parted(lines: Lines) -> bool:
    """Whether many lines of the text begin as only pieces of sentences do."""
    pieces = len(_SURE_PIECE.findall(lines.text))
    if pieces:
        pieces += len(_SMALL_LETTER.findall(lines.text))
    filled = filled_line_count(lines)
    return pieces * LINES_A_PIECE >= filled and (pieces > FEW or pieces * 4 >= filled)


LINES_A_PIECE: Final = 12
"""One line in so many, or more, of a text that was pulled apart begins as a piece does."""

_SURE_PIECE: Final = re.compile(
    r"[\r\n][ \t]*(?:[,，、)\]]|[;:][ \t]|['’]s\b|[.。](?=[\r\n) \t]|\Z))"
)
_SMALL_LETTER: Final = re.compile(r"(?<![.!?:;…\r\n])\r?\n[ \t]*[a-zß-öø-ÿа-яα-ω]")


def _runs(
    lines: Lines, joins: Callable[[list[str], int, bool], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the first line and the end of each run of lines that are one.

    ``joins`` tells whether a line goes on with the one before it, and is told whether that one is
    such a line, too.
    """
    texts = [line.strip(" \t\u00a0") for line in lines.lines]
    texts.append("")
    first = 0
    for index in range(1, len(lines.lines) + 1):
        goes_on = (
            index < len(lines.lines)
            and lines.kinds[index] is TEXT
            and lines.kinds[index - 1] is TEXT
            and joins(texts, index, index > first + 1)
        )
        if not goes_on:
            if index > first + 1:
                yield first, index
            first = index


def _joined(lines: Lines, runs: list[tuple[int, int]]) -> Lines:
    """Return ``lines`` with each of ``runs`` as one line, which counts as special."""
    texts: list[str] = []
    starts: list[int] = []
    kinds = []
    special = []
    at = 0
    for first, end in [*runs, (len(lines.lines), 0)]:
        texts += lines.lines[at:first]
        starts += lines.starts[at:first]
        kinds += lines.kinds[at:first]
        if end:
            special.append(len(texts))
            last = end - 1
            start = lines.starts[first]
            texts.append(lines.text[start : lines.starts[last] + len(lines.lines[last])])
            starts.append(start)
            kinds.append(TEXT)
            at = end
    special += [index for index, kind in enumerate(kinds) if kind is not TEXT]
    return Lines(lines.text, texts, [*starts, lines.starts[-1]], kinds, sorted(special))


# -------------------------------------------------------------------------- which lines are pieces


def _is_sure_piece(texts: list[str], index: int, in_run: bool) -> bool:
    """Whether a line begins with a comma, or is only a full stop."""
    return texts[index][:1] in (",", "，") or texts[index] in (".", "。")


def _is_piece(texts: list[str], index: int, in_run: bool) -> bool:
    """Whether a line of a text that was pulled apart goes on with the one before it."""
    line, before = texts[index], texts[index - 1]
    if _opens_as_piece(line):
        return True
    if before.endswith(_ENDS) or _is_code(line):
        return False
    small = line[:1].islower()
    if small and (in_run or _is_words_of_sentence(line) or _is_open(before)):
        return True
    if _ends_open(before):
        return True
    if not (in_run or len(before) >= SHORTEST_OPEN or _ends_in_short_word(before)):
        return False
    return line[:1] in "([" or _goes_on_after(texts, index)


_ENDS: Final = (*SENTENCE_ENDS, *COLONS, ";", '."', ".”", ".“", ".»", "!”", "?”", ".)")

SHORTEST_OPEN: Final = 50
"""Code points of a line without an end that is no title: what follows may be the words of a link."""


def _opens_as_piece(line: str) -> bool:
    """Whether a line opens with a sign that stands behind a word: ``, which``, ``).``, ``'s``."""
    return _OPENING_OF_PIECE.match(line) is not None


_OPENING_OF_PIECE: Final = re.compile(
    r"[,，、)\]]|[;:](?:[ \t]|$)|['’]s\b|[.。!?](?:[) \t]|$)|[»”](?:[ .,;:)]|$)"
)


def _is_words_of_sentence(line: str) -> bool:
    """Whether a line is long or ends as a sentence does."""
    return len(line) >= SHORTEST_OPEN or line.endswith(_ENDS)


def _is_open(line: str) -> bool:
    """Whether a line is no title: it is long, or its last word is small."""
    last = line.rpartition(" ")
    return len(line) >= SHORTEST_OPEN or (last[2].islower() and last[0] != "")


def _ends_open(line: str) -> bool:
    """Whether a line ends inside of a sentence: after a comma, a bracket, ``the`` or ``of``."""
    return line.endswith((",", "(", "[", "„", "«")) or is_joining_word(line.rpartition(" ")[2])


def _ends_in_short_word(line: str) -> bool:
    last = line.rpartition(" ")[2]
    return len(last) <= 3 and last.islower() and last.isalpha()


def _goes_on_after(texts: list[str], index: int) -> bool:
    """Whether the line after ``index`` goes on with it, so that ``index`` is the words of a link."""
    line, after = texts[index], texts[index + 1]
    if _opens_as_piece(after):
        return True
    return after[:1].islower() and not line.endswith(_ENDS) and not _is_code(after)


def _is_code(line: str) -> bool:
    """Whether a line is code or an address and not words: ``x = f()``, ``notes.txt``."""
    return _CODE.search(line) is not None


_CODE: Final = re.compile(r"[{}=<>$\\|@#_]|\(\)|::|--|//|[^\W\d]\.[^\W\d]|;$")


# -------------------------------------------------------------------------------- pieces into words


def unpart(source: str) -> tuple[str, list[int]]:
    """Return ``source`` without its line ends, and where they were cut.

    A space takes their place, unless the line end stood before a sign that follows a word, or
    after an opening bracket. The cuts are offsets in the returned text, in order: after each, one
    more character of ``source`` is left out.
    """
    if "\n" not in source and "\r" not in source:
        return source, []
    pieces: list[str] = []
    cuts: list[int] = []
    at = length = 0
    for match in _LINE_END.finditer(source):
        begin, end = match.span()
        words = source[at:begin].rstrip(" \t\u00a0")
        glued = words[-1:] in _OPENING or _GLUED.match(source, end) is not None
        mark = "" if glued else " "
        pieces += (words, mark)
        length += len(words) + len(mark)
        cuts += [length - 1] * (end - at - len(words) - len(mark))
        at = end
    pieces.append(source[at:])
    return "".join(pieces), cuts


_LINE_END: Final = re.compile(r"(?:\r\n?|\n)[ \t\u00a0]*")
_OPENING: Final = frozenset("([„«")
_GLUED: Final = re.compile(r"[,，、)\];»”。]|[.:!?](?![^\W_])|['’]s\b")
