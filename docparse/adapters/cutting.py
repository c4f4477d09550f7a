"""What the adapters share: an article read and cut, and what is known of each piece."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import attrs

from docparse.errors import OptionError, suggestion
from docparse.nodes import Document, plain_text
from docparse.readers.html import from_html
from docparse.readers.markdown import from_markdown
from docparse.readers.text import parse
from docparse.source.characters import without_surrogates
from docparse.source.text import NO_SPAN
from docparse.tree.chunking import Chunk, chunks
from docparse.tree.metadata import metadata

READERS: Final[Mapping[str, Callable[..., Document]]] = {
    "text": parse,
    "markdown": from_markdown,
    "html": from_html,
}
"""What reads each form that an article may be written in."""

ELSEWHERE: Final[Mapping[str, str]] = {
    "chunk_size": "max_chars",
    "chunk_overlap": "overlap",
    "length_function": "tokenizer",
}
"""What splitters of other libraries call our options."""

SEPARATOR: Final = " > "
"""Between the headings of a path that is one string."""


class Piece(NamedTuple):
    """A piece of an article, and what the article as a whole is called, None if it does not say.

    No text in it holds surrogates, which no store can write.
    """

    chunk: Chunk
    title: str | None

    def text(self, with_headings: bool) -> str:
        """Return the piece's text, below its headings, a line each, if these are asked for."""
        path = self.chunk.heading_path if with_headings else ()
        return "\n".join((*path, self.chunk.text))

    def flat_metadata(self, known: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``known`` and what is known of the piece, as strings and numbers.

        All stores take these: ``heading_path`` is one string, ``"Fares > Children"``, and what is
        not known is left out. A ``title`` that is known stays.
        """
        found = dict(known)
        if self.title is not None:
            found.setdefault("title", self.title)
        if self.chunk.heading_path:
            found["heading_path"] = SEPARATOR.join(self.chunk.heading_path)
        found["kind"] = self.chunk.kind
        if self.chunk.role is not None:
            found["role"] = self.chunk.role
        if self.chunk.span != NO_SPAN:
            found["start"], found["end"] = self.chunk.span
        return found


class Cutter:
    """Reads articles of one form and cuts them.

    ``Cutter("text", {"max_chars": 500, "dialect": "2.3"})`` takes the options of ``chunks`` and,
    for texts, of ``parse``. Raises OptionError for a form or an option that there is not, or that
    has no effect, and what those two raise for a wrong value, as soon as it is made.
    """

    def __init__(self, form: str = "text", options: Mapping[str, Any] | None = None) -> None:
        options = options or {}
        if form not in READERS:
            raise OptionError(f"there is no form {form!r}, only: {', '.join(READERS)}")
        cutting_names, reading_names = _options_of(chunks), _options_of(parse)
        known = (*cutting_names, *reading_names)
        for name in options:
            if name not in known:
                listed = ", ".join(known) + suggestion(ELSEWHERE.get(name, name), known)
                raise OptionError(f"there is no option {name!r}, only: {listed}")
            if name in reading_names and form != "text":
                raise OptionError(f"{name} says how text is read, and has no effect on {form}")
        self._form = form
        self._reading = {name: options[name] for name in options if name in reading_names}
        self._cutting = {name: options[name] for name in options if name in cutting_names}
        list(chunks(parse("", **self._reading), **self._cutting))

    def pieces(self, article: str | bytes) -> Iterator[Piece]:
        """Yield the pieces of ``article`` in order; bytes for HTML, which names its encoding."""
        document = READERS[self._form](article, **self._reading)
        heading = metadata(document).title
        title = None if heading is None else without_surrogates(plain_text(heading))
        for chunk in chunks(document, **self._cutting):
            path = [without_surrogates(heading) for heading in chunk.heading_path]
            text = without_surrogates(chunk.text)
            yield Piece(attrs.evolve(chunk, text=text, heading_path=path), title)


def cutters(options: Mapping[str, Any]) -> dict[str, Cutter]:
    """Return a cutter for each form: that for texts takes all ``options``, others take their own.

    Raises OptionError as Cutter does.
    """
    reading = _options_of(parse)
    shared = {name: value for name, value in options.items() if name not in reading}
    return {form: Cutter(form, options if form == "text" else shared) for form in READERS}


def _options_of(function: Callable[..., object]) -> tuple[str, ...]:
    parameters = inspect.signature(function).parameters.values()
    return tuple(each.name for each in parameters if each.kind is each.KEYWORD_ONLY)
