"""``python -m subsidy``."""

import sys

from subsidy.cli import main

if __name__ == "__main__":
    sys.exit(main())
