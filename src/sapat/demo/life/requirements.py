"""Stakeholders of a fictional school: where they are heard and what they require."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import cycle

from django.utils.timezone import localdate

from sapat.core.rights import Role
from sapat.demo.life.voices import CORRESPONDENCE, DAY, HEARD, INQUIRIES, Voice
from sapat.plan.documents import changes as documents
from sapat.plan.documents.changes import Approval
from sapat.plan.inquiries import changes as inquiries
from sapat.plan.inquiries.changes import Finding, Match, Need
from sapat.plan.requirements import changes
from sapat.plan.requirements.changes import Decision, Heard, Shown
from sapat.plan.requirements.models import Requirement
from sapat.plan.stakeholders import changes as groups
from sapat.plan.stakeholders import reads as known
from sapat.plan.stakeholders.changes import Description
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.organisations.rules import SchoolType
from sapat.school.people.models import Person
from sapat.school.people.reads import director, holders

OWNERS = (Role.DEP_ACADEMIC, Role.DEP_UPBRINGING, Role.PRACTICE_DEPT, Role.CAREER_HEAD, Role.MO)
ANALYSE, DECIDE, ACCOUNT, ASK = (timedelta(days=days) for days in (8, 20, 55, 100))
"""When after being heard a requirement usually takes each step."""


def live(school: Organisation, *, at: datetime) -> None:
    """Write groups, requirements in every state and requests for information."""
    day = localdate(at)
    is_distance = school.edition(day).school_type == SchoolType.CORRESPONDENCE
    _groups(school, is_distance=is_distance, at=at)
    people = _owners(school, day)
    for voice in CORRESPONDENCE if is_distance else DAY:
        Way(school, day, at).lead(voice, None if voice.orphan else next(people))
    _inquiries(school, day, at=at)
    _edition(school, day, at=at)


def _edition(school: Organisation, day: date, *, at: datetime) -> None:
    """Put the register in force as an edition, prepared by the deputy, approved by the director."""
    with within(school):
        head, deputy = director(day), holders(school, Role.DEP_ACADEMIC, day).first()
    if head is None:
        return
    edition = changes.freeze(school, prepared_by=deputy, by=None, at=at)
    approval = Approval(head, "41/2", day)
    documents.approve(edition, approval, by=head.user, at=at)
    documents.put_in_force(edition, since=day, by=head.user, at=at)


def _groups(school: Organisation, *, is_distance: bool, at: datetime) -> None:
    with within(school):
        found = known.groups()
    for group in found:
        heard = HEARD.get(group.code, "Жылдык ачык отчёттон кийинки жолугушуу")
        said = Description(group.name, heard=heard)
        if is_distance or group.code in HEARD:
            groups.describe_group(school, group.code, said, by=None, at=at)
    if not is_distance:
        reason = "9 жылдык мектеп абитуриент кабыл албайт, 1-класска жазылуу өзүнчө каралат."
        since = localdate(at) - timedelta(days=80)
        groups.switch_off(school, "applicant", reason, since=since, by=None, at=at)


def _owners(school: Organisation, day: date) -> Iterator[Person]:
    return cycle([person for role in OWNERS for person in holders(school, role, day)[:1]])


@dataclass(frozen=True)
class Way:
    """Leads the voices of one school through the steps of the register."""

    school: Organisation
    day: date
    at: datetime

    def lead(self, voice: Voice, owner: Person | None) -> None:
        """Write a voice down and lead it as far as it has come."""
        found = self.day - timedelta(days=voice.days)
        heard = Heard(voice.group, voice.text, voice.origin, found, voice.source, owner=owner)
        row = changes.write_down(self.school, heard, by=None, at=self.at)
        if voice.state == "found":
            return
        changes.analyse(row, voice.analysis, on=found + ANALYSE, by=None, at=self.at)
        if voice.state != "analysed":
            self._decide(row, voice, found)

    def _decide(self, row: Requirement, voice: Voice, found: date) -> None:
        accepted = voice.state != "declined"
        on = found + DECIDE
        paper = f"Педагогикалык кеңештин № {row.number % 5 + 1} протоколу, {on:%d.%m.%Y}"
        decision = Decision(accepted, voice.reason, paper, on, voice.sides if accepted else ())
        changes.decide(row, decision, by=None, at=self.at)
        for side, words, proof in voice.shown if accepted else ():
            shown = Shown(side, "other", words, proof, found + ACCOUNT)
            changes.take_into_account(row, shown, by=None, at=self.at)
        if voice.answer:
            satisfied = voice.state == "satisfied"
            changes.ask_again(
                row, voice.answer, satisfied=satisfied, on=found + ASK, by=None, at=self.at
            )


def _inquiries(school: Organisation, day: date, *, at: datetime) -> None:
    for need, report, answer in INQUIRIES:
        group, text, rhythm, form, days = need
        asked = day - timedelta(days=days)
        row = inquiries.ask(school, Need(group, text, rhythm, form, asked), by=None, at=at)
        if report:
            page, words, ahead = report
            make_by = None if page else day + timedelta(days=ahead)
            inquiries.match(row, Match(words, page, make_by), by=None, at=at)
        if answer:
            satisfied, words = answer
            on = asked + timedelta(days=10)
            inquiries.answer(row, words, satisfied=satisfied, on=on, by=None, at=at)
    finding = Finding(
        day - timedelta(days=260),
        "Ата-энелер чогулуштарында жана мугалимдер арасында кыска сурамжылоо өткөрүлдү.",
        "Көбү балдардын катышуусу жана жыйынтык баалары жөнүндө маалыматты убагында сурайт.",
    )
    study = inquiries.study(school, finding, by=None, at=at)
    inquiries.hear(study, "4", on=finding.on + timedelta(days=14), by=None, at=at)
