"""Addresses of the publish pages, below a school."""

from django.urls import URLPattern

app_name = "publish"
urlpatterns: list[URLPattern] = []
