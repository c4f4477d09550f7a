"""How deep, how large, and the same each time: what holds of every output."""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from collections.abc import Callable

import pytest

import docparse
from docparse import (
    Document,
    List,
    Node,
    Paragraph,
    Quote,
    plain_text,
    render,
)
from docparse.nodes import MAX_DEPTH
from tests import promises, strategies
from tests.conftest import CHECKOUT
from tests.spelling import spelled

# ------------------------------------------------------------------------------------- depth

DEEP = {
    "quotes": "# T\n\n" + ">" * 500 + " a",
    "items": "# T\n\n" + "".join("  " * depth + "- a\n" for depth in range(300)),
    "marks": "# T\n\n" + "- " * 500 + "a",
    "emphasis": "# T\n\n" + "*a **b " * 200 + "c** d*" * 200,
    "brackets": "# T\n\n" + "[" * 500 + "a" + "](b)" * 500,
    "levels": "".join(f"{'#' * (depth % 6 + 1)} a\n" for depth in range(100)),
}


def depth_of(node: Node, classes: tuple[type[Node], ...]) -> int:
    return max(
        sum(isinstance(ancestor, classes) for ancestor in (*ancestors, inner))
        for inner, ancestors in docparse.walk_with_ancestors(node)
    )


def parse_inline(text: str) -> Document:
    return docparse.parse(text, inline=True)


@pytest.mark.parametrize("read", [docparse.parse, parse_inline, docparse.from_markdown])
@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_containers_nest_no_deeper_than_the_cap(read: Callable[[str], Document], text: str) -> None:
    document = read(text)
    assert depth_of(document, (List, Quote)) <= MAX_DEPTH
    assert "a" in plain_text(document)
    for again in (pickle.loads(pickle.dumps(document)), copy.deepcopy(document)):
        assert again == document
        assert hash(again) == hash(document)
    assert eval(spelled(document), vars(docparse)) == document
    for format in ("html", "json", "jsonld", "markdown", "text"):
        assert render(document, format)


def test_control_depth_is_counted() -> None:
    assert depth_of(strategies.nested(80), (List, Quote)) == 40


def test_a_tree_too_deep_to_write_says_so() -> None:
    block: docparse.Block = Paragraph("a")
    for _ in range(20_000):
        block = Quote((block,))
    for format in ("html", "json", "markdown", "text"):
        try:
            assert "a" in render(Document([block]), format)
        except docparse.RenderError as error:
            assert "too deep" in str(error)  # noqa: PT017


# --------------------------------------------------------------------------- amplification

AMPLIFIERS = {
    "a wide header over narrow rows": "|a" * 3000 + "|\n" + "|---" * 3000 + "|\n" + "|b|\n" * 3000,
    "pipes": "|" * 20_000,
    "rows of pipes": "|||||||||\n" * 2_000,
    "many headings": "# a\n" * 5_000,
    "equal headings": "# " + "a" * 500 + "\n" + "# " + "a" * 500 + "\n",
    "marks that must be escaped": '&<>"' * 5_000,
    "deep items": "".join("  " * depth + "- a\n" for depth in range(200)) * 5,
    "deep quotes": (">" * 30 + "a\n\n") * 500,
    "many questions": "FAQ\n" + "Why?\na\n" * 3_000,
    "contents": "| Contents |\n|---|\n" + "| a |\n" * 2_000 + "# a\n" * 2_000,
    "control characters": "\0\x1b" * 5_000,
    "links": "[a](/b)" * 3_000,
}


@pytest.mark.untraced
@pytest.mark.parametrize("text", AMPLIFIERS.values(), ids=AMPLIFIERS)
def test_no_small_text_makes_a_large_output(text: str) -> None:
    promises.output_is_bounded(text)
    promises.output_is_bounded("# T\n\n" + text, parse=parse_inline)


# --------------------------------------------------------------------------- the same each time

DIGEST = """
import hashlib, sys, docparse
from tests.spelling import spelled
digest = hashlib.sha256()
for path in sys.argv[1:]:
    document = docparse.parse_bytes(open(path, "rb").read())
    for format in ("html", "json", "jsonld", "markdown", "text"):
        digest.update(docparse.render(document, format).encode("utf-8"))
    digest.update(docparse.dump(document).encode("utf-8"))
    digest.update(spelled(document).encode("utf-8"))
print(digest.hexdigest())
"""


def digest_of(program: str, environment: dict[str, str]) -> str:
    paths = sorted((CHECKOUT / "seeds").glob("*.txt"))
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)],
        cwd=CHECKOUT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


ENVIRONMENTS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0"},
    {"PYTHONHASHSEED": "4294967295", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"},
]


def test_output_is_the_same_in_every_process_and_locale() -> None:
    digests = {digest_of(DIGEST, environment) for environment in ENVIRONMENTS}
    assert len(digests) == 1


def test_control_output_that_hangs_on_the_hash_seed_is_noticed() -> None:
    program = DIGEST + "print(hash('a'))"
    assert len({digest_of(program, environment) for environment in ENVIRONMENTS[:2]}) > 1


def test_parse_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    for text in strategies.FRAGMENTS:
        docparse.parse(text, inline=True)
    assert capfd.readouterr() == ("", "")
