"""How long a piece may be, in characters or tokens, and where a text that is too long is cut."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final, TypeAlias

import attrs

from docparse.errors import ArgumentError, OptionError, required
from docparse.source.characters import without_surrogates
from docparse.source.text import NO_SPAN, Span

Tokenizer: TypeAlias = "str | Callable[[str], int] | Any"
"""``"tiktoken:NAME"``, ``"tokenizers:NAME"``, the path of a ``tokenizer.json``; or a function that
counts the tokens of a text, or an object whose ``encode`` returns them."""


@attrs.frozen
class Limits:
    """How long a piece is at most, and how much of the one before it repeats.

    ``count`` gives the length of a text in the unit of both; ``separator`` is that of a newline.
    ``adds_up`` says that the length of lines is the sum of their lengths and of the newlines.
    """

    most: int
    overlap: int = 0
    count: Callable[[str], int] = len
    separator: int = 1
    adds_up: bool = True

    def fits(self, text: str) -> bool:
        """Whether ``text`` is no longer than a piece; a text far too long is not counted."""
        if self.adds_up:
            return len(text) <= self.most
        return len(text) <= _LONGEST_TOKEN * self.most and self.count(text) <= self.most


_LONGEST_TOKEN: Final = 64
"""Code points; longer tokens exist, but no text of many words is made of them."""


def limits_of(
    max_chars: int | None, max_tokens: int | None, tokenizer: Tokenizer | None, overlap: int
) -> Limits:
    """Return the limits that these options of ``chunks`` ask for. Raises OptionError."""
    if max_tokens is not None and max_chars is not None:
        raise OptionError("a piece is as long as max_chars or as max_tokens says: name one of them")
    if (max_tokens is None) != (tokenizer is None):
        if tokenizer is None:
            raise OptionError("max_tokens needs a tokenizer: add tokenizer=NAME")
        raise OptionError("tokenizer is for max_tokens: add max_tokens=N")
    if max_tokens is None:
        most = checked_size("max_chars", DEFAULT_CHARS if max_chars is None else max_chars, 1)
        limits = Limits(most, overlap)
    else:
        most = checked_size("max_tokens", max_tokens, 1)
        count = token_counter(tokenizer)
        limits = Limits(most, overlap, count, count("\n"), adds_up=False)
    if checked_size("overlap", overlap, 0) > most // 2:
        raise OptionError(f"overlap is at most half a piece, {most // 2}, not {overlap}")
    return limits


DEFAULT_CHARS: Final = 1000


def checked_size(name: str, value: object, least: int) -> int:
    """Return ``value`` if it is a whole number from ``least`` on, else raise OptionError."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise OptionError(f"{name} is a whole number from {least}, not {value!r}")
    return value


# ------------------------------------------------------------------------------------ tokens


def token_counter(tokenizer: Tokenizer) -> Callable[[str], int]:
    """Return what counts the tokens of a text, without those that mark its start and end.

    Raises OptionError for a name that is none, MissingExtraError without the library.
    """
    if isinstance(tokenizer, str):
        tokenizer = _named_tokenizer(tokenizer)
    ordinary = getattr(tokenizer, "encode_ordinary", None)  # takes "<|end|>" in a text for text
    encode = getattr(tokenizer, "encode", None)
    if ordinary is not None:
        return lambda text: len(ordinary(text))
    if encode is not None:
        library = type(tokenizer).__module__.partition(".")[0]
        plain = {"add_special_tokens": False} if library in _MARKING else {}
        return lambda text: len(encode(without_surrogates(text), **plain))
    if callable(tokenizer):
        return lambda text: _token_number(tokenizer(text))
    raise ArgumentError(
        f"a tokenizer is a name, a function or has encode, not {type(tokenizer).__name__}"
    )


_MARKING: Final = ("tokenizers", "transformers")
"""The libraries whose tokenizers add tokens that mark start and end, unless told not to."""


def _token_number(count: object) -> int:
    if not isinstance(count, int):
        raise ArgumentError(f"a tokenizer gives a number of tokens, not {type(count).__name__}")
    return count


@cache
def _named_tokenizer(name: str) -> Any:
    library, colon, rest = name.partition(":")
    if not colon and name.endswith(".json"):
        library, rest = "tokenizers", name
    try:
        if library == "tiktoken" and rest:
            return required("tiktoken", "tokens").get_encoding(rest)
        if library == "tokenizers" and rest:
            tokenizers = required("tokenizers", "tokens").Tokenizer
            is_file = rest.endswith(".json") or os.path.exists(rest)
            return tokenizers.from_file(rest) if is_file else tokenizers.from_pretrained(rest)
    except ImportError:
        raise
    except Exception as error:
        reason = str(error).split("\n")[0]
        raise OptionError(f"the tokenizer {name!r} cannot be loaded: {reason}") from None
    raise OptionError(
        'a tokenizer is named "tiktoken:cl100k_base", "tokenizers:bert-base-uncased" '
        f'or "path/of/tokenizer.json", not {name!r}'
    )


