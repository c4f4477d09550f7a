"""What a run writes of each record: the same for all its parts."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from typing import Any

import attrs

from docparse.columns.settings import Settings


@attrs.frozen
class Options:
    """The columns that a run writes for each record, and where to: the same for every part.

    ``keep`` are the columns of the input that are carried over; None for all but the text.
    """

    output: str
    settings: Settings
    text_column: str = "text"
    id_column: str = "id"
    format: str = "parquet"
    keep: tuple[str, ...] | None = ()

    def recorded(self) -> dict[str, Any]:
        """Return the options that determine the content of the output."""
        recorded = self.settings.recorded()
        path = str(recorded["options"].get("tokenizer", "")).removeprefix("tokenizers:")
        if os.path.isfile(path):
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            recorded["options"]["tokenizer"] += f" (SHA-256 {digest[:16]}…)"
        return {
            **recorded,
            "text_column": self.text_column,
            "id_column": self.id_column,
            "format": self.format,
            "keep": "all" if self.keep is None else list(self.keep),
        }

    def kept_of(self, names: Iterable[str]) -> list[str]:
        """Return which of the columns ``names`` of the input stand beside the id in the output."""
        if self.keep is not None:
            return [name for name in self.keep if name != self.id_column]
        left_out = (self.id_column, self.text_column, *self.settings.emit)
        return [name for name in dict.fromkeys(names) if name not in left_out]

    def read_of(self, names: Iterable[str]) -> list[str]:
        """Return which of the columns ``names`` of the input are read."""
        names = list(dict.fromkeys(names))
        wanted = {self.id_column, self.text_column, *self.kept_of(names)}
        wanted |= set(self.settings.from_columns.values())
        return [name for name in names if name in wanted]

    def needed(self, has_own_id: bool) -> dict[str, str]:
        """Return the columns that have to be there, and the option that names each."""
        needed = {self.text_column: "text-column"}
        if has_own_id:
            needed[self.id_column] = "id-column"
        for name, column in self.settings.from_columns.items():
            needed.setdefault(column, f"{name}-column")
        for column in self.keep or ():
            needed.setdefault(column, "keep")
        return needed
