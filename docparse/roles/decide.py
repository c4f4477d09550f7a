"""Which paragraphs have a role: by a cue in their words, and by their place.

Only lines with a cue are looked at (:mod:`docparse.words.cues`). What can be seen of one is a row
of small whole numbers (:mod:`docparse.roles.features`), each of which looks up integer weights
(:mod:`docparse.roles.model`); the sums say how likely the line is furniture of the page, a byline,
and so on. ``training/train_roles.py`` learns the weights.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from docparse.nodes import ROLES, List, Paragraph, Role, make_marked, plain_text
from docparse.roles.features import FEATURES, Line, Page
from docparse.roles.model import OUTCOMES, RoleWeights, load_role_weights
from docparse.source.evidence import NOTHING
from docparse.structure.draft import Draft
from docparse.words.cue_kinds import BYLINE_OPENING, CODE, FURNITURE_LINE, TEASER_OPENING, Cue
from docparse.words.languages import phrase_set
from docparse.words.numbers import leading_number
from docparse.words.sentences import ends_statement
from docparse.words.titles import LONGEST_TITLE, title_kind

NO_HEADING: Final = 0.5
"""How likely a line that is no heading has a role; lines of code are none either."""

LEAST_FURNITURE: Final = 0.7
"""How likely a line is that is marked as furniture; other roles are given from ``NO_HEADING`` on.

Who drops furniture from a page loses a line that was none. Nobody drops a byline, and of those, the
dates and the credits every one was right on the pages that were read.
"""

LEAST_TITLE: Final = 0.9
"""How likely a title of furniture is whose list is furniture with it."""


def find_roles(draft: Draft) -> None:
    """Give the paragraphs a role that have one, and note which lines can be no headings.

    ``"Read more: Harbour fees rise"`` between two paragraphs becomes furniture.
    """
    page = Page(draft)
    candidates = page.candidates()
    if not candidates:
        return
    weights = load_role_weights()
    for index in candidates:
        if page.cues[index].kind == CODE:
            draft.no_headings.add(index)
            continue
        line = Line(page, index)
        seen = [of(line) for of in _FUNCTIONS]
        chances = weights.chances(weights.sums(seen))
        if 1 - chances[0] < NO_HEADING or _is_of_the_article(draft, index, line.cue):
            continue
        draft.no_headings.add(index)
        chance, outcome = max(zip(chances[1:], OUTCOMES[1:], strict=True))
        block = page.blocks[index]
        values = _role_figures(weights, seen, outcome) if draft.evidence is not None else NOTHING
        role = _ROLE_OF.get(outcome)
        if role and chance >= (LEAST_FURNITURE if role == "furniture" else NO_HEADING):
            assert isinstance(block, Paragraph), "only paragraphs are candidates"
            confidence = round(chance, 3)
            marked = make_marked(block._content, block.span, role, confidence)
            draft.replace(index, marked, "roles", role, confidence, values)
            if role == "furniture" and chance >= LEAST_TITLE and line.cue.kind in _TITLES:
                _mark_list(draft, index + 1, confidence)
        else:
            draft.note("roles", "no-heading", block.span, round(chance, 3), values)


_TITLES: Final = (FURNITURE_LINE, TEASER_OPENING)
"""The kinds of cues of lines that announce more furniture: ``"Related posts:"``."""


def _mark_list(draft: Draft, index: int, confidence: float) -> None:
    """Make the items of block ``index`` furniture, if it is a list of titles: two or more.

    Steps and advice are sentences: those under ``"Get started"`` are of the article.
    """
    block = draft.blocks[index] if index < len(draft.blocks) else None
    if type(block) is not List or len(block.items) < _FEWEST_ITEMS:
        return
    if any(ends_statement(plain_text(item)) for item in block.items):
        return
    items = [
        attrs.evolve(item, role="furniture", role_confidence=confidence) for item in block.items
    ]
    marked = attrs.evolve(block, items=items)
    draft.replace(index, marked, "roles", "furniture", confidence)


_FEWEST_ITEMS: Final = 2
_FUNCTIONS: Final = tuple(feature.of for feature in FEATURES)
_ROLE_OF: Final[Mapping[str, Role]] = {role: role for role in ROLES}


def _is_of_the_article(draft: Draft, index: int, cue: Cue) -> bool:
    """Whether a line is the article's own, whatever its words say.

    That is the line above the label of a question, one that the article counts, ``"5. Contact"``,
    the name of a page, ``"Privacy Policy"``, where the text begins with it or goes on below it, and
    the title of questions, contents or another part. Some titles of parts are more often those of
    boxes beside the article: ``"Comments"``.
    """
    text = draft.texts[index]
    if index + 1 in draft.facts.labelled or (cue.kind < BYLINE_OPENING and _is_counted(text)):
        return True
    if len(text) > LONGEST_TITLE:
        return False
    key = draft.key(index)
    if key in phrase_set("names of pages"):
        has_text_below = index + 1 < len(draft.texts) and ends_statement(draft.texts[index + 1])
        return index == 0 or has_text_below
    kind = title_kind(key)
    return kind is not None and (kind != "section" or cue.kind != FURNITURE_LINE)


def _is_counted(text: str) -> bool:
    """Whether a line begins with a number that is set off: not ``"12 Comments"``."""
    number = leading_number(text)
    return bool(number) and text[len(number)] in ".)"


def _role_figures(weights: RoleWeights, seen: list[int], outcome: str) -> Mapping[str, object]:
    """Return the outcome, and what each thing that was seen of the line adds to its sum."""
    place = OUTCOMES.index(outcome) - 1
    by_name = {
        feature.name: (value, feature) for feature, value in zip(FEATURES, seen, strict=True)
    }
    added = {}
    for joined, table in weights.tables.items():
        names = joined.split()
        row = 0
        for name in names:
            value, feature = by_name[name]
            row = row * len(feature.values) + value
        says = ", ".join(by_name[name][1].values[by_name[name][0]] for name in names)
        added[f"{', '.join(names)} = {says}"] = table[row][place]
    largest = sorted(added.items(), key=lambda each: -abs(each[1]))
    return {
        "likely": outcome,
        "sum": weights.sums(seen)[place],
        "every line": weights.bias[place],
        **{name: weight for name, weight in largest if weight},
    }
