"""A case in, the picture of its decision out."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from zhunsheng.api.parameters import AskedForGraph
from zhunsheng.api.problems import WITH_A_CASE, blamed_on, documented
from zhunsheng.api.state import TheEvaluator
from zhunsheng.api.turns import in_turn
from zhunsheng.engine.explain.graph.drawing import GRAPH_FORMATS, GraphFormat, decision_graph
from zhunsheng.engine.explain.graph.links import to_rules_at
from zhunsheng.engine.language.documents import Document

router = APIRouter(tags=["evaluations"])

#: Mermaid's makers recommend ``text/vnd.mermaid`` to programs and registered ``application/vnd.mermaid`` with IANA. Programs
#: that show Mermaid know the former, and those that do not can still show a text.
MEDIA_TYPES: Mapping[GraphFormat, str] = {"svg": "image/svg+xml", "mermaid": "text/vnd.mermaid"}

_TEXT = {"schema": {"type": "string"}}


@router.post(
    "/v1/evaluations/graph",
    response_class=Response,
    summary="把决策画成图 · The decision as a graph",
    responses={
        200: {
            "description": "决策图 · The graph",
            "content": {media_type: _TEXT for media_type in MEDIA_TYPES.values()},
        },
        **documented(*WITH_A_CASE),
    },
)
async def graph(request: Request, evaluator: TheEvaluator, asked: AskedForGraph) -> Response:
    """从左到右：事实、规则、措施范围、形态；每条规则链接到本服务的 `/v1/rules/{id}`。怎样读见 docs/graph.md。

    From the left: facts, rules, ranges of measures, the form. Every rule is a link to `/v1/rules/{id}` of this service. The SVG
    holds no style sheet, no script and nothing from outside.
    """

    def drawn(document: Document) -> str:
        case = evaluator.read(document)
        with blamed_on("subject", request):
            found = decision_graph(evaluator, case, asked.lang, asked.subject, asked.everything)
        # Relative to wherever the service is: the host that a request names may be anybody's.
        return GRAPH_FORMATS[asked.format](
            found, to_rules_at(f"{request.scope.get('root_path', '')}/v1/rules/")
        )

    return Response(
        await in_turn(request, drawn),
        headers={"Content-Language": asked.lang},
        media_type=MEDIA_TYPES[asked.format],
    )
