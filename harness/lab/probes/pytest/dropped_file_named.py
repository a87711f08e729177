"""A test drops an open file, under `-W error::ResourceWarning`: how does the run end?"""

import json
import subprocess
import sys
from pathlib import Path

OPTIONS = ["-p", "no:cacheprovider", "-W", "error::ResourceWarning", "test_it.py"]
Path("test_it.py").write_text("""
def test_it():
    open(__file__)
""")
ended = subprocess.run([sys.executable, "-m", "pytest", *OPTIONS], capture_output=True, text=True)
said = ended.stdout + ended.stderr
told = "with a ResourceWarning" if "ResourceWarning" in said else "without a word"
print(json.dumps({"answer": f"exit code {ended.returncode}, {told}"}))
