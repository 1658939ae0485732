"""Addresses of the act pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

from sapat.web.pages.act import findings_urls, meetings_urls, orders_urls, work_urls

app_name = "act"
urlpatterns: list[URLPattern] = []
urlpatterns += findings_urls.urls
urlpatterns += meetings_urls.urls
urlpatterns += orders_urls.urls
urlpatterns += work_urls.urls
