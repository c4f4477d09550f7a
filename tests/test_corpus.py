"""``docparse corpus``: whole corpora in, shards out, started in this process where that will do."""

from __future__ import annotations

import errno
import io
import json
import multiprocessing
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import docparse
from docparse import cli
from docparse.corpus import parts, progress, run
from docparse.corpus import records as reading
from docparse.corpus.inputs import find_files
from docparse.corpus.pool import Event, Job, Outcome, UnderWay
from docparse.corpus.records import Batch, read_records
from docparse.corpus.shards import Counts, Shard
from docparse.corpus.worker import Done
from tests import corpora, kill_and_resume
from tests.corpora import ARTICLE, content, errors, rows, shards

posix = pytest.mark.skipif(os.name != "posix", reason="as POSIX has it")


@pytest.fixture
def main(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run ``docparse corpus`` from this process, in ``tmp_path``.

    The workers are threads; with ``processes=True`` they are what they are for a user, and come
    upon faults.
    """
    for name, value in corpora.environment(tmp_path, kill_once=tmp_path / "once").items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    def call(
        *arguments: object, emit: str = "html", processes: bool = False
    ) -> tuple[int, str, str]:
        line = ["corpus", "--output", "out", "--emit", emit, "--workers", 1, *arguments]
        with monkeypatch.context() as patch:
            if not processes and os.name == "posix":
                patch.setattr("multiprocessing.get_context", lambda method: Threads)
            code = cli.main(list(map(str, line)))
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return call


Main = Callable[..., tuple[int, str, str]]


class Threads:
    """What multiprocessing is to a Pool, in one process: quick, and measured with the rest."""

    Pipe = staticmethod(multiprocessing.Pipe)

    class Process(threading.Thread):
        def __init__(self, target: Callable[..., None], args: Sequence[Any], daemon: bool) -> None:
            # The pool closes its end of what the worker was given, as if that had a copy.
            connection = Connection(os.dup(args[0].fileno()))
            self.connection = connection
            super().__init__(target=target, args=(connection, *args[1:]), daemon=daemon)

        def run(self) -> None:
            try:
                with suppress(SystemExit):
                    super().run()
            finally:
                self.connection.close()

        def terminate(self) -> None:
            with suppress(OSError), socket.socket(fileno=os.dup(self.connection.fileno())) as end:
                end.shutdown(socket.SHUT_RDWR)

        kill = terminate


# ------------------------------------------------------------------------- what comes out


def test_every_kind_of_file_becomes_shards_of_rows(main: Main, tmp_path: Path) -> None:
    records = corpora.records(40)
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", records[:10])
    corpora.write_gzip(tmp_path / "in" / "deep" / "b.jsonl.gz", records[10:20])
    with pa.CompressedOutputStream(str(tmp_path / "in" / "c.jsonl.zst"), "zstd") as file:
        file.write(corpora.jsonl(records[20:30]))
    corpora.write_parquet(tmp_path / "in" / "d.parquet", records[30:])
    (tmp_path / "in" / "notes.txt").write_text("not a file of records")
    code, out, err = main("in", emit="html,outline,sections,faq")
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("40 documents, ")
    assert sorted(row["id"] for row in rows(Path("out"))) == sorted(r["id"] for r in records)
    texts = {record["id"]: record["text"] for record in records}
    for row in rows(Path("out")):
        document = docparse.parse(texts[row["id"]])
        assert row["html"] == docparse.render(document, "html")
        assert [entry["text"] for entry in row["outline"]] == [
            entry.text for entry in docparse.outline(document)
        ]
        chunks = list(docparse.chunks(document))
        assert [each["heading_path"] for each in row["sections"]] == [
            c.heading_path for c in chunks
        ]
    assert list(rows(Path("out"))[0]) == ["id", "html", "outline", "sections", "faq"]
    assert errors(Path("out")) == []


def test_the_summary_counts_tables_and_questions(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "text": ARTICLE}] * 3)
    _, out, _ = main("a.jsonl")
    assert out.splitlines()[0] == "3 documents, 3 tables, 3 questions"
    assert out.splitlines()[2] == "0 failed"


def test_jsonl_shards_hold_the_same_as_parquet_shards(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(5))
    main("a.parquet", emit="sections,tables")
    parquet = rows(Path("out"))
    main("a.parquet", "--format", "jsonl", "--overwrite", emit="sections,tables")
    assert [path.suffix for path in shards(Path("out"))] == [".jsonl"]
    assert rows(Path("out")) == parquet


def test_only_shards_are_parquet_and_can_be_read_as_one_table(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", corpora.records(4))
    main("in")
    assert {path.parent.name for path in Path("out").rglob("*.parquet")} == {"shards"}
    assert pq.read_table("out/shards").num_rows == 7


def test_other_columns_can_be_named_and_ids_keep_their_type(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"key": 7, "body": ARTICLE, "more": 1.5}])
    code, _, _ = main("a.parquet", "--text-column", "body", "--id-column", "key")
    assert code == 0
    assert pq.read_table(shards(Path("out"))[0]).schema.field("key").type == pa.int64()
    assert rows(Path("out"))[0]["key"] == 7


def test_files_without_ids_have_rows_without_ids(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "in" / "a.parquet", [{"text": ARTICLE}])
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", [{"text": ARTICLE}])
    assert main("in")[0] == 0
    assert [row["id"] for row in rows(Path("out"))] == [None, None]


def test_a_pattern_names_files_and_folders(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "x1" / "a.jsonl", corpora.records(1))
    corpora.write_jsonl(tmp_path / "in" / "x2.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "in" / "y.jsonl", corpora.records(4))
    main("in/x*", "in/x2.jsonl")
    assert len(rows(Path("out"))) == 3


@pytest.mark.parametrize("part_bytes", [1, 100, 1000, 10_000])
def test_parts_of_a_file_hold_each_record_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part_bytes: int
) -> None:
    texts = [{"id": str(n), "text": "x" * n * 37} for n in range(12)]
    (tmp_path / "a.jsonl").write_bytes(b"\n" + corpora.jsonl(texts).replace(b"\n", b"\r\n\n")[:-3])
    corpora.write_parquet(tmp_path / "b.parquet", texts, row_group_size=2)
    monkeypatch.setattr(parts, "PART_BYTES", part_bytes)
    options = parts.Options("out", ("html",))
    for file in find_files([str(tmp_path)], "out"):
        cut = parts.parts_of(file, options, False)
        assert len({part.shard for part in cut}) == len(cut) > 1 or part_bytes == 10_000
        batches = [batch for part in cut for batch in read_records(part, options)]
        found = [
            (id, text)
            for batch in batches
            if isinstance(batch, Batch)
            for id, text in zip(batch.ids.to_pylist(), batch.texts, strict=True)
        ]
        assert found == [(record["id"], record["text"]) for record in texts]


# ---------------------------------------------------------------------------- what is refused


def test_a_missing_text_column_ends_the_run_and_the_columns_are_listed(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"id": 1, "body": "x"}])
    corpora.write_jsonl(tmp_path / "b.jsonl", [{"id": 1, "content": "x"}])
    code, _, err = main("a.parquet")
    assert code == 2
    assert "no column 'text' in a.parquet, only: id, body; --text-column names another" in err
    code, _, err = main("b.jsonl")
    assert code == 2
    assert "no column 'text' in b.jsonl, only: id, content" in err
    code, _, err = main("a.parquet", "--text-column", "body", "--id-column", "key")
    assert code == 2
    assert "no column 'key'" in err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["none.jsonl"], 3, "no such file or folder"),
        (["empty"], 3, "no file to read in empty"),
        (["a.txt"], 2, "a.txt is none of .parquet, .jsonl"),
        (["out/x.jsonl"], 2, "the output folder"),
        (["a.jsonl", "--workers", "0"], 2, "--workers is a number from 1"),
        (["a.jsonl", "--ray-address", "auto"], 2, "--ray-address is for --engine ray"),
        (["a.jsonl", "--id-column", "html"], 2, "are both 'html'"),
        (["broken.parquet"], 3, "cannot read broken.parquet"),
    ],
)
def test_what_cannot_be_done_is_said(
    main: Main, tmp_path: Path, arguments: list[str], code: int, message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1 and no more")
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    corpora.write_jsonl(tmp_path / "out" / "x.jsonl", corpora.records(1))
    ended, out, err = main(*arguments)
    assert (ended, out) == (code, "")
    assert message in err
    assert err.count("\n") == 1


def test_columns_that_are_none_are_refused(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    code, _, err = main("a.jsonl", emit="html,pdf")
    assert code == 2
    assert "no column 'pdf' to emit, only: html, markdown" in err


def test_an_output_folder_inside_the_input_is_not_read(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(3))
    for _ in range(2):
        assert main(".", "--format", "jsonl")[0] == 0
        assert len(rows(Path("out"))) == 3


# ------------------------------------------------------------------------------ a second run


def test_a_second_run_does_what_is_new_or_changed_and_no_more(main: Main, tmp_path: Path) -> None:
    for name, count in (("a", 2), ("b", 3), ("c", 4)):
        corpora.write_jsonl(tmp_path / "in" / f"{name}.jsonl", corpora.records(count))
    main("in")
    before = {path.name: path.stat().st_mtime_ns for path in shards(Path("out"))}
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", corpora.records(5))
    os.utime(tmp_path / "in" / "c.jsonl", (1, 1))  # the same content, as after copying
    corpora.write_jsonl(tmp_path / "in" / "d.jsonl", corpora.records(6))
    code, out, err = main("in")
    assert (code, err) == (0, "2 documents were done before\n")
    assert out.startswith("17 documents")
    after = {path.name: path.stat().st_mtime_ns for path in shards(Path("out"))}
    same = {name[0] for name in after if after[name] == before.get(name)}
    assert same == {"a", "c"}
    assert main("in")[2] == "17 documents were done before\n"


def test_a_shard_that_was_taken_away_is_made_again(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(3))
    main("in")
    whole = content(Path("out"))
    shards(Path("out"))[0].unlink()
    main("in")
    assert content(Path("out")) == whole


def test_a_file_that_got_shorter_leaves_no_shard_behind(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_BYTES", 1500)
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", [{"text": "x" * 400}] * 10)
    main("in")
    assert len(shards(Path("out"))) == 3
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", [{"text": "x" * 400}] * 2)
    main("in")
    assert len(shards(Path("out"))) == 1
    assert len(rows(Path("out"))) == 2


def test_other_options_or_another_version_are_refused_unless_all_is_made_anew(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    main("a.jsonl")
    whole = content(Path("out"))
    code, _, err = main("a.jsonl", emit="json")
    assert code == 2
    assert "begun with emit ['html']" in err
    assert "--overwrite" in err
    monkeypatch.setattr(docparse, "__version__", "9")
    code, _, err = main("a.jsonl")
    assert code == 2
    assert "begun with docparse '0." in err
    assert content(Path("out")) == whole
    assert main("a.jsonl", "--overwrite", emit="json")[0] == 0
    assert list(rows(Path("out"))[0]) == ["id", "json"]


def test_an_input_that_is_gone_is_refused_and_nothing_is_deleted(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(1))
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", corpora.records(1))
    main("in")
    whole = content(Path("out"))
    code, _, err = main("in/b.jsonl")
    assert code == 2
    assert "shards of in/a.jsonl" in err.replace("\\", "/")
    assert content(Path("out")) == whole


def test_a_folder_of_another_program_is_left_alone(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    (tmp_path / "out" / "shards").mkdir(parents=True)
    (tmp_path / "out" / "shards" / "mine").write_text("x")
    for option in ([], ["--overwrite"]):
        code, _, err = main("a.jsonl", *option)
        assert code == 2
        assert "another program" in err
    assert (tmp_path / "out" / "shards" / "mine").exists()


def test_a_torn_last_line_of_the_manifest_is_not_counted(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "b.jsonl", corpora.records(2))
    main("a.jsonl", "b.jsonl")
    whole = content(Path("out"))
    manifest = Path("out/manifest.jsonl")
    manifest.write_bytes(manifest.read_bytes()[:-30])
    assert main("a.jsonl", "b.jsonl")[2] == "2 documents were done before\n"
    assert content(Path("out")) == whole
    manifest.write_bytes(b"{\n" + manifest.read_bytes())
    code, _, err = main("a.jsonl", "b.jsonl")
    assert code == 2
    assert "is damaged: --overwrite starts anew" in err


# ----------------------------------------------------------------------------- odd records


def test_a_text_that_is_none_gives_nulls_and_a_line_of_its_own(main: Main, tmp_path: Path) -> None:
    lines = [
        {"id": "null", "text": None},
        {"id": "number", "text": 5},
        {"id": "good", "text": ARTICLE},
        {"id": "none", "body": "x"},
        ["no object"],
    ]
    data = corpora.jsonl(lines) + b'{"id": "cut", "text": "x\n\n'
    (tmp_path / "a.jsonl").write_bytes(data)
    code, out, _ = main("a.jsonl", emit="html,sections")
    assert code == 1
    assert "5 failed, listed in out" in out
    found = rows(Path("out"))
    assert [row["id"] for row in found] == ["null", "number", "good", "none", None, None]
    assert [row["html"] is None for row in found] == [True, True, False, True, True, True]
    listed = errors(Path("out"))
    assert [(line["id"], line["error"][:25]) for line in listed] == [
        ("null", "the text is null"),
        ("number", "the text is not a string "),
        ("none", "there is no 'text' in the"),
        (None, "not a JSON object but lis"),
        (None, "not a line of JSON: Inval"),
    ]
    assert {line["file"] for line in listed} == {"a.jsonl"}
    for line in listed[:3]:
        assert f'"id": "{line["id"]}"'.encode() in data[line["offset"] :].split(b"\n")[0]


def test_columns_that_hold_no_text_give_nulls(main: Main, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", [{"id": 1, "text": 5}, {"id": 2, "text": None}])
    corpora.write_parquet(tmp_path / "b.parquet", [{"id": 3, "text": b"\xff"}])
    corpora.write_parquet(tmp_path / "c.parquet", [{"id": 4, "text": {"deep": "x"}}])
    assert main("a.parquet", "b.parquet", "c.parquet")[0] == 1
    assert [(row["id"], row["html"]) for row in rows(Path("out"))] == [
        (number, None) for number in (1, 2, 3, 4)
    ]
    assert [line["row"] for line in errors(Path("out"))] == [0, 1, 0, 0]


def test_both_rows_of_an_id_are_kept_and_an_id_names_no_file(main: Main, tmp_path: Path) -> None:
    ids = ["same", "same", "../../up", "a/b\0c", "\ud800", 5, None, {"deep": 1}]
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": id, "text": ARTICLE} for id in ids])
    assert main("a.jsonl")[0] == 0
    assert [row["id"] for row in rows(Path("out"))] == [
        *("same", "same", "../../up", "a/b\0c", "\ufffd", "5", None, '{"deep": 1}')
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"a.jsonl", "out", "faults"}


def test_invalid_utf8_is_read_as_replacement_characters(main: Main, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\xef\xbb\xbf{"id": "x\xff", "text": "a\xff\xfeb"}\n')
    column = pa.array([b"a\xffb", b"good"]).view(pa.string())
    pq.write_table(pa.table({"id": [1, 2], "text": column}), tmp_path / "b.parquet")
    assert main("a.jsonl", "b.parquet", emit="markdown,diagnostics")[0] == 0
    found = rows(Path("out"))
    assert [row["markdown"] for row in found] == ["a\ufffd\ufffdb\n", "a\ufffdb\n", "good\n"]
    codes = [[entry["code"] for entry in row["diagnostics"]] for row in found]
    assert codes == [["invalid-encoding"], ["invalid-encoding"], []]


def test_lone_surrogates_do_not_stop_anything(main: Main, tmp_path: Path) -> None:
    texts = ["a \ud800 | \udc00 |\n---|---|\nb | c |\n", "Q: \ud800?\nA: \udfff"]
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": "\udfff", "text": text} for text in texts])
    every = ",".join(docparse.arrow.COLUMNS)
    assert main("a.jsonl", emit=every)[0] == 0
    assert main("a.jsonl", "--format", "jsonl", "--overwrite", emit=every)[0] == 0
    assert errors(Path("out")) == []


# ---------------------------------------------------------------------------------- faults


def test_a_record_that_the_parser_fails_on_is_listed_and_no_other_is_touched(
    main: Main, tmp_path: Path
) -> None:
    records = corpora.records(9)
    records[4]["text"] = "RAISES"
    corpora.write_parquet(tmp_path / "a.parquet", records)
    assert main("a.parquet", processes=True)[0] == 1
    assert [row["html"] is None for row in rows(Path("out"))] == [n == 4 for n in range(9)]
    (line,) = errors(Path("out"))
    assert line["file"] == "a.parquet"
    assert (line["row"], line["id"]) == (4, "r4")
    assert line["error"] == "RuntimeError: poisoned"


@posix
def test_records_that_kill_their_process_are_found_and_all_others_are_done(
    main: Main, tmp_path: Path
) -> None:
    records = corpora.records(23)
    for number in (5, 19):
        records[number]["text"] = "KILLS"
    corpora.write_jsonl(tmp_path / "a.jsonl", records)
    assert main("a.jsonl", processes=True)[0] == 1
    found = rows(Path("out"))
    assert [row["id"] for row in found] == [record["id"] for record in records]
    assert [n for n, row in enumerate(found) if row["html"] is None] == [5, 19]
    assert [line["id"] for line in errors(Path("out"))] == ["r5", "r19"]
    assert "killed" in errors(Path("out"))[0]["error"]


@posix
def test_in_threads_too_the_worker_that_ends_costs_its_record_and_no_other(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(text: str) -> docparse.Document:
        if "ENDS" in text:
            raise SystemExit  # not caught: the thread ends, as a process that is killed
        return docparse.parse(text)

    monkeypatch.setattr(docparse.arrow, "parse", ends)
    records = corpora.records(40)
    for number in (0, 17, 18, 39):
        records[number]["text"] = "ENDS"
    corpora.write_parquet(tmp_path / "a.parquet", records, row_group_size=16)
    assert main("a.parquet", emit="error")[0] == 1
    assert [row["id"] for row in rows(Path("out"))] == [record["id"] for record in records]
    assert [line["row"] for line in errors(Path("out"))] == [0, 17, 18, 39]


@posix
def test_a_part_whose_worker_ends_for_no_record_is_listed_and_tried_again_later(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "b.jsonl", corpora.records(3))

    def ends(part: parts.Part, options: parts.Options) -> str:
        if part.file.path == "b.jsonl":
            raise SystemExit
        return parts.digest_of(part, options)

    with monkeypatch.context() as patch:
        patch.setattr("docparse.corpus.worker.digest_of", ends)
        code, out, _ = main("a.jsonl", "b.jsonl")
    assert code == 1
    assert "1 file not read, listed in" in out
    assert errors(Path("out")) == [
        {"file": "b.jsonl", "error": "the process that read it was killed 4 times"}
    ]
    assert main("a.jsonl", "b.jsonl")[0] == 0
    assert len(rows(Path("out"))) == 5


@posix
def test_a_file_that_goes_away_during_the_run_is_listed(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    corpora.write_jsonl(tmp_path / "b.jsonl", corpora.records(2))

    def goes(part: parts.Part, options: parts.Options) -> str:
        (tmp_path / "b.jsonl").unlink(missing_ok=True)
        return parts.digest_of(part, options)

    monkeypatch.setattr("docparse.corpus.worker.digest_of", goes)
    assert main("a.jsonl", "b.jsonl")[0] == 1
    (line,) = errors(Path("out"))
    assert line == {"file": "b.jsonl", "error": "No such file or directory"}


@posix
def test_a_shard_that_cannot_be_written_ends_the_run(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("docparse.corpus.shards._sync", full)
    code, out, err = main("a.jsonl")
    assert (code, out) == (1, "")
    assert err == "docparse: cannot write the shard of a.jsonl: No space left on device\n"
    assert shards(Path("out")) == []


@posix
def test_workers_that_do_not_start_end_the_run(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    monkeypatch.setattr("docparse.corpus.pool.work", lambda connection, options: None)
    code, _, err = main("a.jsonl")
    assert code == 1
    assert "the worker processes end as soon as they are started" in err


@posix
def test_a_worker_killed_by_accident_costs_no_record(main: Main, tmp_path: Path) -> None:
    records = corpora.records(9)
    records[4]["text"] = f"ONCE {ARTICLE}"
    corpora.write_jsonl(tmp_path / "a.jsonl", records)
    (tmp_path / "once").touch()
    assert main("a.jsonl", processes=True)[0] == 0
    assert not (tmp_path / "once").exists()
    assert len(rows(Path("out"))) == 9
    assert errors(Path("out")) == []


def test_what_stands_before_the_cut_of_a_compressed_file_is_kept(
    main: Main, tmp_path: Path
) -> None:
    records = corpora.records(300)
    corpora.write_gzip(tmp_path / "a.jsonl.gz", records)
    whole = (tmp_path / "a.jsonl.gz").read_bytes()
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.jsonl.gz").write_bytes(b"no gzip at all")
    with pa.CompressedOutputStream(str(tmp_path / "c.jsonl.zst"), "zstd") as file:
        file.write(corpora.jsonl(records))
    whole = (tmp_path / "c.jsonl.zst").read_bytes()
    (tmp_path / "c.jsonl.zst").write_bytes(whole[: len(whole) // 2])
    corpora.write_jsonl(tmp_path / "d.jsonl", records[:2])
    code, out, _ = main(".")
    assert code == 1
    assert "3 failed, listed in" in out
    found = [row["id"] for row in rows(Path("out"))]
    ids = [record["id"] for record in records]
    assert found[-2:] == ids[:2]
    assert len(found) > 2
    assert found[: found.index("r0", 1)] == ids[: found.index("r0", 1)]
    listed = {line["file"]: line["error"] for line in errors(Path("out"))}
    assert listed.keys() == {"./a.jsonl.gz", "./b.jsonl.gz", "./c.jsonl.zst"}
    assert "cut off before its end" in listed["./a.jsonl.gz"]


def test_a_broken_footer_or_page_costs_no_other_file_or_row_group(
    main: Main, tmp_path: Path
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(20), row_group_size=5)
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    group = pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(1)
    page = group.column(1).dictionary_page_offset or group.column(1).data_page_offset
    data[page : page + 40] = b"\xff" * 40
    (tmp_path / "a.parquet").write_bytes(data)
    corpora.write_parquet(tmp_path / "b.parquet", corpora.records(3))
    (tmp_path / "b.parquet").write_bytes((tmp_path / "b.parquet").read_bytes()[:-9])
    code, _, _ = main("a.parquet", "b.parquet")
    assert code == 1
    assert [row["id"] for row in rows(Path("out"))] == [
        f"r{number}" for number in range(20) if not 5 <= number < 10
    ]
    footer, page_error = errors(Path("out"))
    assert footer["file"] == "b.parquet"
    assert "footer" in footer["error"] or "magic bytes" in footer["error"].lower()
    assert page_error["row"] == 5
    assert "rows 5 to 9 cannot be read" in page_error["error"]


def test_a_record_of_200_megabytes_is_read(main: Main, tmp_path: Path) -> None:
    line = "All boats are late today, and all of the trains are too. " * 8000 + "\n"
    text = line * (200_000_000 // len(line) + 1)
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"id": 1, "text": text}, {"id": 2, "text": ARTICLE}])
    code, out, _ = main("a.jsonl", emit="outline")
    assert code == 0
    assert out.splitlines()[1].startswith("200.")
    assert [row["id"] for row in rows(Path("out"))] == ["1", "2"]


def test_a_line_that_is_too_long_is_listed_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_RECORD", 2**20)
    corpora.write_gzip(tmp_path / "a.jsonl.gz", [{"text": "x" * 2**22}, {"text": ARTICLE}])
    (file,) = find_files([str(tmp_path)], "out")
    options = parts.Options("out", ("html",))
    (part,) = parts.parts_of(file, options, False)
    (batch,) = read_records(part, options)
    assert isinstance(batch, Batch)
    assert batch.problems == {0: "the line is longer than 1 MiB"}
    assert batch.texts[1] == ARTICLE


@posix
def test_a_disk_that_is_full_ends_the_run_and_what_is_done_is_kept(tmp_path: Path) -> None:
    env = corpora.environment(tmp_path, part_bytes=30_000)
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", corpora.records(120))
    command = corpora.command("in", "--output", "out", "--emit", "html,json", "--workers", 1)
    shell = """
        mkdir out && mount -t tmpfs -o size=150k none out || exit 99
        for size in 150k 150k 50m
        do
            mount -o remount,size=$size none out
            "$@"
            echo "ended $?"
        done
        cp -r out kept
    """
    unshare = shutil.which("unshare")
    done = subprocess.run(
        [unshare or "false", "-rm", "sh", "-c", shell, "sh", *command],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    if not done.stdout.startswith("ended"):
        pytest.skip("no small disk can be mounted here")
    assert done.stdout.count("ended 1\n") == 2, done.stderr
    assert done.stdout.count("ended 0\n") == 1, done.stderr
    assert "No space left on device" in done.stderr
    assert "were done before" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert len(rows(tmp_path / "kept")) == 120


@posix
def test_a_file_that_the_system_cuts_short_ends_the_run(tmp_path: Path) -> None:
    import resource

    env = corpora.environment(tmp_path)
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(60))

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    arguments = ("a.jsonl", "--output", "out", "--emit", "html")
    done = corpora.corpus(*arguments, env=env, cwd=tmp_path, preexec_fn=limited)
    assert done.returncode == 1
    assert "cannot write the shard of a.jsonl: File too large" in done.stderr
    assert shards(tmp_path / "out") == []
    assert corpora.corpus(*arguments, env=env, cwd=tmp_path).returncode == 0
    assert len(rows(tmp_path / "out")) == 60


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_said(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    (tmp_path / "out").mkdir(mode=0o500)
    code, _, err = main("a.jsonl")
    assert code == 1
    assert "cannot write to out: Permission denied" in err


def test_an_output_that_is_a_file_is_said(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    (tmp_path / "out").write_text("x")
    code, _, err = main("a.jsonl")
    assert code == 1
    assert "cannot write to out" in err


@posix
@pytest.mark.parametrize("everyone", [True, False])
def test_an_interrupt_ends_the_run_and_a_second_run_refuses_meanwhile(
    tmp_path: Path, everyone: bool
) -> None:
    env = corpora.environment(tmp_path)
    records = corpora.records(9)
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", records)
    records[4]["text"] = "WAITS"
    corpora.write_jsonl(tmp_path / "in" / "b.jsonl", records)
    arguments = ("in", "--output", "out", "--emit", "html", "--workers", 1)
    with subprocess.Popen(
        corpora.command(*arguments),
        cwd=tmp_path,
        env=env,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("out/shards/a-*")) and time.monotonic() < deadline:
            time.sleep(0.02)
        second = corpora.corpus(*arguments, env=env, cwd=tmp_path)
        assert second.returncode == 1
        assert second.stderr == (
            "docparse: another run is writing to out: wait until it has ended\n"
        )
        if everyone:
            os.killpg(process.pid, signal.SIGINT)  # Ctrl-C on a terminal
        else:
            process.terminate()
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
    assert [path.name[0] for path in shards(tmp_path / "out")] == ["a"]
    assert not (tmp_path / "out" / ".docparse" / "unfinished").exists()
    assert errors(tmp_path / "out") == []


@posix
def test_a_run_that_was_killed_goes_on_and_makes_what_an_undisturbed_one_makes() -> None:
    assert kill_and_resume.main(moments=2, seed=7) >= 2


# ----------------------------------------------------------------------- telling how it goes


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar(main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(30))
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert main("a.jsonl")[0] == 0
    assert "30 documents, 0 errors" in terminal.getvalue()
    assert "B/s" in terminal.getvalue()


def test_elsewhere_lines_are_said_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    clock = iter([0.0, 5.0, 10.0, 15.0, 21.0])
    monkeypatch.setattr("docparse.corpus.progress.time.monotonic", lambda: next(clock))
    telling = progress.Progress(100_000_000, 20_000_000, said.append, None)
    for done in (25e6, 30e6, 60e6, 90e6):
        telling.update(done, Counts(documents=1234, failed=2))
    telling.close()
    assert said == [
        "1,234 documents, 30.0 MB of 100.0 MB, 1.0 MB/s, 2 errors, 1 min 10 s left",
        "1,234 documents, 90.0 MB of 100.0 MB, 3.3 MB/s, 2 errors, 0 min 3 s left",
    ]
    assert progress.duration(3 * 3600 + 61) == "3 h 1 min"


# --------------------------------------------------------------------------------- the rest


def test_without_the_extra_it_is_said_what_to_install(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    code, _, err = main("a.jsonl")
    assert code == 1
    assert "pip install 'docparse[corpus]'" in err


def test_the_parent_takes_few_microseconds_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With parts of 1,000 documents, a few times fewer than those of a real corpus hold."""
    monkeypatch.setattr(parts, "PART_BYTES", 12_000)
    corpora.write_jsonl(tmp_path / "a.jsonl", [{"text": "x"}] * 20_000)
    options = parts.Options(str(tmp_path / "out"), ("error",))

    def idle(jobs: Sequence[Job], options: parts.Options) -> Iterator[Event]:
        for job in jobs:
            for path in job.paths:
                Path(path).touch()
            yield UnderWay(job, Counts(500), 0.5)
            yield Outcome(job, Done("", Shard(Counts(1000), 0)))

    started = time.process_time()
    summary = run.run([str(tmp_path / "a.jsonl")], options, engine=idle)
    used = time.process_time() - started
    assert summary.counts.documents >= 20_000
    assert used / summary.counts.documents < 10e-6


def test_the_json_of_the_manifest_says_what_was_done(main: Main, tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    main("a.jsonl")
    header, line = map(json.loads, Path("out/manifest.jsonl").read_text().splitlines())
    assert header["docparse"] == docparse.__version__
    assert header["emit"] == ["html"]
    assert line["file"] == "a.jsonl"
    assert line["counts"]["documents"] == 2
    assert len(line["digest"]) == 64
