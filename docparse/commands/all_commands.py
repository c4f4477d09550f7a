"""Every command of the command line, in the order in which help lists them."""

from __future__ import annotations

from typing import Final

from docparse.commands.chunks import Chunks
from docparse.commands.command import Command
from docparse.commands.completions import Completions
from docparse.commands.corpus import Corpus
from docparse.commands.csv import Csv
from docparse.commands.explain import Explain
from docparse.commands.html import Html
from docparse.commands.inspect import Inspect
from docparse.commands.json import Json
from docparse.commands.jsonld import JsonLd
from docparse.commands.markdown import Markdown
from docparse.commands.outline import Outline
from docparse.commands.tables import Tables
from docparse.commands.text import FlattenedText
from docparse.commands.tokens import Tokens

COMMANDS: Final[dict[str, Command]] = {
    command.name: command
    for command in (
        Html(),
        Csv(),
        Json(),
        JsonLd(),
        Markdown(),
        FlattenedText(),
        Outline(),
        Tables(),
        Chunks(),
        Tokens(),
        Explain(),
        Inspect(),
        Corpus(),
        Completions(),
    )
}
"""The commands by name."""
