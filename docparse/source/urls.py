"""Which URLs may be written out, judged as a browser would read them."""

from __future__ import annotations

import html
import re
from typing import Final
from urllib.parse import unquote

LINK_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
IMAGE_SCHEMES: Final = frozenset({"http", "https"})

_EDGES: Final = "".join(map(chr, range(0x21)))
_SCHEME: Final = re.compile(r"([^:/?#]*):")
_WITH_HOST: Final = re.compile(r"https?://[^/?#\\]+[/?#]", re.IGNORECASE)
_MOST_DECODINGS: Final = 8


def is_safe_link(url: str) -> bool:
    """Whether ``url`` is safe to follow: http, https, mailto, tel, or relative to the page.

    Entities and percent signs are decoded first, so a URL that only becomes dangerous when
    it is decoded once more is refused as well. ``//host/path`` takes the page's own scheme
    and counts as relative. A backslash, which browsers read as a slash, is refused except after
    the host of an http or https URL, where :func:`encoded` makes it harmless.
    """
    return _is_safe(url, LINK_SCHEMES, relative=True)


def is_http_url(url: str) -> bool:
    """Whether ``url`` has the scheme http or https, as that of a picture must."""
    return _is_safe(url, IMAGE_SCHEMES, relative=False)


def encoded(url: str) -> str:
    """Return ``url``, which is safe, as it is written out: each backslash as ``%5C``.

    ``https://example.org/?q=a\\b`` becomes ``https://example.org/?q=a%5Cb``.
    """
    return url.replace("\\", "%5C")


def _is_safe(url: str, schemes: frozenset[str], *, relative: bool) -> bool:
    if "\\" in url and not _WITH_HOST.match(url):
        return False
    if url.startswith(("https://", "http://")):
        return True
    found = [_scheme(form) for form in _decoded_forms(url)]
    return bool(found) and all(
        relative if scheme is None else scheme in schemes for scheme in found
    )


def _decoded_forms(url: str) -> list[str]:
    """Return ``url`` and its repeatedly decoded forms; [] if decoding does not end."""
    forms = [url]
    for _ in range(_MOST_DECODINGS):
        try:
            decoded = unquote(html.unescape(forms[-1]))
        except ValueError:  # a character reference with thousands of digits
            break
        if decoded == forms[-1]:
            return forms
        forms.append(decoded)
    return []


def _scheme(url: str) -> str | None:
    """Return the scheme of ``url`` as a browser reads it, in lower case; None without one."""
    for ignored in "\t\n\r":
        url = url.replace(ignored, "")
    match = _SCHEME.match(url.strip(_EDGES))
    return match[1].lower() if match else None
