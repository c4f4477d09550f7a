"""Where texts come from, what is kept of their records, and the options they are read with."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import docparse
from docparse.corpus.inputs import find_files
from docparse.corpus.parts import digest_of, plan_of
from tests import corpora
from tests.corpora import ARTICLE, Record, errors, rows, shards
from tests.corpus.conftest import Main, posix

# ----------------------------------------------------------------------------- folders of texts


def write_texts(folder: Path, count: int) -> None:
    (folder / "deep").mkdir(parents=True)
    for number in range(count):
        path = folder / "deep" / f"{number}.txt" if number % 2 else folder / f"{number}.txt"
        path.write_text(f"Notice {number}\n{ARTICLE}", encoding="utf-8")


def test_each_file_of_a_folder_of_texts_is_a_record_with_its_name_as_the_id(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docparse.corpus.parts.PART_TEXTS", 2)
    write_texts(tmp_path / "in", 5)
    (tmp_path / "in" / "2.txt").write_bytes("\ufeffPrix\n".encode("utf-16-le"))
    assert main("in", emit="html")[0] == 0
    assert [row["id"] for row in rows(Path("out"))] == [
        "0.txt", "2.txt", "4.txt", "deep/1.txt", "deep/3.txt",
    ]  # fmt: skip
    assert rows(Path("out"))[1]["html"] == docparse.render(docparse.parse("Prix\n"), "html")
    assert len(shards(Path("out"))) == 3


def test_a_text_that_changes_or_is_added_is_read_again(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docparse.corpus.parts.PART_TEXTS", 2)
    write_texts(tmp_path / "in", 4)
    main("in")
    (tmp_path / "in" / "z.txt").write_text("New\n")
    _, out, _ = main("in")
    assert out.splitlines()[:2] == [
        "5 documents, 4 tables, 4 questions",
        "new: 1 document, 0 tables, 0 questions",
    ]
    _, out, _ = main("in")
    assert out.splitlines()[1] == "nothing new since the last run"


def test_texts_named_one_by_one_or_by_a_pattern_are_read(main: Main, tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 4)
    assert main("in/*.txt", "in/deep/1.txt")[0] == 0
    assert sorted(row["id"] for row in rows(Path("out"))) == ["0.txt", "1.txt", "2.txt"]


def test_beside_files_of_records_a_text_is_a_note(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(2))
    (tmp_path / "in" / "README.txt").write_text("about the data")
    main("in")
    assert [row["id"] for row in rows(Path("out"))] == ["r0", "r1"]


@posix
def test_a_text_that_cannot_be_read_fails_alone(main: Main, tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 2)
    os.symlink("nowhere", tmp_path / "in" / "x.txt")
    assert main("in")[0] == 1
    assert len(rows(Path("out"))) == 3
    assert errors(Path("out")) == [
        {"file": "in/x.txt", "id": "x.txt", "error": "the file cannot be read"}
    ]


def test_a_run_in_the_folder_that_it_writes_below_is_resumed(main: Main, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Boats leave at ten.\n", "utf-8")
    assert main(".")[0] == 0
    code, out, _ = main(".")
    assert (code, out.splitlines()[:2]) == (
        0,
        ["1 document, 0 tables, 0 questions", "nothing new since the last run"],
    )


def test_a_folder_of_texts_has_no_other_columns(main: Main, tmp_path: Path) -> None:
    write_texts(tmp_path / "in", 1)
    code, _, err = main("in", "--keep", "url")
    assert code == 2
    assert "there is no column 'url' in in, only: id, text; --keep names another" in err


# ------------------------------------------------------------------------------ standard input


def arriving(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_records_may_arrive_on_standard_input(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving(monkeypatch, corpora.jsonl([*corpora.records(3), {"id": "bad"}]))
    assert main("-")[0] == 1
    assert [row["id"] for row in rows(Path("out"))] == ["r0", "r1", "r2", "bad"]
    assert errors(Path("out"))[0]["file"] == "<stdin>"
    assert sorted(os.listdir("out/.docparse")) == ["errors", "lock"]
    Path("out/.docparse/stdin-0.jsonl").write_text("left behind by a run that was killed")
    arriving(monkeypatch, corpora.jsonl([*corpora.records(3), {"id": "bad"}]))
    assert "nothing new" in main("-")[1]
    assert sorted(os.listdir("out/.docparse")) == ["errors", "lock"]


@pytest.mark.parametrize("suffix", ["gz", "zst", "parquet"])
def test_what_arrives_may_be_compressed_or_parquet(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    write: Any = {
        "gz": corpora.write_gzip,
        "zst": corpora.write_zstd,
        "parquet": corpora.write_parquet,
    }[suffix]
    write(tmp_path / "x", corpora.records(3))
    arriving(monkeypatch, (tmp_path / "x").read_bytes())
    assert main("-")[0] == 0
    assert len(rows(Path("out"))) == 3


def test_nothing_that_arrives_is_told(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arriving(monkeypatch, b"")
    code, _, err = main("-")
    assert code == 3
    assert err == "docparse: cannot read <stdin>: nothing arrived\n"
    monkeypatch.setattr("sys.stdin", None)
    assert main("-")[0] == 3


# ---------------------------------------------------------------------------------- addresses


@pytest.fixture
def memory() -> Iterator[fsspec.AbstractFileSystem]:
    """A store that is reached by addresses such as ``memory://bucket/a.jsonl``."""
    system = fsspec.filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@posix
