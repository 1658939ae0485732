"""Addresses of the indicators, below a school."""

from django.urls import path

from sapat.web.pages.check.home import home
from sapat.web.pages.check.indicator import indicator
from sapat.web.pages.check.indicators import indicators
from sapat.web.pages.check.norms import norm
from sapat.web.pages.check.objectivity import objectivity
from sapat.web.pages.check.table import table

urls = [
    path("", home, name="home"),
    path("indicators/", indicators, name="indicators"),
    path("indicators/<slug:indicator>/", indicator, name="indicator"),
    path("indicators/<slug:indicator>/norm/", norm, name="norm"),
    path("table/", table, name="table"),
    path("table/objectivity/", objectivity, name="objectivity"),
]
