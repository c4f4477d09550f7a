"""Spark: the example of docs/corpora.md, in a local session."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from docparse.arrow import process_batch
from tests import corpora
from tests.conftest import CHECKOUT

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(CHECKOUT))
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
            .getOrCreate()
        )
        yield session
        session.stop()


def test_map_in_arrow_gives_what_process_batch_gives(spark: SparkSession, tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "in" / "a.parquet", corpora.records(30))
    example = CHECKOUT / "examples" / "engines" / "spark_corpus.py"
    namespace: dict[str, object] = {"__name__": "example"}
    exec(compile(example.read_text("utf-8"), str(example), "exec"), namespace)
    parse = namespace["parse"]
    assert callable(parse)
    parse(spark, str(tmp_path / "in"), str(tmp_path / "out"))
    found = {row["id"]: row for row in pq.read_table(tmp_path / "out").to_pylist()}
    (batch,) = pq.read_table(tmp_path / "in" / "a.parquet").combine_chunks().to_batches()
    expected = process_batch(batch, emit=["sections", "tables", "error"]).to_pylist()
    assert found == {row["id"]: row for row in expected}


def test_the_example_runs_when_it_is_called_by_its_path(tmp_path: Path) -> None:
    corpora.write_parquet(tmp_path / "in" / "a.parquet", corpora.records(5))
    example = CHECKOUT / "examples" / "engines" / "spark_corpus.py"
    variables = {name: value for name, value in os.environ.items() if name != "PYSPARK_PYTHON"}
    done = subprocess.run(
        [sys.executable, str(example), str(tmp_path / "in"), str(tmp_path / "out")],
        env={**variables, "PYTHONPATH": str(CHECKOUT)},
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    assert pq.read_table(tmp_path / "out").num_rows == 5
