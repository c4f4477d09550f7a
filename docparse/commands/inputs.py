"""Which articles a command reads: files, folders and patterns → a list of files."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import attrs

from docparse.commands.command import UNREADABLE, Failure, UsageError
from docparse.commands.console import first_of
from docparse.corpus.errors import none_read

STANDARD_INPUT: Final = "-"

FORM_NAMES: Final = ("auto", "text", "markdown", "html", "json")
"""What a file may be said to be; ``auto`` goes by its name."""

_FORMS: Final = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".json": "json",
}


OnError: TypeAlias = Callable[[OSError], None]


@attrs.frozen
class ArticleFile:
    """A file to read as ``form``.

    ``target`` is where its output goes in a folder, without the end of the name: ``"ferries/may"``.
    ``is_alone`` is true of the only file that was named.
    """

    path: str
    form: str
    target: str
    is_alone: bool = False


@attrs.frozen
class Found:
    """The articles, and why an input gave none, by its name."""

    articles: list[ArticleFile]
    problems: dict[str, str] = attrs.Factory(dict)

    @property
    def is_one(self) -> bool:
        """Whether one file was named, and nothing else."""
        return [article.is_alone for article in self.articles] == [True]


def form_of(path: str, source_form: str) -> str:
    """Return what the file ``path`` is read as; ``source_form`` is that, or ``"auto"``."""
    if source_form != "auto":
        return source_form
    return _FORMS.get(Path(path).suffix.lower(), "text")


def find_articles(inputs: Sequence[str], source_form: str, out_dir: str | None) -> Found:
    """Return the files that ``inputs`` name, each once, in the order of the names.

    Of a folder, and of all folders below it, those are taken whose names end as ``source_form`` has
    it (``"auto"``: text, HTML and Markdown). Names that begin with a dot are left out, and so is
    all that lies in ``out_dir``. A pattern such as ``*.txt`` that names no file stands for the
    files that it fits. Raises UsageError if standard input is one of several, Failure if there is
    nothing to read.
    """
    if list(inputs) == [STANDARD_INPUT]:
        return Found([ArticleFile(STANDARD_INPUT, form_of("", source_form), "stdin", True)])
    if STANDARD_INPUT in inputs:
        raise UsageError("standard input stands alone: leave out - or the other names")
    only = inputs[0] if len(inputs) == 1 else None
    if only is not None and not os.path.isdir(only) and not _is_pattern(only):
        return Found([ArticleFile(only, form_of(only, source_form), Path(only).stem, True)])
    articles: dict[str, ArticleFile] = {}
    problems: dict[str, str] = {}

    def unlisted(error: OSError) -> None:
        problems[error.filename] = error.strerror or str(error)

    for name in inputs:
        paths = list(_paths_of(name, source_form, out_dir, unlisted))
        if not paths and name not in problems:
            problems[name] = _why_nothing(name, source_form)
        for path, target in paths:
            article = ArticleFile(path, form_of(path, source_form), os.path.splitext(target)[0])
            articles.setdefault(os.path.realpath(path), article)
    if not articles:
        raise Failure(UNREADABLE, none_read(problems))
    return Found(list(articles.values()), problems)


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name) and not os.path.lexists(name)


def _paths_of(
    name: str, source_form: str, out_dir: str | None, on_error: OnError
) -> Iterator[tuple[str, str]]:
    """Yield each file that one input names, and its path from the folder that is named.

    A folder that cannot be listed goes to ``on_error``.
    """
    if not _is_pattern(name):
        root = name if os.path.isdir(name) else os.path.dirname(name)
        paths = [name] if os.path.lexists(name) else []
    else:
        root = _fixed_part(name)
        paths = sorted(glob.glob(name, recursive=True))
    for path in paths:
        if os.path.isdir(path):
            for file in _files_in(path, source_form, out_dir, on_error):
                yield file, _path_below(root, file)
        else:
            yield path, _path_below(root, path)


def _path_below(root: str, path: str) -> str:
    """Return ``path`` from the folder ``root``; of what a pattern found elsewhere, its name."""
    below = os.path.relpath(path, root or ".")
    return os.path.basename(below) if below.startswith(os.pardir) else below


def _fixed_part(pattern: str) -> str:
    """Return the folder before the first sign of ``pattern``: ``"a"`` of ``"a/*/b.txt"``."""
    folder = os.path.dirname(pattern)
    while glob.has_magic(folder):
        folder = os.path.dirname(folder)
    return folder


def _files_in(
    folder: str, source_form: str, out_dir: str | None, on_error: OnError
) -> Iterator[str]:
    left_out = None if out_dir is None else os.path.realpath(out_dir)
    top = os.path.realpath(folder)
    for here, below, names in os.walk(folder, onerror=on_error):
        if left_out is not None and os.path.realpath(here) == left_out != top:
            below.clear()
            continue
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(here, name)
            is_wanted = os.path.splitext(name)[1].lower() in _endings_taken(source_form)
            is_file = os.path.isfile(path) or os.path.islink(path)
            if is_wanted and is_file and not name.startswith("."):
                yield path


def _endings_taken(source_form: str) -> list[str]:
    """Return how names of files end that are taken from a folder."""
    wanted = {"text", "html", "markdown"} if source_form == "auto" else {source_form}
    return [ending for ending, form in _FORMS.items() if form in wanted]


def _why_nothing(name: str, source_form: str) -> str:
    if os.path.isdir(name):
        return f"no name of a file in it ends in {', '.join(_endings_taken(source_form))}"
    return "no file matches" if _is_pattern(name) else "No such file or directory"


def check_targets(articles: Sequence[ArticleFile], out_dir: str, ending: str) -> None:
    """Raise UsageError if two articles have one output, or if the output of one is an input.

    ``ending`` is what the names of outputs have behind the targets.
    """
    taken: dict[str, ArticleFile] = {}
    clashes = []
    for article in articles:
        first = taken.setdefault(os.path.normcase(article.target), article)
        if first is not article:
            output = os.path.join(out_dir, article.target + ending)
            clashes.append(f"{first.path} and {article.path}: {output}")
    if clashes:
        raise UsageError(
            "two articles would be written to one file; name a folder above them, so that they "
            "keep their paths, or take one kind of file with --from:\n"
            + "\n".join(first_of(clashes, _LISTED_CLASHES))
        )
    refuse_inputs([os.path.join(out_dir, each.target + ending) for each in articles], articles)


def refuse_inputs(outputs: Iterable[str], articles: Iterable[ArticleFile]) -> None:
    """Raise UsageError if one of the files ``outputs`` is one of ``articles``."""
    inputs = {os.path.realpath(article.path) for article in articles}
    for output in outputs:
        if os.path.realpath(output) in inputs:
            raise UsageError(f"the input {output} would be written over: name another output")


_LISTED_CLASHES: Final = 10
