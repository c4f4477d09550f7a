"""What words and signs tell by themselves, and the lists of words by language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from typing import TypeAlias

import pytest

from docparse.words.first_words import DAY_OR_MONTH, NUMBER, first_word_kind
from docparse.words.labels import (
    answer_labels,
    belong_together,
    has_label,
    is_initial,
    question_labels,
)
from docparse.words.languages import LANGUAGES, phrases, read_sections
from docparse.words.numbers import leading_number, question_number_end, without_number
from docparse.words.questions import asks, is_invitation
from docparse.words.sentences import announces, ends_sentence, ends_statement
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
LABELS = "labels of a page"
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


def check_labels(code: str, text: str) -> None:
    """Contents, key points and table are named, each with a capital where there are any."""
    listed = dict(read_sections(text))[LABELS]
    assert len(listed) == 3
    assert all(label[0] == label[0].upper() for label in listed)


def check_form(code: str, text: str) -> None:
    """A phrase is written as it is compared, so that what one looks for is found in the file."""
    for name, listed in read_sections(text):
        for phrase in listed:
            if " titles" in name:
                assert phrase.casefold() == title_key(phrase), phrase
                assert len(phrase) <= LONGEST_TITLE
            assert phrase == phrase.strip() == " ".join(phrase.split()), phrase
            assert phrase == phrase.lower() or name == LABELS, phrase
            assert "…" in phrase or name != "invitations", phrase
            assert "…" not in phrase[:-1], phrase
            assert "…" not in phrase or name in ("invitations", "behind the article"), phrase
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


CHECKS = [check_language, check_sections, check_form, check_repeated, check_labels]


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
        (check_labels, "fr", "[labels of a page]\nSommaire\nTableau\n"),
        (check_labels, "fr", "[labels of a page]\nSommaire\nPoints clés\ntableau\n"),
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


# ---------------------------------------------------------------------------- how lines end


@pytest.mark.parametrize(
    ("text", "is_sentence", "is_statement", "is_question", "is_announcement"),
    [
        ("The ferry sails.", True, True, False, False),
        ("Mind the gap! ", True, True, False, False),
        ("渡船开了。", True, True, False, False),
        ("नाव चलती है।", True, True, False, False),
        ("Does it sail?", True, False, True, False),
        ("هل تبحر؟", True, False, True, False),
        ("Does it sail? +", False, False, True, False),
        ("two boats;", False, True, False, False),
        ("You need:", False, False, False, True),
        ("你需要：\t", False, False, False, True),
        ("The ferry", False, False, False, False),
        ("", False, False, False, False),
    ],
)
def test_a_line_ends_as_a_sentence_a_question_or_announcing(
    text: str, is_sentence: bool, is_statement: bool, is_question: bool, is_announcement: bool
) -> None:
    ends = ends_sentence(text), ends_statement(text), asks(text), announces(text)
    assert ends == (is_sentence, is_statement, is_question, is_announcement)


def test_what_is_longer_than_a_question_asks_nothing() -> None:
    assert asks("x" * 299 + "?")
    assert not asks("x" * 300 + "?")


@pytest.mark.parametrize(
    ("question", "invites"),
    [
        ("Need a plumber?", True),
        ("Still have questions?", True),
        ("Hast du noch Fragen?", True),
        ("Başka sorunuz var mı?", True),
        ("What does a plumber need?", False),
        ("Besonders günstig?", False),
    ],
)
def test_a_question_may_invite_to_call(question: str, invites: bool) -> None:
    assert is_invitation(title_key(question)) == invites


# -------------------------------------------------------------------------- how lines begin


@pytest.mark.parametrize(
    ("title", "number", "rest"),
    [
        ("1. Fares", "1", "Fares"),
        ("1.3) Fares", "1.3", "Fares"),
        ("100 boats", "100", "boats"),
        ("b) Fares", "", "Fares"),
        ("Fares", "", "Fares"),
        ("10.000 hours", "", "10.000 hours"),
        ("1911 was cold", "", "1911 was cold"),
        ("2nd boat", "", "2nd boat"),
    ],
)
def test_a_title_may_have_a_number_in_front(title: str, number: str, rest: str) -> None:
    assert (leading_number(title), without_number(title)) == (number, rest)


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("4) Why?", "4) "),
        ("Q4. Why?", "Q4. "),
        ("#4 Why?", "#4 "),
        ("04 Why?", "04 "),
        ("4 boats?", ""),
        ("Quick?", ""),
    ],
)
def test_a_question_may_have_a_number_in_front(question: str, number: str) -> None:
    assert question_number_end(question) == len(number)


def test_a_label_ends_in_a_colon_and_has_words_behind_it() -> None:
    assert question_labels().end("Question 3: Late?") == len("Question 3: ")
    assert question_labels().end("质问") == question_labels().end("Question:") == 0
    assert question_labels().end("Q. Late?") == answer_labels().end("A) Ten.") == 3
    assert answer_labels().end("Câu hỏi: A") == 0
    assert question_labels().end("Câu hỏi: A") == len("Câu hỏi: ")
    assert has_label("Answer:")
    assert not has_label("Captain: Ten.")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Question 3: Late?", "Late?"),
        ("Q1. Late?", "Late?"),
        ("Q.1 Late?", "Late?"),
        ("Q-1: Late?", "Late?"),
        ("Q1 Late?", "Late?"),
        ("[Q] Late?", "Late?"),
        ("Q – Late?", "Late?"),
        ("1. Q: Late?", "Late?"),
        ("Question No. 3: Late?", "Late?"),
        ("Question 1 Late?", "Late?"),
        ("Câu hỏi 2: Đêm?", "Đêm?"),
        ("प्रश्न: कब?", "कब?"),
        ("Question:", ""),
        ("Question 2", ""),
        ("Q", ""),
        ("Question 1 asks for a name.", None),
        ("Questions: two", None),
        ("Q&A", None),
        ("Quay: east", None),
    ],
)
def test_a_label_has_many_forms(line: str, words: str | None) -> None:
    after = question_labels().after(line)
    assert (line[after:] if after > 0 else None) == words


def test_labels_of_one_language_belong_together() -> None:
    assert belong_together("P: ¿Tarde?", "R: No.")
    assert belong_together("Q1. Late?", "Ans. No.")
    assert not belong_together("Q: Late?", "О: Нет.")


def test_questions_of_all_scripts() -> None:
    assert asks("Πότε φεύγει;")
    assert not asks("Boats; ropes;")
    assert asks("Ե՞րբ է մեկնում նավը։")
    assert asks("Ե՞րբ է մեկնում նավը")
    assert not asks("Ե՞րբ։ Ժամը իննին։")


def test_a_label_of_one_letter_may_be_an_initial() -> None:
    assert is_initial("Q: ")
    assert is_initial("Q1. ")
    assert not is_initial("Question: ")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The ferry", 1),
        ("“Die Fähre”", 1),
        ("Don’t miss the boat", 5),
        ("May was cold", DAY_OR_MONTH),
        ("— 3 boats", NUMBER),
        ("Ferry", 0),
    ],
)
def test_the_first_word_of_a_line_is_of_a_kind(line: str, kind: int) -> None:
    assert first_word_kind(line.split()) == kind


def test_every_file_of_words_is_read() -> None:
    assert list(LANGUAGES) == sorted(LISTS)
