"""The compiled build beside the one that measures: in a process of its own, on the same core.

Run as a module it answers requests, a JSON object a line, until its input ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from benchmarks.inputs import CHECKOUT
from benchmarks.measure import Timer, timer
from benchmarks.peers import CSV, HTML, TREE, reading_all

FOLDER = CHECKOUT / "build" / "compiled"
"""Where ``make compiled`` leaves a checkout with the extension modules of this Python."""

PEERS = {"tree": TREE, "html": HTML, "csv": CSV}
"""What a request names: a kind, and a name of it."""


class CompiledBuild:
    """The process that runs the compiled build. Raises ImportError if there is none."""

    def __init__(self) -> None:
        if not any(FOLDER.glob("*.so")):
            raise ImportError("no compiled build; make compiled leaves one")
        command = [sys.executable, "-m", "benchmarks.compiled"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=FOLDER, stdin=pipe, stdout=pipe, text=True)

    def timer(self, kind: str, name: str, texts: Sequence[str]) -> Timer:
        """Return what measures there how long the peer takes for ``texts``.

        It is good until the next one is asked for.
        """
        self._ask({"kind": kind, "name": name, "texts": texts})
        return lambda repeats: self._ask({"repeats": repeats})

    def _ask(self, request: dict[str, object]) -> float:
        sent, answers = self._process.stdin, self._process.stdout
        assert sent is not None, "it is a pipe"
        assert answers is not None, "it is a pipe"
        sent.write(json.dumps(request) + "\n")
        sent.flush()
        answer = answers.readline()
        if not answer:
            raise RuntimeError(f"the process of {FOLDER} has ended; its message stands above")
        return float(answer)

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def serve() -> None:
    """Answer each request with processor seconds, 0 for one that names what is to be measured."""
    measured = timer(lambda: None)
    for line in sys.stdin:
        request = json.loads(line)
        if "texts" in request:
            read = PEERS[request["kind"]][request["name"]].load()
            measured = timer(reading_all(read, request["texts"]))
            print(0.0, flush=True)
        else:
            print(measured(request["repeats"]), flush=True)


if __name__ == "__main__":
    serve()
