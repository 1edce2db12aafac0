"""The service's counters, as Prometheus collects them. Who may see them is for whoever includes this router to say."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client.exposition import choose_encoder

from zhunsheng.api.state import TheOperation

router = APIRouter(include_in_schema=False)


@router.get("/metrics")
def metrics(request: Request, operation: TheOperation) -> Response:
    """The counters in OpenMetrics or the older text format, whichever the collector asks for."""
    encode, content_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(operation.metrics.registry), headers={"Content-Type": content_type})
