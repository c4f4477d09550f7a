"""Every command of the command line, in the order in which help lists them."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from docparse.commands.command import Command

COMMANDS: Final = {
    "html": "html.Html",
    "csv": "csv.Csv",
    "json": "formats.Json",
    "jsonld": "formats.JsonLd",
    "md": "formats.Markdown",
    "text": "formats.FlattenedText",
    "outline": "outline.Outline",
    "tables": "tables.Tables",
    "chunks": "chunks.Chunks",
    "tokens": "tokens.Tokens",
    "explain": "explain.Explain",
    "inspect": "inspect.Inspect",
    "corpus": "corpus.Corpus",
    "completions": "completions.Completions",
}
"""The module and the class of each command by its name."""

ALIASES: Final = {"markdown": "md"}
"""Other names of commands."""


def command_named(name: str) -> Command:
    """Return the command ``name``. Its module is imported here: a run needs that of one command."""
    module, _, class_name = COMMANDS[name].partition(".")
    command: Command = getattr(import_module(f"docparse.commands.{module}"), class_name)()
    return command
