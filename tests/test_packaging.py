"""What is installed stands alone: the wheel carries its rulesets, and evaluates a case far from the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

PROGRAM = """
from zhunsheng.engine.release import default_folder, default_release
from zhunsheng.engine.evaluation import evaluate
assert "wheel" in str(default_folder()), default_folder()
print(default_release().digest, evaluate({"case": {"id": "a"}, "incident": {}, "subjects": [{"id": "S1"}]}).subjects[0].form)
"""


def test_the_wheel_carries_its_rulesets(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "wheel"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")}
    assert "zhunsheng/rulesets/manifest.yaml" in names
    assert "zhunsheng/rulesets/scenarios/published" in names
    assert {f"zhunsheng/engine/report/report.{name}" for name in ("css.jinja", "html.jinja")} <= names
    pages = ROOT / "zhunsheng" / "api" / "web"
    carried = (path for kind in ("templates", "static", "locale") for path in (pages / kind).rglob("*"))
    assert {path.relative_to(ROOT).as_posix() for path in carried if path.is_file()} <= names
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)
    code = f"import sys; sys.path.insert(0, {str(unpacked)!r})\n" + PROGRAM
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert result.stdout.startswith("sha256:")
    assert "at_least=0 at_most=0 recommended=0" in result.stdout
