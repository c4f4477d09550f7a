"""A run over one article, to a file, to a folder or to standard output."""

from __future__ import annotations

from docparse.commands.article import Article
from docparse.commands.command import DONE, Nothing
from docparse.commands.console import Console
from docparse.commands.inputs import ArticleFile
from docparse.commands.parser import Arguments
from docparse.commands.result import Result, Writer, texts_of
from docparse.commands.tally import Tally
from docparse.commands.writing import write, write_file


def run(command: Writer, file: ArticleFile, arguments: Arguments, console: Console) -> int:
    """Write what ``command`` makes of ``file``. Raises Failure or a DocparseError."""
    article = Article(file, arguments)
    result = Result(article.name)
    tally = Tally(1, keeps_all=True)
    try:
        texts = texts_of(command, article, arguments)
    except Nothing:
        if not arguments.skip_empty:
            raise
        result.is_empty = True
        texts = []
    finally:
        if article.read_as:
            console.detail(f"docparse: {article.name}: {article.read_as}")
        for message in article.messages():
            (console.error if arguments.strict else console.say)(message)
    for path, text in texts:
        if path is None:
            write(arguments.output, text, console)
            result.outputs += [] if arguments.output in (None, "-") else [arguments.output]
        else:
            write_file(path, text, makes_folder=True)
            result.outputs.append(path)
    for path in result.outputs:
        console.detail(f"docparse: {path} is written")
    if arguments.summary:
        result.diagnostics = article.diagnostics_data()
        tally.add(result)
        write(None, tally.in_json(), console)
    return DONE
