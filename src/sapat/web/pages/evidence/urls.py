"""Addresses of the evidence pages, below a school."""

from django.urls import URLPattern

app_name = "evidence"
urlpatterns: list[URLPattern] = []
