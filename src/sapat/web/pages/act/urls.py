"""Addresses of the act pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

from sapat.web.pages.act import (
    breaches_urls,
    findings_urls,
    meetings_urls,
    orders_urls,
    reviews_urls,
    work_urls,
)

app_name = "act"
urlpatterns: list[URLPattern] = []
urlpatterns += breaches_urls.urls
urlpatterns += findings_urls.urls
urlpatterns += meetings_urls.urls
urlpatterns += orders_urls.urls
urlpatterns += reviews_urls.urls
urlpatterns += work_urls.urls
