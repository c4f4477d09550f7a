"""datatrove: a pipeline step that cuts articles for retrieval."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docparse.adapters.cutting import Cutter
from docparse.errors import required
from docparse.source.text import NO_SPAN

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
    from datatrove.utils.typeshelper import StatHints
except ImportError:
    required("datatrove", "datatrove")  # says what to install
    raise


class DocparseChunker(PipelineStep):
    """Gives a Document for each piece of each article.

    ``DocparseChunker(max_chars=500)`` takes the options of ``chunks`` and, for texts, of ``parse``.
    ``form`` says how the articles are written: ``"text"``, ``"markdown"`` or ``"html"``. A wrong
    option raises OptionError here.

    The id of a piece is that of its article, ``#`` and its number from 0. Its metadata are those of
    its article and

    - ``title``, None if the article has none; one that the metadata have stays;
    - ``heading_path``, the list of the headings above it;
    - ``kind`` and ``role``, which is None unless furniture is marked;
    - ``span``, ``start`` and ``end`` in the article's text in code points; from HTML it is None;
    - ``source``, the article's id, unless the metadata have one.

    The media of an article stay behind. An article without text gives nothing.
    """

    name = "docparse"
    type = "✂️ - CHUNKER"

    def __init__(self, *, form: str = "text", **options: Any) -> None:
        super().__init__()
        self._cutter = Cutter(form, options)

    def run(
        self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield the pieces of one article after the other."""
        for article in data or ():
            self.stat_update(StatHints.total)
            with self.track_time():
                pieces = self._pieces(article)
            self.stat_update("pieces", value=len(pieces), unit="doc")
            for piece in pieces:
                self.update_doc_stats(piece)
                yield piece

    def _pieces(self, article: Document) -> list[Document]:
        return [
            Document(
                text=piece.chunk.text,
                id=f"{article.id}#{number}",
                metadata={
                    "title": piece.title,
                    "source": article.id,
                    **article.metadata,
                    "heading_path": piece.chunk.heading_path,
                    "kind": piece.chunk.kind,
                    "role": piece.chunk.role,
                    "span": None if piece.chunk.span == NO_SPAN else piece.chunk.span._asdict(),
                },
            )
            for number, piece in enumerate(self._cutter.pieces(article.text))
        ]
