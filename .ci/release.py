"""Say whether a tag may be released: it is the version, and the changelog names it with a date.

Usage: release.py TAG, such as v0.1.0. The exit code is 1 if not.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def faults(tag: str, package: str, changelog: str) -> list[str]:
    """Say what is against ``tag``, given docparse/__init__.py and CHANGELOG.md."""
    (version,) = re.findall(r'^__version__ = "(.+)"$', package, flags=re.M)
    found = []
    if tag != f"v{version}":
        found.append(f"the tag {tag} is not v{version}, the version of the package")
    dated = re.findall(r"^## \[(.+)\] - \d{4}-\d\d-\d\d$", changelog, flags=re.M)
    if dated[:1] != [tag.removeprefix("v")]:
        found.append(f"the newest dated version of CHANGELOG.md is {dated[:1]}, not {tag}")
    return found


def main(tag: str) -> int:
    package = (CHECKOUT / "docparse" / "__init__.py").read_text(encoding="utf-8")
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = faults(tag, package, changelog)
    print("\n".join(found) or f"{tag} may be released")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
