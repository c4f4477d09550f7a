"""The words that tell what a line is, in many languages: one place for all of them.

Titles are folded by :func:`fold`: no case, no outer punctuation, no numbering.
"""

from __future__ import annotations

import re
from typing import Final

_OUTER: Final = " \t.:;,!?¿¡-–—•*#()[]\"'“”„«»|+▾▼"
_NUMBERING: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.):]?|[a-zA-Z][.)])[ \t]+")


def without_number(text: str) -> str:
    """Return a title without the number in front of it: ``2.``, ``1.3``, ``b)``."""
    if text[1:2] in _BEHIND_FIRST and (match := _NUMBERING.match(text)):
        return text[match.end() :]
    return text


_BEHIND_FIRST: Final = frozenset("0123456789.): \t")
"""What may stand behind the first character of a number."""


def fold(text: str) -> str:
    """Return ``text`` as titles are compared: without case, numbering and outer punctuation."""
    text = without_number(text)
    folded = text.casefold()
    if "  " in folded or not folded.isprintable():  # a space other than " " is not printable
        folded = " ".join(folded.split())
    return folded.strip(_OUTER)


LONGEST_TITLE: Final = 90
"""Code points; no known title is longer, with its subject in it."""


def _words(listing: str) -> frozenset[str]:
    return frozenset(fold(line) for line in listing.split("\n") if line)


QUESTION_LABELS: Final = frozenset(
    """
    question q ｑ frage f vraag v pregunta p pergunta domanda d pytanie otázka otazka fråga
    spørgsmål spørsmål kysymys kérdés întrebare soru ερώτηση вопрос в питання запитання въпрос
    питање pitanje vprašanje küsimus klausimas jautājums pertanyaan soalan câu-hỏi hỏi คำถาม
    प्रश्न سؤال السؤال س پرسش שאלה ש 질문 問題 问题 问 問 質問
    """.split()
)
"""Words that stand before a question and its colon, lower-case."""

ANSWER_LABELS: Final = frozenset(
    """
    answer a ａ antwort antwoord réponse reponse r respuesta resposta risposta odpowiedź odpověď
    odpoveď svar vastaus válasz răspuns cevap απάντηση ответ о відповідь отговор одговор odgovor
    vastus atsakymas atbilde jawaban jawapan trả-lời đáp คำตอบ उत्तर جواب الجواب إجابة ج پاسخ
    תשובה ת 답변 답 答案 答 回答
    """.split()
)
"""Words that stand before an answer and its colon, lower-case."""


LONGEST_LABEL: Final = 24
"""Code points before the colon."""


def label_colon(text: str) -> int:
    """Return where the colon stands that a label at the start of ``text`` would end in, or -1."""
    head = text[: LONGEST_LABEL + 1]
    # To look whether a character is there takes a fifth of the time of looking where.
    colon = head.find(":", 1) if ":" in head else -1
    wide_colon = head.find("：", 1) if "：" in head else -1
    return colon if wide_colon < 0 or 0 < colon < wide_colon else wide_colon


def label_word(label: str) -> str:
    """Return the word of a label such as ``Question 3``: lower-case, without its number."""
    word = label.lower()
    if word.isalpha():
        return word
    return word.strip(" \t*").rstrip("0123456789. \t#").replace(" ", "-")


def _initials(words: frozenset[str]) -> frozenset[str]:
    return frozenset(initial for word in words for initial in (word[0], word[0].upper(), *" \t*"))


QUESTION_INITIALS: Final = _initials(QUESTION_LABELS)
"""What a line with the label of a question may begin with."""

ANSWER_INITIALS: Final = _initials(ANSWER_LABELS)
"""What a line with the label of an answer may begin with."""


def label_end(text: str, labels: frozenset[str]) -> int:
    """Return where the words behind a label start: ``Question: …``, ``Q. …``; 0 if nowhere.

    A full stop or a bracket ends labels of one letter only.
    """
    after = text[1:2]
    if after in _AFTER_LETTER and (after in "．、" or text[2:3] == " "):
        colon = 1
    else:
        colon = label_colon(text)
    if colon < 0 or label_word(text[:colon]) not in labels:
        return 0
    end = len(text) - len(text[colon + 1 :].lstrip(" \t"))
    return end if end < len(text) else 0


_AFTER_LETTER: Final = frozenset(".)．、")


FULL_STOPS: Final = frozenset(".。।")

QUESTION_MARKS: Final = ("?", "？", "؟", "\u037e", "՞", "፧")
ICONS: Final = " \t+−–-▾▼▿▽⌄˅∨›»>×✕↓⬇➕➖^˄⌃"
"""What may stand behind the mark of a question: icons that unfold its answer."""

LAST_OF_QUESTIONS: Final = frozenset("".join(QUESTION_MARKS) + ICONS)
"""What a line that asks may end in."""

