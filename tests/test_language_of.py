"""The language of a text: by its script, by its frequent words, and None where nothing tells."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from docparse.words.language_of import LOOKED_AT, _frequent_words, language_of

SENTENCES = {
    "en": "The ferry leaves at nine and comes back at noon, when it is at the pier.",
    "de": "Die Fähre fährt um neun und kommt am Mittag zurück, aber nicht im Winter.",
    "fr": "Le bac part à neuf heures et revient à midi, mais pas dans les mois d’hiver.",
    "es": "El barco sale a las nueve y vuelve a mediodía, pero no en los meses de invierno.",
    "it": "Il traghetto parte alle nove e torna a mezzogiorno, ma non nei mesi della neve.",
    "pt": "O barco sai às nove e volta ao meio-dia, mas não nos meses em que há neve.",
    "nl": "De boot vaart om negen uur en komt terug in de middag, maar niet in het voorjaar.",
    "pl": "Prom wypływa o dziewiątej i wraca w południe, ale nie w zimie, gdy jest lód.",
    "sv": "Färjan går klockan nio och är inte tillbaka förrän vid tolv, för så är det.",
    "tr": "Vapur dokuzda kalkar ve öğlen döner, ama bu kış için çok az sefer var.",
    "ru": "Паром уходит в девять, и его нет до полудня, потому что так было всегда.",
    "uk": "Пором відходить о дев'ятій і повертається опівдні, але не взимку, коли є лід.",
    "ar": "تغادر العبارة في التاسعة وتعود عند الظهر إلى الميناء، لكن هذا لا يكون في الشتاء.",
    "fa": "کشتی در ساعت نه حرکت می کند و ظهر به بندر باز می گردد، اما نه در زمستان.",
    "he": "המעבורת יוצאת בתשע וחוזרת בצהריים, אבל לא בחורף, כי אין אז נוסעים.",
    "el": "Το πλοίο φεύγει στις εννέα και επιστρέφει το μεσημέρι.",
    "hi": "नाव नौ बजे निकलती है और दोपहर को लौटती है।",
    "th": "เรือออกเก้าโมงและกลับตอนเที่ยง",
    "ja": "フェリーは九時に出て正午に戻ります。",
    "zh": "渡轮九点出发，中午返回，冬季停航。",
    "ko": "배는 아홉 시에 떠나 정오에 돌아옵니다.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language: str) -> None:
    assert language_of(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text", ["", "1931", "Ferry", "Ada Holm, Berlin", "x = y[0] + 1", "冬", "\ud800"]
)
def test_what_says_too_little_has_no_language(text: str) -> None:
    assert language_of(text) is None


def test_most_of_the_text_decides() -> None:
    german, english = SENTENCES["de"], SENTENCES["en"]
    assert language_of(f"{german} {english} {german}") == "de"
    assert language_of(f"{english} {german} {english}") == "en"
    assert language_of(f"{SENTENCES['zh'] * 2} (the Star Ferry of the city)") == "zh"
    assert language_of(f"{english * 5} {SENTENCES['zh']}") == "en"


def test_only_the_start_of_a_text_counts() -> None:
    start = (SENTENCES["de"] + " ") * (LOOKED_AT // len(SENTENCES["de"]) + 1)
    assert language_of(start + SENTENCES["en"] * 9999) == "de"


def test_a_text_around_a_program_has_the_language_of_the_text() -> None:
    assert (
        language_of("这个函数把两个数加起来并返回结果。\n" + "int add(int a, int b);\n" * 4) == "zh"
    )


def test_every_language_has_enough_words() -> None:
    counts = Counter(language for languages in _frequent_words().values() for language in languages)
    assert min(counts.values()) >= 20
    assert all(word == word.lower() and "’" not in word for word in _frequent_words())


SHARE = 0.985
"""Of the pages with a label, those whose language is told; most others have none told."""
WRONG = 0.005
"""Of the pages with a label, those that are given another language."""


def test_the_language_of_real_pages(shared: Path) -> None:
    path = shared / "accuracy" / "train" / "more-1.12.jsonl.gz"
    if not path.is_file():
        pytest.skip("the shared folder holds no pages whose language is known")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in islice(lines, 0, None, 4)]
    pairs = [(record["lang"], language_of(record["text"])) for record in records]
    told = sum(label == found for label, found in pairs)
    wrong = sum(found not in (None, label) for label, found in pairs)
    assert told >= SHARE * len(pairs)
    assert wrong <= WRONG * len(pairs)
