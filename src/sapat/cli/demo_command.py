"""`sapat demo`: fictional schools to try everything with, served on this machine."""

import argparse
import ipaddress
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sapat.cli import serve_command
from sapat.cli.setting_up import home, ready

if TYPE_CHECKING:
    from sapat.demo.opening import Step
    from sapat.demo.world import School

REFUSED = 1
ABOUT = """\
Writes the journals and registers of two fictional schools from a seed, brings them in through
the same door as any school's files, opens sign-ins, and serves the pages. A third fictional
school is empty: try a file of your own there. The second start changes nothing and serves.
The passwords are public, so the demonstration listens on this machine only."""
TONGUES = ("ky", "ru", "en")


def add(commands: Any) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "demo",
        help="try Sapat with fictional schools",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--no-serve", action="store_true", help="make everything ready, then stop")
    parser.add_argument("--seed", type=int, help="another seed gives other schools")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--i-know", action="store_true", help="let other machines in all the same")
    parser.set_defaults(run=run, workers=1)


def run(arguments: argparse.Namespace) -> int:
    """Make the demonstration ready and serve it; 1 with a sentence when that must not be."""
    serving = not arguments.no_serve
    if serving:
        os.environ["SAPAT_COLLECTING"] = "1"
    ready()
    from django.utils.translation import gettext as _

    from sapat.demo import opening

    if serving and not arguments.i_know and not is_this_machine(arguments.host):
        print(_("The demonstration's passwords are public: it listens on this machine only."))
        return REFUSED
    if opening.real_schools():
        print(_("This installation holds real schools, so no demonstration is opened in it."))
        return REFUSED

    folder = home() / "demonstration"
    seed = _seed(arguments.seed, opening.seed_of(folder), opening.SEED)
    schools = opening.schools(seed)
    made = [_open(school, folder) for school in schools]
    if any(made):
        _warm()
        print()
    _print_sign_ins(schools, f"http://{arguments.host}:{arguments.port}/")
    return serve_command.run(arguments) if serving else 0


def is_this_machine(host: str) -> bool:
    """Answer whether an address can be reached from this machine only.

    >>> is_this_machine("127.0.0.1"), is_this_machine("localhost"), is_this_machine("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _seed(wanted: int | None, standing: int | None, usual: int) -> int:
    """Return the seed: a demonstration that stands keeps its own."""
    from django.utils.translation import gettext as _

    if standing is None:
        return usual if wanted is None else wanted
    if wanted not in (None, standing):
        told = {"seed": standing, "folder": home()}
        print(_("The demonstration here was made from seed %(seed)s and stays; %(folder)s.") % told)
    return standing


def _open(school: "School", folder: Path) -> bool:
    """Open a school unless it is ready; return whether there was anything to do."""
    from django.utils import timezone

    from sapat.demo import opening

    if opening.is_ready(folder, school):
        return False
    began = time.monotonic()
    print(f"{school.code}  {school.name}", flush=True)
    opening.open_school(school, folder, at=timezone.now(), tell=_tell)
    _clear_line()
    print(f"          {time.monotonic() - began:.0f} s", flush=True)
    return True


def _tell(step: "Step") -> None:
    """Show how far the work is: one line written over again, or a few lines in a log."""
    line = f"  {step.number:3d}/{step.of}  {step.name}"
    if sys.stdout.isatty():
        _clear_line()
        print(line[:78], end="", flush=True)
    elif step.number % 20 == 0 or step.number == step.of:
        print(line, flush=True)


def _clear_line() -> None:
    if sys.stdout.isatty():
        print("\r" + " " * 78 + "\r", end="")


def _warm() -> None:
    """Compute the figures of the first page ahead."""
    from sapat.check.measuring.warming import warm

    warm()


def _print_sign_ins(schools: "list[School]", address: str) -> None:
    """Print the address and who can sign in, in three languages."""
    from django.utils.translation import gettext_lazy as _

    from sapat.core.rights import Role
    from sapat.demo.cast import DISTRICT, INSPECTOR_LOGIN, PASSWORD, cast

    for words, what in ((_("Sign in at"), address), (_("Password of everybody"), PASSWORD)):
        print(f"{' · '.join(_in_every(words))}: {what}")
    print()
    for school in schools:
        print(f"{school.code}  {school.name.ky}\n        {school.name.ru}")
        for one in cast(school):
            _print_sign_in(one.login, Role(one.role).label)
    print(f"{DISTRICT.code}  {DISTRICT.name.ky}\n        {DISTRICT.name.ru}")
    _print_sign_in(INSPECTOR_LOGIN, Role.INSPECTOR.label)
    print(flush=True)


def _print_sign_in(login: str, role: Any) -> None:
    print(f"    {login:<16} {' · '.join(_in_every(role))}")


def _in_every(text: Any) -> list[str]:
    """Return a translated text in all three languages, each wording once."""
    from django.utils.translation import override

    found = []
    for language in TONGUES:
        with override(language):
            found.append(str(text))
    return list(dict.fromkeys(found))
