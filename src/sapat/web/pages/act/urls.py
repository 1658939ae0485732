"""Addresses of the act pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

app_name = "act"
urlpatterns: list[URLPattern] = []
