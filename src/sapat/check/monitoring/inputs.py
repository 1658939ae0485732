"""What the management review sees of the signals."""

from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.check.monitoring import reads
from sapat.check.monitoring.models import Signal
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question


@gives("signals", _("Signals of monitoring"), 80)
def signals(question: Question, since: date) -> Told:
    """Tell how many signals came in the period, and how many nobody has answered."""
    if question.once(reads.last_watch) is None:
        return Told(lacks=gettext("The indicators were never watched."), page="check:signals")
    told = [row for row in question.once(_told, since) if localdate(row.raised_at) <= question.day]
    return Told(
        [
            Figure(gettext("Signals in the period"), str(len(told))),
            Figure(
                gettext("Waiting for an answer"), str(len(question.once(_open))), "check:signals"
            ),
        ],
        page="check:signals",
    )


def _told(since: date) -> list[Signal]:
    return list(reads.told_since(since))


def _open() -> list[object]:
    return list(reads.open_now())
