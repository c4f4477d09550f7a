"""The lines that most articles of these tests are made of, and their one heading."""

from __future__ import annotations

from docparse import Heading, find_all, parse

LONG = (
    "The island has had a ferry since 1911, and for most of that time nobody asked who should "
    "pay for it or how often it should go, because it was there."
)
SHORT = "A winter without a ferry"


def heading(text: str, **options: float) -> Heading:
    (found,) = find_all(parse(text, **options), Heading)  # type: ignore[arg-type]
    return found
