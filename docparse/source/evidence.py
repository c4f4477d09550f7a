"""Why the reading of a text came out as it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Final

import attrs

from docparse.source.text import Span

NOTHING: Final[Mapping[str, object]] = {}


@attrs.frozen
class Evidence:
    """What one step of the reading decided about a stretch of the text, and on which grounds.

    ``step`` is the step that decided (``"dialect"``, ``"blocks"``, ``"tables"``, ``"diagnostic"``,
    ``"contents"``, ``"roles"``, ``"headings"``, ``"key-points"``, ``"faq"``), ``code`` a stable
    name of the decision or its ground, and ``span`` the place in the text, in code points. A code
    that begins with ``"if-"`` names what was not decided, and the values say what that would have
    cost.

    ``weight`` says how certain it is: a confidence in (0, 1] for roles and headings, a share of the
    entries for contents, a number of lines for a dialect; None where nothing was weighed.
    ``values`` are the figures behind it, such as each feature of a heading and what it adds.
    """

    step: str
    code: str
    span: Span
    weight: float | None = None
    values: Mapping[str, object] = NOTHING

    @property
    def was_decided(self) -> bool:
        """Whether this was decided, and is not what else could have been."""
        return not self.code.startswith("if-")


class LateValues(Mapping[str, object]):
    """Values that are worked out when they are first looked at."""

    def __init__(self, work_out: Callable[[], Mapping[str, object]]) -> None:
        self._work_out = work_out

    @cached_property
    def _found(self) -> dict[str, object]:
        return dict(self._work_out())

    def __getitem__(self, name: str) -> object:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __repr__(self) -> str:
        return repr(self._found)

    def __reduce__(self) -> tuple[type[dict[str, object]], tuple[dict[str, object]]]:
        return dict, (self._found,)
