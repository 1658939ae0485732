"""The root of all addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("sapat.web.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
