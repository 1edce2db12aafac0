"""The releases that were stored with cases, and two of them side by side."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.engine.impact.mutated import mutated
from tests.web.site import Site, site_over
from zhunsheng.api.web.rules.difference_shown import LISTED
from zhunsheng.api.web.rules.known_releases import KeptDifferences
from zhunsheng.engine.evaluation import Evaluator
from zhunsheng.engine.release import Release, load_release
from zhunsheng.engine.rulebook.release_difference import ReadRelease, release_difference
from zhunsheng.engine.rulebook.written_rules import written_rules
from zhunsheng.engine.scenarios import load_scenarios
from zhunsheng.records.storage.database import open_database
from zhunsheng.records.storage.migrating import migrate
from zhunsheng.records.storage.release_rows import basis_of, keep_release, stored_releases
from zhunsheng.records.storage.tables import deciding_rules

STORED_AT = "2021-01-01T00:00:00.000000Z"
#: A rule of the release in use, and what another release has in its place.
RANGE = "ranges: [{track: party, from: 撤销党内职务, to: 开除党籍}]"
LIGHTER = "ranges: [{track: party, from: 党内警告, to: 党内严重警告}]"


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory, release: Release) -> Release:
    """The release in use with one rule that opens another range, and one article in other words."""
    folder = tmp_path_factory.mktemp("earlier") / "rulesets"
    shutil.copytree(release.folder, folder, ignore=shutil.ignore_patterns("cases", "pairs"))
    rules = folder / "rules" / "provisions" / "disciplinary_regulations_2018.yaml"
    text = rules.read_text(encoding="utf-8")
    at = text.index("id: disciplinary_2018.121.major")
    rules.write_text(text[:at] + text[at:].replace(RANGE, LIGHTER, 1), encoding="utf-8")
    source = folder / "sources" / "shanxi_notice_2021.yaml"
    source.write_text(
        source.read_text(encoding="utf-8").replace("summary: ", "summary: 旧：", 1), encoding="utf-8"
    )
    return load_release(folder)


@pytest.fixture(scope="module")
def compared(
    evaluator: Evaluator, example: dict[str, Any], earlier: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site that keeps both releases."""
    folder = tmp_path_factory.mktemp("compared")
    database = open_database(f"sqlite:///{folder / 'records.db'}")
    migrate(database)
    made = site_over(database, evaluator, folder, example)
    with database.writing() as connection:
        keep_release(connection, earlier, basis_of(earlier), STORED_AT)
    yield made
    database.close()


def digits(release: Release) -> str:
    """The beginning of a digest, as addresses have it."""
    return release.digest.removeprefix("sha256:")[:12]


def test_a_stored_release_is_listed_and_compared_with_the_one_in_use(
    compared: Site, earlier: Release, release: Release
) -> None:
    maintainer = compared.as_("maintainer")
    found = maintainer.get("/rules/releases.json").json()
    assert [of["release"]["in_use"] for of in found["releases"]] == [True, False]
    address = found["releases"][1]["with_one_in_use"]
    assert address == f"/rules/releases/{digits(earlier)}..{digits(release)}"
    assert found["releases"][0]["with_one_before"] == address

    difference = maintainer.get(f"{address}.json").json()["difference"]
    assert difference["ids"] == ["disciplinary_2018.121.major"]
    assert (difference["rewritten"], difference["added"], difference["removed"]) == (1, 0, 0)
    assert [of["name"] for of in difference["articles"]] == [_first_article(release)]
    (changed,) = difference["rules"]
    assert changed["parts"] == ["ranges"]
    pairs = [(line["before"], line["after"]) for line in changed["lines"] if not line["same"]]
    assert [(LIGHTER in (old or ""), RANGE in (new or "")) for old, new in pairs] == [(True, True)]
    assert difference["changed_subjects"] >= 1
    assert difference["subjects"] > difference["changed_subjects"]
    for of in difference["scenarios"]:
        assert of["aspects"]

    for language in ("zh", "en"):
        page = compared.as_("maintainer", language).get(address)
        assert page.status_code == 200
        assert len(page.text.encode()) < 100_000
        assert re.search(r"<del>.*党内警告", page.text)
        assert re.search(r"<ins>.*撤销党内职务", page.text)
        assert 'href="/rules/disciplinary_2018.121.major"' in page.text


def test_turned_round_before_and_after_change_places(
    compared: Site, earlier: Release, release: Release
) -> None:
    address = f"/rules/releases/{digits(release)}..{digits(earlier)}"
    found = compared.as_("maintainer").get(f"{address}.json").json()
    assert found["turned_round"] == f"/rules/releases/{digits(earlier)}..{digits(release)}"
    assert found["after"]["stored_at"] == STORED_AT
    (changed,) = found["difference"]["rules"]
    assert any(LIGHTER in (line["after"] or "") for line in changed["lines"])


