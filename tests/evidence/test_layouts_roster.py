"""OneRoster zips: pupils, classes, staff and results."""

import zipfile

import pytest

from sapat.evidence.layouts import Layout, understand
from sapat.evidence.reading import Kind, read
from sapat.plan.datasets.rules import datasets

FILES = {
    "manifest": "propertyName,value\noneroster.version,1.1\n",
    "academicSessions": (
        "sourcedId,status,title,type,startDate,endDate,schoolYear\n"
        "y,,2024/25,schoolYear,2024-09-02,2025-05-25,2025\n"
        "t2,,II,gradingPeriod,2024-11-10,2024-12-28,2025\n"
        "t1,,I,gradingPeriod,2024-09-02,2024-11-01,2025\n"
        "t3,,III,gradingPeriod,2025-01-13,2025-03-20,2025\n"
    ),
    "courses": "sourcedId,title\nc1,Алгебра\n",
    "classes": (
        "sourcedId,status,title,grades,courseSourcedId,classType\n"
        "h,,7Б,07,,homeroom\na,,7Б Алгебра,07,c1,scheduled\n"
    ),
    "users": (
        "sourcedId,status,role,identifier,familyName,givenName,middleName\n"
        "u1,,student,PIN1,Асанов,Бакыт,\nu2,tobedeleted,student,PIN2,Бекова,Айна,\n"
        "u3,,teacher,,Токтогулова,Гүл,Асановна\n"
    ),
    "demographics": "sourcedId,birthDate,sex\nu1,2011-03-04,male\n",
    "enrollments": (
        "sourcedId,classSourcedId,userSourcedId,role\ne1,h,u1,student\ne2,a,u1,student\n"
    ),
    "lineItems": "sourcedId,classSourcedId,gradingPeriodSourcedId\nl1,a,t1\nl2,a,t2\nl3,a,t2\n",
    "results": (
        "sourcedId,lineItemSourcedId,studentSourcedId,score,scoreDate\n"
        "r1,l1,u1,5,2024-11-01\nr2,l2,u1,4,2024-11-20T00:00:00.000Z\nr3,l3,u1,3,2024-12-01\n"
    ),
}
ROLES = {
    "users": (
        "sourcedId,status,identifier,familyName,givenName\n"
        "u1,,PIN1,Асанов,Бакыт\nu3,,,Эсенова,Гүл\n"
    ),
    "roles": (
        "sourcedId,userSourcedId,roleType,role\no1,u1,primary,student\no3,u3,primary,teacher\n"
    ),
}


def roster(tmp_path, files):
    path = tmp_path / "roster.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content.encode("utf-8-sig"))
    return read(path, name="roster.zip")


def by_data_set(understanding):
    found = {}
    for record in understanding.records():
        values = {name: raw.value for name, raw in record.values.items() if raw.value is not None}
        found.setdefault(record.dataset, []).append(values)
    return found


@pytest.mark.parametrize("files", [FILES, FILES | ROLES], ids=["1.1", "1.2"])
def test_a_roster_gives_pupils_classes_and_staff(tmp_path, files):
    workbook = roster(tmp_path, files)

    understanding = understand(workbook, data_sets=datasets())

    found = by_data_set(understanding)
    assert (workbook.kind, understanding.layout) == (Kind.ONEROSTER, Layout.ROSTER)
    assert found["classes"] == [{"class": "7Б", "grade": "07", "year": 2024}]
    assert found["pupils"] == [
        {
            "pupil": "Асанов Бакыт", "pupil.code": "PIN1", "class": "7Б", "sex": "male",
            "born_on": "2011-03-04", "year": 2024,
        }
    ]  # fmt: skip
    assert [member["staff.code"] for member in found["staff"]] == ["u3"]


def test_one_result_in_a_grading_period_is_a_term_mark(tmp_path):
    found = by_data_set(understand(roster(tmp_path, FILES), data_sets=datasets()))

    (mark,) = found["period_marks"]
    assert (mark["subject"], mark["term"], mark["value"]) == ("Алгебра", "Q1", "5")
    assert [mark["date"] for mark in found["current_marks"]] == ["2024-11-20", "2024-12-01"]


def test_a_roster_record_names_its_file_and_row(tmp_path):
    understanding = understand(roster(tmp_path, FILES), data_sets=datasets())

    (pupil,) = [record for record in understanding.records() if record.dataset == "pupils"]
    assert (pupil.sheet, pupil.row) == ("users", 2)
    assert pupil.values["pupil"].address == "E2"
