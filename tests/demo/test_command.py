"""`sapat demo` refuses what would harm, and says so."""

from sapat.cli import main
from sapat.cli.demo_command import is_this_machine


def test_real_schools_are_never_mixed_with_fictional_ones(school, capsys):
    assert main(["demo", "--no-serve"]) == 1
    assert "no demonstration is opened" in capsys.readouterr().out


def test_public_passwords_stay_on_this_machine(db, capsys):
    assert main(["demo", "--host", "0.0.0.0"]) == 1
    assert "this machine only" in capsys.readouterr().out


def test_what_this_machine_is_called():
    assert all(map(is_this_machine, ("127.0.0.1", "::1", "[::1]", "localhost")))
    assert not any(map(is_this_machine, ("0.0.0.0", "192.168.1.5", "school.kg")))
