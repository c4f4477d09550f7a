"""What words and signs tell by themselves, and the lists of words by language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import TypeAlias

import pytest

from docparse.words.languages import phrases, read_sections
from docparse.words.titles import LONGEST_TITLE, title_key, title_kind

Sections: TypeAlias = "list[tuple[str, list[str]]]"
"""The sections of a file in their order."""

ISO_639_1 = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia
    id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()
)


def lists() -> dict[str, str]:
    """Return the text of the file of each language, by the language's code."""
    folder = files("docparse.words").joinpath("data")
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    return {name.removesuffix(".txt"): text for name, text in texts.items()}


LISTS = lists()
ENGLISH = [name for name, _ in read_sections(LISTS["en"])]
TITLES = [name for name in ENGLISH if " titles" in name and "subject" not in name]


# ------------------------------------------------------------------------- checks of one file


def check_language(code: str, text: str) -> None:
    assert code in ISO_639_1
    assert re.match(r"# [A-Z][a-z]+\b", text), "the first line names the language"


def check_sections(code: str, text: str) -> None:
    """A file has the sections of ``en.txt`` in their order, none of them empty."""
    names = [name for name, _ in read_sections(text)]
    assert names == [name for name in ENGLISH if name in names], names
    assert all(listed for _, listed in read_sections(text))


def check_form(code: str, text: str) -> None:
    """A phrase is written as it is compared, so that what one looks for is found in the file."""
    for name, listed in read_sections(text):
        for phrase in listed:
            if " titles" in name:
                assert phrase.casefold() == title_key(phrase), phrase
                assert len(phrase) <= LONGEST_TITLE
            assert phrase == phrase.strip() == " ".join(phrase.split()) == phrase.lower(), phrase
            assert ("…" in phrase) == (name == "invitations"), phrase
            assert " " not in phrase or not name.startswith("first words"), phrase


def check_repeated(code: str, text: str) -> None:
    """No phrase stands twice, and no title is longer than one that may have more around it."""
    sections = dict(read_sections(text))
    for name, listed in sections.items():
        assert len(set(listed)) == len(listed), name
    titles = [phrase for name in TITLES for phrase in sections.get(name, ())]
    assert len(set(titles)) == len(titles)
    for phrase in sections.get("faq titles", ()):
        stems = sections.get("faq titles with a subject", ())
        assert not any(stem in phrase for stem in stems), phrase


CHECKS = [check_language, check_sections, check_form, check_repeated]


@pytest.mark.parametrize("code", sorted(LISTS))
@pytest.mark.parametrize("check", CHECKS)
def test_the_list_of_a_language(check: Callable[[str, str], None], code: str) -> None:
    check(code, LISTS[code])


@pytest.mark.parametrize(
    ("check", "code", "text"),
    [
        (check_language, "xx", "# Klingon\n"),
        (check_language, "fr", "[faq titles]\nfoire\n"),
        (check_sections, "fr", "# French\n[faq title]\nfoire\n"),
        (check_sections, "fr", "# French\n[answer labels]\nréponse\n[question labels]\nq\n"),
        (check_sections, "fr", "# French\n[answer labels]\n\n[invitations]\nprêt …\n"),
        (check_form, "fr", "[faq titles]\nFoire\n"),
        (check_form, "fr", "[faq titles]\nfoire:\n"),
        (check_form, "fr", "[answer labels]\nréponse \n"),
        (check_form, "fr", "[invitations]\nprêt\n"),
        (check_form, "fr", "[first words: articles]\nle la\n"),
        (check_repeated, "fr", "[answer labels]\nréponse\nréponse\n"),
        (check_repeated, "fr", "[contents titles]\nsommaire\n[section titles]\nsommaire\n"),
        (check_repeated, "fr", "[faq titles]\nma foire\n[faq titles with a subject]\nfoire\n"),
    ],
)
def test_control_a_mistake_in_a_list_is_noticed(
    check: Callable[[str, str], None], code: str, text: str
) -> None:
    with pytest.raises(AssertionError):
        check(code, text)


# ----------------------------------------------------------------------- all languages together


def kinds_of_titles(texts: Iterable[str]) -> Mapping[str, set[str]]:
    """Return the sections that each title stands in, of all languages."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for name, listed in read_sections(text):
            for phrase in listed if name in TITLES else ():
                found.setdefault(phrase, set()).add(name)
    return found


def test_no_title_announces_one_thing_in_a_language_and_another_in_the_next() -> None:
    assert all(len(kinds) == 1 for kinds in kinds_of_titles(LISTS.values()).values())


def test_control_a_title_of_two_kinds_is_noticed() -> None:
    two = kinds_of_titles(["[contents titles]\nindex\n", "[section titles]\nindex\n"])
    assert two == {"index": {"contents titles", "section titles"}}


@pytest.mark.parametrize("name", TITLES)
def test_each_title_of_a_list_is_known(name: str) -> None:
    kind = name.removesuffix(" titles")
    assert [title for title in phrases(name) if title_kind(title_key(f"2. {title}:")) != kind] == []


def test_a_phrase_of_one_language_counts_for_all() -> None:
    assert {"table of contents", "inhalt", "目次"} <= set(phrases("contents titles"))


def test_remarks_and_empty_lines_are_no_phrases() -> None:
    text = "# A\n\n[a b]\n# What it is for.\none\n\ntwo\n\n[c]\nthree\n"
    assert list(read_sections(text)) == [("a b", ["one", "two"]), ("c", ["three"])]
