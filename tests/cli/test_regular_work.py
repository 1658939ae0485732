"""The doctor, the regular work and the manual."""

import json
from shutil import rmtree

import pytest

from sapat.cli import main
from sapat.cli.command import COMMANDS, build
from sapat.core.models import TrailEntry


def test_the_manual_names_every_command(capsys):
    with pytest.raises(SystemExit):
        build().parse_args(["--help"])
    manual = capsys.readouterr().out
    assert {"demo", "serve", "import", "measure", "doctor", "backup"} <= set(COMMANDS)
    assert all(f"    {name} " in manual for name in COMMANDS)
    assert "SAPAT_HOME" in manual


def test_a_sound_installation_has_no_complaint(settings, school, director, capsys):
    # What a test before this one kept is rolled back with its rows; its files stay.
    rmtree(settings.SAPAT_HOME / "evidence", ignore_errors=True)
    assert main(["doctor", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"complaints": [], "swept": []}


def test_the_doctor_finds_a_broken_trail(school, director, capsys):
    TrailEntry.objects.filter(chain="S12", number=2).update(what="something.else")
    assert main(["doctor"]) == 1
    assert "S12" in capsys.readouterr().out


def test_regular_work_can_be_done_twice(school, capsys, db):
    assert main(["tick"]) == 0
    assert main(["tick"]) == 0
    assert "not due" in capsys.readouterr().out
