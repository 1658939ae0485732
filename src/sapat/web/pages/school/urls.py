"""Addresses of the school pages, below a school."""

from django.urls import URLPattern

app_name = "school"
urlpatterns: list[URLPattern] = []
