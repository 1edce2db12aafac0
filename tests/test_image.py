"""The image and its composition, as far as they can be read without a container: what must hold of them, held.

Building needs a network and a daemon; that the image's installation works is seen by running `scripts/install-service` somewhere.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhunsheng.cli.serving import CLOSING_SECONDS, Ending

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: Mapping[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICE = COMPOSE["services"]["service"]
DATABASE = COMPOSE["services"]["database"]
MIGRATE = COMPOSE["services"]["migrate"]
#: A tag that says which version, and is not moved to another.
TAG = re.compile(r"[a-z]+:\d+(\.\d+)*(-[a-z0-9]+)*")
#: Options and instructions that put something from the build's outside into a layer.
SECRET = re.compile(r"(?i)(password|passwd|secret|token|api_?key|private_?key)\w*\s*[=:]\s*[^\s/$]")


@dataclass(frozen=True)
class Instruction:
    """One instruction of a Dockerfile, its continued lines joined and comments left out."""

    word: str
    rest: str
    comment: str


def instructions() -> list[Instruction]:
    found: list[Instruction] = []
    comments: list[str] = []
    logical = ""
    for line in (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            comments.append(line)
            continue
        logical += line.removesuffix("\\")
        if line.endswith("\\") or not logical.strip():
            continue
        word, _, rest = logical.partition(" ")
        found.append(Instruction(word, rest.strip(), "\n".join(comments)))
        comments, logical = [], ""
    return found


def of(word: str) -> list[str]:
    return [each.rest for each in instructions() if each.word == word]


def stages() -> list[list[Instruction]]:
    found: list[list[Instruction]] = []
    for each in instructions():
        if each.word == "FROM":
            found.append([])
        found[-1].append(each)
    return found


def last(word: str) -> str:
    (found,) = (each.rest for each in stages()[-1] if each.word == word)
    return found


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for pair in shlex.split(last("ENV")))


def test_there_is_an_instruction_of_every_kind_that_is_asked_about() -> None:
    words = "FROM RUN WORKDIR COPY ENV VOLUME USER EXPOSE STOPSIGNAL HEALTHCHECK ENTRYPOINT CMD"
    assert {each.word for each in instructions()} == set(words.split())


def test_images_have_versions() -> None:
    bases = [rest.split()[0] for rest in of("FROM")]
    assert len(bases) == 2
    assert len(set(bases)) == 1, "what was built against one Python would run on another"
    for image in (*bases, DATABASE["image"]):
        assert TAG.fullmatch(image), image
        assert "latest" not in image
    assert re.match(r"postgres:1[78]\b", DATABASE["image"])


def test_the_python_of_the_image_is_one_that_the_project_knows() -> None:
    subprocess.run(["sh", "-n", str(ROOT / "scripts" / "install-service")], check=True)
    version = re.match(r"python:3\.(\d+)-slim", of("FROM")[0])
    assert version is not None
    assert 11 <= int(version[1]) <= 13


def test_nobody_is_root() -> None:
    assert last("USER") == "10001:10001" == SERVICE["user"]
    assert [each.word for each in stages()[-1]].index("USER") < [each.word for each in stages()[-1]].index(
        "ENTRYPOINT"
    )
    assert not any("sudo" in rest for rest in of("RUN"))


def test_the_image_that_runs_has_no_compiler_and_no_sources() -> None:
    copied = [each.rest for each in stages()[-1] if each.word == "COPY"]
    assert copied == ["--from=build /opt/zhunsheng /opt/zhunsheng"]
    assert not any("apt-get" in each.rest for each in stages()[-1])
    assert of("ADD") == []


def test_whatever_is_installed_is_installed_with_hashes() -> None:
    assert not any("pip install" in rest for rest in of("RUN"))
    text = (ROOT / "scripts" / "install-service").read_text(encoding="utf-8")
    for line in text.splitlines():
        if "pip install" in line and "$building" not in line.partition("install")[2]:
            assert "--require-hashes -r" in line, line
        if " wheel " in line and "$pip wheel" in line:
            assert "--no-deps --no-build-isolation" in line
    for name in re.findall(r"requirements/([a-z]+)\.txt", text):
        assert (ROOT / "requirements" / f"{name}.txt").exists()
    assert "--no-index" in next(line for line in text.splitlines() if "zhunsheng-*.whl" in line)


def test_what_the_image_is_made_of_reaches_the_builder_and_nothing_else_does() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    let_through = {line[1:] for line in ignored if line.startswith("!")}
    assert ignored[1] == "*"
    copied = {
        source.rstrip("/") for each in stages()[0] if each.word == "COPY" for source in each.rest.split()[:-1]
    }
    assert copied == let_through
    assert all((ROOT / source).exists() for source in copied)


def test_layers_hold_no_secrets() -> None:
    for each in instructions():
        assert not SECRET.search(each.rest), each
    assert of("ARG") == []
    assert not any("KEY" in name or "PASSWORD" in name for name in environment())


def test_debian_lists_are_not_left_behind_and_nothing_unneeded_is_installed() -> None:
    (installing,) = (each for each in instructions() if "apt-get install" in each.rest)
    assert "--no-install-recommends" in installing.rest
    assert installing.rest.endswith("rm -rf /var/lib/apt/lists/*")
    assert "hadolint ignore=DL3008" in installing.comment


def test_the_image_asks_whether_it_is_ready() -> None:
    options, _, check = last("HEALTHCHECK").partition(" CMD ")
    words = json.loads(check)
    compile(words[2], "HEALTHCHECK", "exec")
    assert words[:2] == ["python", "-c"]
    assert "'/readyz'" in words[2]
    seconds = {name: int(value) for name, value in re.findall(r"--([a-z-]+)=(\d+)s", options)}
    patience = re.search(r"timeout=(\d+)", words[2])
    assert patience is not None
    assert int(patience[1]) < seconds["timeout"] < seconds["interval"]


def test_the_process_gets_its_signals_itself() -> None:
    assert json.loads(last("ENTRYPOINT")) == ["zhunsheng"]
    assert json.loads(last("CMD")) == ["serve"]
    assert last("STOPSIGNAL") == "SIGTERM"


def test_the_environment_is_one_that_serve_reads() -> None:
    serve = (ROOT / "zhunsheng" / "cli" / "commands" / "serve.py").read_text(encoding="utf-8")
    for name in environment():
        assert not name.startswith("ZHUNSHENG_") or name in serve, name
    assert environment()["ZHUNSHENG_PORT"] == last("EXPOSE")


def test_there_is_time_for_an_end_in_order() -> None:
    needed = float(environment()["ZHUNSHENG_NOTICE_SECONDS"]) + Ending().grace + CLOSING_SECONDS
    for service in (SERVICE, DATABASE):
        assert int(service["stop_grace_period"].removesuffix("s")) > needed


def test_the_service_can_do_nothing_but_serve() -> None:
    assert SERVICE["read_only"] is True
    assert SERVICE["cap_drop"] == ["ALL"]
    assert "privileged" not in SERVICE
    assert SERVICE["volumes"] == [f"witness:{json.loads(last('VOLUME'))[0]}"]
    for service in (SERVICE, DATABASE):
        assert "no-new-privileges:true" in service["security_opt"]


def test_the_tables_are_migrated_once_before_the_service_starts() -> None:
    assert MIGRATE["command"] == ["database", "migrate"]
    assert MIGRATE["restart"] == "no"
    assert "--migrate" not in SERVICE["command"]
    assert MIGRATE["networks"] == ["records"]
    assert MIGRATE["secrets"] == ["database_password"]
    assert "ports" not in MIGRATE
    for name in ("image", "entrypoint", "user", "read_only", "cap_drop", "security_opt"):
        assert MIGRATE[name] == SERVICE[name], name
    url = "ZHUNSHENG_DATABASE_URL"
    assert MIGRATE["environment"] == {url: SERVICE["environment"][url]}


def test_only_this_machine_reaches_the_service_and_only_the_service_reaches_the_database() -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICE["ports"])
    assert "ports" not in DATABASE
    assert DATABASE["networks"] == ["records"]
    assert COMPOSE["networks"]["records"] == {"internal": True}


def test_the_database_is_waited_for_until_it_answers() -> None:
    healthy = {"database": {"condition": "service_healthy"}}
    assert MIGRATE["depends_on"] == healthy
    assert SERVICE["depends_on"] == {**healthy, "migrate": {"condition": "service_completed_successfully"}}
    assert DATABASE["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]


def test_passwords_are_files_and_there_is_no_default() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    assert set(COMPOSE["secrets"]) == {"database_password", "signing_key"}
    for name, secret in COMPOSE["secrets"].items():
        assert secret == {"file": "${ZHUNSHENG_SECRETS:-./secrets}/" + name}
    assert DATABASE["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/database_password"
    for service in (SERVICE, MIGRATE, DATABASE):
        for name, value in service["environment"].items():
            if re.search("PASSWORD|KEY", name):
                assert name.endswith("_FILE"), name
                assert value.removeprefix("/run/secrets/") in service["secrets"], name
    # An address of a database has no password in it: nothing between the colon and the at sign.
    assert not re.search(r"://[^/\s:@]+:[^@\s]*@", text)
    assert "scram-sha-256" in DATABASE["environment"]["POSTGRES_INITDB_ARGS"]
    assert "trust" not in text
    assert "/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("password", ["plain", "with 'quotes' and $signs", "trailing\n"])
def test_the_password_reaches_the_process_and_its_arguments_do(tmp_path: Path, password: str) -> None:
    """The entry point of the composition, run by this machine's shell with a file and a command of the test's."""
    file = tmp_path / "database_password"
    file.write_text(password, encoding="utf-8")
    shell, options, script, name = (word.replace("$$", "$") for word in SERVICE["entrypoint"])
    script = script.replace("/run/secrets/database_password", str(file))
    script = script.replace("exec zhunsheng", "exec printf '%s|%s|%s' \"$PGPASSWORD\"")
    done = subprocess.run(
        [shell, options, script, name, "serve", "a b"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{password.rstrip()}|serve|a b"


def test_without_a_password_nothing_starts(tmp_path: Path) -> None:
    shell, options, script, name = (word.replace("$$", "$") for word in SERVICE["entrypoint"])
    script = script.replace("/run/secrets/", f"{tmp_path}/").replace("exec zhunsheng", "exec echo started")
    done = subprocess.run([shell, options, script, name], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "started" not in done.stdout
