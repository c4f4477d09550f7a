"""Install what was built by its name into an environment without it, and read an article there.

Usage: use_wheel.py FOLDER ARTICLE. What a checkout has and the wheel or the source distribution of
FOLDER may lack (a data file, a module, a dependency) is missed here and nowhere else.
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

NAME = "docparse-tree"
FORMS = {"wheel": ("docparse_tree-*.whl", "only"), "sdist": ("docparse_tree-*.tar.gz", "no")}
"""What is built: the pattern of its name, and pip's word for whether it is to take wheels."""

FROM_PYTHON = """\
import sys, docparse, importlib.metadata
document = docparse.parse(open(sys.argv[1], encoding="utf-8", newline="").read())
again = docparse.from_json(docparse.render(document, "json"))
assert again == document, "the JSON does not read back"
assert docparse.from_html(docparse.render(document, "html")) == document, "nor the HTML"
assert not docparse.__file__.startswith(sys.argv[2]), docparse.__file__
assert importlib.metadata.version(sys.argv[3]) == docparse.__version__
print(docparse.__version__)
"""


def main(folder: str, article: str) -> None:
    source = Path(article).resolve()
    with tempfile.TemporaryDirectory(prefix="docparse-built-") as elsewhere:
        venv.create(Path(elsewhere, "venv"), with_pip=True)
        for pattern, binary in FORMS.values():
            (built,) = Path(folder).resolve().glob(pattern)
            use(built, binary, source, elsewhere)
            print(f"{built.name} works from an environment of its own on {source.name}")


def use(built: Path, binary: str, source: Path, elsewhere: str) -> None:
    """Install ``built``, and nothing of its kind from elsewhere, let it read ``source``, remove it.

    The libraries that it needs stay for what is built otherwise.
    """
    checkout = Path(__file__).resolve().parent.parent
    scripts = Path(elsewhere, "venv", "Scripts" if os.name == "nt" else "bin")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}

    def run(program: str, *arguments: object, code: int = 0) -> str:
        command = [str(scripts / program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=elsewhere, env=environment, capture_output=True, check=False
        )
        assert done.returncode == code, (command, done.returncode, done.stderr)
        return (done.stderr if code else done.stdout).decode("utf-8")

    version = built.name.removesuffix(".tar.gz").split("-")[1]
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    only = [f"--{binary}-binary", NAME, "--find-links", built.parent]
    run("python", *install, *only, f"{NAME}=={version}")
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
    assert run("python", "-c", FROM_PYTHON, source, checkout, NAME).strip() == version
    corpus = ("corpus", source, "--output", "parsed", "--emit", "json")
    assert f"pip install '{NAME}[corpus]'" in run("docparse", *corpus, code=1)
    run("python", "-m", "pip", "uninstall", "--quiet", "--yes", NAME)
    assert not Path(elsewhere, "venv", "share", "man", "man1", "docparse.1").exists()


if __name__ == "__main__":
    main(*sys.argv[1:])
