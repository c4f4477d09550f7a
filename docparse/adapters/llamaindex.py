"""LlamaIndex: a node parser that knows headings, tables and questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from docparse.adapters.cutting import Cutter
from docparse.errors import required
from docparse.source.text import NO_SPAN

try:
    from llama_index.core.bridge.pydantic import Field, PrivateAttr
    from llama_index.core.node_parser import NodeParser
    from llama_index.core.node_parser.node_utils import build_nodes_from_splits
    from llama_index.core.schema import BaseNode, Document, MetadataMode, TextNode
    from llama_index.core.utils import get_tqdm_iterable
except ImportError:
    required("llama_index.core", "llamaindex")  # says what to install
    raise


class DocparseNodeParser(NodeParser):
    """Parses articles into a TextNode for each section, or for each part of one that is too long.

    ``DocparseNodeParser(max_chars=500)`` takes the options of ``chunks`` and, for texts, of
    ``parse``. ``form`` says how the documents are written: ``"text"``, ``"markdown"`` or
    ``"html"``. A wrong option raises OptionError here. ``options`` may also be one mapping, which
    is how they are stored.

    A node has the metadata of its document and

    - ``title``, if the article has one and the document's metadata have none;
    - ``heading_path``, the headings above it: ``"Fares > Children"``;
    - ``kind`` and, where furniture is marked, ``role``;
    - ``source``: where it is not known, the ``file_path`` of the document, else its id.

    Title and headings are embedded with the text. ``start_char_idx`` and ``end_char_idx`` are the
    node's place in the text of its document; from HTML they are None.
    """

    form: str = "text"
    options: dict[str, Any] = Field(default_factory=dict, description="of chunks and parse")

    _cutter: Cutter = PrivateAttr()

    @classmethod
    def class_name(cls) -> str:
        """Return the name that it is stored under."""
        return "DocparseNodeParser"

    def __init__(
        self, *, form: str = "text", options: Mapping[str, Any] | None = None, **more: Any
    ) -> None:
        fields = {name: more.pop(name) for name in list(more) if name in type(self).model_fields}
        told = {**(options or {}), **more}
        cutter = Cutter(form, told)
        super().__init__(form=form, options=told, **fields)
        self._cutter = cutter

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        parsed: list[BaseNode] = []
        for node in get_tqdm_iterable(nodes, show_progress, "Parsing nodes"):
            parsed += self._pieces(node)
        return parsed

    def _pieces(self, node: BaseNode) -> list[TextNode]:
        pieces = list(self._cutter.pieces(node.get_content(metadata_mode=MetadataMode.NONE)))
        texts = [piece.chunk.text for piece in pieces]
        built: list[TextNode] = build_nodes_from_splits(texts, node, id_func=self.id_func)
        source = node.metadata.get("file_path", node.node_id)
        for made, piece in zip(built, pieces, strict=True):
            if piece.chunk.span != NO_SPAN:
                made.start_char_idx, made.end_char_idx = piece.chunk.span
            if self.include_metadata:
                known = piece.flat_metadata({"source": source, **node.metadata})
                made.metadata = {name: known[name] for name in known if name not in PLACE}
                made.excluded_embed_metadata_keys += NOT_EMBEDDED
        return built

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]
    ) -> list[BaseNode]:
        """Relate the nodes, and keep their places: their text may stand elsewhere, too."""
        places = [(node.start_char_idx, node.end_char_idx) for node in nodes]
        nodes = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for node, (start, end) in zip(nodes, places, strict=True):
            node.start_char_idx, node.end_char_idx = start, end
        return nodes


PLACE: Final = ("start", "end")
"""What a node has fields for."""

NOT_EMBEDDED: Final = ("source", "kind", "role")
"""What says nothing of the text's subject."""
