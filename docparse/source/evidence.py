"""Why the reading of a text came out as it did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from docparse.source.text import Span

NOTHING: Final[Mapping[str, object]] = {}


@attrs.frozen
class Evidence:
    """What one step of the reading decided about a stretch of the text, and by what.

    ``step`` is who decided (``"dialect"``, ``"blocks"``, ``"contents"``, ``"headings"``,
    ``"key-points"``, ``"faq"``), ``code`` a stable name of what it decided or went by, and ``span``
    the place in the text. ``weight`` says how sure that is: of headings a confidence in (0, 1], of
    contents a share of the entries, of a dialect a number of lines; None where nothing was weighed.
    ``values`` are the figures behind it, such as each feature of a heading and what it adds.
    """

    step: str
    code: str
    span: Span
    weight: float | None = None
    values: Mapping[str, object] = NOTHING