LONGEST_QUESTION: Final = 300
"""Code points; a longer line is an answer."""


def asks(text: str) -> bool:
    """Tell whether a line ends in a question mark, or one and an icon."""
    return 0 < len(text) <= LONGEST_QUESTION and text.rstrip(ICONS).endswith(QUESTION_MARKS)


FAQ_TITLES: Final = _words("""
faq
faqs
faq's
f.a.q
frequently asked questions
frequently asked questions faq
frequently asked questions faqs
common questions
popular questions
questions and answers
questions & answers
questions people ask us
your questions answered
questions you may have
people also ask
q&a
q & a
q and a
häufige fragen
häufig gestellte fragen
häufig gestellte fragen faq
fragen und antworten
fragen & antworten
ihre fragen
oft gestellte fragen
foire aux questions
questions fréquentes
questions fréquemment posées
questions courantes
vos questions
questions et réponses
questions-réponses
questions / réponses
preguntas frecuentes
preguntas más frecuentes
preguntas y respuestas
preguntas comunes
dudas frecuentes
perguntas frequentes
perguntas e respostas
dúvidas frequentes
perguntas comuns
principais dúvidas
domande frequenti
domande e risposte
domande comuni
veelgestelde vragen
vragen en antwoorden
meest gestelde vragen
vanliga frågor
vanliga frågor och svar
frågor och svar
ofte stillede spørgsmål
spørgsmål og svar
ofte stilte spørsmål
vanlige spørsmål
spørsmål og svar
usein kysytyt kysymykset
usein kysyttyä
najczęściej zadawane pytania
często zadawane pytania
pytania i odpowiedzi
najczęstsze pytania
často kladené dotazy
často kladené otázky
časté dotazy
otázky a odpovědi
otázky a odpovede
gyakran ismételt kérdések
gyakori kérdések
kérdések és válaszok
întrebări frecvente
întrebări și răspunsuri
sıkça sorulan sorular
sık sorulan sorular
sıkça sorulanlar
sorular ve cevaplar
συχνές ερωτήσεις
часто задаваемые вопросы
вопросы и ответы
частые вопросы
ответы на вопросы
ответы на частые вопросы
часті запитання
поширені запитання
питання та відповіді
често задавани въпроси
često postavljana pitanja
pogosta vprašanja
korduma kippuvad küsimused
dažnai užduodami klausimai
biežāk uzdotie jautājumi
pertanyaan yang sering diajukan
pertanyaan umum
soalan lazim
câu hỏi thường gặp
hỏi đáp
คำถามที่พบบ่อย
अक्सर पूछे जाने वाले प्रश्न
अक्सर पूछे जाने वाले सवाल
सामान्य प्रश्न
प्रश्न और उत्तर
الأسئلة الشائعة
الأسئلة المتكررة
أسئلة شائعة
أسئلة متكررة
أسئلة وأجوبة
الأسئلة والأجوبة
سوالات متداول
پرسش‌های متداول
پرسش و پاسخ
שאלות נפוצות
שאלות ותשובות
자주 묻는 질문
자주 하는 질문
질문과 답변
よくある質問
よくあるご質問
よくある質問と回答
常见问题
常见问答
问答
問答
常見問題
""")
"""Titles of blocks of questions and answers."""

_FAQ_STEMS: Final = (
    "frequently asked questions",
    "common questions about",
    "häufige fragen",
    "häufig gestellte fragen",
    "fragen und antworten",
    "questions fréquentes",
    "foire aux questions",
    "preguntas frecuentes",
    "perguntas frequentes",
    "domande frequenti",
    "veelgestelde vragen",
    "vanliga frågor",
    "ofte stillede spørgsmål",
    "ofte stilte spørsmål",
    "usein kysytyt",
    "najczęściej zadawane pytania",
    "často kladené",
    "gyakran ismételt kérdések",
    "întrebări frecvente",
    "sıkça sorulan sorular",
    "συχνές ερωτήσεις",
    "часто задаваемые вопросы",
    "вопросы и ответы",
    "часті запитання",
    "pertanyaan yang sering diajukan",
    "câu hỏi thường gặp",
    "คำถามที่พบบ่อย",
    "पूछे जाने वाले",
    "الأسئلة الشائعة",
    "שאלות נפוצות",
    "자주 묻는 질문",
    "よくある質問",
    "よくあるご質問",
    "常见问题",
    "常見問題",
)
"""What such a title says that also names its subject: "Frequently asked questions on tolls"."""

_FAQ_STEM_WORDS: Final = frozenset(max(stem.split(), key=len) for stem in _FAQ_STEMS)
"""A word of each stem, for a quick look; where words are not parted by spaces it is no use."""
_FAQ_WORD: Final = re.compile(r"faqs?\b|.*\bfaqs?$")


