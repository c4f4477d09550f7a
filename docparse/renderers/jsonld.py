"""Tree → JSON-LD: an article for search engines, in the vocabulary of schema.org."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from docparse.errors import OptionError
from docparse.nodes import FaqItem, Heading, Node, TextHolder, plain_text
from docparse.renderers.metadata import check_description, is_address
from docparse.source.characters import without_surrogates
from docparse.source.urls import encoded
from docparse.tree.metadata import Metadata, metadata
from docparse.tree.visitor import find_all, walk
from docparse.words.cue_kinds import BYLINE_OPENING
from docparse.words.cues import find_cue
from docparse.words.dates import iso_date

LONGEST_HEADLINE: Final = 110
"""Characters of a headline that is taken from the text; it is cut between words."""


def render(
    node: Node,
    *,
    title: str | None = None,
    lang: str | None = None,
    url: str | None = None,
    date: str | None = None,
) -> str:
    """Return one line of JSON-LD: an Article and, if ``node`` has questions, an FAQPage.

    ``title`` is the headline; without it that is the heading of level 1, else the first
    words. ``lang`` is the language as a BCP 47 tag, ``url`` where the article was published,
    http or https, and ``date`` an ISO date or date and time; without it that is the date which the
    article gives, if it does. A byline names the author. Answers are plain text.

    The line may stand in a ``<script type="application/ld+json">`` as it is: ``<``, ``>`` and
    ``&`` are written as escapes. Raises OptionError for an option that is none of these.
    """
    check_description({"title": title, "lang": lang, "url": url, "date": date}, lang, date)
    if url is not None and not is_address(url):
        raise OptionError(f"url is an http or https URL without spaces, not {url!r}")
    about = metadata(node)
    article = {
        "@type": "Article",
        "headline": " ".join((title or "").split()) or _headline(node, about.title),
        "inLanguage": lang,
        "url": url and encoded(url),
        "mainEntityOfPage": url and encoded(url),
        "author": _author(about),
        "datePublished": date.replace(" ", "T") if date else _date_published(about),
        "articleBody": plain_text(node),
    }
    graph: list[dict[str, Any]] = [{key: value for key, value in article.items() if value}]
    questions = [_question_object(item) for item in find_all(node, FaqItem)]
    if questions:
        graph.append({"@type": "FAQPage", "mainEntity": questions})
    return _script_safe({"@context": "https://schema.org", "@graph": graph})


def _headline(node: Node, title: Heading | None) -> str:
    """Return the words of the ``title``, else the first words, in one line."""
    holders = (holder for holder in walk(node) if isinstance(holder, TextHolder))
    candidates = (" ".join(plain_text(holder).split()) for holder in (title, *holders) if holder)
    headline = next(filter(None, candidates), "")
    if len(headline) <= LONGEST_HEADLINE:
        return headline
    words, space, _ = headline[:LONGEST_HEADLINE].rpartition(" ")
    return (words if space else headline[: LONGEST_HEADLINE - 1]) + "…"


LEAST_CONFIDENCE: Final = 0.7
"""From where on a date or a byline of the text is believed."""


def _author(about: Metadata) -> dict[str, Any] | None:
    """Return the author of ``"By Ada Holm"``; None if no line says who that is."""
    if about.byline is None or (about.byline_confidence or 0) < LEAST_CONFIDENCE:
        return None
    text = " ".join(plain_text(about.byline).split())
    cue = find_cue(text) if text else None
    name = text[cue.end :].strip(" :") if cue and cue.kind == BYLINE_OPENING else ""
    return {"@type": "Person", "name": name} if name else None


def _date_published(about: Metadata) -> str | None:
    """Return the day that the line with the date names, None if none does clearly."""
    if about.date is None or (about.date_confidence or 0) < LEAST_CONFIDENCE:
        return None
    return iso_date(plain_text(about.date))


def _question_object(item: FaqItem) -> dict[str, Any]:
    question: dict[str, Any] = {"@type": "Question", "name": plain_text(item.question)}
    answer = "\n".join(map(plain_text, item.answer))
    if answer:
        question["acceptedAnswer"] = {"@type": "Answer", "text": answer}
    return question


def _script_safe(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = without_surrogates(text)
    return _UNSAFE_IN_SCRIPT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029]")
