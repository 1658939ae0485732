"""Hostile and broken files: always a sentence or a workbook, little memory, little time."""

import io
import os
import random
import struct
import subprocess
import sys
import textwrap
import time
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter
from django.utils import translation

from sapat.evidence.reading import Reason, Unreadable, Workbook, read

MIB = 1024 * 1024
CONTENT_TYPES = """<?xml version="1.0"?><Types
 xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<?xml version="1.0"?><Relationships'
    ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{type}" Target="{target}"/></Relationships>'
)
BOOK = f"""<?xml version="1.0"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{RELATION}">
<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"""
SHEET = (
    '<?xml version="1.0"?>{head}<worksheet'
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>'


def parts(rows, head=""):
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS.format(
            type=f"{RELATION}/officeDocument", target="xl/workbook.xml"
        ),
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS.format(
            type=f"{RELATION}/worksheet", target="worksheets/sheet1.xml"
        ),
        "xl/worksheets/sheet1.xml": SHEET.format(head=head, rows=rows),
    }


def zipped(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook_bytes(rows=300):
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed) as book:
        sheet = book.add_worksheet()
        chance = random.Random(7)
        for row in range(rows):
            sheet.write_row(row, 0, [f"Окуучу {chance.random()}", chance.random(), "7Б", 5])
    return packed.getvalue()


def entity_bomb():
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ха" * 100}">' for n in range(9)
    )
    return zipped(parts(CELL.format(text="&e8;"), head=f"<!DOCTYPE x [{entities}]>"))


def outside_entity():
    head = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return zipped(parts(CELL.format(text="&secret;"), head=head))


def late_entity():
    """Behind so much white space that the guard does not look there."""
    head = " " * MIB + '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return zipped(parts(CELL.format(text="&secret;"), head=head))


def bomb():
    return zipped(parts(CELL.format(text="x" * 20 * MIB)))


def many_cells():
    """Small when packed, within the ratio, and far too many cells."""
    chance = random.Random(1)
    row = [
        "".join(f"<c><v>{chance.randint(1, 99)}</v></c>" for _ in range(100)) for _ in "abcdefgh"
    ]
    return zipped(parts("".join(f"<row>{chance.choice(row)}</row>" for _ in range(30_000))))


def stray_cell():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return zipped(parts(CELL.format(text="a") + far))


def lying(claim):
    """A part that says it is small and unpacks into much more, or the other way round."""
    content = b"x" * 3 * MIB
    packed = bytearray(zipped(parts(CELL.format(text="a")) | {"xl/more.xml": content}))
    true, false = struct.pack("<I", len(content)), struct.pack("<I", claim)
    assert packed.count(true) == 2
    return bytes(packed.replace(true, false))


def overlapping():
    """Thousands of names for one and the same packed part."""
    name, body = b"xl/workbook.xml", zlib.compress(b"0" * MIB, 9)[2:-4]
    crc = zlib.crc32(b"0" * MIB)
    sizes = struct.pack("<3I", crc, len(body), MIB)
    local = b"PK\x03\x04" + struct.pack("<5H", 20, 0, 8, 0, 0) + sizes
    local += struct.pack("<2H", len(name), 0) + name
    central = b"PK\x01\x02" + struct.pack("<6H", 20, 20, 0, 8, 0, 0) + sizes
    central += struct.pack("<5H2I", len(name), 0, 0, 0, 0, 0, 0) + name
    entries = central * 3000
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, 3000, 3000, len(entries), len(local + body), 0
    )
    return local + body + entries + end


def locked_zip():
    packed = bytearray(workbook_bytes(3))
    at = -1
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        while (at := packed.find(magic, at + 1)) >= 0:
            packed[at + offset] |= 1
    return bytes(packed)


def ole(*names):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + b"".join(
        name.encode("utf-16-le") + bytes(40) for name in names
    )  # fmt: skip


def spans():
    cell = '<td rowspan="60000" colspan="1000">x</td>'
    return ("<table>" + f"<tr>{cell * 4}</tr>" * 400 + "</table>").encode()


REFUSED = {
    "nothing": (b"", Reason.EMPTY),
    "white space": (b" \n\t\r\n" * 50, Reason.EMPTY),
    "an empty sheet": (zipped(parts("")), Reason.EMPTY),
    "zeros": (bytes(5000), Reason.EMPTY),
    "zip bomb": (bomb, Reason.BOMB),
    "entity bomb": (entity_bomb, Reason.BOMB),
    "entity from outside": (outside_entity, Reason.BOMB),
    "parts that overlap": (overlapping, Reason.BOMB),
    "smaller than it says": (lambda: lying(900 * MIB), Reason.DAMAGED),
    "bigger than it says": (lambda: lying(10), Reason.DAMAGED),
    "too many cells": (many_cells, Reason.TOO_BIG),
    "too many columns": (lambda: b",".join([b"1"] * 100_000), Reason.TOO_BIG),
    "a cell at the end of the world": (stray_cell, Reason.TOO_BIG),
    "a zip in a zip": (lambda: zipped({"a.zip": zipped({"b.zip": b"c"})}), Reason.ARCHIVE),
    "a path that climbs": (lambda: zipped({"../../etc/passwd": "x"}), Reason.ARCHIVE),
    "a letter": (lambda: zipped({"word/document.xml": "<a/>"}), Reason.NOT_A_TABLE),
    "a printed page": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", Reason.NOT_A_TABLE),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Reason.NOT_A_TABLE),
    "an archive": (b"Rar!\x1a\x07\x01\0" + bytes(100), Reason.ARCHIVE),
    "a page without a table": (b"<html><body><p>Hello</p></body></html>", Reason.NOT_A_TABLE),
    "a locked zip": (locked_zip, Reason.ENCRYPTED),
    "a password": (lambda: ole("EncryptionInfo", "EncryptedPackage"), Reason.ENCRYPTED),
    "an old letter": (lambda: ole("WordDocument"), Reason.NOT_A_TABLE),
    "an old workbook in ruins": (lambda: ole("Workbook"), Reason.DAMAGED),
    "NUL bytes": (b"a,b\n1,\0\n", Reason.DAMAGED),
    "NUL bytes far below": (b"a,b\n" * 9000 + b"\0", Reason.DAMAGED),
    "noise": (lambda: bytes(random.Random(3).choices(range(1, 256), k=9000)), Reason.UNKNOWN),
}


@pytest.fixture
def given(tmp_path):
    """Write a file and read it; nothing may be left behind beside it."""

    def attempt(content, name="table.xlsx"):
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        path = folder / name
        path.write_bytes(content() if callable(content) else content)
        try:
            return read(path, name=name)
        finally:
            assert [each.name for each in folder.iterdir()] == [name]

    return attempt


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_file_is_refused_with_a_reason(given, content, reason):
    started = time.monotonic()

    with pytest.raises(Unreadable) as no:
        given(content)

    assert no.value.reason is reason
    assert time.monotonic() - started < 30


def outcome(given, content):
    """Return what came of a file; any other exception than `Unreadable` is a failure."""
    try:
        return given(content)
    except Unreadable as no:
        return no.reason


def test_a_file_cut_anywhere_is_a_sentence_or_a_workbook(given):
    whole = workbook_bytes()

    ends = [*range(0, len(whole), max(len(whole) // 40, 1)), len(whole) - 1, len(whole) - 22]
    found = [outcome(given, whole[:end]) for end in ends]

    assert isinstance(outcome(given, whole), Workbook)
    assert set(found) <= {Reason.EMPTY, Reason.DAMAGED, Reason.ARCHIVE}


def test_a_file_with_bytes_changed_is_a_sentence_or_a_workbook(given):
    whole, chance = workbook_bytes(50), random.Random(11)

    for _ in range(40):
        spoilt = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        assert isinstance(outcome(given, bytes(spoilt)), Workbook | Reason)


def test_an_entity_that_hides_is_not_followed(given):
    found = outcome(given, late_entity)

    assert found in set(Reason) or "root:" not in str(found.sheets[0].rows)


def test_spans_of_a_page_do_not_multiply(given):
    found = outcome(given, spans)

    assert found is Reason.TOO_BIG or len(found.sheets[0].rows) <= 400


def test_a_text_in_a_foreign_direction_is_read(given):
    rows = given("اسم,درجة\nآدم,5\n".encode()).sheets[0].rows

    assert rows == [["اسم", "درجة"], ["آدم", "5"]]


def test_a_worker_that_never_ends_is_stopped(given, monkeypatch, tmp_path):
    package = tmp_path / "slow"
    package.mkdir()
    (package / "slow_worker.py").write_text("import time\ntime.sleep(60)\n", "utf-8")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(package)}
    monkeypatch.setattr("sapat.evidence.reading.door.WORKER", "slow_worker")
    monkeypatch.setattr("sapat.evidence.reading.door._environment", lambda: environment)
    monkeypatch.setattr("sapat.evidence.reading.limits.SECONDS", 1)

    with pytest.raises(Unreadable) as no:
        given(b"a,b\n1,2\n")

    assert no.value.reason is Reason.TOO_SLOW


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason):
    with translation.override("en"):
        assert len(Unreadable(reason).sentence) > 20


SOURCE = Path(__file__).parent.parent.parent / "src"
READS = """
    import sys
    from sapat.evidence.reading import read
    workbook = read(sys.argv[1], name="x")
    most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    print(len(workbook.sheets[0].rows), int(most.split()[1]) // 1024)
"""
TRIES = """
    import sys
    from sapat.evidence.reading import limits, worker
    worker.tie_hands(seconds=5)
    try:
        bytearray(limits.MEMORY)
    except MemoryError:
        print("no memory")
    try:
        with open(sys.argv[1], "wb") as file:
            file.write(b"x")
    except OSError:
        print("no writing")
"""


def run(program, path):
    """Run a small program in a process of its own; return the words it printed."""
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), str(path)],
        env={"PYTHONPATH": str(SOURCE), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()


def test_a_hundred_thousand_rows_leave_the_parent_small(tmp_path):
    path = tmp_path / "big.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(100_000):
            sheet.write_row(row, 0, [f"Окуучу {row}", "7Б", "Алгебра", "Асанов", 2024, 1, 5, 4.5])

    rows, mebibytes = map(int, run(READS, path))

    assert rows == 100_000
    assert mebibytes < 350


def test_the_worker_gets_no_more_memory_and_writes_nothing(tmp_path):
    said = run(TRIES, tmp_path / "written")

    assert " ".join(said) == "no memory no writing"
    assert (tmp_path / "written").stat().st_size == 0
