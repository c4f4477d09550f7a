"""Text that was pulled apart at its links: a line for each piece between two tags.

``get_text("\\n")`` and its like write a line end at every tag::

    The judge ordered the
    Port Authority
    , which owns the quay, to give back the boat.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from docparse.dialects.shares import FEW, filled_line_count
from docparse.dialects.wrapping import WholeLine, in_one_line, put_together
from docparse.source.lines import ITEM, TEXT, Lines
from docparse.words.first_words import is_joining_word
from docparse.words.item_marks import BULLETS, DASHES
from docparse.words.sentences import COLONS, SENTENCE_ENDS


def join_pieces(lines: Lines, firsts: str) -> Lines:
    """Return ``lines`` with the pieces of sentences joined; ``firsts`` are its first characters.

    A line that begins with a comma, or is only a full stop, is a piece in any text. All other
    pieces look like other lines, too, such as code: they are joined where the whole text shows
    that it was pulled apart. So are the names of speakers with what they say.
    """
    speakers = _speakers(lines)
    sure = _sure_pieces(lines, firsts)
    if not (sure or speakers):
        return lines
    pieces = _Pieces(lines, is_parted(lines, firsts, len(sure)), speakers)
    whole = list(pieces.whole_lines())
    return put_together(lines, whole) if len(whole) < len(lines.lines) else lines


def is_parted(lines: Lines, firsts: str, sure: int) -> bool:
    """Whether many lines of the text begin as only pieces of sentences do.

    ``sure`` of them begin with a sign that stands behind a word. Others begin with a small letter
    after a line without an end, as verses do: without any sure one they show nothing.
    """
    if not sure:
        return False
    filled = filled_line_count(lines)
    if (sure + len(re.findall(_SMALL_OR_SPACE, firsts))) * LINES_A_PIECE < filled:
        return False
    pieces = sure + _small_letter_count(lines, firsts)
    return pieces * LINES_A_PIECE >= filled and (pieces > FEW or pieces * 4 >= filled)


LINES_A_PIECE: Final = 20
"""One line in so many, or more, of a text that was pulled apart begins as a piece does."""


def _sure_pieces(lines: Lines, firsts: str) -> list[int]:
    """Return the lines that begin with a sign that stands behind a word."""
    texts = lines.lines
    found = [match.start() for match in _SIGN_OR_SPACE.finditer(firsts, 1)]
    return [at for at in found if re.match(_SURE_PIECE, texts[at]) and texts[at - 1].strip(" \t")]


def _small_letter_count(lines: Lines, firsts: str) -> int:
    """Return how many lines begin with a small letter after a line without an end."""
    texts = lines.lines
    found = (match.start() for match in re.compile(_SMALL_OR_SPACE).finditer(firsts, 1))
    return sum(
        texts[at].lstrip(" \t")[:1].islower()
        and texts[at - 1].strip(" \t") != ""
        and not texts[at - 1].endswith(_ENDS_OF_BLOCKS)
        for at in found
    )


_SIGN_OR_SPACE: Final = re.compile("[,，、)\\];:'’.。 \t]")
_SMALL_OR_SPACE: Final = r"[a-zß-öø-ÿа-яα-ω \t]"
_SURE_PIECE: Final = r"[ \t]*(?:[,，、)\]]|[;:][ \t]|['’]s\b|[.。](?:[) \t]|$))"


def _speakers(lines: Lines) -> frozenset[str]:
    """Return the lines that are the name of a speaker, with what is said on the next line.

    Such a line ends in a colon, and at least two of them stand in the text again and again.
    """
    announcing = [line for line in lines.lines if line and line[-1] == ":"]
    if len(announcing) < FEWEST_NAMES * FEWEST_SPEECHES:
        return frozenset()
    named = Counter(line for line in announcing if len(line) <= LONGEST_NAME)
    found = {name for name, count in named.items() if count >= FEWEST_SPEECHES}
    if len(found) < FEWEST_NAMES:
        return frozenset()
    said = names = 0
    for line, after in pairwise(lines.lines):
        if line in found:
            said += len(after) >= SHORTEST_OPEN and after.rstrip(" \t").endswith(_ENDS_OF_BLOCKS)
            names += 1
    return frozenset(found if said * 4 >= names * 3 else ())


LONGEST_NAME: Final = 40
FEWEST_NAMES: Final = 2
FEWEST_SPEECHES: Final = 3


# -------------------------------------------------------------------------- which lines are pieces


class _Pieces:
    """Finds the lines of a text that are one."""

    def __init__(self, lines: Lines, parted: bool, speakers: frozenset[str]) -> None:
        self.texts = [line.strip(" \t\u00a0") for line in lines.lines]
        self.texts.append("")
        self.kinds = lines.kinds
        self.parted = parted
        self.speakers = speakers
        self.has_dashes = lines.has_dashed_items
        """Whether the extractor marked items with a dash, which may stand inside of lines, too."""

    def whole_lines(self) -> Iterator[WholeLine]:
        """Yield all lines, each run of lines that are one as one."""
        first, count = 0, len(self.kinds)
        for index in range(1, count + 1):
            is_run = index > first + 1
            if index == count or not self.goes_on(index, is_run):
                yield WholeLine(first, index, TEXT if is_run else self.kinds[first])
                first = index

    def goes_on(self, index: int, in_run: bool) -> bool:
        """Whether a line goes on with the one before it, which may itself go on (``in_run``)."""
        line, before = self.texts[index], self.texts[index - 1]
        if self.kinds[index - 1] is not TEXT and not in_run:
            return False
        if self.kinds[index] is not TEXT:
            is_dash = self.kinds[index] is ITEM and line[:1] in _SIGNS
            return (
                is_dash
                and self.parted
                and not before.endswith(_ENDS_OF_BLOCKS)
                and self._is_long(before)
            )
        if self.has_dashes and "- " in before:
            return False
        if before in self.speakers:
            return True
        if not self.parted:
            return line[:1] in (",", "，") or line in (".", "。")
        return self._is_piece(index, in_run)

    def _is_piece(self, index: int, in_run: bool) -> bool:
        """Whether a line of a text that was pulled apart goes on with the one before it."""
        line, before = self.texts[index], self.texts[index - 1]
        if _opens_as_piece(line) or _ends_open(before):
            return True
        if before.endswith(_ENDS_OF_BLOCKS):
            return False
        if line[:1] in ("(", "["):
            return True
        if in_run and _is_code(line):
            return _opens_as_piece(self.texts[index + 1])
        if line[:1].islower():
            goes_on = in_run or _is_part_of_sentence(line) or _ends_small(before)
        else:
            goes_on = (in_run or self._is_long(before)) and self._goes_on_after(index)
        return goes_on and (in_run or not _is_code(line))

    def _is_long(self, line: str) -> bool:
        """Whether a line without an end is no title, by its length or its last word."""
        return len(line) >= SHORTEST_OPEN or _ends_in_short_word(line)

    def _goes_on_after(self, index: int) -> bool:
        """Whether what comes after line ``index`` goes on with it, as with the words of a link."""
        for at in range(index, index + MOST_LINKS):
            line, after = self.texts[at], self.texts[at + 1 : at + 2]
            if not after or not after[0]:
                return False
            if _opens_as_piece(after[0]):
                return True
            if line.endswith(_ENDS_OF_BLOCKS):
                return False
            if after[0][:1].islower():
                return not _is_code(after[0])
            if len(line) > LONGEST_LINK or len(after[0]) > LONGEST_LINK:
                return False
        return False


MOST_LINKS: Final = 2
"""Links that stand one after the other inside of a sentence."""

LONGEST_LINK: Final = 40
"""Code points of such a link."""

SHORTEST_OPEN: Final = 50
"""Code points of a line without an end that is no title: the words of a link may follow."""

_ENDS_OF_BLOCKS: Final = (*SENTENCE_ENDS, *COLONS, ";", '."', ".”", ".“", ".»", "!”", "?”", ".)")
_SIGNS: Final = frozenset(BULLETS + DASHES)

_OPENING_OF_PIECE: Final = (
    r"[,，、)\]]|[;:](?:[ \t]|$)|['’]s\b|[.。!?](?:[) \t]|$)|[»”«“](?:[ .,;:)]|$)"
)
"""The signs that stand behind a word: ``, which``, ``).``, ``'s``."""
_OPENING_SIGNS: Final = frozenset(",，、)];:'’.。!?»”«“")


