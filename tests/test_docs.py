"""The documentation mentions everything that there is to mention."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.golden.sources_page import PAGE, sources_page
from zhunsheng.cli.listed_commands import COMMANDS
from zhunsheng.engine.release import default_folder, default_release
from zhunsheng.engine.vocabulary.loading import KINDS

ROOT = Path(__file__).resolve().parents[1]
RULE_LANGUAGE = (ROOT / "docs" / "rule-language.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_of_conclusion_is_documented(kind: str) -> None:
    assert f"| `{kind}` |" in RULE_LANGUAGE


@pytest.mark.parametrize(
    "word", ["all:", "any:", "none:", "at_least:", "any(", "all(", "count(", "months(", "not in", "!="]
)
def test_every_form_of_a_condition_is_documented(word: str) -> None:
    assert word in RULE_LANGUAGE


@pytest.mark.parametrize("layer", default_release().layers)
def test_every_layer_is_documented(layer: str) -> None:
    assert f"| {layer} |" in ARCHITECTURE


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_both_readmes_show_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    for command in ("make demo", "make test", *(f"zhunsheng {listed.name}" for listed in COMMANDS)):
        assert command in text, command


def test_links_between_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_the_example_in_the_readme_is_true() -> None:
    """The Python example runs, and its comments say what it prints."""
    block = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block is not None
    scope: dict[str, object] = {}
    exec(block[1], scope)
    suggestion = scope["suggestion"]
    assert repr(suggestion.subjects[0].form) == "Form(at_least=2, at_most=2, recommended=2)"
    assert "at_least=2 at_most=2 recommended=2" in block[1]


def test_the_page_of_sources_is_the_sources() -> None:
    assert PAGE.read_text(encoding="utf-8") == sources_page(default_release().sources.values()), (
        "run `make golden` and read the diff"
    )


def test_the_rule_shown_in_the_language_guide_is_a_rule() -> None:
    assert "shanxi.complacency" in default_release().rules
    assert (default_folder() / "rules" / "findings" / "shanxi_notice_2021.yaml").exists()
