"""Why an import cannot go on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NotSo(TextChoices):
    """Why an import cannot go on."""

    NOT_OPEN = "not_open", _("This import can no longer be changed.")
    NOT_COMMITTED = "not_committed", _("This import was not committed, or was already undone.")
    MOVED = "moved", _("The school's records are being changed right now. Try once more.")
