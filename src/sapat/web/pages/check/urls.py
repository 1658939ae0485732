"""Addresses of the check pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

from sapat.web.pages.check import (
    data_quality_urls,
    indicators_urls,
)

app_name = "check"
urlpatterns: list[URLPattern] = []
urlpatterns += indicators_urls.urls
urlpatterns += data_quality_urls.urls
