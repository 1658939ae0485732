"""What the regulation proves of itself: its standard, its version, its glossary."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.proofs import Answer, Parameter, Question, Record, State, proof
from sapat.plan.regulations import reads
from sapat.plan.regulations.glossary import glossary, without_code
from sapat.plan.regulations.models import RegulationEdition
from sapat.plan.regulations.standards import unanswered
from sapat.plan.regulations.words import OUTDATED, Standard


class Reason(TextChoices):
    """What these rules found."""

    NOT_IN_FORCE = "not_in_force", _("No edition of the regulation is in force.")
    STANDARD_NAMED = "standard_named", _("Edition %(number)s rests on %(standard)s.")
    STANDARD_OUTDATED = (
        "standard_outdated",
        _("Edition %(number)s rests on %(standard)s, which was replaced: propose a renewal."),
    )
    STANDARD_OPEN = "standard_open", _("No clause answers these parts of the standard: %(parts)s.")
    VERSION_NAMED = "version_named", _("Reports name edition %(number)s, in force from %(day)s.")
    GLOSSARY_KEPT = (
        "glossary_kept",
        _("%(count)s terms and abbreviations are explained; every level taught has its code."),
    )
    NO_LEVEL_CODE = "no_level_code", _("No code is set for the level: %(levels)s.")
    NO_CLASSES = "no_classes", _("No class has been opened, so no level is known yet.")


def _of(question: Question, code: str) -> RegulationEdition | None:
    """Return the edition of a regulation in force on the day, or None."""
    found = question.once(reads.followed, question.day)
    return next((one for one in found if one.regulation.code == code), None)


def _record(edition: RegulationEdition) -> Record:
    label = f"{edition.regulation.code}, {edition.number} ({edition.effective_from:%d.%m.%Y})"
    place = "plan:regulation_edition"
    return Record(label, place, (edition.pk,), kind="regulation_edition", pk=edition.pk)


def _since(edition: RegulationEdition) -> date | None:
    return edition.effective_from


REGULATION = Parameter("regulation", _("letter of the regulation"), "A")


@proof("regulations.standard", _("The edition names a standard that holds"), REGULATION)
def standard(question: Question) -> Answer:
    """Judge the standard the regulation rests on, and whether every part of it is answered."""
    edition = _of(question, question.words("regulation"))
    if edition is None:
        return Answer(State.MISSING, Reason.NOT_IN_FORCE)
    facts = {"number": edition.number, "standard": Standard(edition.standard).label}
    records = [_record(edition), Record(str(facts["standard"]), "plan:standard", kind="standard")]
    if edition.standard in OUTDATED:
        return Answer(State.DUE, Reason.STANDARD_OUTDATED, facts, _since(edition), records)
    codes = frozenset(
        line["code"]
        for one in question.once(reads.followed, question.day)
        for line in one.content
        if line["applies"]
    )
    if open_parts := unanswered(codes):
        parts = {"parts": ", ".join(open_parts)}
        return Answer(State.MISSING, Reason.STANDARD_OPEN, parts, None, records)
    return Answer(State.PROVED, Reason.STANDARD_NAMED, facts, _since(edition), records)


@proof(
    "regulations.version_named",
    _("Every report names the edition it follows"),
    Parameter("regulation", _("letter of the regulation"), "B"),
)
def version_named(question: Question) -> Answer:
    """Judge whether there is an edition that reports can name."""
    edition = _of(question, question.words("regulation"))
    if edition is None or edition.effective_from is None:
        return Answer(State.MISSING, Reason.NOT_IN_FORCE)
    facts = {"number": edition.number, "day": edition.effective_from}
    return Answer(State.PROVED, Reason.VERSION_NAMED, facts, _since(edition), [_record(edition)])


@proof(
    "regulations.glossary",
    _("Abbreviations are explained, and each level taught has its code"),
    Parameter("regulation", _("letter of the regulation"), "B"),
)
def explained(question: Question) -> Answer:
    """Judge whether the levels that are taught have codes beside the glossary."""
    edition = _of(question, question.words("regulation"))
    if edition is None:
        return Answer(State.MISSING, Reason.NOT_IN_FORCE)
    taught = question.once(reads.levels_taught, question.day)
    if not taught:
        return Answer(State.MISSING, Reason.NO_CLASSES)
    if gone := without_code(edition.levels, taught):
        return Answer(
            State.MISSING,
            Reason.NO_LEVEL_CODE,
            {"levels": ", ".join(str(level.label) for level in gone)},
        )
    whole = glossary()
    count = sum(len(part.terms) for part in whole.parts) + len(whole.abbreviations)
    records = [_record(edition), Record(str(_("Glossary")), "plan:glossary", kind="glossary")]
    return Answer(State.PROVED, Reason.GLOSSARY_KEPT, {"count": count}, _since(edition), records)
