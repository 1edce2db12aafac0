"""What the service has counted since it was started, as plain numbers: sums over the labels of its metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry
from prometheus_client.samples import Sample
from pydantic import BaseModel, ConfigDict

from zhunsheng.engine.vocabulary.facts import Text

#: What the labels of counters are called; one that is not here is shown as it is.
LABELS: Mapping[str, Text] = {
    "agreed": Text("两个引擎一致", "both engines agree"),
    "differ": Text("两个引擎不一致（没有给出建议）", "the engines differ (no suggestion was given)"),
    "one_engine": Text("只有一个引擎核对", "checked by one engine"),
    "wrong_credentials": Text("登录名或密码不对", "wrong login or password"),
    "too_many": Text("尝试过多", "too many attempts"),
    "bad_token": Text("令牌无效", "invalid token"),
    "expired": Text("令牌过期", "expired token"),
    "disabled": Text("账户已停用", "account out of use"),
    "no_role": Text("没有角色", "no role"),
    "provider_unavailable": Text("身份提供方无法联系", "identity provider not reached"),
    "setup_code": Text("设置码无效", "wrong setup code"),
}


class Counted(BaseModel):
    """Something that was counted; ``key`` is the label, for programs."""

    model_config = ConfigDict(frozen=True)
    key: str
    name: str
    number: int


class Measured(BaseModel):
    """What was counted since the start, and what the process takes now.

    Attributes:
        started: When this process began; null where the system does not say.
        answers: By the first digit of the status (2xx …).
        mean_milliseconds: Of an answer; null while nothing was answered.
        within_quarter: Answers that took at most a quarter of a second.
        memory_bytes: Resident; null where the system does not say.
        processor_seconds: Used since the start.
    """

    model_config = ConfigDict(frozen=True)
    started: datetime | None
    answers: tuple[Counted, ...]
    answered: int
    mean_milliseconds: float | None
    within_quarter: int
    entries_appended: int
    evaluations: tuple[Counted, ...]
    bodies_refused: int
    sign_ins_failed: tuple[Counted, ...]
    memory_bytes: int | None
    processor_seconds: float | None


def measured(registry: CollectorRegistry, language: str) -> Measured:
    """The numbers of a registry that `api.metrics` fills."""
    samples = tuple(sample for family in registry.collect() for sample in family.samples)
    took, answers = _sum(samples, "zhunsheng_request_seconds_sum"), _sum(samples, "zhunsheng_requests_total")
    began = _only(samples, "process_start_time_seconds")
    memory = _only(samples, "process_resident_memory_bytes")
    return Measured(
        started=None if began is None else datetime.fromtimestamp(began, UTC),
        answers=_by(
            samples, "zhunsheng_requests_total", lambda labels: f"{labels['status'][:1]}xx", language
        ),
        answered=int(answers),
        mean_milliseconds=round(1000 * took / answers, 1) if answers else None,
        within_quarter=int(
            _sum(
                (sample for sample in samples if sample.labels.get("le") == "0.25"),
                "zhunsheng_request_seconds_bucket",
            )
        ),
        entries_appended=int(_sum(samples, "zhunsheng_records_appended_total")),
        evaluations=_by(samples, "zhunsheng_evaluations_total", lambda labels: labels["outcome"], language),
        bodies_refused=int(_sum(samples, "zhunsheng_bodies_refused_total")),
        sign_ins_failed=_by(
            samples, "zhunsheng_sign_in_failures_total", lambda labels: labels["reason"], language
        ),
        memory_bytes=None if memory is None else int(memory),
        processor_seconds=_only(samples, "process_cpu_seconds_total"),
    )


def _sum(samples: Iterable[Sample], name: str) -> float:
    return sum(sample.value for sample in samples if sample.name == name)


def _only(samples: Iterable[Sample], name: str) -> float | None:
    return next((sample.value for sample in samples if sample.name == name), None)


def _by(
    samples: Iterable[Sample], name: str, key: Callable[[Mapping[str, str]], str], language: str
) -> tuple[Counted, ...]:
    found: dict[str, float] = {}
    for sample in samples:
        if sample.name == name:
            label = key(sample.labels)
            found[label] = found.get(label, 0.0) + sample.value
    return tuple(
        Counted(key=label, name=LABELS[label].get(language) if label in LABELS else label, number=int(number))
        for label, number in sorted(found.items())
    )
