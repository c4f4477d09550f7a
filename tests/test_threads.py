"""The cells of a row, read when they are first asked for, are one object in all threads."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from docparse import Span, TableCell
from docparse.nodes import CellReader, TableRow, make_row
from tests.conftest import CHECKOUT


def asked_by_two(ask: Callable[[], Any]) -> tuple[Any, Any]:
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.submit(ask), pool.submit(ask)
        return first.result(), second.result()


def test_the_cells_of_a_row_are_one_object_in_all_threads() -> None:
    both_read = Barrier(2, timeout=30)

    def read(span: Span) -> tuple[TableCell, ...]:
        both_read.wait()
        return (TableCell("Alma"),)

    row: TableRow = make_row(CellReader(read, lambda span: None), Span(0, 4))
    first, second = asked_by_two(lambda: row.cells)
    assert first is second is row.cells


FORKING = """
import os, threading, warnings
import docparse

warnings.simplefilter("ignore")  # of forking beside a thread, which is what is tried here
stop = threading.Event()


def ask():
    while not stop.is_set():
        for node in docparse.walk(docparse.parse("a | b |\\n" * 20)):
            node.children


thread = threading.Thread(target=ask)
thread.start()
for _ in range(50):
    child = os.fork()
    if not child:
        row = next(docparse.find_all(docparse.parse("a | b |\\nc | d |\\n"), docparse.TableRow))
        os._exit(0 if len(row.cells) == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0
stop.set()
thread.join()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_process_forked_meanwhile_does_not_wait_for_a_thread_that_is_not_in_it() -> None:
    subprocess.run([sys.executable, "-c", FORKING], check=True, cwd=CHECKOUT, timeout=120)
