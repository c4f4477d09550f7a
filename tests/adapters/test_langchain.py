"""LangChain's documents and splitters, with pieces of articles in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_text_splitters import TextSplitter

import docparse
from docparse.adapters.langchain import DocparseLoader, DocparseSplitter
from tests.adapters.articles import ARTICLE, CHUNKS, HTML


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of articles in three forms, one of them in a folder, and a file that is none."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "inner" / "c.MD").write_text("# Fares\n\nA day is **9.00**.\n", encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return tmp_path


# --------------------------------------------------------------------------- DocparseSplitter


def test_documents_are_split_into_the_pieces_that_chunks_gives() -> None:
    splitter = DocparseSplitter(max_chars=60)
    assert isinstance(splitter, TextSplitter)
    found = splitter.split_documents([Document(ARTICLE, metadata={"source": "ferry.txt"})])
    assert [document.page_content for document in found] == [chunk.text for chunk in CHUNKS]
    for document, chunk in zip(found, CHUNKS, strict=True):
        known = document.metadata
        assert known["source"] == "ferry.txt"
        assert known["kind"] == chunk.kind
        assert known.get("heading_path", "") == " > ".join(chunk.heading_path)
        assert (known["start"], known["end"]) == chunk.span
        assert "title" not in known, "the article has none"


def test_splitting_is_what_langchain_calls_transforming() -> None:
    documents = [Document(ARTICLE), Document("Boats sail.")]
    splitter = DocparseSplitter(max_chars=60)
    found = splitter.transform_documents(documents)
    assert found == splitter.split_documents(documents)
    assert [each.page_content for each in found[:-1]] == splitter.split_text(ARTICLE)
    assert found[-1].metadata == {"kind": "text", "start": 0, "end": 11}
    assert documents == [Document(ARTICLE), Document("Boats sail.")]


def test_a_title_is_the_articles_unless_one_is_known() -> None:
    splitter = DocparseSplitter(form="html")
    first, second = splitter.create_documents([HTML])
    assert first.metadata == {"title": "Ferries", "heading_path": "Ferries", "kind": "text"}
    assert second.metadata["heading_path"] == "Ferries > Fares"
    named, _ = splitter.create_documents([HTML], [{"title": "All about ferries"}])
    assert named.metadata["title"] == "All about ferries"


def test_headings_are_embedded_where_they_are_asked_for(articles: Path) -> None:
    splitter = DocparseSplitter(form="html", with_headings=True)
    assert splitter.split_text(HTML)[1] == "Ferries\nFares\nSingle\t4.00"
    loaded = DocparseLoader(articles / "inner", with_headings=True).load()
    assert [document.page_content for document in loaded] == [
        "Ferries\nBoats sail once an hour.",
        "Ferries\nFares\nSingle\t4.00",
        "Fares\nA day is 9.00.",
    ]
    assert loaded[1].metadata["heading_path"] == "Ferries > Fares"


def test_options_are_those_of_chunks_and_parse() -> None:
    page = "The ferry is late.\nShare this article\nBoats sail once an hour.\n"
    marked = DocparseSplitter(furniture="mark").create_documents([page])
    roles = [document.metadata.get("role") for document in marked]
    document = docparse.parse(page)
    assert roles == [chunk.role for chunk in docparse.chunks(document, furniture="mark")]
    whole = DocparseSplitter(headings="marks", max_chars=5000).split_text(ARTICLE)
    assert len(whole) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"max_char": 60}, "no option 'max_char', only: max_chars"),
        ({"chunk_size": 60}, "no option 'chunk_size', .*; did you mean 'max_chars'?"),
        ({"chunk_overlap": 9}, "no option 'chunk_overlap', .*; did you mean 'overlap'?"),
        ({"form": "pdf"}, "no form 'pdf', only: text, markdown, html"),
        ({"max_chars": 0}, "max_chars"),
        ({"dialect": "Word"}, "unknown dialect .Word."),
    ],
)
def test_a_wrong_option_is_refused_at_once(options: dict[str, Any], message: str) -> None:
    for adapter in (DocparseSplitter, lambda **options: DocparseLoader("a.txt", **options)):
        with pytest.raises(docparse.OptionError, match=message):
            adapter(**options)


def test_no_piece_holds_what_a_store_cannot_write() -> None:
    (piece,) = DocparseSplitter().create_documents(["# \ud800\n\n\udfff = half a character\n"])
    assert piece.page_content == "\ufffd = half a character"
    assert piece.metadata["heading_path"] == "\ufffd"


# ----------------------------------------------------------------------------- DocparseLoader


def test_a_folder_is_loaded_in_the_order_of_its_names(articles: Path) -> None:
    loaded = DocparseLoader(articles, max_chars=60).load()
    sources = [Path(document.metadata["source"]).name for document in loaded]
    assert list(dict.fromkeys(sources)) == ["a.txt", "b.html", "c.MD"]
    assert [each.page_content for each in loaded[: len(CHUNKS)]] == [each.text for each in CHUNKS]
    assert loaded[-1].page_content == "A day is 9.00."
    assert loaded[-1].metadata == {
        "source": str(articles / "inner" / "c.MD"),
        "title": "Fares",
        "heading_path": "Fares",
        "kind": "text",
        "start": 9,
        "end": 27,
    }


def test_files_are_loaded_whole_and_split_later(articles: Path) -> None:
    whole = DocparseLoader([articles / "a.txt"], whole=True).load()
    assert [document.page_content for document in whole] == [ARTICLE]
    split = DocparseSplitter(max_chars=60).split_documents(whole)
    assert split == DocparseLoader(str(articles / "a.txt"), max_chars=60).load()


def test_a_page_is_loaded_whole_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-5"><p>паром</p>'
    (tmp_path / "a.html").write_bytes(page.encode("iso-8859-5"))
    (whole,) = DocparseLoader(tmp_path, whole=True).load()
    assert whole.page_content == page


def test_a_form_is_that_of_all_files(articles: Path) -> None:
    (document,) = DocparseLoader(articles / "inner" / "c.MD", form="text", inline=False).load()
    assert document.page_content.endswith("A day is **9.00**.")


def test_html_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = '<meta charset="iso-8859-1"><p>Fähre</p>'.encode("iso-8859-1")
    (tmp_path / "a.html").write_bytes(page)
    (document,) = DocparseLoader(tmp_path).load()
    assert document.page_content == "Fähre"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.txt", r"cannot read .*none\.txt: .*No such file"),
        ("logo.png", r"logo\.png is not text: it is a picture"),
        ("empty", r"no file in .*empty that ends in \.txt, \.md"),
        ("nul\0", "cannot read"),
    ],
)
def test_what_cannot_be_read_is_named(articles: Path, name: str, message: str) -> None:
    (articles / "empty").mkdir()
    with pytest.raises(docparse.ReadError, match=message):
        DocparseLoader(articles / name).load()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (5, "paths is one path or several, not int"),
        (b"a.txt", "paths is one path or several, not bytes"),
        (["a.txt", 5], "a path is a str that is not empty or a Path, not 5"),
        ("", "a path is a str that is not empty or a Path, not ''"),
    ],
)
def test_what_is_no_path_is_refused_at_once(wrong: Any, message: str) -> None:
    """An empty path would be the folder that the program runs in."""
    with pytest.raises(docparse.ArgumentError, match=message):
        DocparseLoader(wrong)


def test_what_is_hidden_in_a_folder_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / ".notes"
    (folder / ".git").mkdir(parents=True)
    for name in ("a.txt", ".b.txt", ".git/c.txt"):
        (folder / name).write_text("Boats sail.", encoding="utf-8")
    (document,) = DocparseLoader(folder, whole=True).load()
    assert document.metadata["source"] == str(folder / "a.txt")


def test_files_are_chosen_by_a_pattern(articles: Path) -> None:
    loaded = DocparseLoader(articles.rglob("*.txt"), whole=True).load()
    assert [document.metadata["source"] for document in loaded] == [str(articles / "a.txt")]


# ---------------------------------------------------------------------------------- in a store


def test_the_pieces_can_be_found_in_a_store(articles: Path) -> None:
    """The embedding is no model: it counts letters, and a text is nearest to itself."""
    from langchain_core.embeddings import Embeddings

    class Letters(Embeddings):
        def embed_query(self, text: str) -> list[float]:
            return [float(text.casefold().count(letter)) for letter in "abcdefghijklmnopqrstuvwxyz"]

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return list(map(self.embed_query, texts))

    store = InMemoryVectorStore(Letters())
    store.add_documents(DocparseLoader(articles, max_chars=60).load())
    (found,) = store.similarity_search("Yes, on every boat but the first.", k=1)
    assert found.page_content == "Can I take a bicycle?\nYes, on every boat but the first."
    assert found.metadata["heading_path"] == "Frequently Asked Questions"
    (start, end) = found.metadata["start"], found.metadata["end"]
    assert ARTICLE[start:end].startswith("Question: Can I take")
