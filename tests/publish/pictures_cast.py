"""Small data for the pictures of groups and of time, with something hidden in each."""

from sapat.publish.pictures.caterpillar import Against, Held, caterpillar
from sapat.publish.pictures.control_chart import Watch, Watched, control_chart
from sapat.publish.pictures.forecast_fan import Moment, Outlook, forecast_fan
from sapat.publish.pictures.funnel import Member, Scale, funnel
from sapat.publish.pictures.pictures import NormLine

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


CAST = {
    "funnel": a_funnel,
    "caterpillar": a_caterpillar,
    "control chart": a_control_chart,
    "forecast fan": a_forecast_fan,
}
