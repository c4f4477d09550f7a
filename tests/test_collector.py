"""While a large text is read the garbage collector runs seldom; then all is as it was."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

import docparse
from docparse.readers.text import LARGE
from docparse.source.collector import SELDOM, seldom_collecting
from tests.conftest import CHECKOUT


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


FORKING = """
import gc, os, sys, threading, warnings
from docparse.source.collector import SELDOM, seldom_collecting

warnings.simplefilter("ignore")  # of forking beside a thread, which is what is tried here
gc.set_threshold(700, 10, 10)
inside, over = threading.Event(), threading.Event()


def read_a_large_text():
    with seldom_collecting:
        inside.set()
        over.wait(30)


def in_child(look):
    child = os.fork()
    if not child:
        try:
            seen = look()
        except BaseException as error:
            seen = error
        print(seen, flush=True)
        os._exit(0)
    os.waitpid(child, 0)


def entered_anew():
    with seldom_collecting:
        within = gc.get_threshold()[0]
    return within, gc.get_threshold()[0]


thread = threading.Thread(target=read_a_large_text)
thread.start()
inside.wait(30)
in_child(lambda: gc.get_threshold())
in_child(entered_anew)
with seldom_collecting:
    in_child(lambda: gc.get_threshold()[0])
    in_child(lambda: (seldom_collecting.__exit__(), gc.get_threshold()[0])[1])
print(gc.get_threshold()[0])
over.set()
thread.join()
print(gc.get_threshold())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_process_forked_by_another_thread_has_the_collector_as_it_was() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKING], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert done.stdout.splitlines() == [
        "(700, 10, 10)",
        f"({SELDOM}, 700)",
        str(SELDOM),
        "700",
        str(SELDOM),
        "(700, 10, 10)",
    ]
