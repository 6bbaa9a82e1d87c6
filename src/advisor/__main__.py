"""Let ``python -m advisor`` do what the console script does."""

import sys

from advisor.cli import main

if __name__ == "__main__":
    sys.exit(main())
