"""Similar notices as text: what came of each, and wherein it is like and unlike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from zhunsheng.engine.explain.phrases import LATIN, PHRASES
from zhunsheng.engine.suggestion import SimilarNotice, SimilarNotices


def render_similar(answer: SimilarNotices) -> str:
    """The likest notices for each subject of a case, as text in the answer's language."""
    text = "\n".join(_lines(answer)) + "\n"
    return text.translate(LATIN) if answer.language == "en" else text


def similar_lines(notices: Iterable[SimilarNotice], language: str) -> Iterator[str]:
    """A line for each notice, and one each for what agrees and what differs."""
    say = PHRASES[language]
    for item in notices:
        measures = "、".join(item.measures) or say["none"]
        came = f"{item.title}：{say[str(item.form)]}，{measures}"
        yield f"{came}（{say['likeness']} {item.likeness:.2f}，{item.notice}）"
        for key, reasons in (("agrees", item.agrees), ("differs", item.differs)):
            if reasons:
                yield f"  {say[key]}：{'；'.join(reasons)}"


def _lines(answer: SimilarNotices) -> Iterator[str]:
    say = PHRASES[answer.language]
    yield say["similar_title"]
    yield f"{say['case']}  {answer.case_id}"
    yield f"{say['release']}  {answer.release.name} {answer.release.version} · {answer.release.digest[:19]}…"
    for subject in answer.subjects:
        yield ""
        yield f"━━ {say['subject']} {subject.subject_id} ━━"
        if subject.similar:
            forms = Counter(item.form for item in subject.similar)
            counted = "、".join(f"{say[str(form)]} {forms[form]}" for form in sorted(forms))
            yield f"{say['outcomes'].format(n=len(subject.similar))}：{counted}"
            yield from (f"  {line}" for line in similar_lines(subject.similar, answer.language))
        else:
            yield f"  {say['no_similar']}"
