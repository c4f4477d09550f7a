"""Install the wheel into an empty environment and read an article with it, far from the checkout.

Usage: use_wheel.py FOLDER ARTICLE. What a checkout has and a wheel may lack (a data file, a
module, a dependency) is missed here and nowhere else.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

FROM_PYTHON = """\
import sys, docparse
document = docparse.parse(open(sys.argv[1], encoding="utf-8", newline="").read())
again = docparse.from_json(docparse.render(document, "json"))
assert again == document, "the JSON does not read back"
assert docparse.from_html(docparse.render(document, "html")) == document, "nor the HTML"
assert not docparse.__file__.startswith(sys.argv[2]), docparse.__file__
print(docparse.__version__)
"""


def main(folder: str, article: str) -> None:
    checkout = Path(__file__).resolve().parent.parent
    (wheel,) = Path(folder).resolve().glob("docparse-*.whl")
    source = Path(article).resolve()
    with tempfile.TemporaryDirectory(prefix="docparse-wheel-") as elsewhere:
        venv.create(Path(elsewhere, "venv"), with_pip=True)
        scripts = Path(elsewhere, "venv", "Scripts" if os.name == "nt" else "bin")
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}

        def run(program: str, *arguments: object) -> str:
            command = [str(scripts / program), *map(str, arguments)]
            done = subprocess.run(
                command, cwd=elsewhere, env=environment, stdout=subprocess.PIPE, check=True
            )
            return done.stdout.decode("utf-8")

        run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
        page = run("docparse", "html", "--document", source)
        assert page.startswith("<!DOCTYPE html>"), page[:200]
        assert "<article" in page, page[:200]
        tree = json.loads(run("docparse", "json", source))
        assert tree["schema_version"], tree
        rows = list(csv.reader(io.StringIO(run("docparse", "csv", "--table", 1, source))))
        assert len({len(row) for row in rows}) == 1, rows
        assert run("python", "-m", "docparse", "html", "--document", source) == page
        assert "complete -" in run("docparse", "completions", "bash")
        assert Path(elsewhere, "venv", "share", "man", "man1", "docparse.1").is_file()
        version = run("python", "-c", FROM_PYTHON, source, checkout).strip()
        assert f"docparse-{version}-" in wheel.name, (version, wheel.name)
    print(f"{wheel.name} works from an empty environment on {source.name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