def test_every_kind_of_file_is_read_at_an_address(
    main: Main, tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(20))
    memory.pipe("/bucket/in/a.parquet", (tmp_path / "a.parquet").read_bytes())
    memory.pipe("/bucket/in/deep/b.jsonl", corpora.jsonl(corpora.records(40)[20:]))
    corpora.write_gzip(tmp_path / "c", corpora.records(50)[40:])
    memory.pipe("/bucket/in/c.jsonl.gz", (tmp_path / "c").read_bytes())
    memory.pipe("/bucket/in/notes.pdf", b"no records")
    assert main("memory://bucket/in", emit="html,sections")[0] == 0
    assert sorted(row["id"] for row in rows(Path("out"))) == sorted(
        record["id"] for record in corpora.records(50)
    )
    manifest = Path("out/manifest.jsonl").read_text("utf-8").splitlines()[1:]
    assert {json.loads(line)["file"] for line in manifest} == {
        "memory:///bucket/in/a.parquet",
        "memory:///bucket/in/c.jsonl.gz",
        "memory:///bucket/in/deep/b.jsonl",
    }
    assert "nothing new" in main("memory://bucket/in", emit="html,sections")[1]
    memory.pipe("/bucket/in/deep/b.jsonl", corpora.jsonl(corpora.records(1)))
    out = main("memory://bucket/in", emit="html,sections")[1]
    assert out.splitlines()[1].startswith("new: 1 document, ")


@posix
def test_patterns_single_files_and_texts_are_found_at_an_address(
    main: Main, tmp_path: Path, memory: fsspec.AbstractFileSystem
) -> None:
    for number in range(3):
        memory.pipe(f"/bucket/in/{number}.txt", f"Notice {number}\n".encode())
    memory.pipe("/bucket/a.jsonl", corpora.jsonl(corpora.records(1)))
    assert main("memory://bucket/in/[01].txt", "memory://bucket/a.jsonl")[0] == 0
    assert sorted(row["id"] for row in rows(Path("out"))) == ["0.txt", "1.txt", "r0"]


