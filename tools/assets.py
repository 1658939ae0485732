"""Copy an allow-list of front-end files out of node_modules into the package."""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
NODE = ROOT / "node_modules"
VENDOR = ROOT / "src/sapat/web/static/vendor"
FONTS = ROOT / "src/sapat/publish/fonts"
FILES = {
    "tabler.css": "@tabler/core/dist/css/tabler.min.css",
    "tabler.js": "@tabler/core/dist/js/tabler.min.js",
}
FACES = ("400Regular", "400Regular_Italic", "700Bold")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")


def main() -> None:
    """Copy; source-map comments go, because hashed file names would look for the maps."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        text = (NODE / source).read_text("utf-8")
        (VENDOR / name).write_text(SOURCE_MAP.sub("", text), "utf-8")
    FONTS.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        for font in (NODE / "@expo-google-fonts/noto-sans" / face).glob("*.ttf"):
            shutil.copy(font, FONTS)


if __name__ == "__main__":
    main()
