"""Why the reading of a text came out as it did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

from docparse.source.text import Span

NOTHING: Final[Mapping[str, object]] = {}


@attrs.frozen
class Evidence:
    """What one step of the reading decided about a stretch of the text, and on which grounds.

    ``step`` is the step that decided (``"dialect"``, ``"blocks"``, ``"tables"``, ``"diagnostic"``,
    ``"contents"``, ``"roles"``, ``"headings"``, ``"key-points"``, ``"faq"``), ``code`` a stable
    name of the decision or its ground, and ``span`` the place in the text, in code points.
    ``weight`` says how certain it is: a confidence in (0, 1] for roles and headings, a share of the
    entries for contents, a number of lines for a dialect; None where nothing was weighed.
    ``values`` are the figures behind it, such as each feature of a heading and what it adds.
    """

    step: str
    code: str
    span: Span
    weight: float | None = None
    values: Mapping[str, object] = NOTHING
