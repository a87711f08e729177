"""The last test leaves an open file in a cycle, under `-W error`: how does the run end?"""

import json
import subprocess
import sys
from pathlib import Path

OPTIONS = ["-p", "no:cacheprovider", "-W", "error", "test_it.py"]
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
