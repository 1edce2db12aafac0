"""A collector reads the metrics with a secret of its own: from a file that nobody else reads, and in a real process."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.cli.conftest import Run
from tests.cli.recorded_service import recorded_service
from zhunsheng.cli.metrics_token import metrics_token
from zhunsheng.engine.problems import InputError

SECRET = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
FILE = "ZHUNSHENG_METRICS_TOKEN_FILE"
TEXT = "ZHUNSHENG_METRICS_TOKEN"


def kept(folder: Path, text: str = SECRET + "\n", mode: int = 0o600) -> str:
    path = folder / "token"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return str(path)


def test_it_comes_from_a_file_or_from_the_environment(tmp_path: Path) -> None:
    from_file, from_text = metrics_token({FILE: kept(tmp_path)}), metrics_token({TEXT: SECRET})
    assert from_file is not None
    assert from_file == from_text
    assert metrics_token({FILE: kept(tmp_path, mode=0o440)}) == from_file
    assert metrics_token({TEXT: "", FILE: " "}) is None
    assert SECRET not in repr(from_file)


@pytest.mark.parametrize(
    ("text", "mode", "says"),
    [
        (SECRET, 0o644, "他人读写"),
        (SECRET, 0o660, "他人读写"),
        ("", 0o600, "空的"),
        ("short", 0o600, "32"),
        ("a password of several words, in a line", 0o600, "32"),
        (f"{SECRET}\n{SECRET}", 0o600, "32"),
    ],
)
def test_what_is_no_secret_is_refused_and_not_repeated(
    tmp_path: Path, text: str, mode: int, says: str
) -> None:
    with pytest.raises(InputError) as refused:
        metrics_token({FILE: kept(tmp_path, text, mode)})
    (problem,) = refused.value.problems
    assert says in problem.render("zh")
    assert all(problem.say(language)[1] for language in ("zh", "en"))
    assert not text or text.splitlines()[0] not in problem.render("zh") + problem.render("en")


def test_it_is_not_guessed_which_of_two_is_meant(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="both set"):
        metrics_token({FILE: kept(tmp_path), TEXT: SECRET})
    with pytest.raises(InputError, match="cannot be read"):
        metrics_token({FILE: str(tmp_path / "none")})


def test_serve_does_not_start_with_a_weak_one(run: Run) -> None:
    done = run("serve", "--port", "0", "--stateless", env={TEXT: "secret"})
    assert done.returncode == 2
    assert "openssl rand" in done.stderr


def test_a_collector_reads_the_metrics_of_a_real_service(tmp_path: Path) -> None:
    """As a Prometheus server does with `authorization: {credentials_file: …}`: one header, no cookie, no session."""
    with recorded_service(tmp_path, **{FILE: kept(tmp_path)}) as service, service.http() as http:
        accept = "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3"
        assert http.get("/metrics").status_code == 401
        wrong = http.get("/metrics", headers={"authorization": f"Bearer {SECRET[:-2]}x="})
        assert (wrong.status_code, wrong.headers["www-authenticate"]) == (401, 'Bearer realm="zhunsheng"')
        bearing = {"authorization": f"Bearer {SECRET}", "accept": accept}
        assert (
            http.get("/metrics", headers=bearing)
            .headers["content-type"]
            .startswith("application/openmetrics")
        )
        found = http.get("/metrics", headers={"authorization": f"Bearer {SECRET}"})
        families = {family.name for family in text_string_to_metric_families(found.text)}
        assert {"zhunsheng_requests", "zhunsheng_evaluations", "process_cpu_seconds"} <= families
        assert http.get("/v1/rules", headers=bearing).status_code == 401, "it opens nothing else"
        # Whoever is signed in and may by the table still may.
        service.root(http)
        assert http.get("/metrics").status_code == 200
    assert SECRET not in service.written