def test_the_release_in_use_is_stored_with_its_first_case_and_listed_once(site: Site) -> None:
    found = site.as_("maintainer").get("/rules/releases.json").json()
    (only,) = found["releases"]
    assert only["release"]["in_use"]
    assert only["release"]["stored_at"]
    page = site.as_("maintainer").get("/rules/releases").text
    assert "还没有可以对照的" in page
    assert "zhunsheng impact" not in page


def test_too_few_digits_name_no_release(compared: Site, earlier: Release) -> None:
    maintainer, beginning = compared.as_("maintainer"), digits(earlier)
    assert maintainer.get(f"/rules/releases/{beginning[:7]}..{beginning}").status_code == 404
    assert maintainer.get(f"/rules/releases/{beginning[:8]}..{beginning}").status_code == 200


def test_stored_releases_come_newest_first_and_each_once(compared: Site, earlier: Release) -> None:
    with compared.service.ledger.database.reading() as connection:
        found = stored_releases(connection)
    assert [of.digest for of in found][-1] == earlier.digest
    assert len({of.digest for of in found}) == len(found) == 2
    assert [of.stored_at for of in found] == sorted((of.stored_at for of in found), reverse=True)


def test_every_role_reads_the_rules_and_nobody_else(site: Site) -> None:
    for role in site.people:
        assert site.as_(role).get("/rules").status_code == 200
    for address in (
        "/rules",
        "/rules/harm.serious",
        "/rules/releases/11111111..22222222",
        "/vocabulary",
        "/sources",
    ):
        led = site.as_(None).get(address)
        assert (led.status_code, led.headers["location"].startswith("/sign-in?to=")) == (303, True), address
        assert site.as_(None).get(f"{address}.json").status_code == 401, address


def _first_article(release: Release) -> str:
    source = release.sources["shanxi_notice_2021"]
    return source.cited_as(source.articles[0].article, "zh")


def test_the_other_folder_was_changed_in_what_the_tests_speak_of(earlier: Release, release: Release) -> None:
    assert earlier.digest != release.digest
    assert Path(earlier.folder, "scenarios", "published").is_dir()


def test_how_often_a_rule_decided_in_recorded_evaluations_is_counted(site: Site, release: Release) -> None:
    maintainer = site.as_("maintainer")
    decided = {
        rule: _recorded(site, rule) for rule in ("disciplinary_2018.121.major", *list(release.rules)[::40])
    }
    with site.service.ledger.reading() as log:
        expected = {
            rule: log.connection.execute(
                select(func.count(deciding_rules.c.number.distinct())).where(deciding_rules.c.rule == rule)
            ).scalar_one()
            for rule in decided
        }
        (most, times), *_ = log.connection.execute(
            select(deciding_rules.c.rule, func.count(deciding_rules.c.number.distinct()))
            .group_by(deciding_rules.c.rule)
            .order_by(func.count(deciding_rules.c.number.distinct()).desc(), deciding_rules.c.rule)
        ).all()
    assert decided == expected
    assert _recorded(site, most) == times >= 3
    assert "留存的评估" in maintainer.get(f"/rules/{most}").text


@pytest.mark.parametrize("role", ["handler", "reviewer", "administrator"])
def test_sums_of_recorded_cases_are_for_those_who_may_read_such_sums(
    site: Site, release: Release, role: str
) -> None:
    visitor, rule = site.as_(role), next(iter(release.rules))
    assert visitor.get(f"/rules/{rule}.json").json()["decided"]["recorded"] is None
    assert "留存的评估" not in visitor.get(f"/rules/{rule}").text


def _recorded(site: Site, rule: str) -> int:
    found = site.as_("maintainer").get(f"/rules/{rule}.json").json()["decided"]["recorded"]
    assert sum(found["by_release"].values()) == found["decided"]
    return int(found["decided"])


def test_a_difference_in_many_rules_is_shown_in_small_pages(
    compared: Site, earlier: Release, release: Release
) -> None:
    """A release in which every seventh rule was changed, and most scenarios come out otherwise, put where it would be kept."""
    texts = written_rules(release)
    scenarios = load_scenarios(release.folder / "scenarios")
    sides = ReadRelease(mutated(1), texts), ReadRelease(release, texts)
    found = release_difference(*sides, scenarios)
    assert len(found.rules) > 50
    assert len(found.scenarios.changed) > LISTED
    kept = compared.service.app.state.release_differences = KeptDifferences()
    kept.get((earlier.digest, earlier.digest), lambda: found)
    address = f"/rules/releases/{digits(earlier)}..{digits(earlier)}"
    ids = []
    pages = compared.as_("maintainer").get(f"{address}.json").json()["difference"]["pages"]
    for number in range(1, pages + 1):
        for language in ("zh", "en"):
            answer = compared.as_("maintainer", language).get(f"{address}?page={number}")
            assert answer.status_code == 200
            assert len(answer.text.encode()) < 100_000
        told = compared.as_("maintainer").get(f"{address}.json?page={number}").json()["difference"]
        ids += [rule["id"] for rule in told["rules"]]
    assert ids == [rule.id for rule in found.rules]
