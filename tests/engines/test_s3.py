"""Texts in S3: `docparse corpus` reads them from a store of this machine, in processes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests import corpora

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _, port = server.get_host_and_port()
    yield f"http://127.0.0.1:{port}"
    server.stop()


@pytest.fixture
def store(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of the store, with an empty bucket ``texts``."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    client = boto3.client("s3")
    client.create_bucket(Bucket="texts")
    return client


def test_a_bucket_is_read_and_only_what_changed_is_read_again(store: Any, tmp_path: Path) -> None:
    records = corpora.records(30)
    corpora.write_parquet(tmp_path / "a.parquet", records[:20])
    corpora.write_gzip(tmp_path / "b.jsonl.gz", records[20:])
    for name in ("a.parquet", "b.jsonl.gz"):
        store.upload_file(str(tmp_path / name), "texts", f"2026/{name}")
    env = corpora.environment(tmp_path)
    arguments = ("s3://texts/2026", "--output", "out", "--emit", "html", "--workers", 2)
    done = corpora.corpus(*arguments, env=env, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = {row["id"]: row["html"] for row in corpora.rows(tmp_path / "out")}
    assert found.keys() == {record["id"] for record in records}

    here = corpora.corpus(
        *("a.parquet", "b.jsonl.gz", "--output", "here", "--emit", "html"), env=env, cwd=tmp_path
    )
    assert here.returncode == 0
    assert found == {row["id"]: row["html"] for row in corpora.rows(tmp_path / "here")}

    assert "nothing new" in corpora.corpus(*arguments, env=env, cwd=tmp_path).stdout
    store.put_object(Bucket="texts", Key="2026/c.jsonl", Body=corpora.jsonl(corpora.records(2)))
    done = corpora.corpus(*arguments, env=env, cwd=tmp_path)
    assert done.stdout.splitlines()[1].startswith("new: 2 documents, ")


def test_a_bucket_that_there_is_not_is_told_in_a_line(store: Any, tmp_path: Path) -> None:
    env = corpora.environment(tmp_path)
    arguments = ("s3://none/x.parquet", "--output", "out", "--emit", "html")
    done = corpora.corpus(*arguments, env=env, cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("docparse: cannot read s3://none/x.parquet: ")
    assert done.stderr.count("\n") == 1
