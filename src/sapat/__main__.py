"""`python -m sapat` is the command `sapat`."""

import sys

from sapat.cli import main

sys.exit(main())
