"""French before a name: its article, what `de` and `à` make of it, and a verb that agrees with it.

A template of the French catalogue asks for it where its value stands: `{who:le}`, `{who:Le}` at the beginning of a
sentence, `{who:de}`, `{who:à}`, `{who:que}`, and `{who:quitte|quittent}`, one or many. Values may be lists: each item
takes its own. Titles that stand in a sentence are quoted, each of a list (`{issues:«}`).
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from simulation.words.cldr import locale

__all__ = ["FRENCH", "agreeing", "asked_for", "forms"]

FRENCH: Final = "fr"
_ASKED: Final = re.compile(r"\{(\w+):(?:«|que|[lL]e|[dD]e|[àÀ]|[^{}|]+\|[^{}|]+)\}")

_BARE: Final = frozenset(
    """
    Anguilla|Antigua-et-Barbuda|Aruba|Bahreïn|Cabo Verde|Chypre|Cuba|Curaçao|Diego Garcia|Djibouti|Eswatini|Fidji
    Gibraltar|Guam|Guernesey|Haïti|Israël|Jersey|Kiribati|Madagascar|Malte|Maurice|Mayotte|Monaco|Montserrat|Nauru
    Niue|Oman|Porto Rico|Saint-Barthélemy|Saint-Christophe-et-Niévès|Saint-Kitts-et-Nevis|Saint-Marin|Saint-Martin
    Saint-Martin (partie néerlandaise)|Saint-Pierre-et-Miquelon|Saint-Vincent-et-les Grenadines|Sainte-Hélène
    Sainte-Lucie|Sao Tomé-et-Principe|Singapour|Sri Lanka|Taïwan|Tokelau|Tristan da Cunha|Tuvalu|Vanuatu
    Ceuta et Melilla|Svalbard et Jan Mayen|Wallis-et-Futuna
    """.strip()
    .replace("\n    ", "|")
    .split("|")
)
"""Countries and areas without an article."""
_HEADS: Final[Mapping[str, str]] = {
    head: article
    for article, heads in {
        "le": """Belize Cambodge Mexique Mozambique Royaume-Uni Saint-Siège Suriname Zimbabwe
            Bureau Camp Centre Comité Congrès Conseil Fonds Forum Groupe Mouvement Pacte Réseau Secrétaire Secrétariat
            Syndicat Territoire FGI FMI RIPE""",
        "la": """RD R.A.S. Sierra Trinité-et-Tobago
            Banque Chambre Coalition Commission Communauté Confédération Conférence Fédération Fondation Ligue
            Présidence Société CEI CEPT CITEL GSMA RCC""",
        "l’": """Académie Agence Alliance Assemblée Association Industrie Institut Internet Organisation Union
            APC APIG ETNO IAB ICANN IETF ISOC OCDE OCS OIF OMC OMPI OMS ONU OTAN UA UE UIT UNESCO UNICEF""",
        "les": """Bahamas Bermudes Comores EAU Émirats États États-Unis Îles Maldives Nations Palaos Pays Pays-Bas
            Philippines Seychelles Terres Territoires Tonga
            Académies Amis Concepteurs Entreprises Fabricants Industriels Opérateurs Organisations Partenaires""",
    }.items()
    for head in heads.split()
}
"""The article of a name by its first word: countries that break the rule, what organisations are, and acronyms."""
_MADE: Final[Mapping[str, tuple[str, str, str]]] = {
    "le": ("le ", "du ", "au "),
    "la": ("la ", "de la ", "à la "),
    "l’": ("l’", "de l’", "à l’"),
    "les": ("les ", "des ", "aux "),
}
"""Of each article: alone, after `de`, after `à`."""
_OWN: Final = re.compile(r"(le|la|les) (?=\w)|(l)['’](?=\w)", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d+\s")
_VOWEL: Final = re.compile(r"[aeiouà-æè-ïò-öø-üœ]|haï", re.IGNORECASE)
_ET: Final = re.compile("[ -]et[ -]")
_GAP: Final = re.compile(r"\{(\w+)\}")
_NEXT: Final = re.compile(r"(, | et )(?=[^\W\d_a-zà-ÿ]|\d|(?:une?|les?|la) |[ld]’)(?![^()]*\))")


def asked_for(template: str, values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values of a template by name; a value whose article or verb the template asks for can agree."""
    names = _asking(template)
    return (
        {key: _Agreeing(value) if key in names else value for key, value in values.items()}
        if names
        else values
    )


