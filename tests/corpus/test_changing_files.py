"""Files that change during the run, or hold less than they say: each is listed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from docparse.corpus import files, worker
from tests import corpora
from tests.corpora import Record, errors, rows
from tests.corpus.conftest import Main, posix


def shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20])


def fewer_row_groups(path: Path) -> None:
    corpora.write_parquet(path, corpora.records(1))


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DURING: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "emptied": (".jsonl", lambda path: path.write_bytes(b""), "it became shorter"),
    "emptied, compressed": (".jsonl.gz", lambda path: path.write_bytes(b""), "it became shorter"),
    "emptied, Parquet": (".parquet", lambda path: path.write_bytes(b""), "size is 0 bytes"),
    "cut": (".jsonl", shorter, "it became shorter while the run went on"),
    "cut, Parquet": (".parquet", shorter, "Parquet magic bytes not found"),
    "removed": (".jsonl", Path.unlink, "No such file or directory"),
    "removed, Parquet": (".parquet", Path.unlink, "No such file or directory"),
    "fewer row groups": (".parquet", fewer_row_groups, "it has 1 row groups and had 3 or more"),
    "a pipe": (".jsonl", a_pipe, "it is a named pipe"),
    "a folder": (".parquet", a_folder, "it is a folder"),
}


WRITERS: dict[str, Callable[[Path, list[Record]], None]] = {
    ".jsonl": corpora.write_jsonl,
    ".jsonl.gz": corpora.write_gzip,
    ".parquet": corpora.write_parquet,
}


@posix
@pytest.mark.parametrize("change", DURING)
@pytest.mark.parametrize("moment", ["digest_of", "write_shard"])
def test_a_file_that_changes_during_the_run_is_listed_and_every_other_is_done(
    main: Main, tmp_path: Path, change: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is read the first time, and before it is read the second time."""
    suffix, happens, reason = DURING[change]
    path = tmp_path / "in" / f"odd{suffix}"
    WRITERS[suffix](path, corpora.records(20))
    corpora.write_jsonl(tmp_path / "in" / "z.jsonl", corpora.records(3))
    real = getattr(worker, moment)
    whole = path.read_bytes()

    def changed(part: Any, *arguments: Any, **options: Any) -> Any:
        if part.file.path.endswith(suffix) and path.is_file() and path.read_bytes() == whole:
            happens(path)
        return real(part, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(worker, moment, changed)
        code, _, err = main("in")
    assert (code, err) == (1, "")
    others = [row for row in rows(Path("out")) if row["id"] in ("r0", "r1", "r2")]
    assert len(others) >= 3
    assert [line["file"] for line in errors(Path("out"))] == [f"in/odd{suffix}"]
    if moment == "digest_of":
        assert reason in errors(Path("out"))[0]["error"]
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    path.write_bytes(whole)
    assert main("in")[0] == 0
    assert len(rows(Path("out"))) == 23


def test_rows_that_the_footer_counts_and_no_page_holds_are_listed(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpora.write_parquet(tmp_path / "a.parquet", corpora.records(6), row_group_size=3)

    class Short:
        """A Parquet file of which every row group holds one row less than its footer says."""

        def __init__(self, file: pq.ParquetFile) -> None:
            self.metadata, self.schema_arrow, self._file = file.metadata, file.schema_arrow, file

        def iter_batches(self, *arguments: Any, **options: Any) -> Iterator[pa.RecordBatch]:
            for batch in self._file.iter_batches(*arguments, **options):
                yield batch.slice(0, 2)

    @contextmanager
    def short(path: str) -> Iterator[Short]:
        with files.open_parquet(path) as opened:
            yield Short(opened)

    monkeypatch.setattr("docparse.corpus.records.open_parquet", short)
    assert main("a.parquet")[0] == 1
    assert [row["id"] for row in rows(Path("out"))] == ["r0", "r1", "r3", "r4"]
    assert [line["row"] for line in errors(Path("out"))] == [2, 5]
