"""Addresses of the comparison with the paper, below a school."""

from django.urls import path

from sapat.web.pages.check.paper_checks import (
    compare,
    draw_file,
    draw_norm,
    paper_check,
    paper_checks,
)

urls = [
    path("data-quality/by-hand/", paper_checks, name="paper_checks"),
    path("data-quality/by-hand/<int:papercheck_id>/", paper_check, name="paper_check"),
    path("data-quality/by-hand/<int:papercheck_id>/compare/", compare, name="compare_paper"),
    path("data-quality/by-hand/file/<int:import_id>/", draw_file, name="draw_file"),
    path("data-quality/by-hand/norm/<int:norm_id>/", draw_norm, name="draw_norm"),
]
