"""Remind, escalate, write letters; name substitutes; hand everything over when somebody leaves."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sapat.act.work import reads
from sapat.act.work.models import Letter, MailWish, Reminder, Substitution
from sapat.act.work.rules import NotSo, Rhythm, Ring, Step, due_rings, is_for, mails_today
from sapat.core import trail
from sapat.core.dues import Due
from sapat.core.models import User
from sapat.core.refusal import Refused
from sapat.school.boundary import within
from sapat.school.organisations.models import Organisation
from sapat.school.people.models import Person

log = logging.getLogger(__name__)
LINES = 30
"""Things a letter names; the rest is counted."""
MOST_TRIES = 50


def remind(school: Organisation, *, at: datetime) -> int:
    """Send every reminder that is due and was not sent; return how many are new.

    It may run at any time and as often as one likes, by two schedulers at once: a reminder is a row
    that can be written once. What a switched-off computer missed is sent when it runs again.
    """
    day = localdate(at)
    with transaction.atomic(), within(school):
        Organisation.objects.select_for_update().get(pk=school.pk)
        rows = list(_new_reminders(school, day, at))
        Reminder.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        if rows:
            facts = {"reminders": len(rows)}
            trail.note("work.reminded", school, chain=school.chain, by=None, at=at, facts=facts)
        _write_letters(school, day, at)
    return len(rows)


def _new_reminders(school: Organisation, day: date, at: datetime) -> Iterable[Reminder]:
    waiting = reads.everything(school, day)
    everybody = reads.holders(day)
    sent = reads.sent(one.key for one in waiting)
    is_free = reads.free_days(reads.long_ago(day), day)
    heads = reads.heads((one.person for one in everybody), day)
    for due in waiting:
        for holder in everybody:
            if not is_for(due, holder):
                continue
            for ring in due_rings(due.by, day, is_free, _known(sent, due, holder.person, heads)):
                if due.private and ring.step == Step.HEAD:
                    continue  # no head hears of it
                row = _reminder(school, due, holder.person, ring, heads, at)
                if row is not None:
                    yield row


def _known(
    sent: dict[tuple[str, int], set[str]], due: Due, person: int, heads: dict[int, int]
) -> set[str]:
    """Return the steps already sent, those to the head among them."""
    own = set(sent.get((due.key, person), ()))
    head = heads.get(person)
    told = sent.get((due.key, head), set()) if head is not None else set()
    return own | {Step.HEAD.value} if _to_head(person) in told else own


def _to_head(person: int) -> str:
    return f"{Step.HEAD.value}-{person}"[:12]


def _reminder(
    school: Organisation, due: Due, person: int, ring: Ring, heads: dict[int, int], at: datetime
) -> Reminder | None:
    if ring.step != Step.HEAD:
        return Reminder(
            school=school, key=due.key, person_id=person, step=ring.code, by=due.by, sent_at=at
        )
    head = heads.get(person)
    if head is None:
        return None
    return Reminder(
        school=school,
        key=due.key,
        person_id=head,
        step=_to_head(person),
        by=due.by,
        about_id=person,
        sent_at=at,
    )


def _write_letters(school: Organisation, day: date, at: datetime) -> None:
    """Write the letters of the day: they are sent after this transaction, and tried again."""
    wishes, last = reads.wishes(), reads.last_letters()
    for person_id, wish in wishes.items():
        keys = reads.unwritten(person_id)
        if not keys or not mails_today(wish.rhythm, last.get(person_id), day):
            continue
        subject, text = _letter(school, wish, day)
        letter, new = Letter.objects.get_or_create(
            school=school,
            person_id=person_id,
            day=day,
            defaults={
                "address": wish.address,
                "subject": subject,
                "text": text,
                "written_at": at,
            },
        )
        if new:
            Reminder.objects.filter(person=person_id, letter__isnull=True).update(letter=letter)


def _letter(school: Organisation, wish: MailWish, day: date) -> tuple[str, str]:
    """Return subject and text in the reader's language; no names of pupils, no figures."""
    with translation.override(wish.language):
        mine = reads.mine(school, reads.holder(wish.person_id, day), day)
        soon = [one for one in mine if (one.by - day).days <= 7]
        late = sum(one.is_late(day) for one in soon)
        subject = ngettext(
            "Sapat: %(count)s thing waits for you",
            "Sapat: %(count)s things wait for you",
            len(soon),
        ) % {"count": len(soon)}
        lines = [f"— {one.by:%d.%m.%Y}: {one.sentence}" for one in soon[:LINES]]
        if len(soon) > LINES:
            lines.append(_("and %(count)s more") % {"count": len(soon) - LINES})
        head = _("%(name)s, this week at %(school)s (%(late)s late):") % {
            "name": wish.person.full_name,
            "school": school.edition(day).name,
            "late": late,
        }
        foot = _("How often these letters come is set on your page “My work”.")
        return subject, "\n".join([head, "", *lines, "", foot])


