"""What is taught, how many hours a week, and how easily marks come."""

from collections.abc import Mapping
from dataclasses import dataclass

from sapat.core.language import Text
from sapat.school.subjects.shipped import common_subjects


@dataclass(frozen=True, eq=False)
class SubjectPlan:
    """A subject of the curriculum; hours a week by class label."""

    code: str
    hours: Mapping[int, int]
    ease: float = 0.0
    """How far marks lie above the usual."""
    works: int = 1
    """Control, practical and laboratory works a term."""
    union: str = ""
    """The methodical union whose teachers teach it; empty: the class teacher of a primary class."""

    @property
    def name(self) -> Text:
        """Return the name every school knows."""
        return common_subjects()[self.code].name

    def title(self, language: str) -> str:
        """Return the name in the language of the class, as its journal has it."""
        return self.name.in_language(language)


def _hours(**spans: int) -> dict[int, int]:
    """Read `_5_9=2`: two hours a week in classes 5 to 9."""
    found: dict[int, int] = {}
    for span, hours in spans.items():
        first, last = (int(part) for part in span.strip("_").split("_"))
        found.update(dict.fromkeys(range(first, last + 1), hours))
    return found


LANGUAGE, EXACT, NATURE, SOCIETY, ARTS = "language", "exact", "nature", "society", "arts"
UNIONS = {
    "primary": Text(
        "Башталгыч класстардын усулдук бирикмеси",
        "МО начальных классов",
        "Union of primary classes",
    ),
    LANGUAGE: Text(
        "Тил жана адабият усулдук бирикмеси", "МО языков и литературы", "Union of languages"
    ),
    EXACT: Text("Так илимдер усулдук бирикмеси", "МО точных наук", "Union of exact sciences"),
    NATURE: Text(
        "Табигый илимдер усулдук бирикмеси", "МО естественных наук", "Union of natural sciences"
    ),
    SOCIETY: Text(
        "Коомдук илимдер усулдук бирикмеси", "МО общественных наук", "Union of social sciences"
    ),
    ARTS: Text(
        "Чыгармачылык жана спорт усулдук бирикмеси",
        "МО искусства и спорта",
        "Union of arts and sport",
    ),
}

SUBJECTS = {
    plan.code: plan
    for plan in (
        SubjectPlan("kyrgyz", _hours(_1_4=4, _5_12=3), 0.05, works=2, union=LANGUAGE),
        SubjectPlan("kyrgyz_literature", _hours(_5_12=2), 0.1, union=LANGUAGE),
        SubjectPlan("russian", _hours(_1_4=2, _5_12=3), -0.1, works=2, union=LANGUAGE),
        SubjectPlan("english", _hours(_3_12=2), -0.05, union=LANGUAGE),
        SubjectPlan("mathematics", _hours(_1_6=5), -0.15, works=2, union=EXACT),
        SubjectPlan("algebra", _hours(_7_12=3), -0.2, works=2, union=EXACT),
        SubjectPlan("geometry", _hours(_7_12=2), -0.2, union=EXACT),
        SubjectPlan("informatics", _hours(_5_12=1), 0.15, union=EXACT),
        SubjectPlan("physics", _hours(_7_12=2), -0.15, works=2, union=NATURE),
        SubjectPlan("chemistry", _hours(_8_12=2), -0.15, works=2, union=NATURE),
        SubjectPlan("biology", _hours(_6_12=2), 0.05, union=NATURE),
        SubjectPlan("geography", _hours(_6_12=2), 0.05, union=NATURE),
        SubjectPlan("homeland", _hours(_1_4=2), 0.15),
        SubjectPlan("nature", _hours(_5_5=2), 0.1, union=NATURE),
        SubjectPlan("history", _hours(_5_12=2), union=SOCIETY),
        SubjectPlan("society", _hours(_5_12=1), 0.2, union=SOCIETY),
        SubjectPlan("art", _hours(_1_6=1), 0.45, works=0, union=ARTS),
        SubjectPlan("music", _hours(_1_6=1), 0.45, works=0, union=ARTS),
        SubjectPlan("technology", _hours(_5_9=1), 0.4, union=ARTS),
        SubjectPlan("sport", _hours(_1_12=2), 0.55, works=0, union=ARTS),
    )
}
AT_A_DISTANCE = (
    "kyrgyz",
    "kyrgyz_literature",
    "russian",
    "english",
    "algebra",
    "geometry",
    "informatics",
    "physics",
    "chemistry",
    "biology",
    "geography",
    "history",
    "society",
)
"""What a correspondence school teaches."""


def taught(label: int, *, at_a_distance: bool = False) -> list[SubjectPlan]:
    """Return the subjects of a class with this label."""
    if at_a_distance:
        return [SUBJECTS[code] for code in AT_A_DISTANCE]
    return [plan for plan in SUBJECTS.values() if plan.hours.get(label)]
