"""Cues: the words and signs by which a line is one about the article or of the page around it.

``"Read more: Harbour fees rise"``, ``"By Ada Holm"``, ``"Updated 3 May 2024"`` and
``"Photo: Nordfilm"`` each open with one. A cue alone decides nothing: ``"Photo tours"`` has one
too.
"""

from __future__ import annotations

import re
from typing import Final

from docparse.words.cue_kinds import (
    BIOGRAPHY,
    BREADCRUMBS,
    BYLINE_LINE,
    BYLINE_OPENING,
    CODE,
    COPYRIGHT,
    CREDIT_AT_END,
    CREDIT_LABEL,
    CREDIT_OPENING,
    DATE_ALONE,
    DATE_OPENING,
    FURNITURE_WORD,
    NOTHING,
    TEASER_OPENING,
    Cue,
)
from docparse.words.cue_words import (
    AROUND_FIRST,
    AROUND_LINE,
    TO_FIRST_LETTERS,
    CueWords,
    cue_words,
)
from docparse.words.dates import (
    LONGEST_DATE,
    date_words,
    has_digit,
    is_date_alone,
)
from docparse.words.first_words import ARTICLE, first_word_kind
from docparse.words.languages import phrase_set

LONGEST_WITH_CUE: Final = 300
"""Code points; no cue is looked for in longer lines."""


def find_cue(text: str) -> Cue:
    """Return the cue of a line that is not empty, one of kind ``NO_CUE`` if it has none.

    ``"Photo: Nordfilm"`` gives a credit opening that ends after ``"Photo"``.
    """
    words = cue_words()
    start = 0
    first = (text.split(None, 1) or ("",))[0]
    if first in _TOOLS and re.match(_COMMAND, text):
        return Cue(CODE)
    if not first.isalpha():
        if text[0] == "|":  # what is left of a row
            return NOTHING
        match = TO_FIRST_LETTERS.match(text)
        if match is None:
            return Cue(DATE_ALONE) if len(text) <= LONGEST_DATE and is_date_alone(text) else NOTHING
        first, start = match[1], match.start(1)
    first = first.lower()
    if first in words.firsts and (found := _by_first_words(text, start, first, words)):
        return found
    if start and (found := _by_sign(text, start)):
        return found
    size = len(text)
    if size > _LONGEST_SHORT:
        return NOTHING
    if size <= LONGEST_DATE and (start or first in words.dates) and is_date_alone(text):
        return Cue(DATE_ALONE)
    ending = text[-1]
    if (ending in _CODE_ENDS or " --" in text) and re.search(_CODE, text):
        return Cue(CODE)
    if _has_arrow(text):
        return Cue(BREADCRUMBS)
    if ending not in _ENDS_OF_TEXT:
        last = text[text.rfind(" ") + 1 :].strip(_AROUND_NAME).lower()
        if last in words.ends_of_names and _names_source(text, words):
            return Cue(CREDIT_AT_END)
    return NOTHING


def may_have_cue(text: str) -> bool:
    """Whether it pays to look for a cue in a line that is not empty: quick, and seldom wrong.

    Most lines begin with words that open nothing, and have no sign of another cue.
    """
    size = len(text)
    if size > LONGEST_WITH_CUE:
        return False
    words = cue_words()
    first, _, rest = text.partition(" ")
    if first in _TOOLS:
        return True
    if not first.isalpha():
        first = first.strip(AROUND_FIRST)
        if not first.isalpha():
            return size <= LONGEST_DATE or text[0] in _SIGNS_OF_CUES
        if "©" in text[:_LONGEST_SIGN]:
            return True
    seconds = words.seconds.get(first)
    if seconds is not None:
        if not seconds:
            return True
        second = rest.partition(" ")[0].strip(AROUND_FIRST).lower()
        if "’" in second or second in seconds:
            return True
        if size <= LONGEST_DATE and first.lower() in words.dates:
            return True
    if size > _LONGEST_SHORT:
        return False
    last = text[-1]
    if last in _ENDS_OF_SENTENCES:
        return False
    return (
        last in _CODE_ENDS
        or " --" in text
        or " > " in text
        or " » " in text
        or text[text.rfind(" ") + 1 :].lower() in words.ends_of_names
    )


def _has_arrow(text: str) -> bool:
    """Whether a line leads through a site, and quotes nothing.

    ``"Home » News"``, ``"« Older posts"`` and ``"« Six months | Main | A few notes »"`` do.
    """
    if "«" not in text:
        return " » " in text or " > " in text
    return text[:2] == "« " and ("»" not in text or " | " in text)


_ENDS_OF_SENTENCES: Final = frozenset(".?!:,")
_LONGEST_SIGN: Final = 16
"""Code points before the words of a line among which there may be a sign."""


def find_cue_at_end(text: str) -> Cue:
    """Return the cue of a line, which may be empty, at the beginning or end of an article.

    There also words say something that inside an article would say nothing.
    """
    if not text or len(text) > LONGEST_WITH_CUE:
        return NOTHING
    cue = find_cue(text)
    if cue is not NOTHING:
        return cue
    words = cue_words()
    written = text.split()
    if not words.words_in_line.isdisjoint(written):
        lowered = text.lower()
        if any(phrase in lowered for each in written for phrase in words.in_line.get(each, ())):
            return Cue(FURNITURE_WORD)
    name, comma, post = text.rpartition(", ")
    if comma and name.count(" ") < _LONGEST_NAME and _is_byline_line(post):
        return Cue(BYLINE_LINE, len(text))
    if not words.verbs.isdisjoint(written[2 : _LONGEST_NAME + 1]) and _is_biography(text, words):
        return Cue(BIOGRAPHY)
    return NOTHING


