"""Sign-in: nobody signs themselves up; a school opens the door for its people."""

import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import password_changed
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.http import HttpRequest
from django.utils.timezone import now

from sapat.core.models import User
from sapat.school.people import changes


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by a school, see `school.people.changes.open_sign_in`."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failed sign-ins by the name alone: the address asked for is the guesser's choice.

        The library puts the request's host before it, so that each port would be a new beginning.
        """
        name = str(credentials.get("username") or "").strip()
        return unicodedata.normalize("NFKC", name).casefold()


HEARD = {
    "password": password_changed,
    "second step set up": authenticator_added,
    "second step removed": authenticator_removed,
    "second step renewed": authenticator_reset,
}
"""What a member may change on the library's pages -> the signal that tells of it."""


def listen() -> None:
    """Write into the trail what members change of their own sign-in."""

    def hear(change: str) -> Any:
        def told(user: User, **_: Any) -> None:
            changes.note_own_sign_in(user, change, at=now())

        return told

    for change, signal in HEARD.items():
        signal.connect(hear(change), weak=False, dispatch_uid=f"sapat: {change}")
