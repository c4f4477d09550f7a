"""The language and the date of an article, as the HTML and JSON-LD formats take them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from docparse.errors import ArgumentError, OptionError
from docparse.source.urls import encoded, is_http_url

_LANGUAGE_TAG: Final = re.compile(r"(?:[A-Za-z]{2,3}|[ixIX](?=-))(?:-[A-Za-z0-9]{1,8})*")

_TAGS_BY_NAME: Final = dict(
    pair.split(":")
    for pair in (
        "arabic:ar bengali:bn bulgarian:bg catalan:ca chinese:zh croatian:hr czech:cs danish:da "
        "dutch:nl english:en estonian:et finnish:fi french:fr german:de greek:el hebrew:he "
        "hindi:hi hungarian:hu indonesian:id italian:it japanese:ja korean:ko latvian:lv "
        "lithuanian:lt malay:ms norwegian:no persian:fa polish:pl portuguese:pt romanian:ro "
        "russian:ru serbian:sr slovak:sk slovenian:sl spanish:es swedish:sv thai:th turkish:tr "
        "ukrainian:uk urdu:ur vietnamese:vi deutsch:de español:es français:fr italiano:it "
        "nederlands:nl português:pt"
    ).split()
)
"""The tags of languages that somebody may write out."""


def check_description(texts: Mapping[str, object], lang: object, date: str | None) -> None:
    """Raise ArgumentError if one of ``texts`` is neither str nor None, OptionError otherwise.

    That is for a ``lang`` that is no language tag and a ``date`` that is no ISO date.
    """
    for name, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise ArgumentError(f"{name} is a str or None, not {type(value).__name__}")
    if lang is not None:
        _check_language(lang)
    if date is not None and not _is_date(date):
        raise OptionError(f'date is an ISO date such as "2025-05-17", not {date!r}')


def _check_language(lang: object) -> None:
    """Raise OptionError if ``lang`` is no BCP 47 tag such as ``en`` or ``pt-BR``.

    ``"english"`` and ``"pt_BR"`` are none, and the message says which tag may be meant.
    """
    text = lang if isinstance(lang, str) else ""
    if _LANGUAGE_TAG.fullmatch(text):
        return
    meant = _TAGS_BY_NAME.get(text.lower(), text.replace("_", "-"))
    hint = f"; did you mean {meant!r}?" if _LANGUAGE_TAG.fullmatch(meant) else ""
    raise OptionError(f'lang is a language tag such as "en" or "pt-BR", not {lang!r}{hint}')


_ISO_DATE: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])?)?"
)


def _is_date(text: str) -> bool:
    """Whether ``text`` is an ISO date, or date and time: ``2025-05-17``, ``2025-05-17T08:30Z``."""
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        return False
    try:
        datetime.fromisoformat("T".join(filter(None, match.groups())))
    except ValueError:
        return False
    return True


def is_address(url: str) -> bool:
    """Whether ``url`` is an http or https URL without spaces, which may be written out."""
    return is_http_url(url) and _URL.fullmatch(encoded(url)) is not None


_URL: Final = re.compile(r"""https?://[^\s\x00-\x1f\x7f<>"'`\\^{|}\ud800-\udfff]+""", re.IGNORECASE)
