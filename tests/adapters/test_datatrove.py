"""datatrove's pipelines, with a step that cuts articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

import docparse
from docparse.adapters.datatrove import DocparseChunker
from tests.adapters.articles import ARTICLE, CHUNKS, HTML


def test_an_article_becomes_a_document_for_each_piece() -> None:
    article = Document(text=ARTICLE, id="ferry", metadata={"url": "https://ferry.test/"})
    pieces = list(DocparseChunker(max_chars=60)([article]))
    assert [piece.text for piece in pieces] == [chunk.text for chunk in CHUNKS]
    assert [piece.id for piece in pieces] == [f"ferry#{n}" for n in range(len(CHUNKS))]
    for piece, chunk in zip(pieces, CHUNKS, strict=True):
        assert piece.metadata == {
            "title": None,
            "source": "ferry",
            "url": "https://ferry.test/",
            "heading_path": chunk.heading_path,
            "kind": chunk.kind,
            "role": None,
            "span": {"start": chunk.span.start, "end": chunk.span.end},
        }


def test_metadata_that_are_known_stay() -> None:
    known = {"title": "All about ferries", "source": "ferry.test"}
    article = Document(text=HTML, id="1", metadata=known)
    _, fares = DocparseChunker(form="html")([article])
    assert fares.metadata["title"] == "All about ferries"
    assert fares.metadata["source"] == "ferry.test"
    assert fares.metadata["heading_path"] == ["Ferries", "Fares"]
    assert fares.metadata["span"] is None


def test_the_step_counts_what_it_did() -> None:
    step = DocparseChunker(max_chars=60)
    articles = [Document(text=ARTICLE, id="a"), Document(text="", id="b")]
    assert len(list(step(articles))) == len(CHUNKS), "a text without words has no pieces"
    assert step.stats["total"].total == 2
    assert step.stats["pieces"].total == len(CHUNKS)
    assert step.stats["doc_len"].total == sum(len(chunk.text) for chunk in CHUNKS)


def test_no_articles_give_no_pieces() -> None:
    assert list(DocparseChunker()(None)) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_char": 60}, "no option 'max_char', only: max_chars"),
        ({"form": "pdf"}, "no form 'pdf', only: text, markdown, html"),
        ({"max_chars": 0}, "max_chars"),
    ],
)
def test_a_wrong_option_is_refused_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(docparse.OptionError, match=message):
        DocparseChunker(**options)


def test_a_pipeline_reads_and_writes_files(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        record = {"id": f"page-{number}", "text": ARTICLE}
        (folder / f"{number}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(folder)),
            DocparseChunker(max_chars=60),
            JsonlWriter(str(tmp_path / "pieces")),
        ],
        tasks=2,
        workers=2,
        logging_dir=str(tmp_path / "logs"),
    ).run()
    written = []
    for path in sorted((tmp_path / "pieces").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            written += [json.loads(line) for line in file]
    by_page = [row["text"] for row in written if row["id"].startswith("page-1#")]
    assert by_page == [chunk.text for chunk in CHUNKS]
    assert len(written) == 3 * len(CHUNKS)
    assert written[-1]["metadata"]["heading_path"] == ["Frequently Asked Questions"]
