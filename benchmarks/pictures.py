"""How long pictures take: the first of a process, further ones, kept ones; and one as PNG.

.venv/bin/python benchmarks/pictures.py
"""

import os
import resource
import tempfile
import time
from statistics import median

HOME = tempfile.mkdtemp()
os.environ["SAPAT_HOME"] = HOME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sapat.settings")


def main() -> None:
    """Draw one history with changing figures and print milliseconds."""
    import django

    django.setup()
    from sapat.publish.pictures.drawing import picture, png
    from sapat.publish.pictures.history import history
    from sapat.publish.pictures.looks import Theme
    from sapat.publish.pictures.pictures import NormLine, Point

    def drawn(shift: float):
        points = [Point("I", 50 + shift + n, 40 + n, 60 + n, f"20{n:02d}") for n in range(12)]
        return history("Quality", points, [NormLine(60, "target", "target")], unit="%")

    def milliseconds(work) -> float:
        start = time.perf_counter()
        work()
        return round(1000 * (time.perf_counter() - start), 1)

    first = milliseconds(lambda: picture(drawn(0), Theme.PAGE, "ky"))
    further = [
        milliseconds(lambda n=n: picture(drawn(n / 10), Theme.PAGE, "ky")) for n in range(1, 16)
    ]
    kept = [
        milliseconds(lambda n=n: picture(drawn(n / 10), Theme.PAGE, "ky")) for n in range(1, 16)
    ]
    print(f"first of a process {first} ms")
    print(f"further, median of 15 {median(further)} ms")
    print(f"kept, median of 15 {median(kept)} ms")
    print(f"as PNG {milliseconds(lambda: png(drawn(1), 'ky'))} ms")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
