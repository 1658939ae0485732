"""Long work beside a page: one thread, so a laptop stays usable; the page asks how far it is."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from django.db import connection

WORKERS = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sapat-work")


def start(work: Callable[[], object]) -> Future[None]:
    """Run the work after this request; tests (`SAPAT_INLINE`) run it at once."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    if getattr(settings, "SAPAT_INLINE", False):
        done: Future[None] = Future()
        work()
        done.set_result(None)
        return done
    return WORKERS.submit(run)
