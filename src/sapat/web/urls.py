"""Addresses: a school's pages stand below its code."""

from django.urls import include, path

from sapat.web.pages.entrance import entrance

school = [
    path("", include("sapat.web.pages.check.urls")),
    path("evidence/", include("sapat.web.pages.evidence.urls")),
    path("school/", include("sapat.web.pages.school.urls")),
    path("reports/", include("sapat.web.pages.publish.urls")),
]

urlpatterns = [
    path("", entrance, name="entrance"),
    path("schools/<slug:code>/", include(school)),
]
