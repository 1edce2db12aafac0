"""The proof of an entry as a file to be taken away."""

from __future__ import annotations

from fastapi import Response

from zhunsheng.api.web.log.proof_shown import proof_file
from zhunsheng.records.log.entry_proofs import EntryProof


def proof_response(proof: EntryProof) -> Response:
    """The file."""
    headers = {
        "Content-Disposition": f'attachment; filename="{proof_file(proof.number)}"',
        "Cache-Control": "no-store",
    }
    return Response(proof.to_bytes(), headers=headers, media_type="text/plain")
