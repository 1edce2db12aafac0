"""The facts of a report: what is stated, what shows it, and what is unknown and may matter."""

from __future__ import annotations

import hashlib
import json

from zhunsheng.engine.case import Facts
from zhunsheng.engine.explain.trace import shown_value
from zhunsheng.engine.language.values import Value
from zhunsheng.engine.report.document import Block, Paragraph, Section, Table, cell, line
from zhunsheng.engine.report.material import Material
from zhunsheng.engine.suggestion import SubjectAnswer

_WIDTHS = (45, 35, 20)


def facts_digest(document: Value) -> str:
    """The digest of a case document: of its canonical JSON (keys sorted, UTF-8, no spaces)."""
    canonical = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


def case_facts(material: Material) -> Section:
    """The facts that every subject shares."""
    return Section(material.say["facts"], (_table(material, "case_facts", "", material.case.facts),))


def subject_facts(material: Material, subject: SubjectAnswer) -> Section:
    """The facts of one subject and its conducts, and the unknown ones that may matter."""
    position = material.suggestion.subjects.index(subject)
    stated = material.case.subjects[position]
    place = f"/subjects/{position}"
    blocks = [_table(material, "subject_facts", place, stated.facts)]
    for number, conduct in enumerate(stated.conducts):
        blocks.append(
            _table(material, "conduct_facts", f"{place}/conducts/{number}", conduct.facts, conduct.id)
        )
    return Section(material.say["facts"], (*blocks, _unknown(material, subject)))


def unknown_facts(subject: SubjectAnswer) -> tuple[str, ...]:
    """The unknown facts that may matter: first those that do so by themselves, then those that the outcome hangs on."""
    asked = (question.fact for question in subject.open_questions)
    return tuple(dict.fromkeys((*asked, *subject.possible.contingent_on, *subject.tolerance.contingent_on)))


def _unknown(material: Material, subject: SubjectAnswer) -> Paragraph:
    unknown = unknown_facts(subject)
    if not unknown:
        return Paragraph(line(material.say["no_unknown"]))
    text = material.say["unknown_facts"].format(n=len(unknown), facts=material.facts(unknown))
    return Paragraph(line(text))


def _table(material: Material, caption: str, place: str, facts: Facts, id: str = "") -> Block:
    """Stated facts with their values and the evidence that is named for them."""
    say, rows = material.say, []
    for ref, value in facts.items():
        holder = {"circumstance": f"{place}/circumstances", "case": "/case", "incident": "/incident"}.get(
            ref.entity, place
        )
        pointer = f"{holder}/{ref.fact}"
        evidence = dict.fromkeys(
            id
            for supported, ids in material.case.evidence.items()
            if supported == pointer or supported.startswith(pointer + "/")
            for id in ids
        )
        shown = material.places.value(pointer, shown_value(value))
        named = say["between"].join(_titled(material, id) for id in evidence) or say["no_evidence"]
        rows.append((cell(material.places.fact(pointer)), cell(shown), cell(named)))
    if not rows:
        heading = say[caption].format(id=id)
        return Paragraph(line(heading, say["colon"], say["no_facts"]))
    head = (say["fact"], say["value"], say["evidence"])
    return Table(say[caption].format(id=id), head, tuple(rows), _WIDTHS)


def _titled(material: Material, id: str) -> str:
    """A piece of evidence by its id, and its title where that is known."""
    title = material.titles.get(id)
    return material.say["titled"].format(id=id, title=title) if title else id
