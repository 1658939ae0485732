"""Every record of the check floor, where Django looks for them."""

from sapat.check.data_quality.models import QualityIssue, QualityLook, QualityTurn

__all__: list[str] = [
    "QualityIssue",
    "QualityLook",
    "QualityTurn",
]