def test_texts_at_an_address_are_not_fetched_to_see_whether_they_changed(
    memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = corpora.options("out", "outline")

    def digest() -> str:
        (folder,) = find_files(["memory://bucket/in"], "out")
        (part,) = plan_of(folder, options, has_own_id=False).parts
        return digest_of(part, options)

    memory.pipe({"/bucket/in/a.txt": b"Notice 1\n", "/bucket/in/b.txt": b"Notice 2\n"})
    monkeypatch.setattr("docparse.corpus.parts.open_bytes", lambda path: 1 // 0)
    before = digest()
    assert digest() == before
    memory.pipe("/bucket/in/b.txt", b"Notice 3\n")
    assert digest() != before


@posix
@pytest.mark.parametrize(
    ("address", "code", "message"),
    [
        ("memory://bucket/none", 3, "cannot read memory://bucket/none: there is no such file"),
        ("memory://bucket/a.pdf", 2, "memory://bucket/a.pdf is none of .parquet"),
        ("memory://bucket/empty.jsonl", 3, "the file is empty"),
        ("nosuch://bucket/a", 3, "cannot read nosuch://bucket/a: Protocol not known"),
    ],
)
def test_an_address_that_cannot_be_read_is_told_in_a_line(
    main: Main, memory: fsspec.AbstractFileSystem, address: str, code: int, message: str
) -> None:
    memory.pipe("/bucket/a.pdf", b"%PDF")
    memory.pipe("/bucket/empty.jsonl", b"")
    ended, _, err = main(address)
    assert ended == code
    assert message in err
    assert err.count("\n") == 1


@posix
def test_a_store_that_fails_while_it_is_read_is_asked_again_by_the_next_run(
    main: Main, memory: fsspec.AbstractFileSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory.pipe("/bucket/a.jsonl", corpora.jsonl(corpora.records(3)))
    with monkeypatch.context() as patch:

        def breaks(part: object, options: object) -> Iterator[object]:
            from docparse.corpus.remote import _RemoteFile

            def read(size: int) -> bytes:
                raise RuntimeError("the line\nis dead")

            _RemoteFile(SimpleNamespace(read=read, close=lambda: None)).readinto(bytearray(9))
            yield None

        patch.setattr("docparse.corpus.records._jsonl_batches", breaks)
        assert main("memory://bucket/a.jsonl")[0] == 1
    assert errors(Path("out")) == [{"file": "memory:///bucket/a.jsonl", "error": "the line"}]
    assert main("memory://bucket/a.jsonl")[0] == 0
    assert len(rows(Path("out"))) == 3


# ------------------------------------------------------------------------------- kept columns


RECORDS: list[Record] = [
    {"id": "a", "text": ARTICLE, "url": "https://a.example/", "n": 3, "tags": ["x", None]},
    {"id": "b", "text": None, "url": None, "n": None, "tags": []},
]


def test_columns_of_parquet_are_kept_as_they_are(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", RECORDS)
    assert main("a.parquet", "--keep", "url,n", "--keep", "id", emit="faq")[0] == 1
    kept = pq.read_table("out/shards").schema
    assert kept.names == ["id", "url", "n", "faq"]
    assert kept.field("n").type == pa.int64()
    assert [row["url"] for row in rows(Path("out"))] == ["https://a.example/", None]
    main("a.parquet", "--keep-all", "--overwrite", emit="faq")
    assert pq.read_table("out/shards").schema.names == ["id", "url", "n", "tags", "faq"]
    main("a.parquet", "--keep", "text,tags", "--overwrite", "--format", "jsonl", emit="faq")
    assert rows(Path("out"))[0]["text"] == ARTICLE
    assert rows(Path("out"))[0]["tags"] == ["x", None]


def test_columns_of_lines_are_kept_as_json_or_as_text(main: Main, tmp_path: Path) -> None:
    data = corpora.jsonl(RECORDS).replace(b'"n": 3', b'"n": NaN')
    (tmp_path / "a.jsonl").write_bytes(data + b"broken\n")
    assert main("a.jsonl", "--keep", "n,tags,url", emit="error")[0] == 1
    first, second, broken = rows(Path("out"))
    assert (first["n"], first["tags"], first["url"]) == ("NaN", '["x", null]', "https://a.example/")
    assert (second["n"], second["tags"], broken["tags"]) == (None, "[]", None)
    main("a.jsonl", "--keep-all", "--overwrite", "--format", "jsonl", emit="error")
    first, second, _ = rows(Path("out"))
    assert list(first) == ["id", "url", "n", "tags", "error"]
    assert (first["n"], second["tags"]) == ("NaN", [])


def test_a_kept_value_that_json_cannot_hold_fails_its_record(main: Main, tmp_path: Path) -> None:
    days = pa.array([0, 2**31 - 1], type=pa.int32()).cast(pa.date32())
    pq.write_table(pa.table({"text": ["a", "b"], "day": days}), tmp_path / "a.parquet")
    assert main("a.parquet", "--keep", "day", "--format", "jsonl")[0] == 1
    assert [row["day"] for row in rows(Path("out"))] == ["1970-01-01", None]
    assert errors(Path("out"))[0]["error"].startswith("the value of 'day', of type date32")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--keep", "html"], "a column that is kept and what is emitted are both 'html'"),
        (["--keep", "nope"], "there is no column 'nope' in a.jsonl, only: id, text, url, n, tags"),
        (["--keep-all"], "--keep url,n,tags, or --keep-all with --format jsonl"),
        (["--keep-all", "--keep", "n"], "not allowed with argument"),
        (["--lang-column", "nope", "--document"], "no column 'nope'"),
        (
            ["--lang-column", "n"],
            "--lang-column is for jsonld and for whole pages of html: add --document",
        ),
        (["--lang", "en", "--lang-column", "n"], "lang is the same for all records, or from a"),
        (["--max-chars", "9"], "--max-chars is for sections, which is not emitted"),
        (["--dialect", "word"], "dialect"),
        (["--emit", "section"], "did you mean 'sections'?"),
        (["--emit", "chunks"], "did you mean 'sections'?"),
        (["tables"], "there is no file tables; if it is to be emitted: html,tables"),
        (["--output", ""], "the name of a file or folder is empty"),
        (["--output", "s3://bucket/out"], "is an address, and only an input"),
        (["--document", "--lang", "no tag"], "lang is a language tag"),
    ],
)
def test_options_that_do_not_fit_are_told(
    main: Main, tmp_path: Path, options: list[str], message: str
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", RECORDS)
    code, _, err = main("a.jsonl", *options)
    assert code == 2
    assert message in err


# ---------------------------------------------------------------- the options of the library


def test_the_options_of_parse_chunks_and_render_are_taken(main: Main, tmp_path: Path) -> None:
    text = f"# Ferry\n{ARTICLE}"
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"text": text}])
    main(
        *("a.jsonl", "--headings", "marks", "--inline", "--max-chars", 40, "--overlap", 10),
        *("--min-chars", 5, "--tables", "csv", "--faq", "details", "--document", "--title", "T"),
        *("--furniture", "drop", "--indent", 1, "--to-dialect", "1.12", "--formatting"),
        *("--formulas", "escape"),
        emit="html,json,text,sections,tables",
    )
    document = docparse.parse(text, headings="marks", inline=True)
    (row,) = rows(Path("out"))
    assert row["html"] == docparse.render(
        document, "html", faq="details", document=True, title="T", furniture="drop"
    )
    assert row["json"] == docparse.render(document, "json", indent=1)
    assert row["text"] == docparse.render(
        document, "text", dialect="1.12", formatting=True, furniture="drop"
    )
    wanted = docparse.chunks(
        document, max_chars=40, overlap=10, min_chars=5, tables="csv", furniture="drop"
    )
    assert [each["text"] for each in row["sections"]] == [chunk.text for chunk in wanted]


