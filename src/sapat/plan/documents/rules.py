"""Kinds of documents and the states an edition passes through."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """A document as schools name it."""

    POLICY = "policy", _("policy")
    REGULATION = "regulation", _("regulation")
    LOCAL_ACT = "local_act", _("local act")
    METHOD = "method", _("method")
    PLAN = "plan", _("plan")
    PROGRAMME = "programme", _("programme")
    PROCEDURE = "procedure", _("procedure")
    STRATEGY = "strategy", _("strategy")
    REGISTER = "register", _("register")
    ORDER = "order", _("order")
    PROTOCOL = "protocol", _("protocol")
    FORM = "form", _("form")


class EditionState(TextChoices):
    """Where an edition stands on its way."""

    DRAFT = "draft", _("draft")
    DISCUSSION = "discussion", _("under discussion")
    ADOPTED = "adopted", _("adopted")
    APPROVED = "approved", _("approved")
    IN_FORCE = "in_force", _("in force")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")
