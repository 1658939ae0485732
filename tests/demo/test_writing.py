"""The generator: the same seed gives the same files, and nobody in them exists."""

import hashlib
from collections import Counter
from pathlib import PurePath

from sapat.demo.correspondence import correspondence_school
from sapat.demo.day_school import day_school
from sapat.demo.opening import SEED, schools
from sapat.demo.writing import day_papers, distance_papers


def digests(school, folder):
    """Write a small school's files and return their digests by name."""
    found = {}
    for paper in day_papers(school):
        found[paper.name] = hashlib.sha256(paper.write(folder).read_bytes()).hexdigest()
    return found


def anew(seed):
    """Return a small school made anew, not the remembered one."""
    return day_school.__wrapped__(seed, small=True)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    one = digests(anew(7), tmp_path / "one")
    assert digests(anew(7), tmp_path / "two") == one


def test_another_seed_gives_other_people():
    one, other = ({pupil.name.full for _, pupil in anew(seed).pupils(2025)} for seed in (7, 8))
    assert len(one & other) < len(one) / 4


def test_every_kind_of_file_occurs(papers):
    kinds = Counter(PurePath(name).suffix for name in papers)
    assert set(kinds) == {".xlsx", ".ods", ".csv", ".txt", ".html"}
    assert {paper.language for paper in papers.values()} == {"ky", "ru"}


def test_the_schools_are_plainly_fictional():
    for school in schools(SEED):
        assert "ойдон чыгарылган" in school.name.ky.lower()
        assert "вымышленн" in school.name.ru.lower()


def test_no_two_people_of_a_school_share_a_name(village):
    names = [pupil.name.short for _, pupil in village.pupils(2025)]
    names += [person.name.short for person in village.staff]
    assert len(set(names)) == len(names)


def test_a_class_continues_by_its_pupils_and_not_by_its_number(village):
    """Who finished grade 3 in 2025 went on to grade 5: label, year of study, level are three."""
    jumped = next(group for group in village.groups[2025] if group.name == "5В")
    stayed = next(group for group in village.groups[2025] if group.name == "5А")

    assert (jumped.before.name, jumped.grade, jumped.level) == ("3А", 4, "primary")
    assert (stayed.before.name, stayed.grade, stayed.level) == ("4А", 5, "basic")
    assert {group.label for group in village.groups[2025]} == {1, 2, 3, 5, 6, 8, 9}


def test_the_village_school_is_as_large_as_it_should_be(village):
    for year, groups in village.groups.items():
        assert len(groups) == 18
        assert 330 <= sum(len(group.pupils) for group in groups) <= 380, year


def test_the_correspondence_school_keeps_credits_and_no_daily_marks():
    papers = {paper.data_set for paper in distance_papers(correspondence_school(SEED))}
    assert {"credits", "consultations", "period_marks"} <= papers
    assert not {"current_marks", "attendance", "journal"} & papers
