"""Which of two texts are in different languages: by script, by letters, and in Latin script by everyday
words.
"""

import re
from typing import NamedTuple

from embedsvc.read.language import language_of, script_of

_WORDS = {
    "en": "the and of to in is are was that with this for you it have not they my we our will your has "
    "been from at on be by as",
    "es": "el la los las de y en que una un del con por para es está no se su más como pero muy hoy mi "
    "nos este al lo fue ha",
    "pt": "o a os as de e em que uma um do da dos no na com por para é está não se seu mais como mas "
    "muito hoje meu ao foi são",
    "fr": "le la les de et en des une un est dans que qui pour pas sur avec ce cette nous vous il je "
    "sont au du plus par a été",
    "it": "il la gli di e in che una un con per non è della del sono più anche questo nel dei alla ho "
    "ma come i lo si ha da",
    "de": "der die das und in ist nicht mit ein eine für auf sich auch ich wir zu den von dem im wird "
    "sind es an als hat bei",
    "nl": "de het een van en in is niet met voor op dat zijn ook ik wij naar aan maar heeft wordt te er "
    "bij om was die als",
    "id": "yang dan di dengan untuk ini itu dari tidak ke akan pada adalah saya kami juga telah ada "
    "dalam oleh bisa karena",
    "tr": "ve bir bu için ile çok daha olarak ne de da değil ben biz gibi var olan kadar sonra en mi o "
    "her ama",
    "pl": "i w na z się nie to jest do że jak dla od po przez są oraz ale tym co o za a jego był",
    "eo": "la kaj de estas en ke ne por kun al ĝi ili mi pri ankaŭ el tiu tio kiu ĉi oni estis sed ni "
    "li plej",
    "sv": "och att det som en är på för inte med av till den jag vi har ett om i de han men",
    "da": "og at det som en er på for ikke med af til den jeg vi har et om i de han men der",
    "no": "og at det som en er på for ikke med av til den jeg vi har et om i de han men",
    "cs": "a v na se je že to s do jako pro ale jsem není jsou by od za po k i o z",
    "ro": "și în de la cu pe nu este care din pentru mai sunt că o un fi au a al să ce",
    "vi": "và của là có không được cho những một các với trong này đã người",
    "fi": "ja on ei että se oli hän mutta ovat kun niin myös ole joka tämä",
    "hu": "a az és hogy nem is egy van ez volt de meg már csak",
}
"""The commonest words. A word of several languages counts less for each."""
_LANGUAGES: dict[str, list[str]] = {}
for _language, _listed in _WORDS.items():
    for _word in _listed.split():
        _LANGUAGES.setdefault(_word, []).append(_language)
_WEIGHTS = {
    word: tuple((language, 1 / len(languages)) for language in languages)
    for word, languages in _LANGUAGES.items()
}
_NO_WORDS = re.compile(r"https?://\S+|pic\.\S+|[#@]\w+")
_PUNCTUATION = ".,:;!?…\"'“”„‘’‚«»‹›()[]*_–—-"
SAMPLE = 280
"""Characters."""
_LEAST = 1.0
_LEAST_LEAD = 1.4
"""How often the words of a language count, and how much more than those of the next one."""


class Language(NamedTuple):
    """The script of a text (ISO 15924), and its language where that is sure."""

    script: str | None
    tag: str | None

    def differs(self, other: "Language") -> bool:
        if None in (self.script, other.script):
            return False
        if self.script != other.script:
            return True
        return self.tag != other.tag and None not in (self.tag, other.tag)


def guess(text: str) -> Language:
    text = _NO_WORDS.sub("", text[:SAMPLE])
    script = script_of(text)
    if script is None:
        return Language(None, None)
    return Language(script.name, _latin(text) if script.name == "Latn" else language_of(text, script))


def _latin(text: str) -> str | None:
    counts: dict[str, float] = {}
    for word in text.casefold().split():
        for language, weight in _WEIGHTS.get(word.strip(_PUNCTUATION), ()):
            counts[language] = counts.get(language, 0) + weight
    best = max(counts, key=counts.__getitem__, default=None)
    if best is None:
        return None
    most = counts.pop(best)
    next_most = max(counts.values(), default=0)
    return best if most >= max(_LEAST, next_most * _LEAST_LEAD) else None
