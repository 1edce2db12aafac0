"""What the service needs to be run, beside what it answers from: counters, checks, limits, the switch that ends it.

Handed to `create_app` by whoever starts the service, so that storage, keys and sign-in can have their checks and counters in
it without this package knowing of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from zhunsheng.api.body_limits import BodyLimit
from zhunsheng.api.draining import Draining
from zhunsheng.api.metrics import Metrics
from zhunsheng.api.metrics_token import MetricsToken
from zhunsheng.api.readiness import Check


@dataclass(frozen=True)
class Operation:
    """How one application is run.

    Attributes:
        metrics: What it counts.
        draining: Whether it was told to end.
        checks: What else is looked at before it is ready; its engines and rules are anyway.
        body_limits: Limits of routes, by template, that differ from `body_limits.SMALL`; routes that take a case have theirs.
        metrics_token: With which a collector reads the metrics that has no account; None where there is none.
    """

    metrics: Metrics = field(default_factory=Metrics)
    draining: Draining = field(default_factory=Draining)
    checks: tuple[Check, ...] = ()
    body_limits: Mapping[str, BodyLimit] = field(default_factory=dict)
    metrics_token: MetricsToken | None = None
