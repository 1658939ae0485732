"""The command itself: what it loads, and what it does when nobody reads on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sapat
from sapat.cli.command import build

CALL = "import sys; from sapat.cli import main; sys.exit(main(sys.argv[1:]))"
ELSEWHERE = {**os.environ, "PYTHONPATH": str(Path(sapat.__file__).parent.parent)}


def test_a_command_loads_no_arrays_that_it_does_not_need():
    code = "import sys; from sapat.cli.command import build; build(); print('numpy' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ELSEWHERE
    )
    assert told.stdout == "False\n"


def test_who_stops_reading_gets_no_traceback(tmp_path):
    file = tmp_path / "a.csv"
    rows = "\n".join(f"{at},{at * 7 % 11}" for at in range(5000))
    file.write_text(f"year,value\n{rows}\n")
    read, write = os.pipe()
    os.close(read)
    words = ["analyse", "xmr", str(file), "--value", "value"]
    told = subprocess.run(
        [sys.executable, "-c", CALL, *words],
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**ELSEWHERE, "SAPAT_HOME": str(tmp_path)},
    )
    os.close(write)
    assert (told.returncode, told.stderr) == (141, "")


def test_the_help_of_analyse_names_every_method(capsys):
    with pytest.raises(SystemExit) as done:
        build().parse_args(["analyse", "--help"])
    assert done.value.code == 0
    words = {line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()}
    assert {"xmr", "trend", "forecast", "funnel", "value-added", "rasch", "2pl", "pcm"} <= words
