"""Odd files: each is listed with its reason, and every other file is done."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests import corpora
from tests.corpora import errors, rows
from tests.corpus.conftest import Main


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
