"""We restore every backup we make; a damaged one is refused and nothing is touched."""

import sqlite3
from datetime import UTC, datetime

import pytest

from sapat.cli import backup

AT = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def home(tmp_path):
    folder = tmp_path / "home"
    (folder / "evidence" / "1").mkdir(parents=True)
    (folder / "evidence" / "1" / "batch.parquet").write_bytes(b"facts" * 1000)
    (folder / "secret.key").write_text("key")
    with sqlite3.connect(folder / backup.DATABASE) as database:
        database.execute("create table school (name text)")
        database.execute("insert into school values ('Сапат')")
    return folder


def state(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_backup_brings_everything_back(home, tmp_path):
    file = tmp_path / "all.tar.gz"
    backup.write(home, file, at=AT)

    backup.restore(file, tmp_path / "new")

    with sqlite3.connect(tmp_path / "new" / backup.DATABASE) as database:
        assert database.execute("select name from school").fetchall() == [("Сапат",)]
    batch = tmp_path / "new" / "evidence" / "1" / "batch.parquet"
    assert batch.read_bytes() == b"facts" * 1000


def test_what_was_there_is_kept_beside(home, tmp_path):
    file = tmp_path / "all.tar.gz"
    backup.write(home, file, at=AT)
    (home / "secret.key").write_text("newer")

    backup.restore(file, home)

    assert (home / "secret.key").read_text() == "key"
    assert (home / "before-restore" / "secret.key").read_text() == "newer"


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_a_cut_backup_is_refused_and_nothing_is_touched(home, tmp_path, share):
    file = tmp_path / "all.tar.gz"
    backup.write(home, file, at=AT)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * share)])
    before = state(home)

    with pytest.raises(backup.NotRestorable):
        backup.restore(file, home)

    assert state(home) == before


def test_a_changed_byte_is_refused(home, tmp_path):
    file = tmp_path / "all.tar.gz"
    backup.write(home, file, at=AT)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 255
    file.write_bytes(bytes(data))

    with pytest.raises(backup.NotRestorable):
        backup.prove(file)
