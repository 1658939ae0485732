"""What readings prove, by name, for the clause map."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, proof
from sapat.plan.acknowledgements import judging, reads
from sapat.plan.acknowledgements.reads import Campaign, Newcomer
from sapat.plan.documents import reads as documents
from sapat.plan.documents import shipped

ABOUT = Parameter(
    "about",
    _("which document"),
    "policy",
    tuple((code, about.name) for code, about in shipped.abouts().items()),  # type: ignore[misc]
)
SHARE = Parameter("share", _("least share, percent"), 98)
DAYS = Parameter("days", _("days to read it in; 0: the term of the document"), 0)


def _newcomers(about: str, months: int, day: date) -> list[Newcomer]:
    return reads.newcomers(day, months=months, about=about)


def _asked(question: Question) -> Campaign | Answer:
    """Return the campaign asked about, or what is missing before there can be one."""
    about = question.words("about")
    campaigns = question.once(reads.campaigns, question.day)
    campaign = next((one for one in campaigns if one.edition.document.about == about), None)
    edition = campaign.edition if campaign else None
    if edition is None:
        edition = question.once(documents.in_force_about, about, question.day)
    return judging.campaign_or_lack(edition, campaign, shipped.about_name(about))


@proof(
    "acknowledgements.reached", _("A document was read by those it concerns"), ABOUT, SHARE, DAYS
)
def reached(question: Question) -> Answer:
    """Answer whether the edition in force has reached enough of the staff."""
    campaign = _asked(question)
    if isinstance(campaign, Answer):
        return campaign
    share, days = question.number("share"), question.number("days")
    return judging.reached(campaign, share=share, days=days, day=question.day)


@proof(
    "acknowledgements.by_position",
    _("Every post knows what a document means for its work"),
    ABOUT,
    Parameter("share", _("least share in each post, percent"), 90),
    DAYS,
)
def by_position(question: Question) -> Answer:
    """Answer whether each post has its note and has read the edition in force."""
    campaign = _asked(question)
    if isinstance(campaign, Answer):
        return campaign
    document = campaign.edition.document_id
    notes = question.once(reads.notes, (document,)).get(document, {})
    share, days = question.number("share"), question.number("days")
    return judging.by_position(campaign, notes, share=share, days=days, day=question.day)


@proof(
    "acknowledgements.newcomers",
    _("Newcomers and those hired again read a document before their first day"),
    ABOUT,
    Parameter("months", _("months in which people were hired"), 12),
)
def newcomers(question: Question) -> Answer:
    """Answer whether everybody hired lately read before the first working day."""
    about = question.words("about")
    if question.once(documents.in_force_about, about, question.day) is None:
        return judging.not_in_force(shipped.about_name(about))
    months = question.number("months")
    found = question.once(_newcomers, about, months, question.day)
    return judging.newcomers(found, months=months, day=question.day)
