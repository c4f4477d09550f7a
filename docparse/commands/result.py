"""What came of one article."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Protocol

import attrs

from docparse.commands.article import Article
from docparse.commands.command import FAILED, Failure, Nothing, fault
from docparse.commands.inputs import ArticleFile, refuse_inputs
from docparse.commands.parser import Arguments
from docparse.commands.writing import with_line_end, write_file
from docparse.errors import DocparseError, OptionError
from docparse.nodes.base import counted


class Writer(Protocol):
    """What writes one form of each article: an ArticleCommand."""

    def text(self, article: Article, arguments: Arguments) -> str:
        """Return what goes to the only output."""

    def files(self, article: Article, arguments: Arguments) -> Iterator[tuple[str, str]]:
        """Yield the names and texts of what goes to a folder."""


@attrs.define
class Result:
    """What came of the article ``path``.

    ``problem`` is why it failed, None if it did not; ``is_empty`` says that there was nothing to
    write, ``outputs`` names the files that were written, and ``text`` is what belongs into the
    file that all articles share. ``diagnostics`` are what was odd, ``messages`` the same as lines.
    """

    path: str
    problem: str | None = None
    is_empty: bool = False
    outputs: list[str] = attrs.Factory(list)
    text: str = ""
    diagnostics: list[dict[str, Any]] = attrs.Factory(list)
    messages: list[str] = attrs.Factory(list)
    read_as: str = ""

    def data(self) -> dict[str, Any]:
        """Return what a summary in JSON says of the article."""
        status = "failed" if self.problem is not None else "empty" if self.is_empty else "done"
        return {
            "input": self.path,
            "status": status,
            "outputs": self.outputs,
            "problem": self.problem,
            "diagnostics": self.diagnostics,
        }


def texts_of(
    command: Writer, article: Article, arguments: Arguments
) -> list[tuple[str | None, str]]:
    """Return what ``command`` writes of ``article``, each with the file that it belongs into.

    The file is None where all goes to one. Raises Failure if ``--strict`` is given and anything is
    odd.
    """
    if arguments.out_dir is None:
        texts: list[tuple[str | None, str]] = [(None, command.text(article, arguments))]
    else:
        texts = [
            (os.path.join(arguments.out_dir, name), text)
            for name, text in command.files(article, arguments)
        ]
        refuse_inputs([str(path) for path, _ in texts], [article.file])
    if arguments.strict and article.diagnostics:
        odd = counted(len(article.diagnostics), "diagnostic is an error", "diagnostics are errors")
        raise Failure(FAILED, f"{article.name}: with --strict, {odd}")
    return [(path, with_line_end(text)) for path, text in texts]


def problem_with(path: str, error: Exception) -> str:
    """Return why nothing came of the article ``path``; the others are still to be done."""
    if isinstance(error, (Failure, DocparseError)):
        return str(error)
    if isinstance(error, MemoryError):
        return f"{path} is too large for the memory there is"
    return f"{path}: {fault(error)}"


def result_of(command: Writer, file: ArticleFile, arguments: Arguments) -> Result:
    """Return what came of ``file``, which is written if ``--out-dir`` is given.

    Whatever is wrong with it is in the result. Raises OptionError and KeyboardInterrupt only.
    """
    article = Article(file, arguments)
    result = Result(file.path)
    try:
        for path, text in texts_of(command, article, arguments):
            if path is None:
                result.text += text
            else:
                write_file(path, text, makes_folder=True)
                result.outputs.append(path)
    except Nothing as error:
        result.is_empty = True
        result.problem = None if arguments.skip_empty else str(error)
    except OptionError:
        raise
    except Exception as error:
        result.problem = problem_with(file.path, error)
    result.diagnostics = article.diagnostics_data()
    result.messages = article.messages()
    result.read_as = article.read_as
    return result
