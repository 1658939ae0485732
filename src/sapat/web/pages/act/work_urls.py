"""Addresses of my work."""

from django.urls import path

from sapat.web.pages.act import work

urls = [
    path("work/", work.work, name="work"),
    path("work/letters/", work.work_letters, name="work_letters"),
    path("work/substitutes/", work.substitutes, name="substitutes"),
    path("work/substitutes/new/", work.stand_in, name="stand_in"),
    path(
        "work/substitutes/<int:substitution_id>/end/",
        work.end_substitution,
        name="end_substitution",
    ),
    path("work/hand-over/<int:person_id>/", work.hand_everything, name="hand_everything"),
]
