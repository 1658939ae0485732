"""`sapat found`: open a school on this installation, with its first director."""

import argparse
import getpass
import os
from datetime import date
from typing import Any

from sapat.cli.setting_up import ready

TYPES = ("basic", "full", "correspondence")


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser("found", help="open a school, and the sign-in of its director")
    parser.add_argument("code", help="short code in Latin letters and digits, part of addresses")
    parser.add_argument("--name", required=True, help="name in Kyrgyz")
    parser.add_argument("--name-ru", default="")
    parser.add_argument("--name-en", default="")
    parser.add_argument("--type", choices=TYPES, default="basic")
    parser.add_argument("--town", action="store_true", help="not a village school")
    parser.add_argument("--since", type=date.fromisoformat, default=date(2020, 9, 1))
    parser.add_argument("--director", help="family name and given name of the director")
    parser.add_argument("--login", help="sign-in name of the director")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Found the school; ask for the director's password unless SAPAT_PASSWORD gives it."""
    ready()
    from django.db import transaction
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from sapat.core.language import Text
    from sapat.core.refusal import Refused
    from sapat.plan.founding.changes import found_school
    from sapat.plan.founding.rules import years_around
    from sapat.school.organisations.changes import Standing

    if bool(arguments.director) != bool(arguments.login):
        print(_("Give both --director and --login, or neither."))
        return 2
    name = Text(arguments.name, arguments.name_ru, arguments.name_en)
    standing = Standing(name, school_type=arguments.type, rural=not arguments.town)
    now = timezone.now()
    years = years_around(timezone.localdate())
    try:
        with transaction.atomic():
            school = found_school(
                arguments.code, standing, since=arguments.since, years=years, by=None, at=now
            )
            if arguments.login:
                _appoint(school, arguments, now)
    except Refused as no:
        print(no.sentence)
        return 1
    print(_("%(name)s is founded under the code %(code)s.") % {"name": name, "code": school.code})
    return 0


def _appoint(school: Any, arguments: argparse.Namespace, now: Any) -> None:
    from sapat.core.rights import Role
    from sapat.school.people import changes as people
    from sapat.school.people.changes import Identity

    family, _space, given = arguments.director.partition(" ")
    password = os.environ.get("SAPAT_PASSWORD") or getpass.getpass(f"{arguments.login}: ")
    person = people.take_on(school, Identity(family, given), by=None, at=now)
    people.give_post(person, Role.DIRECTOR, since=arguments.since, by=None, at=now)
    people.open_sign_in(person, arguments.login, password, by=None, at=now)
