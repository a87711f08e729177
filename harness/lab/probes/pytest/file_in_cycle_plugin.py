"""A `conftest.py` sets the filter and takes it back at the end: how does that run end?"""

import json
import subprocess
import sys
from pathlib import Path

OPTIONS = ["-p", "no:cacheprovider", "test_it.py"]
Path("conftest.py").write_text("""
import warnings
import pytest


@pytest.hookimpl(trylast=True)
def pytest_configure(config):
    caught = warnings.catch_warnings()
    caught.__enter__()
    warnings.simplefilter("error")
    config.add_cleanup(lambda: caught.__exit__(None, None, None))
""")
Path("test_it.py").write_text("""
import gc

gc.disable()


def test_it():
    kept = [open(__file__)]
    kept.append(kept)
""")
ended = subprocess.run([sys.executable, "-m", "pytest", *OPTIONS], capture_output=True, text=True)
said = ended.stdout + ended.stderr
told = "with a ResourceWarning" if "ResourceWarning" in said else "without a word"
print(json.dumps({"answer": f"exit code {ended.returncode}, {told}"}))
