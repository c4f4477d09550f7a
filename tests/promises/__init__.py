"""What is promised for every input, each promise as a function that fails if it is broken.

A promise takes an input and, as keywords, the functions that have to keep it: the tests hand in
the real ones, and broken ones to see the promise notice. ``PROMISES`` lists which inputs each is
tried on; ``make fuzz`` goes through the same list.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from hypothesis import strategies as st

import docparse
from tests import strategies
from tests.conftest import seed_texts
from tests.promises.losing_nothing import nothing_inline_is_lost, nothing_is_lost
from tests.promises.reading import (
    Parse,
    Render,
    a_byte_order_mark_is_skipped,
    line_endings_count_for_nothing,
    parse_bytes_raises_nothing,
    parse_raises_nothing,
    spans_nest,
    tokens_tile,
)
from tests.promises.writing import (
    csv_round_trip,
    everything_is_utf8,
    html_is_read_and_written,
    html_parses_to_itself,
    html_round_trip,
    html_says_the_plain_text,
    json_is_read_and_written,
    json_round_trip,
    jsonld_survives_html,
    markdown_is_idempotent,
    output_is_bounded,
    readers_raise_only_their_own,
    text_round_trip,
    what_is_parsed_is_written,
)

__all__ = [
    "PROMISES",
    "Parse",
    "Promise",
    "Render",
    "a_byte_order_mark_is_skipped",
    "csv_round_trip",
    "everything_is_utf8",
    "html_is_read_and_written",
    "html_parses_to_itself",
    "html_round_trip",
    "html_says_the_plain_text",
    "json_is_read_and_written",
    "json_round_trip",
    "jsonld_survives_html",
    "line_endings_count_for_nothing",
    "markdown_is_idempotent",
    "nothing_inline_is_lost",
    "nothing_is_lost",
    "output_is_bounded",
    "parse_bytes_raises_nothing",
    "parse_raises_nothing",
    "readers_raise_only_their_own",
    "spans_nest",
    "text_round_trip",
    "tokens_tile",
    "what_is_parsed_is_written",
]


class Promise(NamedTuple):
    """A promise and the inputs that it is tried on."""

    keeps: Callable[..., None]
    inputs: st.SearchStrategy[Any]


ANY_TEXT = st.one_of(
    strategies.soup(), strategies.texts(), strategies.mutated(seed_texts() or ["Lead.\nFares\n"])
)
MARKED = st.lists(strategies.marked(), min_size=1, max_size=3).map("\n".join)
PARSED = ANY_TEXT.map(docparse.parse)
PROMISES = (
    Promise(tokens_tile, ANY_TEXT),
    Promise(parse_raises_nothing, ANY_TEXT),
    Promise(parse_bytes_raises_nothing, st.binary(max_size=60)),
    Promise(spans_nest, ANY_TEXT),
    Promise(line_endings_count_for_nothing, ANY_TEXT),
    Promise(a_byte_order_mark_is_skipped, ANY_TEXT),
    Promise(nothing_is_lost, ANY_TEXT),
    Promise(nothing_inline_is_lost, ANY_TEXT),
    Promise(nothing_inline_is_lost, MARKED),
    Promise(spans_nest, MARKED),
    Promise(text_round_trip, strategies.articles()),
    Promise(json_round_trip, strategies.documents(clean=False, refused_links=True)),
    Promise(json_round_trip, PARSED),
    Promise(html_round_trip, strategies.documents()),
    Promise(markdown_is_idempotent, ANY_TEXT),
    Promise(csv_round_trip, strategies.tables()),
    Promise(html_says_the_plain_text, strategies.documents()),
    Promise(html_parses_to_itself, strategies.documents(refused_links=True)),
    Promise(jsonld_survives_html, strategies.documents(clean=False, refused_links=True)),
    Promise(everything_is_utf8, strategies.documents(clean=False, refused_links=True)),
    Promise(output_is_bounded, ANY_TEXT),
    Promise(readers_raise_only_their_own, ANY_TEXT),
    Promise(html_is_read_and_written, ANY_TEXT),
    Promise(json_is_read_and_written, PARSED.map(partial(docparse.render, format="json"))),
    Promise(what_is_parsed_is_written, ANY_TEXT),
)