def agreeing(names: str, form: str) -> str:
    """Return a name, or a list of names, with an article or a preposition; or a verb that agrees with it.

    >>> agreeing("États-Unis, Brésil et 3 autres", "de")
    'des États-Unis, du Brésil et de 3 autres'
    >>> agreeing("Argentine", "Le"), agreeing("Tamarat", "à"), agreeing("Pays-Bas", "quitte|quittent")
    ('L’Argentine', 'à Tamarat', 'quittent')
    """
    if gap := _GAP.fullmatch(names):  # filled in later: what is put there is asked for the same
        return f"{{{gap[1]}:{form}}}"
    pieces = _pieces(names)
    if "|" in form:
        one, many = form.split("|")
        return many if len(pieces) > 1 or _article(names)[0] == "les" or _NUMBER.match(names) else one
    if form == "que":
        told = agreeing(names, "le")
        return f"qu’{told}" if _VOWEL.match(told) else f"que {told}"
    told = "".join(_with(piece, form.lower()) if at % 2 == 0 else piece for at, piece in enumerate(pieces))
    return f"{told[:1].upper()}{told[1:]}" if form[0].isupper() else told


def forms(name: str) -> Mapping[str, str]:
    """Return a name in the forms that a template may ask for: `le`, `de`, `à`, `que`; and `many`, `1` if it is plural.

    >>> forms("Brésil")
    {'le': 'le Brésil', 'de': 'du Brésil', 'à': 'au Brésil', 'que': 'que le Brésil'}
    """
    told = {form: agreeing(name, form) for form in ("le", "de", "à", "que")}
    return told | ({"many": "1"} if agreeing(name, "|1") else {})


class _Agreeing:
    """A value that agrees where a template asks for it, and is as it was elsewhere."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __str__(self) -> str:
        return str(self._value)

    def __format__(self, form: str) -> str:
        if form == "«":
            return str(_quoted(self._value))
        return agreeing(str(self._value), form) if form else format(self._value, form)


@cache
def _asking(template: str) -> frozenset[str]:
    return frozenset(found[1] for found in _ASKED.finditer(template))


def _quoted(value: object) -> object:
    from simulation.words.said import Said

    return value.quoted() if isinstance(value, Said) else Said.aloud(str(value))


def _pieces(names: str) -> list[str]:
    """Return the names of a list and, between them, what joins them; a country with `et` in its name is one."""
    whole = [found.span() for found in _paired().finditer(names)]
    pieces, begin = [], 0
    for joint in _NEXT.finditer(names):
        if not any(first < joint.start() < last for first, last in whole):
            pieces += [names[begin : joint.start()], joint[0]]
            begin = joint.end()
    return [*pieces, names[begin:]]


def _with(name: str, form: str) -> str:
    article, rest = _article(name)
    place = ("le", "de", "à").index(form)
    if article:
        return f"{_MADE[article][place]}{rest}"
    before = ("", "d’" if _VOWEL.match(name) else "de ", "à ")[place]
    return f"{before}{name}"


@lru_cache(maxsize=4_096)
def _article(name: str) -> tuple[str, str]:
    """Return the article of a name, empty if it has none, and the name without it."""
    if own := _OWN.match(name):
        return (own[1] or "l’").lower(), name[own.end() :]
    known = name.replace(" et ", "-et-")
    called = known if known in _BARE or known in _countries() else name
    head = re.split(r"[ (]", called, maxsplit=1)[0]
    found = "" if called in _BARE else _HEADS.get(head) or _by_rule(called, head)
    return ("l’" if found in ("le", "la") and _VOWEL.match(name) else found), name


def _by_rule(name: str, head: str) -> str:
    """Return the article of a country: those that end in `e` are feminine."""
    if name not in _countries():
        return ""
    return "la" if head.split("-", maxsplit=1)[0].endswith(("e", "é")) else "le"


@cache
def _countries() -> frozenset[str]:
    from simulation.words.catalogue import catalogue

    called = {text for key, text in catalogue("fr").items() if key.startswith("country.")}
    return frozenset({*called, *map(str, locale("fr").territories.values())})


@cache
def _paired() -> re.Pattern[str]:
    """Return what finds the countries with `et` in their name, which some write with hyphens and some without."""
    found = sorted((name for name in _countries() if _ET.search(name)), key=len, reverse=True)
    ways = (_ET.pattern.join(map(re.escape, _ET.split(name))).replace("’", "['’]") for name in found)
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")
