"""Which writer a text is of: the dialects, and what each of them shows, weighed."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from docparse.dialects import trafilatura
from docparse.dialects.formatting import formatting, gfm_row_count, has_service_head
from docparse.dialects.html2text import Html2text
from docparse.dialects.inscriptis import Inscriptis
from docparse.dialects.markdown import Markdown
from docparse.dialects.profile import Candidate, Page, Profile
from docparse.dialects.resiliparse import Resiliparse
from docparse.dialects.shares import filled_line_count, has_blank_lines, is_spaced, prevails
from docparse.dialects.wrapped import Wrapped
from docparse.errors import ArgumentError, ExtensionError, OptionError, suggestion
from docparse.source.lines import Lines, scan
from docparse.source.text import Dialect

DIALECTS: Final[dict[str, Profile]] = {
    profile.name: profile
    for profile in (
        *trafilatura.GENERATIONS,
        trafilatura.Unknown(),
        Markdown(),
        Wrapped(),
        Html2text(),
        Inscriptis(),
        Resiliparse(),
    )
}
"""The dialects that are detected, by name. Of two with equally many signs, the first wins."""


def profile_of(name: str) -> Profile:
    """Return the dialect ``name``, which :func:`dialect_name` knows.

    It may be one that an installed package offers by an entry point in the group
    ``docparse.dialects``. Such a one is read where a caller names it, and not detected.
    """
    found = DIALECTS.get(name) or _installed_dialect(name)
    assert found is not None, "names are checked before"
    return found


def _installed_dialect(name: str) -> Profile | None:
    """Return the dialect ``name`` of an installed package, None if none has it.

    Raises ExtensionError if what it has cannot be used.
    """
    from docparse.installed import DIALECTS_GROUP, load_installed

    found = load_installed(DIALECTS_GROUP, name)
    if found is None:
        return None
    profile = found() if isinstance(found, type) else found
    if not isinstance(profile, Profile) or profile.name != name:
        raise ExtensionError(f"the dialect {name!r} is no Profile of that name, but {found!r}")
    return profile


UNKNOWN: Final = trafilatura.Unknown.name
"""The dialect of a text that shows no writer's tables, lists or marks."""


def dialect_name(name: str) -> str:
    """Return the key of ``DIALECTS`` for a key or a version such as ``"1.10"`` or ``"2.0.1"``."""
    if not isinstance(name, str):
        raise ArgumentError(f"a dialect is named by a str, not {type(name).__name__}")
    known = name if name in DIALECTS else trafilatura.generation_of(name)
    if known is not None:
        return known
    if _installed_dialect(name) is None:
        from docparse.installed import DIALECTS_GROUP, installed_names

        names = [*DIALECTS, *installed_names(DIALECTS_GROUP)]
        listed = ", ".join(names) + suggestion(name, names)
        raise OptionError(f"unknown dialect {name!r}; there are {listed}")
    return name


def detect_dialect(text: str) -> Dialect:
    """Return the extractor generation that wrote ``text``, and the evidence for it in the text.

    ``detect_dialect("| Month | Boats |\\n|---|---|\\n| May | 3 |\\n").name`` is
    ``"trafilatura-2.0"``.

    Raises ArgumentError if ``text`` is not a str. Takes time linear in the length of ``text``."""
    if not isinstance(text, str):
        raise ArgumentError(f"detect_dialect takes a str, not {type(text).__name__}")
    lines = scan(text)
    return detect(lines, is_spaced(lines))


def detect(lines: Lines, spaced: bool) -> Dialect:
    """Return the dialect of a text that is already cut into lines.

    ``spaced`` is whether blank lines stand between its blocks.

    All evidence is weighed against the whole text: a comment, a caption or an example of a few
    lines never says how the rest was written.
    """
    page = Page(lines, spaced, *formatting(lines, spaced))
    winner = next(_candidates(page))
    formatted = DIALECTS[winner.name].formatted
    if formatted is None:
        formatted = page.formatted
    return known_as(winner.name, formatted, (*(page.marks if formatted else ()), winner.reason))


def known_as(name: str, formatted: bool, evidence: tuple[str, ...]) -> Dialect:
    """Return the Dialect called ``name``: its family is "marked" if the text is ``formatted``."""
    return Dialect(name, formatted, evidence, "marked" if formatted else profile_of(name).family)


def weigh(lines: Lines, spaced: bool) -> tuple[Candidate, ...]:
    """Return each dialect that something in ``lines`` speaks for, the winner of ``detect`` first.

    The others follow by how many lines speak for them, most first.
    """
    found: dict[str, Candidate] = {}
    for candidate in _candidates(Page(lines, spaced, *formatting(lines, spaced))):
        found.setdefault(candidate.name, candidate)
    winner, *beaten = found.values()
    return (winner, *sorted(beaten, key=_weight, reverse=True))


_weight: Final = attrgetter("weight")


def _candidates(page: Page) -> Iterator[Candidate]:
    """Yield the dialect of ``page``, then the others it could be, which are found on demand.

    Text without a blank line, or without enough lines with a writer's signs, is trafilatura's.
    """
    shown: list[Candidate] = []
    if has_blank_lines(page.lines):
        lines = filled_line_count(page.lines)
        for candidate in _dialects_shown(page):
            if candidate.weight >= lines:
                yield candidate
            shown.append(candidate)
        shown.sort(key=_weight, reverse=True)
    if shown and prevails(shown[0].weight, filled_line_count(page.lines)):
        yield from shown
    else:
        generation = trafilatura.generation_behind(page.lines)
        if page.formatted and _writes_gfm(page, generation):
            yield Candidate(Markdown.name, filled_line_count(page.lines), "it is marked throughout")
        yield generation or Candidate(UNKNOWN, 0, "no table or list that tells")
        for few in shown:
            yield few._replace(reason=f"{few.reason}, but in too few lines")
    yield from trafilatura.possible_generations(page.lines)


def _writes_gfm(page: Page, generation: Candidate | None) -> bool:
    """Whether no rows of a generation of trafilatura tell against a writer of Markdown.

    Markdown has blank lines between its blocks, unless it is a table alone.
    """
    rows = gfm_row_count(page.lines)
    if not page.spaced and not rows and not has_service_head(page.lines):
        return False
    return generation is None or rows >= generation.weight


def _dialects_shown(page: Page) -> Iterator[Candidate]:
    """Yield the dialects whose signs ``page`` shows, each weighed by the lines of all its signs.

    A page with marks is not by a writer that writes none.
    """
    for profile in DIALECTS.values():
        signs = profile.signs(page)
        if signs and not (profile.formatted is False and page.is_marked):
            seen = [sign for sign in signs if sign.lines]
            if seen:
                weight = sum(sign.lines for sign in seen)
                yield Candidate(profile.name, weight, max(seen).reason)
