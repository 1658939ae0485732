"""Long work on an import, beside its page."""

import logging
from collections.abc import Callable

from django.utils.timezone import now

from sapat.check.data_quality import changes as data_quality
from sapat.core import background
from sapat.core.models import User
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


def check_data(row: Import, *, by: User) -> None:
    """Check the data an import has changed; if that breaks, the import stands and a tick checks."""
    try:
        data_quality.look(row.school, by=by, at=now(), source=row.name)
    except Exception:
        log.exception("the data were not checked after import %s", row.pk)
