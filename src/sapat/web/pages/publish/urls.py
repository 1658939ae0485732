"""Addresses of the publish pages, below a school."""

from django.urls import path

from sapat.web.pages.publish.reports import quarter, reports
from sapat.web.pages.publish.tables import breakdown_file, indicators_file, table_file

app_name = "publish"
urlpatterns = [
    path("", reports, name="reports"),
    path("term/", quarter, name="quarter"),
    path("tables/indicators/", indicators_file, name="indicators_file"),
    path("tables/breakdown/", breakdown_file, name="breakdown_file"),
    path("tables/classes/", table_file, name="table_file"),
]
