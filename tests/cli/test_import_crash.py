"""A power cut in the middle of an import: all of it or nothing, and the doctor is content."""

import random
import shutil
import time

import pytest

from benchmarks.crash_import import counts, done, founded, journal, kill_after, mend, words


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A journal, how long its import takes, and the counts before and after."""
    place = tmp_path_factory.mktemp("whole")
    path, home = journal(place / "8А-1.xlsx", pupils=10, days=30), founded(place / "home")
    shutil.copytree(home, place / "fresh")
    empty, begun = counts(home), time.perf_counter()
    done(home, *words(path))
    return path, time.perf_counter() - begun, empty, counts(home)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8, 0.88, 0.94, 1.0])
def test_a_killed_import_leaves_all_or_nothing(whole, tmp_path, share):
    path, seconds, empty, full = whole
    home = shutil.copytree(path.parent / "fresh", tmp_path / "home")

    found = kill_after(home, path, seconds * share * random.uniform(0.96, 1.0))

    assert found in (empty, full)
    assert mend(home)["complaints"] == []
    done(home, *words(path))
    assert counts(home) == full