def _opens_as_piece(line: str) -> bool:
    return line[:1] in _OPENING_SIGNS and re.match(_OPENING_OF_PIECE, line) is not None


def _is_part_of_sentence(line: str) -> bool:
    """Whether a line has several words, or ends as a sentence does."""
    return line.count(" ") >= FEWEST_SPACES or line.endswith(_ENDS_OF_BLOCKS)


FEWEST_SPACES: Final = 4


def _ends_small(line: str) -> bool:
    """Whether the last of several words is small: few titles end so."""
    words, _, last = line.rpartition(" ")
    return len(line) >= SHORTEST_OPEN or (words != "" and last.islower())


def _ends_open(line: str) -> bool:
    """Whether a line ends inside of a sentence: after a comma, a bracket, ``the`` or ``of``."""
    return (
        line.endswith(_OPEN_ENDS)
        or ("(" in line and line.count("(") > line.count(")"))
        or is_joining_word(line.rpartition(" ")[2])
    )


_OPEN_ENDS: Final = (",", "(", "[", "„", " «", " »", " “", ' "', "«")


def _ends_in_short_word(line: str) -> bool:
    last = line.rpartition(" ")[2]
    return len(last) <= 3 and last.islower() and last.isalpha()


def _is_code(line: str) -> bool:
    """Whether a line is code or an address and not words: ``x = f()``, ``notes.txt``."""
    return (
        line[-1:] == ";"
        or any(sign in line for sign in _SIGNS_OF_CODE)
        or ("." in line and re.search(_DOT_IN_NAME, line) is not None)
    )


_SIGNS_OF_CODE: Final = (*"{}=<>$\\|@#_", "()", "::", "--", "//")
_DOT_IN_NAME: Final = r"\.(?<=[^\W\d]\.)(?=[^\W\d])"


# -------------------------------------------------------------------------------- pieces into words


def unpart(source: str) -> tuple[str, list[int]]:
    """Return ``source`` without its line ends, and where they were cut.

    A space takes their place, unless the line end stood before a sign that follows a word, or
    after an opening bracket. The cuts are offsets in the returned text, in order: after each, one
    more character of ``source`` is left out.
    """

    def between(words: str, end: int) -> str:
        glued = words[-1:] in _OPENS_WORDS or re.compile(_GLUED).match(source, end)
        return "" if glued else " "

    return in_one_line(source, re.compile(_PARTING), between)


_PARTING: Final = r"(?<![ \t\u00a0])[ \t\u00a0]*(?:\r\n?|\n)[ \t\u00a0]*"
_OPENS_WORDS: Final = frozenset("([„«")
_GLUED: Final = r"[,，、)\];»”。]|[.:!?](?![^\W_])|['’]s\b"
