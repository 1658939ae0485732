"""Addresses of the check pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

from sapat.web.pages.check import (
    assessments_urls,
    audits_urls,
    comparing_urls,
    data_quality_urls,
    effects_urls,
    expertises_urls,
    indicators_urls,
    paper_checks_urls,
    ratings_urls,
    signals_urls,
    testing_urls,
)

app_name = "check"
urlpatterns: list[URLPattern] = []
urlpatterns += assessments_urls.urls
urlpatterns += audits_urls.urls
urlpatterns += comparing_urls.urls
urlpatterns += data_quality_urls.urls
urlpatterns += effects_urls.urls
urlpatterns += expertises_urls.urls
urlpatterns += indicators_urls.urls
urlpatterns += paper_checks_urls.urls
urlpatterns += ratings_urls.urls
urlpatterns += signals_urls.urls
urlpatterns += testing_urls.urls
