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
from docparse.words.files import read_file

_MOST_CHARGED: Final = 5
_MOST_COUNTED: Final = 40


class Charge:
    """What a step is charged, and for what: the names of costs, each with its number of times."""

    __slots__ = ("cost", "grounds")

    def __init__(self, cost: float, grounds: tuple[tuple[str, int], ...] = ()) -> None:
        self.cost = cost
        self.grounds = grounds

    def less(self, other: Charge) -> Charge:
        """Return this charge with ``other`` given back."""
        back = tuple((name, -times) for name, times in other.grounds)
        return Charge(self.cost - other.cost, self.grounds + back)


NO_CHARGE: Final = Charge(0.0)


def total_cost(charges: Iterable[Charge]) -> float:
    """Return what ``charges`` cost together."""
    return sum([charge.cost for charge in charges])


_LOOKS: Final = ("label", "plain", "digits")
_PLACES: Final = ("below_header", "after_row", "after_rows", "under_row", "under_rows")


class Costs:
    """The costs of one generation, made into the charges that the search adds up.

    ``fit`` is what the likeness of a row's cells to those above counts; see
    :mod:`docparse.tables.columns`.
    """

    def __init__(self, values: Mapping[str, float]) -> None:
        self.amounts = values
        self.fit = values["fit"]
        one = {name: Charge(value, ((name, 1),)) for name, value in values.items()}
        self.first_bare, self.first_headed = one["first_bare"], one["first_headed"]
        self.new_bare = one["new_bare"]
        self.new_contrast = _sum(values, ("new_bare", 1), ("contrast", 1))
        self.new_narrower = _sum(values, ("new_bare", 1), ("contrast", 1), ("narrower", 1))
        self.note = _sum(values, ("new_bare", 1), ("note", 1))
        self.new_headed = tuple(one[f"new_{looks}"] for looks in _LOOKS)
        self.new_delimiter = one["new_delimiter"]
        self.widen_bare, self.widen_headed = one["widen_bare"], one["widen_headed"]
        self.repeats, self.one_row, self.header_row = (
            one["repeats"],
            one["one_row"],
            one["header_row"],
        )
        self.not_one_row = NO_CHARGE.less(self.one_row)
        self.further_header = tuple(
            tuple(one[f"{looks}_{place}"] for place in _PLACES) for looks in _LOOKS
        )
        self.names_rows, self.other_width = one["names_rows"], one["other_width"]
        self.bare_delimiter = one["bare_delimiter"]
        self.short_again, self.last_short = one["short_again"], one["last_short"]
        self.last_padded = one["last_padded"]
        self.not_last_padded = NO_CHARGE.less(self.last_padded)
        self.not_one_padded = self.not_one_row.less(self.last_padded)
        self.title, self.wide, self.wide_broken = one["title"], one["wide"], one["wide_broken"]
        self.counts_on = one["counts_on"]
        self.line, self.pipes, self.broken = one["line"], one["pipes"], one["broken"]
        self.word, self.long_word, self.lead = one["word"], one["long_word"], one["lead"]
        self.sentence, self.unclosed = one["sentence"], one["unclosed"]
        self.header_lacks = one["header_lacks"]
        self.stray, self.stray_row = one["stray"], one["stray_row"]
        self.stray_delimiter, self.outside = one["stray_delimiter"], one["outside"]
        counted = range(_MOST_COUNTED)
        self._short = [_sum(values, ("short", 1), ("missing", times)) for times in counted]
        self._short_debt = [charge.less(self.last_short) for charge in self._short]
        self.short_again_debt = self.short_again.less(self.last_short)
        self._uneven = [_sum(values, ("uneven", 1), ("join", times)) for times in counted]
        self._columns = [_sum(values, ("column", times)) for times in counted]

    def short(self, missing: int) -> Charge:
        return self._short[min(missing, _MOST_CHARGED)]

    def short_debt(self, missing: int) -> Charge:
        """Return what is charged later for a short row that was charged as the last one."""
        return self._short_debt[min(missing, _MOST_CHARGED)]

    def uneven(self, joins: int) -> Charge:
        return self._uneven[min(joins, _MOST_COUNTED - 1)]

    def columns(self, width: int) -> Charge:
        return self._columns[min(width, _MOST_COUNTED - 1)]


def _sum(values: Mapping[str, float], *grounds: tuple[str, int]) -> Charge:
    return Charge(sum(values[name] * times for name, times in grounds), grounds)


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
