"""Hand a price list to the shop as a file."""

import gc
import os
from pathlib import Path
from tempfile import mkstemp


def hand_over(prices, shop):
    descriptor, name = mkstemp()
    Path(name).write_text("\n".join(prices))
    shop(Path(name).read_text())
    os.unlink(name)
    descriptor = None  # forgets a number; the file stays open
    gc.collect()
