"""Ray: texts parsed on a cluster give what they give on one machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
import ray
import ray.data

import docparse.ray
from docparse.arrow import process_batch
from tests import corpora

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module", autouse=True)
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cluster of this machine, whose processes come upon faults."""
    env = corpora.environment(tmp_path_factory.mktemp("cluster"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", env["PYTHONPATH"])
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
        yield
        ray.shutdown()


def test_a_dataset_becomes_the_dataset_of_what_is_asked_for() -> None:
    table = pa.Table.from_pylist(corpora.records(30))
    parsed = docparse.ray.parse(ray.data.from_arrow(table), emit=["html", "sections"], batch_size=8)
    rows = sorted(parsed.take_all(), key=lambda row: int(row["id"][1:]))
    (batch,) = table.combine_chunks().to_batches()
    expected = process_batch(batch, emit=["html", "sections"]).to_pylist()
    assert [row["html"] for row in rows] == [row["html"] for row in expected]
    assert [len(row["sections"]) for row in rows] == [len(row["sections"]) for row in expected]


def test_names_that_are_none_are_refused_at_once() -> None:
    with pytest.raises(docparse.OptionError, match="no column 'pdf'"):
        docparse.ray.parse(ray.data.range(1), emit=["pdf"])


def test_the_command_with_ray_writes_what_the_command_writes(tmp_path: Path) -> None:
    """With failed records, with one that kills its process, and resumed."""
    env = corpora.environment(tmp_path, part_bytes=15_000)
    records = corpora.records(60)
    records[7]["text"] = None
    records[31]["text"] = "KILLS"
    corpora.write_jsonl(tmp_path / "in" / "a.jsonl", records[:40])
    corpora.write_parquet(tmp_path / "in" / "b.parquet", records[40:])
    env |= {"RAY_ADDRESS": ray.get_runtime_context().gcs_address}
    for output, engine in (("local", []), ("cluster", ["--engine", "ray", "--workers", "1"])):
        arguments = ("in", "--output", output, "--emit", "html,tables", *engine)
        done = corpora.corpus(*arguments, env=env, cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        assert "2 failed" in done.stdout
    whole = corpora.content(tmp_path / "local")
    assert corpora.content(tmp_path / "cluster") == whole
    corpora.shards(tmp_path / "cluster")[1].unlink()
    arguments = ("in", "--output", "cluster", "--emit", "html,tables", "--engine", "ray")
    done = corpora.corpus(*arguments, env=env, cwd=tmp_path)
    assert "documents were done before" in done.stderr
    assert corpora.content(tmp_path / "cluster") == whole
