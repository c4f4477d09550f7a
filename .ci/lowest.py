"""Print the oldest version of each library that docparse may be installed with, one a line.

They are those of the installed package, with the extra `corpus`; what only tests need is left out.
"""

from __future__ import annotations

import re
from importlib.metadata import requires

REQUIREMENT = re.compile(r'([\w.-]+)>=([\w.]+)(?:; extra == "corpus")?')


def lowest(requirements: list[str]) -> list[str]:
    """Return ``name==version`` for each ``name>=version`` that is needed at run time."""
    found = map(REQUIREMENT.fullmatch, (text.replace("'", '"') for text in requirements))
    return sorted(f"{match[1]}=={match[2]}" for match in found if match)


if __name__ == "__main__":
    print("\n".join(lowest(requires("docparse-tree") or [])))
