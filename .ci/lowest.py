"""Print the constraints that pin each dependency of pyproject.toml to the oldest version that it admits."""

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))
wanted = [
    *project["project"]["dependencies"],
    *(name for names in project["project"]["optional-dependencies"].values() for name in names),
    *project["dependency-groups"]["dev"],
]
for requirement in sorted(set(wanted)):
    if requirement.startswith("types-"):  # numbered by day: no version is the lowest
        continue
    found = re.match(r"([A-Za-z0-9_.-]+)>=([0-9.]+)", requirement)
    if found is None:
        sys.exit(f"no lower bound: {requirement}")
    sys.stdout.write(f"{found[1]}=={found[2]}\n")
