"""LlamaIndex's nodes, with pieces of articles in them."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import SimpleDirectoryReader
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import Document, MetadataMode, NodeRelationship

import docparse
from docparse.adapters.llamaindex import DocparseNodeParser
from tests.adapters.articles import ARTICLE, CHUNKS, HTML


def nodes_of(text: str, metadata: dict[str, Any], **options: Any) -> list[Any]:
    parser = DocparseNodeParser(**options)
    return list(parser.get_nodes_from_documents([Document(text=text, metadata=metadata)]))


def test_a_document_becomes_a_node_for_each_piece() -> None:
    nodes = nodes_of(ARTICLE, {"file_path": "ferry.txt", "size": 7}, max_chars=60)
    assert [node.text for node in nodes] == [chunk.text for chunk in CHUNKS]
    for node, chunk in zip(nodes, CHUNKS, strict=True):
        assert (node.start_char_idx, node.end_char_idx) == chunk.span
        path = {"heading_path": " > ".join(chunk.heading_path)} if chunk.heading_path else {}
        assert node.metadata == {
            "file_path": "ferry.txt",
            "size": 7,
            "source": "ferry.txt",
            "kind": chunk.kind,
            **path,
        }


def test_a_place_is_that_of_the_piece_and_not_of_the_same_words_before() -> None:
    text = "# Fares\n\nFree.\n\n# Bicycles\n\nFree.\n"
    first, second = nodes_of(text, {}, form="markdown")
    assert text[first.start_char_idx : first.end_char_idx] == "Free."
    assert second.start_char_idx == text.rindex("Free.")
    text = "# Free.\n\nNo.\n\n# Bicycles\n\nFree.\n"
    _, second = nodes_of(text, {}, form="markdown")
    assert second.start_char_idx == text.rindex("Free.")


def test_title_and_headings_are_embedded_and_the_rest_is_not() -> None:
    _, node = nodes_of(HTML, {}, form="html")
    embedded = node.get_content(MetadataMode.EMBED)
    assert embedded == "title: Ferries\nheading_path: Ferries > Fares\n\nSingle\t4.00"
    assert (node.start_char_idx, node.end_char_idx) == (None, None)
    assert node.metadata["source"] == node.ref_doc_id, "which is all that is known of it"
    assert "kind: " in node.get_content(MetadataMode.LLM)


def test_nodes_know_their_document_and_each_other() -> None:
    first, second, *_ = nodes_of(ARTICLE, {}, max_chars=60)
    assert first.relationships[NodeRelationship.NEXT].node_id == second.node_id
    assert second.relationships[NodeRelationship.PREVIOUS].node_id == first.node_id
    assert first.ref_doc_id == second.ref_doc_id
    assert nodes_of("", {}) == []


def test_metadata_are_left_out_where_the_parser_is_told_so() -> None:
    first, *_ = nodes_of(ARTICLE, {"size": 7}, max_chars=60, include_metadata=False)
    assert first.metadata == {}
    assert (first.start_char_idx, first.end_char_idx) == CHUNKS[0].span


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_char": 60}, "no option 'max_char', only: max_chars"),
        ({"form": "pdf"}, "no form 'pdf', only: text, markdown, html"),
        ({"max_chars": 0}, "max_chars"),
        ({"dialect": "Word"}, "unknown dialect .Word."),
    ],
)
def test_a_wrong_option_is_refused_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(docparse.OptionError, match=message):
        DocparseNodeParser(**options)


def test_a_parser_says_what_it_was_told() -> None:
    """As a pipeline does to know whether it has done a step before."""
    parser = DocparseNodeParser(max_chars=60, furniture="drop")
    said = parser.to_dict()
    assert said["class_name"] == "DocparseNodeParser"
    assert (said["form"], said["options"]) == ("text", {"max_chars": 60, "furniture": "drop"})
    del said["id_func"]  # is no value
    again = DocparseNodeParser.from_dict(said)
    copied = pickle.loads(pickle.dumps(parser))
    document = Document(text=ARTICLE)
    texts = [chunk.text for chunk in CHUNKS]
    for each in (parser, again, copied):
        assert [node.text for node in each.get_nodes_from_documents([document])] == texts


def test_a_pipeline_reads_a_folder(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(ARTICLE, encoding="utf-8")
    documents = SimpleDirectoryReader(str(tmp_path)).load_data()
    pipeline = IngestionPipeline(transformations=[DocparseNodeParser(max_chars=60)])
    nodes = pipeline.run(documents=documents)
    assert [node.get_content() for node in nodes] == [chunk.text for chunk in CHUNKS]
    assert nodes[-1].metadata["source"] == str(tmp_path / "ferry.txt")
    assert pipeline.run(documents=documents)[0].text == CHUNKS[0].text
