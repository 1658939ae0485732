"""What may stand in a file, a sheet and a file's name, whatever a person typed."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TEXT = 32_767
LONGEST_SHEET = 31
LONGEST_FILE = 120
SOFT_HYPHEN = "\u00ad"
"""Where a long word of a narrow head may break; only paper set by us knows how to use it."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
NOT_IN_SHEETS = re.compile("[\\[\\]:*?/\\\\\n\t\U00010000-\U0010ffff]")
"""Letters beyond the first 65,536 count twice there, and no school's name has them."""

NOT_IN_FILES = re.compile(r"""[<>:"/\\|?*;%\n\t]""")
RESERVED = {"history", "журнал"}
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z", re.IGNORECASE)
LATIN = dict(zip("абвгдеёзийклмнңоөпрстуүфцыэ", "abvgdeeziyklmnnooprstuufcye", strict=True)) | {
    "ж": "zh", "х": "kh", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip


def writable(text: str) -> str:
    """Return the text without characters that no document can hold, and with plain line ends."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace(SOFT_HYPHEN, "")
    return UNWRITABLE.sub("", plain)[:LONGEST_TEXT]


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a name for each sheet that spreadsheets accept: short, plain, none twice.

    >>> sheet_names(["7А: marks?", "7А: marks?", ""])
    ['7А marks', '7А marks 2', '3']
    """
    found: list[str] = []
    for number, title in enumerate(titles, 1):
        plain = " ".join(NOT_IN_SHEETS.sub(" ", writable(title)).split())
        name = plain[:LONGEST_SHEET].strip(" '") or str(number)
        taken = {other.casefold() for other in found} | RESERVED
        base, count = name, 1
        while name.casefold() in taken:
            count += 1
            tail = f" {count}"
            name = base[: LONGEST_SHEET - len(tail)] + tail
        found.append(name)
    return found


def file_name(*parts: str, ending: str) -> str:
    """Return a file name that every system accepts and that starts no formula or path.

    >>> file_name("Квартал отчёту", "S12", "2025-Q1", ending="pdf")
    'Квартал отчёту S12 2025-Q1.pdf'
    """
    joined = unicodedata.normalize("NFC", " ".join(parts))
    plain = NOT_IN_FILES.sub(" ", INVISIBLE.sub("", writable(joined)))
    name = " ".join(plain.split())[:LONGEST_FILE].strip(" .'-=+@~")
    if not name or DEVICES.match(name.split(".")[0]):
        name = f"sapat {name}".strip()
    return f"{name}.{ending}"


def latin(name: str) -> str:
    """Return the name in plain ASCII, for those who cannot read it otherwise.

    >>> latin("Чейрек отчёту.pdf")
    'Cheyrek otchetu.pdf'
    """
    letters = []
    for letter in name:
        plain = LATIN.get(letter.lower(), letter)
        letters.append(plain.capitalize() if letter != letter.lower() else plain)
    ascii_only = unicodedata.normalize("NFKD", "".join(letters)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9 ._()-]", "_", ascii_only)
