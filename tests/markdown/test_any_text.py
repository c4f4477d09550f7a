"""Any text at all is written the same again, and the output is bounded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given

from docparse import Document, from_markdown, render
from tests import promises, strategies


def payloads(shared: Path) -> list[str]:
    texts = json.loads((shared / "security" / "blns.json").read_text("utf-8"))
    for path in sorted((shared / "security" / "payloads").glob("*.txt")):
        texts += path.read_text("utf-8", errors="replace").split("\n")
    return [text for text in texts if isinstance(text, str)]


PLACES = (
    "{}",
    "# {}",
    "- {}",
    "> {}\n{}",
    "| {} |\n|---|\n| {} |",
    "[{}]({} '{}')",
    "**{}**",
    "`{}`",
)


@pytest.mark.parametrize("place", PLACES)
def test_payloads_are_written_the_same_again(shared: Path, place: str) -> None:
    for payload in payloads(shared):
        promises.markdown_is_idempotent(place.replace("{}", payload))


@given(strategies.texts() | strategies.soup())
def test_output_is_bounded(text: str) -> None:
    assert is_bounded(text)


def is_bounded(text: str, read: promises.Parse = from_markdown) -> bool:
    size = len(text.encode("utf-8", "surrogatepass"))
    return len(render(read(text), "markdown").encode("utf-8")) <= 40 * size + 4096


BULKY = {
    "text far to the right": "999999999. " * 40 + "a\n" * 5_000,
    "lines far to the right": "999999999. " * 40 + "a\\\n" * 5_000,
    "quoted text": "> " * 40 + "a\n" * 5_000,
    "references": f"[a]: {'<' * 2_000}\n\n" + "[a]" * 5_000,
    "a wide row": "a|\n-|\n" + "|" * 5_000,
    "a wide header": "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + "a\n" * 3_000,
    "white space": "&#32;\n\n" * 5_000,
    "newlines": "a" + "&#10;" * 5_000,
    "words beside marks": 'a*"b"*' * 5_000,
}


@pytest.mark.parametrize("text", BULKY.values(), ids=BULKY)
def test_output_is_bounded_for_text_that_would_grow(text: str) -> None:
    assert is_bounded(text)


def test_control_output_that_grows_is_noticed() -> None:
    assert not is_bounded("a", lambda text: Document(["b" * 5_000]))
