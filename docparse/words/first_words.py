"""What kind of word a line begins with, in the languages that most pages are written in.

The kind says more than the word does and is known for languages that no page to learn from was
written in. A word that is several things counts as the last of them below.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_KINDS: Final = (
    # 1: articles
    """
    the a an der die das ein eine einen einem einer des dem den le la les un une el los las una
    unos unas il lo gli uno i o os as um uma de het een
    """,
    # 2: joining words
    """
    and or but so because if while although than und oder aber denn weil wenn dass ob sondern
    sowie et ou mais donc car si parce y pero aunque e ed ma se oppure mas en maar of omdat als
    ale lub oraz że bo и а но или если
    """,
    # 3: prepositions
    """
    in on at to for from with by about after before between into over under without during
    through against von zu zum zur mit bei für aus nach vor über unter auf an am im ins durch
    gegen ohne um während seit bis du dans sur sous pour par avec sans chez entre vers à au aux
    del al con por para sin sobre hasta desde di da della dei nel nella per su tra em no na do dos
    das ao com sem van voor met naar bij uit op w z od dla przez po в на с о от для по из у
    """,
    # 4: pronouns
    """
    i we you he she it they my our your his her their me us him them this that these those ich wir
    ihr er sie es mein meine unser unsere dein deine ihre euch uns mir mich dies diese dieser
    dieses je nous vous elle ils elles on mon mes notre nos votre ce cette ces yo nosotros tú usted
    él ella ellos mi mis nuestro nuestra sus este esta estos io noi lui lei loro mio questo questa
    eu nós ele ela eles meu minha ik wij jij hij zij mijn onze ja ona oni ты я мы он она они это
    """,
    # 5: auxiliary verbs
    """
    is are was were be been has have had do does did will would can could should must may might
    isn't don't won't ist sind war waren hat haben hatte wird werden wurde wurden kann können soll
    sollte muss müssen darf will est sont était étaient ont avait sera peut peuvent doit fait es
    son era fue ha han había puede pueden debe está están è sono hanno può deve é são foi tem têm
    pode zijn heeft hebben wordt jest są był była było może быть был была было есть может
    """,
    # 6: words that name what a section holds
    """
    summary conclusion conclusions introduction overview background contents faq questions tips tip
    guide step steps part chapter section features benefits advantages disadvantages pros cons
    types examples example history results discussion methods references resources related
    contact best top final thoughts key requirements installation usage setup price prices pricing
    ingredients directions instructions method notes note biography career education life early
    personal fazit einleitung zusammenfassung überblick inhalt vorteile nachteile tipps tipp
    anleitung schritt zutaten zubereitung geschichte hintergrund ergebnisse ausblick kontakt
    weitere ähnliche beiträge verwandte links literatur fragen wichtige bedeutung arten beispiele
    beispiel ursachen symptome behandlung kosten preise voraussetzungen ziele ziel résumé
    avantages inconvénients conseils étapes ingrédients préparation histoire résultats ventajas
    desventajas consejos pasos ingredientes preparación historia resultados vantagens dicas
    conclusão vantaggi consigli conclusione voordelen nadelen podsumowanie wstęp zalety wady
    """,
    # 7: words that a page says to its visitor
    """
    click read share follow subscribe sign log login register download watch view see learn get
    find buy order shop add send submit reply comment join try start back next previous skip print
    save copy close open show load continue hier klicken lesen mehr weiter weiterlesen teilen
    folgen abonnieren anmelden registrieren jetzt zurück ansehen anzeigen bestellen kaufen suchen
    lire voir partager suivre télécharger cliquez leer ver más compartir seguir descargar leggi
    scopri leia veja lees bekijk meer czytaj więcej zobacz advertisement anzeige werbung publicité
    publicidad reklama
    """,
    # 8: words that begin a credit or a byline
    """
    photo photos photograph image images picture credit courtesy source via copyright foto fotos
    bild bilder quelle quellen crédit illustration getty reuters afp ap dpa shutterstock instagram
    twitter facebook youtube flickr screenshot author autor autorin written posted published
    updated veröffentlicht aktualisiert geschrieben text redaktion publié modifié publicado
    actualizado editor tags tag category categories filed kategorie kategorien schlagwörter
    comments kommentare kommentar comentarios
    """,
    # 9: days, months and words for how long ago
    """
    january february march april may june july august september october november december jan feb
    mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero
    marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre monday tuesday
    wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch
    donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes
    martes miércoles jueves viernes sábado domingo today yesterday ago heute gestern
    """,
    # 10: words that ask
    """
    how why what when where who which whose wie warum was wann wo wer welche welcher welches wieso
    weshalb womit woher comment pourquoi quoi que quel quelle quels quelles quand où qui cómo como
    cuándo cuál cuáles dónde quién qué perché quando dove chi quale cosa come hoe waarom wat wanneer
    waar welke jak dlaczego co kiedy gdzie kto czy как почему что когда где кто зачем hur varför vad
    när hvordan hvorfor hva hvad nasıl neden nedir
    """,
)

KINDS_OF_WORDS: Final = len(_KINDS) + 3
"""How many values :func:`first_word_kind` has."""

_NO_WORD: Final = len(_KINDS) + 1
NUMBER: Final = len(_KINDS) + 2
DAY_OR_MONTH: Final = 9

_KIND_OF: Final = {
    word: kind for kind, words in enumerate(_KINDS, start=1) for word in words.split()
}

_OUTER: Final = "\"'“”„«»‘’([{¿¡#*–—-•·.,:;!?)]}"


def first_word_kind(words: Sequence[str]) -> int:
    """Return the kind of the first of ``words``, below ``KINDS_OF_WORDS``; 0 for most.

    Marks that stand alone are no words; of those before the first word, two are passed over.
    """
    for written in words[:3]:
        word = written.strip(_OUTER)
        if word:
            if "0" <= word[0] <= "9":
                return NUMBER
            word = word.lower()
            return _KIND_OF.get(word.replace("’", "'") if "’" in word else word, 0)
    return _NO_WORD
