"""Characters that an output format cannot hold."""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = bytes({*range(0x20)} - {*b"\t\n\r"})
_CONTROL_OR_SURROGATE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """Return ``text`` with U+FFFD for each surrogate, so that it encodes as UTF-8."""
    return text if text.isascii() else _SURROGATE.sub(REPLACEMENT, text)


def without_controls(text: str) -> str:
    """Return ``text`` with U+FFFD for each surrogate and each C0 control but tab, LF and CR."""
    return text if _is_clean(text) else _CONTROL_OR_SURROGATE.sub(REPLACEMENT, text)


def _is_clean(text: str) -> bool:
    # As bytes, a text is looked through for one control after the other in an eighth of the
    # time that a regular expression takes for all of them.
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    return not [control for control in _CONTROLS if control in data]
