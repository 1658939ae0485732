"""Addresses of the question whether an action worked, below a school."""

from django.urls import path

from sapat.web.pages.check.effects import effect

urls = [
    path("effects/", effect, name="effect"),
]
