"""What the service counts about itself, for Prometheus.

Every label takes its values from a list that is known when the program is written: templates of routes and never paths, kinds
of refusals and never what was refused. A label that a caller can fill is a memory that a caller can fill, and a place where a
name out of a case could end up; so an address that does not exist is one label, whatever it was, and so is a method nobody
has heard of.

Whoever has something to count gets the `Metrics` of the application and calls a method; nobody outside knows the library. They
live in a registry of their own, so that two applications in one process (tests, for one) never count for each other.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from zhunsheng.engine.evaluation import Agreement

#: Why somebody was not let in. What he is told of it stands in `security.failures`; an account out of use that came with a
#: password is among the wrong credentials, as it is for him.
SignInFailure = Literal[
    "wrong_credentials",
    "too_many",
    "bad_token",
    "expired",
    "disabled",
    "no_role",
    "provider_unavailable",
    "setup_code",
]

#: The label of every address that does not exist.
UNMATCHED: Final = "unmatched"

#: Kinds of problems that mean "this body is no document". Others are about what a document says.
BODY_REFUSALS: Final = frozenset(
    {
        "ambiguous",
        "duplicate_key",
        "empty",
        "malformed",
        "not_a_number",
        "not_unicode",
        "not_utf8",
        "too_deep",
        "too_large",
        "too_slow",
        "unsupported_media_type",
    }
)

_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

#: Seconds. A GET takes a millisecond, an evaluation some ten, a search for the smallest changes up to some seconds.
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The counters of one application. Every method may be called from any thread.

    Attributes:
        registry: What `/metrics` shows; others may register collectors of their own in it.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        self._requests = Counter(
            "zhunsheng_requests",
            "Requests answered",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "zhunsheng_request_seconds",
            "Seconds from the head of a request to the end of its answer",
            ("route", "method"),
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self._evaluations = Counter(
            "zhunsheng_evaluations",
            "Evaluations by what the second engine said to them",
            ("outcome",),
            registry=self.registry,
        )
        self._bodies = Counter(
            "zhunsheng_bodies_refused", "Bodies that are no document", ("reason",), registry=self.registry
        )
        self._records = Counter(
            "zhunsheng_records_appended", "Entries appended to the log", registry=self.registry
        )
        self._sign_ins = Counter(
            "zhunsheng_sign_in_failures", "Sign-ins that failed", ("reason",), registry=self.registry
        )
        # A series that is not there until the first failure cannot be told from one that nobody collects.
        for outcome in get_args(Agreement):
            self._evaluations.labels(outcome)
        for refusal in BODY_REFUSALS:
            self._bodies.labels(refusal)
        for failure in get_args(SignInFailure):
            self._sign_ins.labels(failure)

    def answered(self, route: str | None, method: str, status: int, seconds: float) -> None:
        """A request was answered.

        Args:
            route: The template of its route (`/v1/rules/{rule_id}`); None where no route matched.
            seconds: From its head to the end of the answer.
        """
        known = method if method in _METHODS else "other"
        template = route or UNMATCHED
        self._requests.labels(template, known, str(status)).inc()
        self._seconds.labels(template, known).observe(seconds)

    def evaluated(self, outcome: Agreement) -> None:
        """A case was put to both engines."""
        self._evaluations.labels(outcome).inc()

    def body_refused(self, reason: str) -> None:
        """A body was refused; what is not one of `BODY_REFUSALS` is not about the body and not counted."""
        if reason in BODY_REFUSALS:
            self._bodies.labels(reason).inc()

    def records_appended(self, entries: int = 1) -> None:
        """So many entries were appended to the log, and are on disk."""
        self._records.inc(entries)

    def sign_in_failed(self, reason: SignInFailure) -> None:
        """Somebody could not sign in. Who it was is a matter for the log, not for a label."""
        self._sign_ins.labels(reason).inc()
