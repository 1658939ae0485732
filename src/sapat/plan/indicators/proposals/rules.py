"""The way of a proposal about an indicator, and what no body may approve."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sapat.core.rights import Role
from sapat.plan.indicators.mistakes import mistakes
from sapat.plan.indicators.rules import catalogue
from sapat.plan.indicators.sketch import Sketch

IMPORT = "import"
"""The tool of an indicator whose rows come from files: no instrument is filled in."""
MOST = 10.0
"""The greatest weight in an index."""

Place = tuple[int, int]


class About(TextChoices):
    """What is proposed."""

    NEW = "new", _("a new indicator")
    CHANGE = "change", _("another definition")
    OFF = "off", _("to drop an indicator")
    ON = "on", _("to use an indicator again")
    PARAMS = "params", _("other constants of an indicator")
    WEIGHTS = "weights", _("weights in the index")
    KEEP = "keep", _("to keep the system of indicators as it is")


class Progress(TextChoices):
    """How far a proposal has come."""

    PROPOSED = "proposed", _("proposed")
    DISCUSSED = "discussed", _("discussed in the union")
    APPROVED = "approved", _("approved")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


OPEN = frozenset({Progress.PROPOSED, Progress.DISCUSSED})


class NotSo(TextChoices):
    """Why a proposal cannot go on like that."""

    MISTAKE = "mistake", _("The definition has a mistake: %(what)s")
    UNKNOWN = "unknown", _("There is no indicator %(code)s.")
    NOT_OWN = "not_own", _("The catalogue's definition is not rewritten; propose an own indicator.")
    CLOSED = "closed", _("This proposal is decided already.")
    OPEN_ALREADY = "open_already", _("There is an open proposal about %(code)s already.")
    SAY_WHY = "say_why", _("Say why it is proposed.")
    SAY_SOMETHING = "say_something", _("Write what you think.")
    NOT_DISCUSSED = "not_discussed", _("A methodical union discusses it first.")
    NOT_A_UNION = "not_a_union", _("A methodical union or the subject council discusses proposals.")
    NOT_COUNCIL = "not_council", _("The pedagogical council approves indicators.")
    NO_PROTOCOL = "no_protocol", _("Give the number of the protocol.")
    NOT_YET = "not_yet", _("The protocol is dated %(day)s, which has not come yet.")
    TOO_EARLY = "too_early", _("The protocol is older than the discussion of %(day)s.")
    PAST_TERM = "past_term", _("Figures of terms before %(term)s stand; choose that term or later.")
    NO_SOURCE = "no_source", _("An indicator without a data set cannot be put in force.")
    NO_TOOL = "no_tool", _("An indicator without a tool cannot be put in force.")
    NO_OWNER = "no_owner", _("An indicator without a responsible post cannot be put in force.")
    NO_PARAMS = "no_params", _("%(code)s has no such constant.")
    OUT_OF_RANGE = "out_of_range", _("%(name)s lies between %(least)s and %(most)s.")
    NOT_OFF = "not_off", _("%(code)s is in use already.")
    OFF_ALREADY = "off_already", _("%(code)s is switched off already.")


@dataclass(frozen=True)
class Objection:
    """A refusal and what its sentence names."""

    reason: NotSo
    facts: Mapping[str, object]


def objection_to_idea(
    about: str, code: str, content: Mapping[str, object], *, known: Collection[str]
) -> Objection | None:
    """Return what is wrong with a proposal itself, or None."""
    if about in {About.NEW, About.CHANGE}:
        if about == About.CHANGE and code in catalogue().indicators:
            return Objection(NotSo.NOT_OWN, {})
        found = mistakes(Sketch.of(content))
        return Objection(NotSo.MISTAKE, {"what": found[0].sentence}) if found else None
    if about in {About.OFF, About.ON, About.PARAMS} and code not in known:
        return Objection(NotSo.UNKNOWN, {"code": code})
    if about == About.PARAMS:
        return _of_params(code, content)
    if about == About.WEIGHTS:
        return _of_weights(content, known)
    return None


def _of_params(code: str, content: Mapping[str, object]) -> Objection | None:
    indicator = catalogue().indicators.get(code)
    params = indicator.params if indicator else {}
    if not content or set(content) - set(params):
        return Objection(NotSo.NO_PARAMS, {"code": code})
    for name, value in content.items():
        param = params[name]
        if not isinstance(value, int | float) or not param.least <= value <= param.most:
            facts = {"name": param.words, "least": param.least, "most": param.most}
            return Objection(NotSo.OUT_OF_RANGE, facts)
    return None


def _of_weights(content: Mapping[str, object], known: Collection[str]) -> Objection | None:
    for code, value in content.items():
        if code not in known:
            return Objection(NotSo.UNKNOWN, {"code": code})
        if not isinstance(value, int | float) or not 0 <= value <= MOST:
            return Objection(NotSo.OUT_OF_RANGE, {"name": code, "least": 0, "most": MOST})
    return None if content else Objection(NotSo.NO_PARAMS, {"code": "—"})


def objection_to_use(
    about: str, content: Mapping[str, object], *, tools: Collection[str]
) -> Objection | None:
    """Return why an indicator cannot be put in force: source, formula, tool and owner are needed.

    >>> objection_to_use("keep", {}, tools=()) is None
    True
    """
    if about not in {About.NEW, About.CHANGE}:
        return None
    sketch = Sketch.of(content)
    if not sketch.data:
        return Objection(NotSo.NO_SOURCE, {})
    if found := mistakes(sketch):
        return Objection(NotSo.MISTAKE, {"what": found[0].sentence})
    if sketch.tool != IMPORT and sketch.tool not in tools:
        return Objection(NotSo.NO_TOOL, {})
    if sketch.role not in Role.values:
        return Objection(NotSo.NO_OWNER, {})
    return None


def objection_to_meeting(
    protocol: str, day: date, *, today: date, after: date | None
) -> Objection | None:
    """Return why a protocol cannot decide, or None; `after`: the day of the discussion before."""
    if not protocol.strip():
        return Objection(NotSo.NO_PROTOCOL, {})
    if day > today:
        return Objection(NotSo.NOT_YET, {"day": day})
    if after is not None and day < after:
        return Objection(NotSo.TOO_EARLY, {"day": after})
    return None
