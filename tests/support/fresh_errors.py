"""Texts that a reader might paste or say, and the place where each is treated."""

import tomllib
from pathlib import Path

FRESH = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
ERRORS = [(each["text"], each["page"]) for each in FRESH["error"]]
SAID = [(each["text"], each["page"]) for each in FRESH["said"]]
