"""One whole turn of the cycle: a confirmed finding is decided upon, ordered, and carried out.

The finding, its action and the effect that the figures show stand in `findings`; here the director
decides on its ground and orders it, so that the chain reads from the clause to the effect.
"""

from datetime import datetime, time, timedelta

from django.utils import translation
from django.utils.timezone import localdate, make_aware

from sapat.act.actions import reads as actions
from sapat.act.actions.rules import Verdict
from sapat.act.decisions import changes as decisions
from sapat.act.decisions.models import Decision
from sapat.act.decisions.rules import Effect, GroundKind
from sapat.act.decisions.wording import Aim, Judgement, Reason, Resolution
from sapat.act.orders import changes as orders
from sapat.act.orders import reads as ordered
from sapat.act.orders.models import OrderPoint
from sapat.act.orders.rules import Way
from sapat.check.findings.models import Finding
from sapat.core.rights import Role
from sapat.demo.life.findings import STORIES, Story
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person
from sapat.school.people.reads import holders

EFFECTS = {
    Verdict.WORKED: Effect.REACHED,
    Verdict.FAILED: Effect.NOT_REACHED,
    Verdict.TOO_EARLY: Effect.TOO_EARLY,
}
DECIDED, SIGNED, KNOWN = 6, 7, 8
"""Days after the finding; reported and checked it is a day after its action."""


def live(school: Organisation, *, at: datetime) -> None:
    """Decide on such findings, order it, and judge the decision as the action was."""
    with translation.override("ky"):
        for story in STORIES:
            if story.ordered:
                _turn(school, story, at=at)


def _turn(school: Organisation, story: Story, *, at: datetime) -> None:
    day = localdate(at)
    people = [holders(school, role, day).first() for role in (Role.DEP_ACADEMIC, Role.DIRECTOR)]
    with within(school):
        found = Finding.objects.filter(title=story.title, decided_on__isnull=False).first()
        if Decision.objects.filter(text=story.ordered).exists():
            return
    deputy, director = people
    if found is None or deputy is None or director is None or found.owner is None:
        return
    gone = (day - found.found_on).days
    if gone < KNOWN:
        return
    taken = _decide(found, story, deputy, director)
    point = _order(taken, found, director)
    if gone > story.done:
        _carry_out(taken, point, deputy, at=_at(found, story.done + 1))
    if gone > story.judged:
        _check(taken, found, deputy, at=_at(found, story.judged + 1))


def _at(found: Finding, after: int) -> datetime:
    return make_aware(datetime.combine(found.found_on + timedelta(days=after), time(11)))


def _decide(found: Finding, story: Story, deputy: Person, director: Person) -> Decision:
    aim = Aim(story.indicator, "95 %", found.found_on + timedelta(days=story.judged + 1))
    resolution = Resolution(
        text=story.ordered,
        owner=found.owner,
        controller=deputy,
        term=found.found_on + timedelta(days=story.done + 1),
        reasons=[Reason(GroundKind.FINDING, f"{found.name} {found.title}", f"{found.pk}")],
        aim=aim,
    )
    at = _at(found, DECIDED)
    return decisions.decide_alone(
        found.school, resolution, on=localdate(at), by=director.user, at=at
    )


def _order(taken: Decision, found: Finding, director: Person) -> OrderPoint:
    at = _at(found, SIGNED)
    row = orders.draft_from(taken, drafter=director, by=None, at=at)
    with within(taken.school):
        shown = ordered.digest(row)
    row = orders.sign(row, shown, person=director, on=at.date(), by=director.user, at=at)
    with within(taken.school):
        named = [one.person for one in ordered.notices(row)]
        point = ordered.points(row).get()
    for person in named:
        on = at.date() + timedelta(days=1)
        orders.take_note(
            row, person, Way.SCREEN, acting=person, on=on, by=person.user, at=_at(found, SIGNED + 1)
        )
    return point


def _carry_out(taken: Decision, point: OrderPoint, deputy: Person, *, at: datetime) -> None:
    words = "Аткарылды, жооптуу адам күн сайын карап турат"
    orders.report_point(point, words, person=None, by=None, at=at)
    orders.confirm_point(point, person=deputy, by=deputy.user, at=at)
    decisions.report_done(taken, words, person=None, by=None, at=at)
    decisions.confirm(taken, "Көрдүм", person=deputy, by=deputy.user, at=at)


def _check(taken: Decision, found: Finding, deputy: Person, *, at: datetime) -> None:
    """Judge the decision by what was judged of the action that answered the same finding."""
    with within(taken.school):
        action = actions.of_finding(found).first()
        looks = actions.checks(action) if action else []
    if not looks:
        return
    last = looks[-1]
    judgement = Judgement(EFFECTS[Verdict(last.verdict)], last.words, last.look_again_on)
    decisions.check_effect(taken, judgement, person=deputy, by=deputy.user, at=at)