# ---------------------------------------------------------------------------------- cutting


def cut(text: str, span: Span, limits: Limits) -> Iterator[tuple[str, Span]]:
    """Yield ``text`` in parts that fit: cut at the last space that does, else in a word.

    Each part but the first begins with the last words of the one before it, if that is asked for.
    """
    exact = span != NO_SPAN and span.end - span.start == len(text)
    start = after = 0
    while after < len(text):
        part = _part(text, start, after, limits)
        if part is None:  # a long word follows: it has the room of what would be repeated
            start = after
            continue
        end, after = part
        is_whole = end - start == len(text)
        place = Span(span.start + start, span.start + end) if exact and not is_whole else span
        yield text[start:end], place
        again = _repeated_size(text, end, limits) if limits.overlap else 0
        start = end - again if again else after


def _part(text: str, start: int, least: int, limits: Limits) -> tuple[int, int] | None:
    """Return where the part of ``text`` from ``start`` on ends, and where the next one starts.

    None if it would not reach beyond ``least``, where what it repeats ends.
    """
    most = limits.most if limits.adds_up else _fitting_size(text, start, limits)
    if len(text) - start <= most:
        return len(text), len(text)
    limit = start + most
    space = text.rfind(" ", least + 1, limit + 1)
    if start < least and space < 0:
        return None
    end, after = (space, space + 1) if space > start else (limit, limit)
    around = text[end - 1 : after + 1]
    if max(around) < _FIRST_COMBINING and "\r\n" not in around:
        return end, after
    return _part_between_characters(text, start, least, limit)


def _fitting_size(text: str, start: int, limits: Limits) -> int:
    """Return how many code points of ``text`` from ``start`` on fit, 1 at least."""
    rest = len(text) - start
    fits, size = 1, min(rest, 4 * limits.most)
    while limits.count(text[start : start + size]) <= limits.most:
        fits = size
        if size == rest:
            return rest
        size = min(rest, 2 * size)
    too_long = size
    while too_long - fits > max(1, fits // 64):
        size = (fits + too_long) // 2
        if limits.count(text[start : start + size]) <= limits.most:
            fits = size
        else:
            too_long = size
    return fits


def _repeated_size(text: str, end: int, limits: Limits) -> int:
    """Return how many code points before ``end`` the next part begins with: whole words."""
    start = max(0, end - (limits.overlap if limits.adds_up else 4 * limits.overlap) - 1)
    while (space := text.find(" ", start, end - 1)) >= 0:
        size = end - space - 1
        is_short = limits.adds_up or limits.count(text[space + 1 : end]) <= limits.overlap
        if is_short and _begins_character(text, space + 1):
            return size
        start = max(space + 1, start + (end - start) // 4)
    return 0


def _begins_character(text: str, place: int) -> bool:
    """Whether a character begins at ``place``, behind a space."""
    if text[place] < _FIRST_COMBINING:
        return True
    from wcwidth import iter_graphemes

    return next(iter_graphemes(text[place - 1 : place + 1])) == " "


def last_words(text: str, limits: Limits) -> str:
    """Return the last whole words of ``text`` that are no longer than what a piece repeats."""
    return text[len(text) - _repeated_size(text, len(text), limits) :]


_FIRST_COMBINING: Final = "\u0300"
"""Below this one code point is one character, but for a carriage return and a line feed."""

_LONGEST_CHARACTER: Final = 32
"""Code points in what is one character to a reader. A letter has 30 marks at most in the form that
Unicode calls stream-safe (UAX #15), an emoji in use 10 code points."""


def _part_between_characters(
    text: str, start: int, least: int, limit: int
) -> tuple[int, int] | None:
    """Return the same, with no grapheme cluster (UAX #29) cut in two.

    A cluster longer than a part is one by itself, unless it is longer than any in use.
    """
    from wcwidth import iter_graphemes  # takes long to load

    space = text.rfind(" ", least + 1, limit + 1)
    if space > start:
        clusters = list(iter_graphemes(text[space - 1 : space + 2]))
        if len(clusters[0]) == 1 and clusters[1] == " ":
            return space, space + 1
    window = text[start : max(limit, start + _LONGEST_CHARACTER) + 2]
    space = end = at = start
    for cluster in iter_graphemes(window):
        if cluster == " ":
            space = at
        at += len(cluster)
        if at > limit:
            break
        end = at
    if space > least:
        return space, space + 1
    if start < least:
        return None
    if end == start:
        end = at if at - start <= _LONGEST_CHARACTER else limit
    return end, end
