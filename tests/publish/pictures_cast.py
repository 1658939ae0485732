"""Small data for the pictures of groups and of time, with something hidden in each."""

from sapat.publish.pictures.agreement import Pairs, agreement
from sapat.publish.pictures.agreement_scale import agreement_scale
from sapat.publish.pictures.caterpillar import Against, Held, caterpillar
from sapat.publish.pictures.control_chart import Watch, Watched, control_chart
from sapat.publish.pictures.diverging_bars import Change, Since, changes
from sapat.publish.pictures.effect import Action, Step, effect
from sapat.publish.pictures.forecast_fan import Moment, Outlook, forecast_fan
from sapat.publish.pictures.funnel import Member, Scale, funnel
from sapat.publish.pictures.item_map import Ability, Question, item_map
from sapat.publish.pictures.pareto import Part, pareto
from sapat.publish.pictures.pictures import NormLine, Pile
from sapat.publish.pictures.small_multiples import Grid, Little, small_multiples

LONG = "Кыргыз тили жана адабияты боюнча тереңдетилип окутулуучу топ"


def a_funnel():
    """Five classes: one above, one small, one hidden."""
    limits = {"low95": 20.0, "high95": 70.0, "low998": 10.0, "high998": 82.0}
    members = [
        Member("7А", 24, 50.0, **limits),
        Member("7Б", 22, 77.7, **limits, outside="95"),
        Member(LONG, 30, 12.3, **limits, outside="95"),
        Member("8А", 6, 91.4, **limits, outside="99.8"),
        Member("8Б", 3, 33.7, **limits, hidden=True),
    ]
    return funnel("Quality by class", members, 45.0, Scale("pupils", "%", 1, 0, 100))


def a_caterpillar():
    """Four classes: one above, one below, one hidden."""
    groups = [
        Held("7А", 0.4, -1.0, 1.8),
        Held("7Б", 2.9, 1.1, 4.7),
        Held(LONG, -2.6, -4.0, -1.2),
        Held("8Б", 33.7, 30.0, 36.0, hidden=True),
    ]
    return caterpillar("Progress", groups, Against(unit="points"))


def a_control_chart():
    """Six terms in two pieces: one point stands out, one is hidden, one unknown."""
    first = {"mean": 50.0, "lower": 44.0, "upper": 56.0}
    second = {"mean": 60.0, "lower": 55.0, "upper": 65.0, "piece": 1}
    points = [
        Watched("I", "2024/25", 49.0, **first),
        Watched("II", "2024/25", 58.4, **first, kind="improvement"),
        Watched("III", "2024/25", **first),
        Watched("IV", "2024/25", 33.7, **first, hidden=True),
        Watched("I", "2025/26", 60.2, **second, note="The new textbook came"),
        Watched("II", "2025/26", 54.1, **second, kind="concern"),
    ]
    return control_chart("Quality", points, Watch("%", 1, 60.0, least=0, most=100))


def a_forecast_fan():
    """Three terms, one of them forecast before, and two terms to come."""
    moments = [
        Moment("I", "2025/26", 48.0),
        Moment("II", "2025/26", 50.1, said=49.0, said_low=45.0, said_high=53.0),
        Moment("III", "2025/26", 51.3, said=56.0, said_low=53.0, said_high=59.0),
        Moment("IV", "2025/26", 33.7, hidden=True),
        Moment("I", "2026/27", None, 52.5, 50.0, 55.0, 47.25, 57.75),
        Moment("II", "2026/27", None, 53.0, 49.0, 57.0, 45.0, 61.0),
    ]
    norm = NormLine(60, "target", "target")
    return forecast_fan("Quality", moments, Outlook("%", 1, norm, least=0, most=100))


def an_item_map():
    """Eight pupils at three places, two not shown; a question of unknown difficulty."""
    persons = [Ability(-1.0, 2), Ability(0.0, 5), Ability(1.5, 1), Ability(2.5, None)]
    questions = [Question("1", -0.8), Question(LONG, 0.9, doubtful=True), Question("3", None)]
    return item_map("Test of mathematics", persons, questions)


def small_lines():
    """Three groups over four terms, one with a gap, one hidden."""
    groups = [
        Little("7А", [48.0, 50.0, 49.0, 55.0]),
        Little(LONG, [60.0, None, 58.0, 57.0]),
        Little("8Б", [33.7] * 4, hidden=True),
    ]
    return small_multiples("Quality by class", groups, Grid(["I", "II", "III", "IV"], "%", line=50))


def the_changes():
    """Three indicators: one beyond chance, one not, one hidden."""
    bars = [
        Change("Quality", 6.2, 2.0, 10.4, beyond=True, better=True),
        Change(LONG, -1.5, -4.0, 1.0, better=False),
        Change("8Б", 33.7, 30.0, 36.0, beyond=True, hidden=True),
    ]
    return changes("What changed", bars, Since("%", "I 2025/26"))


def the_answers():
    """Two questions of five answers and one that too few answered."""
    piles = [Pile(LONG, [2, 3, 5, 6, 4]), Pile("Safety", [1, 1, 2, 8, 8]), Pile("8Б", None)]
    return agreement_scale(
        "Answers", piles, ["strongly no", "no", "neither", "yes", "strongly yes"]
    )


def the_pairs():
    """Marks of the journal beside those of the examination; one count is not shown."""
    counts = [[12, 9, 1, 0], [3, 31, 14, 2], [0, 5, 40, 8], [0, 0, None, 6]]
    return agreement("Journal and examination", Pairs(["5", "4", "3", "2"], counts))


def the_causes():
    """Four causes, one never found, one not shown."""
    parts = [Part("Books", 4), Part(LONG, 31), Part("Lessons", 15), Part("No", 0), Part("8Б", None)]
    return pareto("Causes", parts)


def an_effect():
    """Six terms, the action from the fourth; one hidden before it."""
    steps = [
        Step("I", "2024/25", 48.0, 48.0),
        Step("II", "2024/25", 33.7, 48.5, hidden=True),
        Step("III", "2024/25", None, 49.0),
        Step("IV", "2024/25", 55.5, 55.0, 49.5, 46.0, 53.0),
        Step("I", "2025/26", 56.0, 56.0, 50.0, 46.0, 54.0),
        Step("II", "2025/26", 57.5, 57.0, 50.5, 46.0, 55.0),
    ]
    return effect("Quality", steps, Action("Extra lessons", 3, "%", 1, 6.3, 2.1, 10.5))


CAST = {
    "funnel": a_funnel,
    "caterpillar": a_caterpillar,
    "control chart": a_control_chart,
    "forecast fan": a_forecast_fan,
    "item map": an_item_map,
    "small multiples": small_lines,
    "changes": the_changes,
    "agreement scale": the_answers,
    "agreement": the_pairs,
    "pareto": the_causes,
    "effect": an_effect,
}
