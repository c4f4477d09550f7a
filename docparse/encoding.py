"""Bytes → text: a byte order mark decides, or what the caller knows, else UTF-8."""

from __future__ import annotations

import codecs
from typing import Final

from docparse.source import Diagnostic, Span

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, *, otherwise: str = "utf-8") -> tuple[str, Diagnostic | None]:
    """Return ``data`` as text, and what was wrong with it.

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
