"""The language and the date of an article, as the HTML and JSON-LD formats take them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from docparse.source.urls import encoded, is_http_url

LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
"""A BCP 47 tag: ``en``, ``pt-BR``."""

_ISO_DATE: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])?)?"
)


def is_date(text: str) -> bool:
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