def test_what_a_record_says_of_itself_is_written(main: Main, tmp_path: Path) -> None:
    about = {"title": "Ferry", "lang": "pt_BR", "url": "https://a.example/x", "date": "2025-05-17"}
    odd = {"title": None, "lang": "no tag", "url": "javascript:alert(1)", "date": "soon"}
    corpora.write_jsonl(
        tmp_path / "a.jsonl", [{"text": "It is late.", **about}, {"text": "Why?", **odd}]
    )
    columns = [f"--{name}-column={name}" for name in about]
    assert main("a.jsonl", "--document", *columns, emit="html,jsonld,diagnostics")[0] == 0
    first, second = rows(Path("out"))
    document = docparse.parse("It is late.")
    wanted: Any = {**about, "lang": "pt-BR"}
    assert first["html"] == docparse.render(document, "html", document=True, **wanted)
    assert first["jsonld"] == docparse.render(document, "jsonld", **wanted)
    assert '<html lang="und">' in second["html"]
    assert "javascript" not in second["html"] + second["jsonld"]
    assert [each["code"] for each in second["diagnostics"]] == [
        "unusable-lang",
        "unusable-url",
        "unusable-date",
    ]


# ------------------------------------------------------------- columns that few records have


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_column_that_only_later_records_have_is_null_before(
    main: Main, tmp_path: Path, suffix: str
) -> None:
    records: list[Record] = [{"id": n, "text": f"{n}"} for n in range(300)]
    records[250] |= {"by": "Ann", "uid": "u"}
    write = corpora.write_gzip if suffix.endswith("gz") else corpora.write_jsonl
    write(tmp_path / f"a{suffix}", records)
    line = (f"a{suffix}", "--keep", "by", "--id-column", "uid")
    assert main(*line, emit="error")[0] == 0
    found = rows(Path("out"))
    assert found[250] == {"uid": "u", "by": "Ann", "error": None}
    assert found[0] == {"uid": None, "by": None, "error": None}


def test_a_column_that_only_another_file_has_is_null(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"text": "x"}])
    corpora.write_jsonl(tmp_path / "b.jsonl", [{"text": "x", "by": "Ann"}])
    assert main("a.jsonl", "b.jsonl", "--keep", "by", emit="error")[0] == 0
    assert [row["by"] for row in rows(Path("out"))] == [None, "Ann"]


def test_a_column_that_no_record_has_is_told_with_what_was_meant(
    main: Main, tmp_path: Path
) -> None:
    records: list[Record] = [{"text": "x", "about": "authors"}] * 200
    corpora.write_jsonl(tmp_path / "a.jsonl", [*records, {"text": "x", "by": "Ann"}])
    code, _, err = main("a.jsonl", "--keep", "by,abuot,authors")
    assert code == 2
    assert err == (
        "docparse: there is no column 'abuot' in a.jsonl, only: text, about; --keep names another; "
        "did you mean 'about'?\n"
    )
