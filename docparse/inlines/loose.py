"""Inline marks that CommonMark takes for text, and whose writers meant them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from docparse.inlines.delimiters import DelimiterRun

TAG: Final = re.compile(
    r"<(?:"
    r"(br)[ \t\n]*/?"
    r"|/?(?:a|abbr|b|bdi|bdo|big|center|cite|code|del|dfn|div|em|figcaption|figure|font|i|img|ins|kbd"
    r"|label|li|mark|nobr|ol|p|picture|q|s|samp|small|source|span|strike|strong|sub|sup|svg|time|tt"
    r"|u|ul|var|wbr)(?:[ \t\n/][^<>]{0,4000})?"
    r"|!--[^<>]{0,4000}--"
    r")>",
    re.IGNORECASE,
)
"""A tag of an element that stands in a paragraph or a cell, or a comment. The first group is that
of a line break. Linear: no two tags share a character."""

_LONGEST_PAIR: Final = 1_000
"""Code points that spaced marks may hold; so far apart, two stars are no pair."""


def pair_loosely(source: str, runs: Sequence[DelimiterRun]) -> None:
    """Pair the delimiter runs of ``source`` in turn if the spec's pairs make no sense.

    ``**all day **and``: the second run has a space before it and can close nothing, by the spec.
    Beside a letter of a script without spaces, or of the next word, neither can. If a writer put
    one there, it put all there so: the runs open and close in turn. Those with spaces on both sides
    are signs, as in ``2 * 3 * 4``. Underscores are paired as the spec says.
    """
    if len(runs) < 2 or not _are_odd(runs):
        return
    for run in runs:
        run.closes.clear()
        run.opens.clear()
    open_runs: list[DelimiterRun] = []
    for run in runs:
        at = next(
            (
                at
                for at in range(len(open_runs) - 1, -1, -1)
                if _may_hold(source, open_runs[at], run)
            ),
            None,
        )
        if at is not None:
            length = run.end - run.begin
            open_runs[at].opens.append(length)
            run.closes.append(length)
            del open_runs[at:]
        elif run.can_open or (run.marker == "*" and run.end < len(source)):
            open_runs = [other for other in open_runs if not _are_alike(other, run)]
            open_runs.append(run)


def _are_odd(runs: Sequence[DelimiterRun]) -> bool:
    """Whether two runs of as many stars are left as text, or one of two stars is paired with one.

    Not if a run is a mark of two kinds.
    """
    unpaired = set()
    is_odd = False
    for run in runs:
        length = run.end - run.begin
        if length > _LONGEST_MARK:
            return False
        if run.marker == "*":
            is_odd = is_odd or 1 in (run.opens + run.closes)[: length - 1]
            if run.unused:
                is_odd = is_odd or length in unpaired
                unpaired.add(length)
    return is_odd


_LONGEST_MARK: Final = 2


def _are_alike(run: DelimiterRun, other: DelimiterRun) -> bool:
    return run.marker == other.marker and run.end - run.begin == other.end - other.begin


def _may_hold(source: str, opener: DelimiterRun, closer: DelimiterRun) -> bool:
    """Whether two runs are the marks around the words between them."""
    if not _are_alike(opener, closer) or closer.begin - opener.end > _LONGEST_PAIR:
        return False
    if opener.marker == "_":
        return opener.can_open and closer.can_close
    before, after = source[closer.begin - 1], source[closer.end : closer.end + 1]
    is_spaced = source[opener.end].isspace()
    if before.isspace() and (is_spaced or not after or after.isspace()):
        return False
    return not source[opener.end : closer.begin].isspace()
