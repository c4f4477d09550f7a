"""Delimiter runs, and which of them are emphasis: section 6.2 of the CommonMark spec."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final


class DelimiterRun:
    """A run of ``*`` or ``_``, and the lengths of the marks that its delimiters close and open.

    The delimiters that close come first, then those that are text, and those that open come last:
    ``opens`` begins with the innermost mark, which is the last of all.
    """

    def __init__(self, begin: int, end: int, marker: str, can_open: bool, can_close: bool) -> None:
        self.begin = begin
        self.end = end
        self.marker = marker
        self.can_open = can_open
        self.can_close = can_close
        self.unused = end - begin
        self.closes: list[int] = []
        self.opens: list[int] = []

    def flank(self, before: str, after: str) -> None:
        """Set whether the run can open and close, as if it stood between these characters."""
        self.can_open, self.can_close = _ABILITIES[
            self.marker, _CHARACTER_KINDS[before], _CHARACTER_KINDS[after]
        ]


def delimiter_run(source: str, begin: int, end: int) -> DelimiterRun:
    """Return the delimiter run from ``begin`` to ``end``."""
    marker = source[begin]
    before = _CHARACTER_KINDS[source[begin - 1]] if begin else _WHITE_SPACE
    after = _CHARACTER_KINDS[source[end]] if end < len(source) else _WHITE_SPACE
    can_open, can_close = _ABILITIES[marker, before, after]
    return DelimiterRun(begin, end, marker, can_open, can_close)


def pair(runs: Iterable[DelimiterRun]) -> None:
    """Pair each of ``runs``, in order, with the openers it closes: "process emphasis" in the spec.

    Linear: where a closer found no opener, no later closer of its kind searches again.
    """
    openers: list[DelimiterRun] = []
    searched: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        if run.can_close and openers:
            _close(run, openers, searched)
        if run.can_open and run.unused:
            openers.append(run)


def _close(
    closer: DelimiterRun,
    openers: list[DelimiterRun],
    searched: dict[tuple[str, bool, int], int],
) -> None:
    """Match as many delimiters of ``closer`` as there are openers for.

    ``searched`` is the place up to which there is no opener for a kind of closer. Openers between
    two runs that match become text.
    """
    kind = (closer.marker, closer.can_open, (closer.end - closer.begin) % 3)
    bottom = searched.get(kind, -1)
    at = len(openers) - 1
    while at >= 0:
        opener = openers[at]
        if opener.begin < bottom:
            break
        if not _match(opener, closer):
            at -= 1
            continue
        del openers[at + 1 :]
        used = 2 if opener.unused > 1 and closer.unused > 1 else 1
        opener.opens.append(used)
        closer.closes.append(used)
        opener.unused -= used
        closer.unused -= used
        if not opener.unused:
            del openers[at]
            at -= 1
        if not closer.unused:
            return
    searched[kind] = closer.begin


def _match(opener: DelimiterRun, closer: DelimiterRun) -> bool:
    """Whether the two may match by the "multiple of 3" rule, rules 9 and 10 of the spec."""
    if opener.marker != closer.marker:
        return False
    if not (opener.can_close or closer.can_open):
        return True
    opening, closing = opener.end - opener.begin, closer.end - closer.begin
    return closing % 3 == 0 or (opening + closing) % 3 != 0


# ------------------------------------------------------------------------------- flanking

_OTHER, _WHITE_SPACE, _PUNCTUATION = range(3)


def _character_kind(character: str) -> int:
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\v\f\r":
        return _WHITE_SPACE
    return _PUNCTUATION if category[0] in "PS" else _OTHER


class _Kinds(dict[str, int]):
    """Maps a character to white space, punctuation or neither; only ASCII is remembered."""

    def __missing__(self, character: str) -> int:
        return _character_kind(character)


_CHARACTER_KINDS: Final = _Kinds(
    {character: _character_kind(character) for character in map(chr, range(128))}
)


def _abilities(marker: str, before: int, after: int) -> tuple[bool, bool]:
    """Whether a run between these characters can open emphasis, and whether it can close it."""
    left_flanking = after == _OTHER or (after == _PUNCTUATION and before != _OTHER)
    right_flanking = before == _OTHER or (before == _PUNCTUATION and after != _OTHER)
    if marker == "*":
        return left_flanking, right_flanking
    return (
        left_flanking and (not right_flanking or before == _PUNCTUATION),
        right_flanking and (not left_flanking or after == _PUNCTUATION),
    )


_ABILITIES: Final = {
    (marker, before, after): _abilities(marker, before, after)
    for marker in "*_"
    for before in range(3)
    for after in range(3)
}