_LONGEST_PHRASE: Final = 60
_LONGEST_SHORT: Final = 160
_LONGEST_ABOUT: Final = 200
"""Code points of a byline, a date or a credit."""


def _by_first_words(text: str, start: int, first: str, words: CueWords) -> Cue | None:
    """Return the cue of a line by all of its words, or by those at its beginning."""
    lowered = text[start : start + _LONGEST_PHRASE].lower()
    if "’" in lowered:
        lowered = lowered.replace("’", "'")
    if len(text) <= _LONGEST_PHRASE and (kind := words.lines.get(lowered.strip(AROUND_LINE))):
        return Cue(kind, len(text))
    openings = words.openings.get(first)
    if openings is None or not lowered.startswith(openings.phrases):
        return None
    for phrase, kind in openings.kinds:
        end = len(phrase)
        if lowered.startswith(phrase) and not _continues_word(lowered[end : end + 1]):
            if not _may_open(kind, phrase, text, start + end):
                return None
            return Cue(CREDIT_OPENING if kind == CREDIT_LABEL else kind, start + end)
    return None


def _continues_word(char: str) -> bool:
    """Whether a word goes on with ``char``: ``"editor"`` is no opening of ``"Editor's note"``."""
    return char.isalnum() or char in ("'", "-")


def _may_open(kind: int, phrase: str, text: str, end: int) -> bool:
    """Whether a line goes on after its opening as one of that kind may.

    ``"Related work"`` is no teaser, ``"By boat"`` no byline and ``"Published works"`` no date, and
    no line of more than 200 characters says just who or when.
    """
    if text[end : end + 1] in _CLOSING_BRACKETS and len(text) > end + 1:
        return False  # a label, such as that of a link that is paid for
    rest = text[end:].lstrip()
    if kind < BYLINE_OPENING:
        return kind != TEASER_OPENING or " " in phrase or not rest[:1].islower()
    if len(text) > _LONGEST_ABOUT:
        return False
    if kind == DATE_OPENING:
        return _says_when(rest if len(phrase) > _LONGEST_ARTICLE else rest.partition(" ")[0])
    if not rest:
        return False
    first, _, after = rest.partition(" ")
    if kind == BYLINE_OPENING:
        return not rest[0].islower() or _is_byline_line(rest)
    if first.lower() in words_for_by():
        return True
    if kind == CREDIT_LABEL:
        return not rest[0].isalpha()
    return not rest[0].islower() or (first_word_kind((first,)) == ARTICLE and after[:1].isupper())


def _is_byline_line(text: str) -> bool:
    return cue_words().lines.get(text.strip(AROUND_LINE).lower()) == BYLINE_LINE


_LONGEST_ARTICLE: Final = 3
"""Code points of a word before a day that opens much else: ``"Le 3 mai"``, ``"Le quai en mai"``."""


def words_for_by() -> frozenset[str]:
    """Return the words that stand between what somebody made and who it was: "by", "from"."""
    return phrase_set("words for by")


_CLOSING_BRACKETS: Final = frozenset("])")


def _says_when(rest: str) -> bool:
    """Whether there is a number or the name of a day in what follows the opening of a date."""
    return has_digit(rest) or not date_words().isdisjoint(rest.lower().split())


def _by_sign(text: str, start: int) -> Cue | None:
    """Return the cue of a line by a sign before its first word, which is at ``start``."""
    before = text[:start]
    if "©" in before:
        return Cue(COPYRIGHT, start)
    return Cue(CODE) if before.lstrip()[:1] in _CODE_SIGNS else None


_CODE_SIGNS: Final = frozenset("$<{}")
_SIGNS_OF_CUES: Final = _CODE_SIGNS | {"©"}


_CODE_ENDS: Final = frozenset(";{})")
_CODE: Final = r"[;{}]$|[a-z0-9] --[a-z]|\(\);|[a-z_]\w*\(.*\)$"
_TOOLS: Final = frozenset(
    """
    sudo npm npx yarn pnpm pip pip3 pipx conda poetry apt apt-get dnf yum brew choco git docker
    kubectl helm cargo gem composer dotnet python python3
    """.split()
)
_COMMAND: Final = (
    r"sudo [a-z][a-z0-9-]+ |[a-z0-9-]+ (?:-m [a-z]|[a-z-]+\.[a-z]+\b|create-[a-z]"
    r"|(?:install|uninstall|add|remove|update|upgrade|clone|checkout|commit|push|pull|init|run|exec"
    r"|build|start|stop|create|apply|get|require|new)\b(?! (?:and|or|the|a|in|on|vs) ))"
)
"""What is typed into a terminal, in small letters: the name of a tool and what it has to do."""
_AROUND_NAME: Final = ")] "
_ENDS_OF_TEXT: Final = frozenset(".?!:,;")
_TAIL: Final = r"(?:[/,|(©-]|\bvia\b|\bfrom\b)\s*([^/,|(©]{2,30}?)[\s).\]]*$"


def _names_source(text: str, words: CueWords) -> bool:
    """Whether a line ends in the name of an agency, set off: ``"Ada Holm, Reuters"``."""
    tail = re.compile(_TAIL).search(text, max(0, len(text) - _LONGEST_TAIL))
    if tail is None:
        return False
    name = tail[1].lower()
    return name in words.names or name.rpartition(" via ")[2] in words.names


_LONGEST_TAIL: Final = 45


def _is_biography(text: str, words: CueWords) -> bool:
    """Whether a line begins as one about a person: ``"Ada Holm is a reporter"``."""
    if not text[0].isupper():
        return False
    start = text.split(None, _LONGEST_NAME + 1)[: _LONGEST_NAME + 1]
    for place, word in enumerate(start):
        if not word[0].isupper():
            return place > 1 and word in words.verbs
    return False


_LONGEST_NAME: Final = 4
"""Words."""
