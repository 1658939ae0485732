"""Sign-in: nobody signs themselves up; a school opens the door for its people."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are opened by a school, see `school.people.changes.open_sign_in`."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
