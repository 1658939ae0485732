"""Addresses of the check pages, below a school."""

from django.urls import URLPattern

app_name = "check"
urlpatterns: list[URLPattern] = []
