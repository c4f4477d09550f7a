"""A second run over a corpus: what is done again, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import docparse
from docparse.corpus import parts
from tests import corpora, kill_and_resume
from tests.corpora import content, rows, shards
from tests.corpus.conftest import Main, posix


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
    assert "begun with --emit html: say the same again" in err
    err = main("a.jsonl", "--keep", "id", "--faq", "details", "--text-column", "id")[2]
    assert "begun with no other options, --text-column text, no --keep: " in err
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


@posix
def test_a_run_that_was_killed_goes_on_and_makes_what_an_undisturbed_one_makes() -> None:
    assert kill_and_resume.main(moments=2, seed=7) >= 2
