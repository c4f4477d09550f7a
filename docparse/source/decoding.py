"""Bytes → text, by a byte order mark, the caller's encoding or UTF-8; and whether it is text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from docparse.source.text import Diagnostic, Span

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, *, otherwise: str = "utf-8") -> tuple[str, Diagnostic | None]:
    """Return ``data`` as text, and a diagnostic if it is not valid.

    The encoding is that of the byte order mark, which is left out of the text, or ``otherwise``.
    Invalid bytes become U+FFFD; the diagnostic's span is the first of these.
    """
    encoding, start = next(
        ((name, len(bom)) for bom, name in _BOMS if data.startswith(bom)), (otherwise, 0)
    )
    data = data[start:]
    try:
        return data.decode(encoding), None
    except UnicodeDecodeError as error:
        before = len(data[: error.start].decode(encoding, errors="replace"))
        message = f"not valid {encoding.upper()} at byte {start + error.start}; read as U+FFFD"
        fault = Diagnostic("invalid-encoding", Span(before, before + 1), message)
        return data.decode(encoding, errors="replace"), fault


# ------------------------------------------------------------------------------- is it text?

_SIGNATURES: Final = (
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"PAR1\x15", "Parquet"),
    (b"PK\x03\x04", "a zip archive, or a document of an office program"),
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3\0", "a database"),
)
_BINARY_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
_OVERSTRIKE: Final = rb"([^\0-\x20\x7f])\x08(?=\1|_)|_\x08(?=[^\0-\x20\x7f])"
_MOST_CONTROLS: Final = 1 / 50
_FEWEST_CONTROLS: Final = 3
_MOST_INVALID: Final = 1 / 4
_FEWEST_INVALID: Final = 8


def why_not_text(data: bytes, *, otherwise: str | None = "utf-8") -> str | None:
    """Return the reason why ``data`` is no text: ``"it is gzip data"``; None if it may be text.

    Reasons are the first bytes of another format, more than 2 % control characters (at least three;
    those with which ``man`` writes bold words do not count), or more than 25 % invalid UTF-8 (at
    least eight characters). Text in a single-byte encoding stays below that, except in alphabets
    other than Latin, which cannot be read anyway. ``otherwise`` is the encoding without a byte
    order mark; None if it is not known.
    """
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return f"it is {name}"
    if otherwise is None and not data.startswith(tuple(bom for bom, _ in _BOMS)):
        size, invalid, characters = len(data), 0, data
    else:
        text, fault = decode(data, otherwise=otherwise or "utf-8")
        size = len(text)
        invalid = text.count("\ufffd") - data.count("\ufffd".encode()) if fault else 0
        characters = text.encode("utf-8", "replace")
    characters = re.sub(_OVERSTRIKE, b"", characters)  # bold and underlined, as man writes them
    controls = len(characters) - len(characters.translate(None, _BINARY_CONTROLS))
    if controls >= _FEWEST_CONTROLS and controls > size * _MOST_CONTROLS:
        return f"{controls} of its {size} characters are control characters"
    if invalid >= _FEWEST_INVALID and invalid > size * _MOST_INVALID:
        return f"{invalid} of its {size} characters are not valid UTF-8"
    return None


_SEARCHED_FOR_NUL: Final = 4096
"""Code points; files of other formats have a NUL among their first ones."""


def share_of_bytes(text: str) -> float:
    """Return which share of ``text`` stands for bytes that were no text, 0.0 if it is small.

    ``share_of_bytes("\\0\\1\\2PK")`` is 0.6. Control characters count, and U+FFFD, in the same
    amounts as in :func:`why_not_text`; texts without U+FFFD, and without NUL in their first 4,096
    characters, are not searched.
    """
    if text.find("\0", 0, _SEARCHED_FOR_NUL) < 0 and "\ufffd" not in text:
        return 0.0
    data = text.encode("utf-8", "replace")
    controls = len(data) - len(data.translate(None, _BINARY_CONTROLS))
    invalid = text.count("\ufffd")
    if controls >= _FEWEST_CONTROLS and controls > len(text) * _MOST_CONTROLS:
        return (controls + invalid) / len(text)
    if invalid >= _FEWEST_INVALID and invalid > len(text) * _MOST_INVALID:
        return (controls + invalid) / len(text)
    return 0.0
