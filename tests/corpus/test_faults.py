"""Processes that die, disks that are full, and users who interrupt."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

import docparse
from docparse.corpus import parts
from docparse.corpus.options import Options
from tests import corpora
from tests.corpora import ARTICLE, errors, rows, shards
from tests.corpus.conftest import Main, posix


@posix
def test_records_that_kill_their_process_are_found_and_all_others_are_done(
    main: Main, tmp_path: Path
) -> None:
    records = corpora.records(7)
    for number in (1, 5):
        records[number]["text"] = "KILLS"
    corpora.write_jsonl(tmp_path / "a.jsonl", records)
    assert main("a.jsonl", processes=True)[0] == 1
    found = rows(Path("out"))
    assert [row["id"] for row in found] == [record["id"] for record in records]
    assert [n for n, row in enumerate(found) if row["html"] is None] == [1, 5]
    assert [line["id"] for line in errors(Path("out"))] == ["r1", "r5"]
    assert "killed" in errors(Path("out"))[0]["error"]


@posix
def test_in_threads_too_the_worker_that_ends_costs_its_record_and_no_other(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(text: str) -> docparse.Document:
        if "ENDS" in text:
            raise SystemExit  # not caught: the thread ends, as a process that is killed
        return docparse.parse(text)

    monkeypatch.setattr("docparse.columns.texts.parse", ends)
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

    def ends(part: parts.Part, options: Options) -> str:
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

    def goes(part: parts.Part, options: Options) -> str:
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
    monkeypatch.setattr("docparse.corpus.processes._serve", lambda pipe, do: None)
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
    assert "cannot write to out: out is not a folder; move it away, or name another" in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="as Linux has it")
def test_a_summary_that_cannot_be_printed_is_said(tmp_path: Path) -> None:
    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(1))
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            corpora.command("a.jsonl", "--output", "out", "--emit", "error"),
            env=corpora.environment(tmp_path),
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == ("docparse: cannot write to standard output: No space left on device\n")


def test_an_interrupt_within_the_first_part_says_that_nothing_is_kept(
    main: Main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    corpora.write_jsonl(tmp_path / "a.jsonl", corpora.records(2))
    monkeypatch.setattr("docparse.corpus.output.Output.publish", interrupted)
    code, _, err = main("a.jsonl")
    assert (code, err) == (130, "interrupted before the first part was done: nothing is kept\n")


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
    assert process.returncode == 130
    assert err == (
        "interrupted: 9 documents are done and kept in out; the same command goes on from there\n"
    )
    assert [path.name[0] for path in shards(tmp_path / "out")] == ["a"]
    assert not (tmp_path / "out" / ".docparse" / "unfinished").exists()
    assert errors(tmp_path / "out") == []
