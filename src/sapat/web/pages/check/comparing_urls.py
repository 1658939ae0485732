"""Addresses of comparison and progress, below a school."""

from django.urls import path

from sapat.web.pages.check.comparing import comparison, comparisons, paper
from sapat.web.pages.check.progress import (
    own_progress,
    own_progress_paper,
    progress,
    progress_sums,
    teacher_progress,
)

urls = [
    path("comparisons/", comparisons, name="comparisons"),
    path("comparisons/paper/", paper, name="comparison_paper"),
    path("comparisons/progress/", progress, name="progress"),
    path("comparisons/progress/mine/", own_progress, name="own_progress"),
    path("comparisons/progress/mine/paper/", own_progress_paper, name="own_progress_paper"),
    path("comparisons/progress/teachers/", teacher_progress, name="teacher_progress"),
    path("comparisons/progress/sums/", progress_sums, name="progress_sums"),
    path("comparisons/<slug:indicator>/", comparison, name="comparison"),
]
