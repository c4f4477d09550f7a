"""What each step of a reading costs: a record for each generation, learned from real tables.

``costs.json`` says what every cost is for, and how much it is in each generation; ``make train``
writes it. A cost below 0 speaks for the step.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from docparse.errors import WeightsError
from docparse.tables.columns import WIDEST
from docparse.words.files import read_file

_MOST_MISSING: Final = 5
_MOST_JOINS: Final = 39
"""So many missing cells, and so many joins of lines, are charged; more cost no more."""


class Charge:
    """What a step is charged, and for what: the names of costs, each with its number of times."""

    __slots__ = ("cost", "grounds")

    def __init__(self, cost: float, grounds: tuple[tuple[str, int], ...] = ()) -> None:
        self.cost = cost
        self.grounds = grounds

    def plus(self, other: Charge, times: int = 1) -> Charge:
        """Return this charge and ``other`` so many ``times``: given back if they are below 0."""
        more = tuple((name, each * times) for name, each in other.grounds)
        return Charge(self.cost + other.cost * times, self.grounds + more)


NO_CHARGE: Final = Charge(0.0)


def total_cost(charges: Iterable[Charge]) -> float:
    """Return what ``charges`` cost together."""
    return sum([charge.cost for charge in charges])


class Costs(dict[str, Charge]):
    """The costs of one generation by their names, made into the charges that the search adds up."""

    def __init__(self, values: Mapping[str, float]) -> None:
        super().__init__((name, Charge(value, ((name, 1),))) for name, value in values.items())
        self.fit = values["fit"]
        """What the likeness of a row's cells to those above counts: docparse.tables.columns."""
        self.new_contrast = self["new_bare"].plus(self["contrast"])
        self.new_narrower = self.new_contrast.plus(self["narrower"])
        self.new_note = self["new_bare"].plus(self["note"])
        self.not_last_padded = NO_CHARGE.plus(self["last_padded"], -1)
        self.not_one_row = NO_CHARGE.plus(self["one_row"], -1)
        self.not_one_padded = self.not_one_row.plus(self["last_padded"], -1)
        self._short = _by_number(_MOST_MISSING, self["short"], self["missing"])
        self._uneven = _by_number(_MOST_JOINS, self["uneven"], self["join"])
        self._columns = _by_number(WIDEST, NO_CHARGE, self["column"])
        self._short_debt = [charge.plus(self["last_short"], -1) for charge in self._short]
        self.short_again_debt = self["short_again"].plus(self["last_short"], -1)

    def short(self, missing: int) -> Charge:
        return self._short[min(missing, _MOST_MISSING)]

    def short_debt(self, missing: int) -> Charge:
        """Return what is charged later for a short row that was charged as the last one."""
        return self._short_debt[min(missing, _MOST_MISSING)]

    def uneven(self, joins: int) -> Charge:
        return self._uneven[min(joins, _MOST_JOINS)]

    def columns(self, width: int) -> Charge:
        return self._columns[min(width, WIDEST)]


def _by_number(most: int, once: Charge, each: Charge) -> list[Charge]:
    """Return the charge ``once`` with ``each`` of no times, one, and so on up to ``most``."""
    return [once.plus(each, times) if times else once for times in range(most + 1)]


@cache
def costs_of(generation: str) -> Costs:
    """Return the costs of a generation such as ``"trafilatura-1.12"``.

    Raises WeightsError if ``costs.json`` and this module name different costs.
    """
    values = _data()["generations"][generation]
    unlike = set(values) ^ {*meanings(), "fit"}
    if unlike:
        names = ", ".join(sorted(unlike))
        raise WeightsError(
            f"costs.json has other costs for {generation} than docparse.tables.costs: {names};"
            f" run make train"
        )
    return Costs(values)


def meanings() -> Mapping[str, str]:
    """Return what each cost is for, by its name."""
    found: dict[str, str] = _data()["meanings"]
    return found


@cache
def _data() -> Mapping[str, Any]:
    data: dict[str, Any] = json.loads(read_file(__package__, "costs.json"))
    return data
