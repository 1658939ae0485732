"""`sapat tick`: the regular work, by the server or by cron; safe to call at any time."""

import argparse
from datetime import datetime, timedelta
from typing import Any

from sapat.cli import backup
from sapat.cli.setting_up import home, ready

KEPT_BACKUPS = 7
BACKUP_EVERY = timedelta(days=1)


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("tick", help="do the regular work: measure, back up, clear up")
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> int:
    """Do what is due, and say what was done."""
    ready()
    from django.core.management import call_command
    from django.utils import timezone

    from sapat.act.breaches import changes as breaches
    from sapat.act.work import changes as work
    from sapat.check.data_quality import changes as data_quality
    from sapat.check.measuring import warming
    from sapat.check.monitoring import changes as monitoring
    from sapat.evidence.imports import changes as imports
    from sapat.evidence.registers import changes as registers
    from sapat.plan.control import changes as control
    from sapat.plan.documents import changes as documents
    from sapat.school.organisations import reads as organisations

    at = timezone.now()
    call_command("clearsessions")
    resumed = imports.give_up_interrupted(at=at)
    begun = [documents.come_into_force(school, at=at) for school in organisations.schools()]
    looked = [data_quality.look(school, by=None, at=at) for school in organisations.schools()]
    kept = [registers.keep_all(school, by=None, at=at) for school in organisations.schools()]
    warmed = warming.warm()
    raised = monitoring.watch_all(at=at)
    erased = [breaches.erase_over(school, at=at) for school in organisations.schools()]
    digests = control.keep_digests(at=at)
    reminded = [work.remind(school, at=at) for school in organisations.schools()]
    letters = [work.send_letters(school, at=at) for school in organisations.schools()]
    made = daily_backup(at)
    print(
        f"interrupted imports: {resumed}, schools measured: {warmed}, "
        f"new signals: {raised}, "
        f"documents in force: {sum(map(len, begun))}, "
        f"new issues in the data: {sum(one.news for one in looked)}, "
        f"registers brought up to date: {sum(map(len, kept))}, "
        f"cases erased: {sum(erased)}, "
        f"weekly digests: {digests}, reminders: {sum(reminded)}, letters: {sum(letters)}, "
        f"backup: {made or 'not due'}"
    )
    return 0


def daily_backup(at: datetime) -> str:
    """Write a backup when the last is a day old; keep the newest few."""
    from django.conf import settings

    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite3"):
        return ""
    folder = home() / "backups"
    old = sorted(folder.glob("daily-*.tar.gz"))
    newest = datetime.fromtimestamp(old[-1].stat().st_mtime, tz=at.tzinfo) if old else None
    if newest and at - newest < BACKUP_EVERY:
        return ""
    file = folder / f"daily-{at:%Y%m%d-%H%M%S}.tar.gz"
    backup.write(home(), file, at=at)
    backup.prove(file)
    for gone in old[: max(0, len(old) + 1 - KEPT_BACKUPS)]:
        gone.unlink()
    return file.name
