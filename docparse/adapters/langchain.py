"""LangChain: a document loader and a text splitter that know headings, tables and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeAlias

from docparse.adapters.cutting import Cutter, Piece, cutters
from docparse.errors import ArgumentError, ReadError, required
from docparse.readers.html import decode_page
from docparse.source.decoding import decode, why_not_text

try:
    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document
    from langchain_text_splitters import TextSplitter
except ImportError:
    required("langchain_text_splitters", "langchain")  # says what to install
    raise


AnyPath: TypeAlias = str | PathLike[str]


class DocparseSplitter(TextSplitter):
    """Splits articles between their sections, blocks, rows and questions.

    ``DocparseSplitter(max_chars=500).split_documents(documents)`` gives a Document for each piece,
    with the metadata of the document it is of and with

    - ``title``, if the article has one and the document's metadata have none;
    - ``heading_path``, the headings above it: ``"Fares > Children"``;
    - ``kind`` and, where furniture is marked, ``role``;
    - ``start`` and ``end``, its place in the document's text in code points; HTML has none.

    ``form`` says how the documents are written: ``"text"``, ``"markdown"`` or ``"html"``.
    ``options`` are those of ``chunks`` and, for texts, of ``parse``; a wrong one raises OptionError
    here. ``with_headings=True`` puts the headings above a piece before its text, a line each and on
    top of the size asked for: metadata are not embedded.
    """

    def __init__(self, *, form: str = "text", with_headings: bool = False, **options: Any) -> None:
        super().__init__(chunk_overlap=0)
        self._cutter = Cutter(form, options)
        self._with_headings = with_headings

    def split_text(self, text: str) -> list[str]:
        """Return the texts of the pieces of ``text``."""
        return [piece.text(self._with_headings) for piece in self._cutter.pieces(text)]

    def create_documents(
        self, texts: list[str], metadatas: list[dict[Any, Any]] | None = None
    ) -> list[Document]:
        """Return the pieces of all ``texts``, each with the metadata of its text and its own."""
        return [
            _document(piece, known, self._with_headings)
            for text, known in zip(texts, metadatas or [{}] * len(texts), strict=True)
            for piece in self._cutter.pieces(text)
        ]


def _document(piece: Piece, known: Mapping[str, Any], with_headings: bool) -> Document:
    return Document(page_content=piece.text(with_headings), metadata=piece.flat_metadata(known))


class DocparseLoader(BaseLoader):
    """Loads files of articles: a Document for each piece of each file.

    ``DocparseLoader("articles", max_chars=500)`` reads the ``.txt``, ``.md`` and ``.html`` files of
    a folder and of the folders in it, in the order of their names, without those that begin with
    a dot. ``paths`` may also be a file, whatever its name, or several files and folders. ``form``
    says how all of them are written; None goes by their names, and the options of ``parse`` are for
    the texts among them. ``with_headings``, ``options`` and the metadata are those of
    :class:`DocparseSplitter`, and ``source`` is the file's path.

    With ``whole=True`` each file is one Document, its text as it stands, for a splitter to split.

    A wrong option raises OptionError here, a path that is not there, or no text, ReadError when it
    is its turn.
    """

    def __init__(
        self,
        paths: AnyPath | Iterable[AnyPath],
        *,
        form: str | None = None,
        whole: bool = False,
        with_headings: bool = False,
        **options: Any,
    ) -> None:
        if isinstance(paths, (str, PathLike)):
            paths = (paths,)
        if not isinstance(paths, Iterable) or isinstance(paths, bytes):
            raise ArgumentError(f"paths is one path or several, not {type(paths).__name__}")
        self._paths = tuple(paths)
        for path in self._paths:
            if not isinstance(path, (str, PathLike)) or path == "":
                raise ArgumentError(f"a path is a str that is not empty or a Path, not {path!r}")
        self._whole = whole
        self._with_headings = with_headings
        self._form = form
        self._cutters = cutters(options) if form is None else {form: Cutter(form, options)}

    def lazy_load(self) -> Iterator[Document]:
        """Yield the Documents of one file after the other."""
        for path in _files(self._paths):
            form = self._form or FORMS.get(path.suffix.lower(), "text")
            source = {"source": str(path)}
            data = _article_bytes(path, form)
            if self._whole:
                text, _ = decode_page(data) if form == "html" else decode(data)
                yield Document(page_content=text, metadata=source)
                continue
            for piece in self._cutters[form].pieces(data if form == "html" else decode(data)[0]):
                yield _document(piece, source, self._with_headings)


FORMS: Final = {
    ".txt": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""How a file is written, by the end of its name; in a folder, no others are read."""


def _files(paths: Iterable[AnyPath]) -> Iterator[Path]:
    for path in map(Path, paths):
        if not path.is_dir():
            yield path
            continue
        found = sorted(
            each
            for each in path.rglob("*")
            if each.suffix.lower() in FORMS
            and not any(part.startswith(".") for part in each.relative_to(path).parts)
        )
        if not found:
            raise ReadError(f"there is no file in {path} that ends in {', '.join(FORMS)}")
        yield from filter(Path.is_file, found)


def _article_bytes(path: Path, form: str) -> bytes:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(f"cannot read {path}: {error}") from None
    fault = why_not_text(data, otherwise=None if form == "html" else "utf-8")
    if fault is not None:
        raise ReadError(f"{path} is not text: {fault}")
    return data
