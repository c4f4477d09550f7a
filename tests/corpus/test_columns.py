"""What is kept of the records, and the options they are read with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import docparse
from tests import corpora
from tests.corpora import ARTICLE, Record, errors, rows
from tests.corpus.conftest import Main

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
