"""While a large text is read the garbage collector runs seldom; then all is as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

import docparse
from docparse.collector import SELDOM, seldom_collecting
from docparse.parser import LARGE


@pytest.fixture(autouse=True)
def threshold() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield gc.get_threshold()
    gc.set_threshold(*before)


def test_the_threshold_is_raised_and_put_back(threshold: tuple[int, int, int]) -> None:
    with seldom_collecting:
        assert gc.get_threshold()[0] == SELDOM
    assert gc.get_threshold() == threshold


def test_it_is_put_back_after_an_error(threshold: tuple[int, int, int]) -> None:
    with pytest.raises(KeyError), seldom_collecting:
        raise KeyError
    assert gc.get_threshold() == threshold


@pytest.mark.parametrize("own", [0, SELDOM + 1])
def test_a_collector_that_is_off_or_seldom_stays_as_it_is(own: int) -> None:
    gc.set_threshold(own)
    with seldom_collecting:
        assert gc.get_threshold()[0] == own
    assert gc.get_threshold()[0] == own


def test_the_last_of_several_threads_puts_it_back(threshold: tuple[int, int, int]) -> None:
    both_inside, first_outside = Barrier(2), Barrier(2)
    seen = []

    def first() -> None:
        with seldom_collecting:
            both_inside.wait(5)
        first_outside.wait(5)

    def last() -> None:
        with seldom_collecting:
            both_inside.wait(5)
            first_outside.wait(5)
            seen.append(gc.get_threshold()[0])

    threads = [Thread(target=first), Thread(target=last)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [SELDOM]
    assert gc.get_threshold() == threshold


@pytest.mark.parametrize(("size", "expected"), [(LARGE - 1, []), (LARGE, [SELDOM])])
def test_only_for_large_texts(
    size: int, expected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setattr(gc, "set_threshold", lambda first, *_: seen.append(first))
    docparse.parse("a" * size)
    assert seen[:1] == expected
