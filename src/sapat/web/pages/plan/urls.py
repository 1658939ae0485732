"""Addresses of the plan pages, below a school; each room names its own in `<room>_urls`."""

from django.urls import URLPattern

from sapat.web.pages.plan import (
    control_urls,
    documents_urls,
    duties_urls,
    instruments_urls,
    objectives_urls,
    planning_urls,
    policy_urls,
    procedures_urls,
    processes_urls,
    proposals_urls,
    readings_urls,
    regulations_urls,
    requirements_urls,
    resource_urls,
)

app_name = "plan"
urlpatterns: list[URLPattern] = []
urlpatterns += control_urls.urls
urlpatterns += documents_urls.urls
urlpatterns += duties_urls.urls
urlpatterns += instruments_urls.urls
urlpatterns += objectives_urls.urls
urlpatterns += planning_urls.urls
urlpatterns += policy_urls.urls
urlpatterns += procedures_urls.urls
urlpatterns += processes_urls.urls
urlpatterns += proposals_urls.urls
urlpatterns += readings_urls.urls
urlpatterns += regulations_urls.urls
urlpatterns += requirements_urls.urls
urlpatterns += resource_urls.urls
