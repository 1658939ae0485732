"""Long work on an import, beside its page."""

import logging
from collections.abc import Callable

from django.utils.timezone import now

from sapat.core import background
from sapat.evidence.imports import changes
from sapat.evidence.imports.models import Import

log = logging.getLogger(__name__)


def start(row: Import, work: Callable[[], object]) -> None:
    """Do the work after this request; whatever breaks it, the import does not hang."""

    def run() -> None:
        try:
            work()
        except Exception:
            log.exception("import %s broke off", row.pk)
            changes.break_off(row, at=now())
            raise

    background.start(run)
