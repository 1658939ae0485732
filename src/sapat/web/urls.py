"""Addresses: a school's pages stand below its code."""

from allauth.account import views as sign_in
from django.urls import include, path

from sapat.web.pages import entrance

school = [
    path("", include("sapat.web.pages.check.urls")),
    path("act/", include("sapat.web.pages.act.urls")),
    path("plan/", include("sapat.web.pages.plan.urls")),
    path("evidence/", include("sapat.web.pages.evidence.urls")),
    path("school/", include("sapat.web.pages.school.urls")),
    path("reports/", include("sapat.web.pages.publish.urls")),
]

# Only what a school's sign-in needs: no sign-up, no e-mail, no letters for a forgotten password.
account = [
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("reauthenticate/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("password/", sign_in.password_change, name="account_change_password"),
    path("protection/", include("allauth.mfa.urls")),
]

urlpatterns = [
    path("", entrance.entrance, name="entrance"),
    path("theme/", entrance.theme, name="theme"),
    path("later/", entrance.later, name="later"),
    path("account/", include(account)),
    path("schools/<slug:code>/", include(school)),
]
