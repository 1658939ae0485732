"""Draw the README's pictures from a demonstration installation, into docs/screenshots."""

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs/screenshots"
LOGIN, PASSWORD = "deputy1", "Ak-Talaa-2026"  # the demonstration's own, printed by `sapat demo`
SCHOOL = "/schools/DEMO-1/"
DESK, PHONE = (1280, 860), (390, 780)
LARGEST = 150_000
"""Bytes a picture may have, so that the repository stays light."""


@dataclass(frozen=True)
class Picture:
    """One page as one reader sees it."""

    name: str
    path: str
    language: str = "ky"
    theme: str = "light"
    size: tuple[int, int] = DESK


WANTED = (
    Picture("home-ky-light", SCHOOL),
    Picture("home-ru-dark", SCHOOL, language="ru", theme="dark"),
    Picture("home-en-phone", SCHOOL, language="en", size=PHONE),
    Picture("indicator-ru-dark", f"{SCHOOL}indicators/R-01/", language="ru", theme="dark"),
    Picture("indicators-ru-light", f"{SCHOOL}indicators/", language="ru"),
    Picture("table-ky-light", f"{SCHOOL}table/"),
    Picture("imports-ru-dark", f"{SCHOOL}evidence/", language="ru", theme="dark"),
    Picture("classes-ky-phone", f"{SCHOOL}school/classes/", size=PHONE),
    Picture("trail-en-light", f"{SCHOOL}school/trail/?verify=1", language="en"),
)


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve a demonstration; SAPAT_DEMO names one that is ready, otherwise make it."""
    with tempfile.TemporaryDirectory() as place:
        ready = os.environ.get("SAPAT_DEMO")
        home = Path(place) / "home"
        if ready:
            shutil.copytree(ready, home)
        more = {"SAPAT_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
        words = [sys.executable, "-m", "sapat"]
        if not ready:
            subprocess.run([*words, "demo", "--no-serve"], env=os.environ | more, check=True)
        port = free_port()
        serve = [*words, "serve", "--port", str(port)]
        server = subprocess.Popen(serve, env=os.environ | more)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


def wait_for(address: str) -> None:
    """Return once the server answers."""
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/account/login/", timeout=5).close()  # noqa: S310 (our own)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server did not start.")


def enter(page: Any, address: str) -> None:
    """Sign in, and put the offer of a second step aside."""
    page.goto(f"{address}/account/login/?next={SCHOOL}")
    page.fill("[name=login]", LOGIN)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_url(f"**{SCHOOL}")
    if page.locator(".second-step form button").count():
        page.click(".second-step form button")
        page.wait_for_load_state()


def draw(page: Any, address: str, picture: Picture) -> bytes:
    """Return the page as a PNG."""
    cookies = {"django_language": picture.language, "theme": picture.theme}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    answer = page.goto(address + picture.path)
    if not answer.ok:
        raise SystemExit(f"{picture.path}: {answer.status}")
    image: bytes = page.screenshot()
    return image


def light(image: bytes) -> bytes:
    """Return the picture with a palette, small enough to keep; interfaces need few colours."""
    drawn = Image.open(io.BytesIO(image)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        drawn.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    return out.getvalue()


def main() -> None:
    """Draw every picture."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("Chromium is not installed: no pictures can be drawn.")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(reduced_motion="reduce", timezone_id="Asia/Bishkek")
        enter(page, address)
        for picture in WANTED:
            image = light(draw(page, address, picture))
            (PICTURES / f"{picture.name}.png").write_bytes(image)
            print(f"{picture.name:<22} {len(image) // 1000:>4} kB")
        browser.close()


if __name__ == "__main__":
    main()
