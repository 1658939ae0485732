"""Ratings of a fictional school: weights of a council, the last term published, appeals."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from sapat.check.findings import changes as findings
from sapat.check.findings.changes import Seen, Source
from sapat.check.findings.rules import Grade, Origin
from sapat.check.measuring.ground import Ground, ground_of
from sapat.check.ratings import changes, reads
from sapat.check.ratings.changes import Approval, Weighing
from sapat.check.ratings.figures import fit
from sapat.check.ratings.models import Rating
from sapat.check.ratings.rules import LEAST_PARTS, Answer, Kind, Part
from sapat.core.refusal import Refused
from sapat.core.rights import Role
from sapat.school.bodies import reads as bodies
from sapat.school.bodies.models import Body
from sapat.school.bodies.rules import BodyKind
from sapat.school.boundary import within
from sapat.school.calendar.rules import TermCode
from sapat.school.organisations.models import Organisation
from sapat.school.people.reads import holders

NAMES = {
    Kind.CLASSES: "Класстардын чейректик рейтинги",
    Kind.SUBJECTS: "Предметтердин рейтинги",
    Kind.PROGRAMMES: "Билим берүү программаларынын рейтинги",
}
PARTS = (
    Part("R-02", 3, "Мектептин биринчи максаты – билим сапаты"),
    Part("R-04", 2, "Орточо баа күчтүү жана жай окуган балдарды да көрсөтөт"),
    Part("R-06", 1, "Бир эле баасы жетпей калгандар – эң жакын резерв"),
)
PLAIN = (
    "Рейтинг көрсөткүчтөрдөн турат: билим сапаты, орточо баа жана бир баасы жетпей калгандар. "
    "Ар биринин салмагы педагогикалык кеңеште бекитилген. "
    "Орундардын аралыгы кесилишсе, топторду жакшы же жаман деп айтууга болбойт. "
    "Рейтинг адамдарды баалабайт."
)
APPEALS = (
    ("Чейректин аягында эки окуучу башка мектепке кеткен, бирок алардын баасы да эсептелген.", 1),
    ("Кечиктирилген текшерүү ишинин баалары эсепке алынбай калган окшойт, текшерип бериңиздер.", 0),
)
DECLINED = (
    "Текшерилди: эки окуучу тең чейрек жабылгандан кийин чыгарылган, ошондуктан алардын "
    "чейректик баасы эсепке кирет. Орундун аралыгы өзгөрбөйт."
)


def live(school: Organisation, *, at: datetime) -> None:
    """Write weights for three kinds of groups and rate the last term that ended by each."""
    with within(school):
        ground = ground_of(school)
        known = [body for body in bodies.bodies(localdate(at)) if body.kind == BodyKind.PED_COUNCIL]
    term = _last(ground, at)
    if term is None or not known:
        return
    for kind in NAMES:
        row = _rate(school, ground, known[0], (kind, term), at=at)
        if row and kind == Kind.CLASSES:
            _appeal(row, at=at)
            _measure(row, at=at)


def _last(ground: Ground, at: datetime) -> TermCode | None:
    ended = [
        code
        for code in ground.known
        if code in ground.with_facts and ground.days(code)[1] < localdate(at)
    ]
    brought = [code for code in ended if (code.year, code.number) in ground.brought]
    return brought[-1] if brought else None


def _rate(
    school: Organisation,
    ground: Ground,
    council: Body,
    asked: tuple[Kind, TermCode],
    *,
    at: datetime,
) -> Rating | None:
    """Approve the weights, rate and publish; where too little is known nothing is rated."""
    kind, term = asked
    with within(school):
        offered = fit(ground, kind)
    parts = [part for part in PARTS if part.code in offered]
    if len(parts) < LEAST_PARTS:
        return None
    before = at - timedelta(days=24)
    weighing = Weighing(kind, NAMES[kind], parts, PLAIN)
    scheme = changes.draft_scheme(school, weighing, by=None, at=before)
    approval = Approval(council, "1", localdate(before))
    changes.approve_scheme(scheme, approval, by=None, at=before)
    try:
        row = changes.rate(scheme, term, ground=ground, by=None, at=at)
    except Refused:
        return None
    return changes.publish(row, by=None, at=at)


def _appeal(row: Rating, *, at: datetime) -> None:
    """Let two teachers appeal: one is answered, one waits."""
    people = list(holders(row.school, Role.TEACHER, localdate(at))[:2])
    heads = list(holders(row.school, Role.DEP_ACADEMIC, localdate(at))[:1])
    if len(people) < len(APPEALS) or not heads:
        return
    for person, (text, place) in zip(people, APPEALS, strict=True):
        unit = str(row.units[place]["key"])
        made = changes.appeal(row, text, unit=unit, person=person, by=person.user, at=at)
        if place:
            changes.answer(
                made, Answer.DECLINED, DECLINED, person=heads[0], by=heads[0].user, at=at
            )


def _measure(row: Rating, *, at: datetime) -> None:
    """Answer the first group that fell or is low with a finding."""
    with within(row.school):
        waiting = [one for one, finding in reads.measures(row) if finding is None]
        names = reads.names(row.kind, row.units)
    if not waiting:
        return
    one = waiting[0]
    source = Source(row.source(one.key), row.scheme.name, "check:rating", (row.pk,))
    seen = Seen(
        f"{names[one.key]}: рейтингдин түзүүчүлөрү төмөндөдү",
        Grade.CHANCE,
        Origin.RATING,
        localdate(at),
        source=source,
        indicator=one.codes[0] if one.codes else "",
        group=names[one.key],
        clause="A10-4",
    )
    findings.write(row.school, seen, person=None, by=None, at=at)
