"""What the parts of a page are called for those who hear it, in the language of the page."""

from __future__ import annotations

from typing import Final

import attrs

from docparse.words.languages import phrases_by_language


@attrs.frozen
class Labels:
    """The names of parts that have none in the text, as HTML."""

    contents: str = "Contents"
    key_points: str = "Key points"
    table: str = "Table"


_ENGLISH: Final = Labels()
_OTHER_CODES: Final = {"nb": "no", "nn": "no", "iw": "he", "in": "id"}
"""Codes that a tag may have for languages whose file is named by another one."""


def labels_in(tag: str) -> Labels:
    """Return the labels in the language of ``tag``, such as ``"de-AT"``; English if it has none."""
    code = tag.partition("-")[0].lower()
    listed = phrases_by_language("labels of a page").get(_OTHER_CODES.get(code, code))
    return Labels(*listed) if listed else _ENGLISH
