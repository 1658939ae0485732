"""What a discussion with other institutions must say."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NotSo(TextChoices):
    """Why a discussion cannot be kept."""

    NO_TOPIC = "no_topic", _("Write what was discussed.")
    NO_PARTNER = "no_partner", _("Choose with whom; partners are kept in the registers.")
    WRONG_END = "wrong_end", _("A discussion that is still to come has no conclusions.")
