"""Addresses of the plan pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

app_name = "plan"
urlpatterns: list[URLPattern] = []