def send_letters(school: Organisation, *, at: datetime) -> int:
    """Send what was written and not sent; what fails is tried at the next run. Return how many."""
    count = 0
    with within(school):
        waiting = Letter.objects.filter(sent_at__isnull=True, tries__lt=MOST_TRIES)
        ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        count += _send(school, pk, at)
    if count:
        facts = {"count": count}
        trail.note("work.letters_sent", school, chain=school.chain, by=None, at=at, facts=facts)
    return count


@transaction.atomic
def _send(school: Organisation, pk: int, at: datetime) -> bool:
    with within(school):
        letter = Letter.objects.select_for_update(of=("self",)).get(pk=pk)
        if letter.sent_at:
            return False  # another scheduler was quicker
        letter.tries += 1
        mail = EmailMessage(letter.subject, letter.text, to=[letter.address])
        mail.extra_headers["Message-ID"] = f"<letter-{letter.pk}-{letter.day:%Y%m%d}@sapat.invalid>"
        try:
            mail.send()
            letter.sent_at = at
        except (OSError, SMTPException):
            log.warning("A letter could not be sent, it is tried again.", exc_info=True)
        letter.save(update_fields=["tries", "sent_at"])
        return letter.sent_at is not None


@transaction.atomic
def wish_for_mail(
    person: Person, *, address: str, language: str, rhythm: str, by: User | None, at: datetime
) -> MailWish:
    """Set where and how often somebody is written to."""
    if rhythm != Rhythm.NEVER and not address:
        raise Refused(NotSo.NO_ADDRESS)
    with within(person.school):
        row, _new = MailWish.objects.update_or_create(
            school=person.school,
            person=person,
            defaults={"address": address, "language": language, "rhythm": rhythm},
        )
    facts = {"rhythm": rhythm}
    trail.note("work.mail_wished", row, chain=person.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def stand_in(
    person: Person,
    substitute: Person,
    *,
    since: date,
    until: date,
    reason: str,
    by: User | None,
    at: datetime,
) -> Substitution:
    """Let somebody act for another from a day to another."""
    if person.pk == substitute.pk:
        raise Refused(NotSo.SAME_PERSON)
    if until < since:
        raise Refused(NotSo.BACKWARDS)
    with within(person.school):
        Person.objects.select_for_update().get(pk=person.pk)
        there = Substitution.objects.filter(person=person, since__lte=until, until__gte=since)
        if (known := there.select_related("substitute").first()) is not None:
            raise Refused(NotSo.OVERLAPS, name=known.substitute.short_name, day=known.until)
        row: Substitution = Substitution.objects.create(
            school=person.school,
            person=person,
            substitute=substitute,
            since=since,
            until=until,
            reason=reason.strip(),
        )
    facts = {"since": f"{since}", "until": f"{until}"}
    trail.note("work.stood_in", row, chain=person.school.chain, by=by, at=at, facts=facts)
    return row


@transaction.atomic
def end_substitution(row: Substitution, *, by: User | None, at: datetime) -> None:
    """End a substitution today; one that has not begun is taken away."""
    day = localdate(at)
    with within(row.school):
        if row.until < day:
            raise Refused(NotSo.ENDED)
        if row.since > day:
            row.delete()
            trail.note("work.stood_in_no_more", row.school, chain=row.school.chain, by=by, at=at)
            return
        row.until = day
        row.save(update_fields=["until"])
    trail.note("work.stood_in_no_more", row, chain=row.school.chain, by=by, at=at)


@dataclass(frozen=True)
class Left:
    """What could not be handed over, and why."""

    name: str
    reason: str


@transaction.atomic
def hand_everything(
    person: Person, to: Person, *, by: User | None, at: datetime
) -> tuple[int, Sequence[Left]]:
    """Hand over all that somebody holds in one step; return how much, and what refused.

    What a rule forbids to hand over stays with its reason; all the rest passes.
    """
    if person.pk == to.pk:
        raise Refused(NotSo.SAME_PERSON)
    count, left = 0, []
    with within(person.school):
        hands = reads.belongings(person)
        if not hands:
            raise Refused(NotSo.NOTHING)
        for hand in hands:
            for row in hand.rows:
                try:
                    with transaction.atomic():
                        hand.kind.hand(row, to, by, at)
                    count += 1
                except Refused as no:
                    left.append(Left(str(row), no.sentence))
    facts = {"count": count, "left": len(left)}
    trail.note("work.handed_over", person, chain=person.school.chain, by=by, at=at, facts=facts)
    return count, left
