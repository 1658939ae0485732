"""A real server on a small school of its own, and a real browser; once per test process."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.browser.opening import PASSWORD

ROOT = Path(__file__).parent.parent.parent
HOME = Path(os.environ["SAPAT_TEST_HOME"])
AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


def chromium():
    """Return the system's Chromium, or None."""
    wished = os.environ.get("CHROMIUM", "")
    names = [wished, "chromium", "google-chrome", "chromium-browser"]
    return next((found for name in names if name and (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    program = chromium()
    if program is None or not AXE.exists():
        sentence = "Chromium or axe-core is not installed: browser tests cannot run."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Asia/Bishkek",
        "reduced_motion": "reduce",
    }


@pytest.fixture(scope="session")
def opened():
    """The school, opened once for all test processes."""
    folder = HOME / "browser"
    with (HOME / "browser.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = HOME / "browser.draft"
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir()
            sapat(draft, "tests.browser.opening")
            sapat(draft, "sapat", "import", str(draft / "marks.csv"), "--school", "S12")
            draft.rename(folder)
    return folder


def environment(home):
    source = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    return {**os.environ, "SAPAT_HOME": str(home), "PYTHONPATH": source, "SAPAT_COLLECTING": ""}


def sapat(home, module, *words):
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def site(opened, browser_type_launch_args):
    """Serve a copy of the school; return its address."""
    home = HOME / f"site-{os.getpid()}"
    shutil.copytree(opened, home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (home / "server.log").open("w")
    command = [sys.executable, "-m", "sapat", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment(home), stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, server, home / "server.log")
        yield address
    finally:
        server.terminate()
        server.wait(20)


def wait_for(address, server, log):
    for _ in range(300):
        assert server.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text())


def sign_in(page, site, login, password=PASSWORD):
    page.goto(f"{site}/account/login/?next=/schools/S12/school/")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("main form button")


@pytest.fixture(scope="session")
def signed_in_state(browser, site, browser_context_args):
    """The cookies of the director, signed in once."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    sign_in(page, site, "director")
    page.wait_for_url("**/schools/S12/school/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def director_page(browser, site, browser_context_args, signed_in_state):
    """A page of the director's browser, in English."""
    context = browser.new_context(**browser_context_args, storage_state=signed_in_state)
    context.add_cookies([{"name": "django_language", "value": "en", "url": site}])
    page = context.new_page()
    yield page
    context.close()


def violations(page):
    """Return what axe finds wrong with the page as it is drawn now."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]} {node['failureSummary'][:160]}"
        for one in found
        for node in one["nodes"][:3]
    ]