def is_faq_title(folded: str) -> bool:
    """Tell whether a line, folded, is the title of a block of questions and answers."""
    if folded in FAQ_TITLES:
        return True
    if len(folded) > LONGEST_TITLE:
        return False
    if "faq" in folded and _FAQ_WORD.match(folded):
        return True
    unspaced = folded > "\u0e00"
    if not unspaced and _FAQ_STEM_WORDS.isdisjoint(folded.split(" ")):
        return False
    return any(stem in folded for stem in _FAQ_STEMS)


INVITATIONS: Final = (
    *("ready ", "need ", "looking for", "interested in", "want to", "still ", "got ", "have a "),
    *("bereit ", "interesse ", "lust auf", "brauchen sie", "sie brauchen", "noch unsicher"),
    *("besoin d", "prêt ", "prêts ", "prête ", "envie d", "intéressé"),
    *("necesita", "listo ", "lista ", "quieres ", "buscas "),
    *("precisa de", "pronto para", "pronta para", "quer "),
    *("hai bisogno", "pronto a", "cerchi ", "vuoi "),
    *("klaar ", "hulp nodig", "op zoek naar"),
    *("potrzebujesz", "gotowy", "нужна ", "нужен ", "нужно ", "готовы ", "hazır mısınız"),
)
"""How a question begins that invites to buy or call, folded: "Need a plumber?"."""

LONGEST_INVITATION: Final = 60
"""Code points."""

_QUESTIONS: Final = re.compile(
    r"(?:questions|fragen|preguntas|dudas|perguntas|dúvidas|domande|dubbi|vragen|frågor|spørgsmål"
    r"|spørsmål|kysymyksiä|kysyttävää|pytania|pytań|dotazy|otázky|kérdése|kérdésed|întrebări"
    r"|sorunuz|sorularınız|ερωτήσεις|απορίες|вопросы|запитання|питання|въпроси|pitanja|vprašanja"
    r"|pertanyaan|câu hỏi|أسئلة|سؤال|שאלות|질문|ご質問|質問|疑问|问题|問題)( var mı| mı var)?$"
)


def is_invitation(folded: str) -> bool:
    """Tell whether a question, folded, is no question of a list but asks the reader for more.

    It offers something, or asks whether there are more questions: "Still have questions?".
    """
    return len(folded) <= LONGEST_INVITATION and (
        folded.startswith(INVITATIONS)
        or (folded.count(" ") < 5 and _QUESTIONS.search(folded) is not None)
    )


CONTENTS_TITLES: Final = _words("""
article subheadings
subheadings
table of contents
contents
in this article
on this page
inhalt
inhaltsverzeichnis
in diesem artikel
sommaire
table des matières
dans cet article
contenido
índice
tabla de contenidos
en este artículo
conteúdo
neste artigo
indice
sommario
inhoud
inhoudsopgave
spis treści
obsah
innehåll
indhold
innhold
sisällys
tartalom
cuprins
içindekiler
περιεχόμενα
содержание
оглавление
зміст
съдържание
daftar isi
mục lục
สารบัญ
विषय सूची
المحتويات
جدول المحتويات
תוכן עניינים
목차
目次
目录
目錄
""")
"""Titles of a list of the article's headings."""

KEY_POINTS_TITLES: Final = _words("""
key points
key point
key takeaways
key takeaway
key facts
at a glance
main points
highlights
das wichtigste in kürze
auf einen blick
die wichtigsten punkte
points clés
l'essentiel
puntos clave
pontos-chave
principais pontos
punti chiave
in breve
kernpunten
belangrijkste punten
najważniejsze informacje
kluczowe punkty
klíčové body
ключевые моменты
главное
основные моменты
nøglepunkter
viktiga punkter
मुख्य बिंदु
النقاط الرئيسية
핵심 포인트
要点
重点
要點
ポイント
""")
"""Titles of the article in a few points."""

LISTING_TITLES: Final = CONTENTS_TITLES | KEY_POINTS_TITLES
"""Titles of what is a list."""

SECTION_TITLES: Final = _words("""
summary
conclusion
conclusions
introduction
overview
background
references
further reading
see also
related articles
related posts
comments
final thoughts
bottom line
the bottom line
fazit
zusammenfassung
einleitung
quellen
literatur
weblinks
einzelnachweise
résumé
conclusión
introducción
resumen
conclusão
conclusione
introduzione
samenvatting
conclusie
inleiding
podsumowanie
wnioski
závěr
shrnutí
заключение
выводы
введение
итоги
sammanfattning
slutsats
összefoglalás
sonuç
giriş
kesimpulan
pendahuluan
kết luận
निष्कर्ष
सारांश
الخلاصة
خاتمة
결론
요약
まとめ
结论
总结
結論
""")
"""Words that alone on a line are a section's title."""
