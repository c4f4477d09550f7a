"""One contender against everything: what was tried, and what went wrong."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import NamedTuple

import docparse
from docparse import Document
from tests.attack import inputs
from tests.attack.contenders import Contender, document_faults, text_places
from tests.attack.judge import FAST, GROWTH, PARSERS, RAISED, RECURSION, Fault, Parser
from tests.attack.places import everywhere
from tests.attack.readers import Reader, Tried, reader_faults
from tests.growth import PILES, growth, seconds

TIMES = 6
"""Times the work for four times the input that is too much; linear is 4."""

LIMIT_SECONDS = 10
"""Of processor time, for one document; what takes longer counts as growth."""

THOROUGH = 16
"""Of so many documents the slow parser, html5lib, judges one."""


class Plan(NamedTuple):
    """What a contender is tried on. ``large`` is the size of piles of which the time is taken."""

    strings: Sequence[str]
    soups: Sequence[str]
    nestings: Mapping[str, str]
    piles: Sequence[str]
    large: int
    limit: float = 10
    """Seconds of processor time for a large pile; what takes longer counts as growth."""

    def summary(self) -> str:
        return (
            f"{len(self.strings)} strings in every place, {len(self.soups)} soups, "
            f"{len(self.nestings)} nestings, {len(self.piles)} piles"
        )


class Report(NamedTuple):
    """``documents`` is how many were written; ``hit`` the inputs with a fault of each kind."""

    name: str
    documents: int
    hit: Counter[str]
    examples: list[str]


def full_plan(strings: Iterable[str], *, large: int, limit: float = 10) -> Plan:
    made = (*inputs.link_tricks(), *inputs.odd_texts(), *inputs.markdown_tricks())
    strings = list(dict.fromkeys((*strings, *made)))
    return Plan(strings, inputs.soups(1500), inputs.nestings(), list(PILES), large, limit)


def thinned(plan: Plan, step: int) -> Plan:
    """Return a plan with one of ``step`` inputs of each kind."""
    nestings = dict(list(plan.nestings.items())[::step])
    return plan._replace(
        strings=plan.strings[::step],
        soups=plan.soups[::step],
        nestings=nestings,
        piles=plan.piles[::step],
    )


class _Slow(Exception):
    """A call took longer than it may."""


@contextmanager
def _within(limit: float) -> Iterator[None]:
    def stop(signum: int, frame: FrameType | None) -> None:
        raise _Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def faults_of(call: Callable[[], Iterable[Fault]], limit: float = LIMIT_SECONDS) -> list[Fault]:
    """Return what goes wrong in ``call``, raising and taking too long included."""
    try:
        with _within(limit):
            return list(call())
    except _Slow:
        return [Fault(GROWTH, f"more than {limit} s")]
    except RecursionError:
        return [Fault(RECURSION, "")]
    except Exception as error:  # whatever it is, it is a find
        return [Fault(RAISED, f"{type(error).__name__}: {ascii(str(error))[:80]}")]


def run(contender: Contender, plan: Plan) -> Report:
    """Try everything of ``plan`` on ``contender``."""
    documents = 0
    hit: Counter[str] = Counter()
    examples: list[str] = []

    def count(name: str, faults: Iterable[Fault]) -> None:
        kinds = {fault.kind: fault.seen for fault in faults}
        hit.update(kinds.keys())
        examples.extend(f"{kind}: {seen} ← {name}" for kind, seen in kinds.items())

    for text in plan.strings:
        found: list[Fault] = []
        for place, source in contender.places(text).items():
            documents += 1
            faults = faults_of(partial(contender.judge, source, text, _parsers(documents)))
            found += [Fault(kind, f"{seen} in {place}") for kind, seen in faults]
        count(ascii(text), found)
    for text in plan.soups:
        documents += 1
        count(ascii(text), faults_of(partial(contender.judge, text, text, _parsers(documents))))
    for name, text in plan.nestings.items():
        documents += 1
        count(f"nested {name}", faults_of(partial(contender.judge, text, "", FAST)))
    for name in plan.piles:
        documents += 1
        growing = partial(growth_faults, contender.html, name, plan.large)
        count(f"pile of {name}", faults_of(growing, plan.limit))
    return Report(contender.name, documents, hit, examples)


def run_on_trees(name: str, plan: Plan) -> Report:
    """Try the strings of ``plan`` on trees built by hand; both parsers judge every one."""
    hit: Counter[str] = Counter()
    examples: list[str] = []
    for text in plan.strings:
        faults = faults_of(partial(document_faults, everywhere(text), text, PARSERS))
        hit.update({fault.kind for fault in faults})
        examples += [f"{kind}: {seen} ← {text!a}" for kind, seen in faults]
    return Report(name, len(plan.strings), hit, examples)


BATCH = 40
"""Of so many texts the Markdown is given to a reader at once."""


TriedTexts = list[tuple[str, list[Tried]]]
"""What each hostile text is in, by how the text is spelled."""


def documents_of(plan: Plan) -> TriedTexts:
    """Return the documents of all that ``plan`` has but nestings and piles."""
    tried = [(ascii(text), _written_of(text)) for text in plan.strings]
    tried += [(ascii(text), [docparse.from_markdown(text)]) for text in plan.soups]
    return [(text, list(map(Tried, documents))) for text, documents in tried]


def run_in_reader(name: str, reader: Reader, tried: TriedTexts) -> Report:
    """Try the Markdown of ``tried`` on ``reader``."""
    hit: Counter[str] = Counter()
    examples: list[str] = []
    for start in range(0, len(tried), BATCH):
        batch = tried[start : start + BATCH]
        found = reader_faults(reader, [document for _, each in batch for document in each])
        for text, documents in batch:
            kinds = {fault.kind: fault.seen for _ in documents for fault in found.pop(0)}
            hit.update(kinds.keys())
            examples.extend(f"{kind}: {seen} ← {text}" for kind, seen in kinds.items())
    return Report(name, sum(len(documents) for _, documents in tried), hit, examples)


def _written_of(text: str) -> list[Document]:
    """Return documents with ``text`` alone, in every place of a tree, and as it is parsed."""
    parsed = [docparse.parse(source, inline=True) for source in text_places(text).values()]
    places = Document([block for document in parsed for block in document.children])
    return [Document([text]), everywhere(text), places]


def _parsers(number: int) -> Sequence[Parser]:
    return FAST if number % THOROUGH else PARSERS


def growth_faults(html: Callable[[str], str], name: str, large: int) -> Iterator[Fault]:
    """Yield a fault if the work for four times the pile is over ``TIMES`` times as much.

    Counted in operations, and in time for what no operation of Python shows; without the
    garbage collector, whose own work grows by leaps.
    """
    pile = PILES[name]
    try:
        times = growth(html, pile, 100)
    except (RecursionError, UnicodeError):  # another column has these
        return
    if times > TIMES:
        yield Fault(GROWTH, f"{times:.1f} times the operations")
        return
    for _ in range(3):  # once may be an accident of the machine
        many = seconds(html, pile(large))
        few = seconds(html, pile(large // 4)) if many > 0.3 else many
        if many <= TIMES * few:
            return
    yield Fault(GROWTH, f"over {TIMES} times the time, {many:.1f} s for {large}")
