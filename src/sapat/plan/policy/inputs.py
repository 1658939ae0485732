"""What the management review sees of the quality policy."""

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sapat.core.days import in_words
from sapat.core.inputs import Figure, Told, gives
from sapat.core.proofs import Question
from sapat.plan.policy import reads


@gives("policy", _("Quality policy"), 10)
def policy(question: Question, _since: date) -> Told:
    """Tell which edition is in force and when the director looked at it."""
    _found, stands = question.once(reads.now, question.school, question.day)
    if not stands.number or stands.since is None:
        return Told(lacks=gettext("No quality policy is in force."), page="plan:policy")
    last = stands.last_review
    taken = sum(one.taken for one in stands.sections.values())
    return Told(
        [
            Figure(
                gettext("Edition in force"),
                gettext("№ %(number)s since %(day)s")
                % {"number": stands.number, "day": in_words(stands.since)},
                "plan:policy",
            ),
            Figure(
                gettext("Last reviewed by the director"),
                in_words(last.day) if last else gettext("not yet"),
            ),
            Figure(
                gettext("Sections adopted"),
                gettext("%(part)s of %(all)s") % {"part": taken, "all": len(stands.sections)},
            ),
        ],
        page="plan:policy",
    )
