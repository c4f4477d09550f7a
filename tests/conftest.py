"""Where the tests find articles, and how long hypothesis looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CHECKOUT = Path(__file__).resolve().parent.parent

# A test that fails should be about the change that was made: what dev and ci try is the same on
# every run. New inputs are the business of `make fuzz`.
settings.register_profile(
    "dev",
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("dev"), max_examples=300)
settings.register_profile(
    "fuzz", settings.get_profile("dev"), max_examples=500, derandomize=False, database=None
)
settings.load_profile(os.environ.get("DOCPARSE_PROFILE", "dev"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """Leave out of the coverage what reads very many or long texts: it would take twice as long."""
    if item.get_closest_marker("untraced"):
        trace = sys.gettrace()
        sys.settrace(None)
        try:
            yield
        finally:
            sys.settrace(trace)
    else:
        yield


def read_article(path: Path) -> str:
    """Return the text of ``path`` exactly as it stands, line endings included."""
    return path.read_bytes().decode("utf-8")


def seed_paths() -> list[Path]:
    """Return the articles of ``seeds/``, which every test may read."""
    return sorted((CHECKOUT / "seeds").glob("*.txt"))


def seed_texts() -> list[str]:
    return [read_article(path) for path in seed_paths()]


def shared_folder() -> Path:
    """Return the folder of shared material; it need not be there."""
    return Path(os.environ.get("DOCPARSE_SHARED") or CHECKOUT.parent / "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material; without it the test is skipped, or fails if it is required."""
    folder = shared_folder()
    if not folder.is_dir():
        message = f"there is no folder {folder}; DOCPARSE_SHARED may name another"
        if os.environ.get("DOCPARSE_REQUIRE_SHARED") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def real_article(shared: Path) -> str:
    """The real article, as an extractor wrote it."""
    (path,) = sorted((shared / "seeds").glob("*.txt"))
    return read_article(path)


@pytest.fixture(params=seed_paths(), ids=lambda path: path.stem)
def seed(request: pytest.FixtureRequest) -> str:
    """The text of each article of ``seeds/`` in turn."""
    return read_article(request.param)
