"""Addresses of programmes and of teaching technologies."""

from django.urls import path

from sapat.web.pages.plan import programmes, technologies

ALL = "requirements/programmes/"
ONE = f"{ALL}<int:programme_id>/"
TECHNOLOGIES = "requirements/technologies/"

urls = [
    path(ALL, programmes.programmes, name="programmes"),
    path(f"{ALL}new/", programmes.new_programme, name="new_programme"),
    path(ONE, programmes.programme, name="programme"),
    path(f"{ONE}correct/", programmes.restate_programme, name="restate_programme"),
    path(f"{ONE}sheet/", programmes.compare_programme, name="compare_programme"),
    path(f"{ONE}print/", programmes.programme_paper, name="programme_paper"),
    path(f"{ONE}sign/", programmes.sign_programme, name="sign_programme"),
    path(f"{ONE}approve/", programmes.approve_programme, name="approve_programme"),
    path(f"{ONE}end/", programmes.end_programme, name="end_programme"),
    path(TECHNOLOGIES, technologies.technologies, name="technologies"),
    path(f"{TECHNOLOGIES}new/", technologies.new_technology, name="new_technology"),
    path(
        f"{TECHNOLOGIES}<int:subject_id>/<str:technology>/",
        technologies.adopt_technology,
        name="adopt_technology",
    ),
]
