"""The words that tell what a line is, in many languages: one place for all of them.

Titles are folded by :func:`fold`: no case, no outer punctuation, no numbering.
"""

from __future__ import annotations

import re
from typing import Final

_OUTER: Final = " \t.:;,!?¿¡-–—•*#()[]\"'“”„«»|+▾▼"
_NUMBERING: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})*[.):]?|[a-zA-Z][.)])[ \t]+")


def fold(text: str) -> str:
    """Return ``text`` as titles are compared: without case, numbering and outer punctuation."""
    match = _NUMBERING.match(text)
    if match:
        text = text[match.end() :]
    return " ".join(text.casefold().split()).strip(_OUTER)


LONGEST_TITLE: Final = 90
"""Code points; no known title is longer, with its subject in it."""


def _words(listing: str) -> frozenset[str]:
    return frozenset(fold(line) for line in listing.split("\n") if line)


QUESTION_LABELS: Final = frozenset(
    """
    question q frage f vraag v pregunta p pergunta domanda d pytanie otázka otazka fråga
    spørgsmål spørsmål kysymys kérdés întrebare soru ερώτηση вопрос в питання запитання въпрос
    питање pitanje vprašanje küsimus klausimas jautājums pertanyaan soalan câu-hỏi hỏi คำถาม
    प्रश्न سؤال السؤال س پرسش שאלה ש 질문 問題 问题 问 問 質問
    """.split()
)
"""Words that stand before a question and its colon, lower-case."""

ANSWER_LABELS: Final = frozenset(
    """
    answer a antwort antwoord réponse reponse r respuesta resposta risposta odpowiedź odpověď
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
    colon = text.find(":", 1, LONGEST_LABEL + 1)
    return text.find("：", 1, LONGEST_LABEL + 1) if colon < 0 else colon


def label_word(label: str) -> str:
    """Return the word of a label such as ``Question 3``: lower-case, without its number."""
    return label.strip(" \t*").rstrip("0123456789. \t#").lower().replace(" ", "-")


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
q&a
häufige fragen
häufig gestellte fragen
häufig gestellte fragen faq
fragen und antworten
fragen & antworten
foire aux questions
questions fréquentes
questions fréquemment posées
questions courantes
vos questions
preguntas frecuentes
preguntas más frecuentes
preguntas y respuestas
perguntas frequentes
perguntas e respostas
dúvidas frequentes
domande frequenti
domande e risposte
veelgestelde vragen
vragen en antwoorden
vanliga frågor
vanliga frågor och svar
frågor och svar
ofte stillede spørgsmål
spørgsmål og svar
ofte stilte spørsmål
spørsmål og svar
usein kysytyt kysymykset
usein kysyttyä
najczęściej zadawane pytania
często zadawane pytania
pytania i odpowiedzi
často kladené dotazy
často kladené otázky
časté dotazy
otázky a odpovědi
gyakran ismételt kérdések
gyakori kérdések
întrebări frecvente
sıkça sorulan sorular
sık sorulan sorular
συχνές ερωτήσεις
часто задаваемые вопросы
вопросы и ответы
частые вопросы
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
คำถามที่พบบ่อย
अक्सर पूछे जाने वाले प्रश्न
अक्सर पूछे जाने वाले सवाल
सामान्य प्रश्न
الأسئلة الشائعة
الأسئلة المتكررة
أسئلة شائعة
أسئلة متكررة
سوالات متداول
پرسش‌های متداول
שאלות נפוצות
שאלות ותשובות
자주 묻는 질문
자주 하는 질문
よくある質問
よくあるご質問
常见问题
常见问答
常見問題
""")
"""Titles of blocks of questions and answers."""

FAQ_STEMS: Final = (
    "frequently asked questions",
    "häufige fragen",
    "häufig gestellte fragen",
    "questions fréquentes",
    "foire aux questions",
    "preguntas frecuentes",
    "perguntas frequentes",
    "domande frequenti",
    "veelgestelde vragen",
    "najczęściej zadawane pytania",
    "часто задаваемые вопросы",
    "よくある質問",
    "자주 묻는 질문",
    "常见问题",
    "常見問題",
)
"""What such a title says that also names its subject: "Frequently asked questions on tolls"."""


_FAQ_STEM: Final = re.compile("|".join(map(re.escape, FAQ_STEMS)))


def is_faq_title(folded: str) -> bool:
    """Tell whether a line, folded, is the title of a block of questions and answers."""
    return (
        folded in FAQ_TITLES
        or folded.startswith(("faq ", "faqs ", "faq:", "faq-"))
        or folded.endswith((" faq", " faqs"))
        or (len(folded) <= LONGEST_TITLE and _FAQ_STEM.search(folded) is not None)
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
