"""Addresses of data quality, below a school."""

from django.urls import path

from sapat.web.pages.check.data_quality import (
    answer_issue,
    quality_issue,
    quality_issues,
    quality_paper,
)

urls = [
    path("data-quality/", quality_issues, name="quality_issues"),
    path("data-quality/paper/", quality_paper, name="quality_paper"),
    path("data-quality/<int:qualityissue_id>/", quality_issue, name="quality_issue"),
    path("data-quality/<int:qualityissue_id>/answer/", answer_issue, name="answer_issue"),
]
