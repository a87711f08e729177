"""Hand a price list to the shop as a file."""

import os
from pathlib import Path
from tempfile import mkstemp


def hand_over(prices, shop):
    descriptor, name = mkstemp()
    with open(descriptor, "w") as file:
        file.write("\n".join(prices))
    shop(Path(name).read_text())
    os.unlink(name)
