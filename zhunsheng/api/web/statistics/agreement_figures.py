"""Agreement with practice as figures: by published form, by category, and form against form."""

from __future__ import annotations

from zhunsheng.api.web.statistics.figures import Figure, amounts_figure, summed
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.statistics.amounts import Amounts, Part, Row
from zhunsheng.engine.statistics.counting import FORMS
from zhunsheng.engine.statistics.groupings import NONE, GroupKey
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.picture import fill_of
from zhunsheng.engine.statistics.text import form_name
from zhunsheng.engine.statistics.words import WORDS
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.practice.agreement import NO_CATEGORY, Agreement, FormFigures, GroupFigures

_SAME = Text("与建议相同", "as recommended")
_INSIDE = Text("在幅度内，与建议不同", "within the range, not as recommended")
_OUTSIDE = Text("在幅度外", "outside the range")
_BY_FORM = Text("公布的处理与建议，按公布的形态", "What was done beside what is suggested, by published form")
_BY_CATEGORY = Text(
    "公布的处理与建议，按成立的问题类别（一个对象有几类就各计一次）",
    "What was done beside what is suggested, by established finding (a subject with several counts for each)",
)
_AGAINST = Text(
    "公布的形态（行）与建议的形态（列）", "Published form (rows) against recommended form (columns)"
)
_NOTE = Text(
    "相差是再看一遍的理由，不是差错：通报常略去决定机关知道的事实。",
    "A difference is a reason to look again, and no fault: notices leave out facts that the deciding organ knew.",
)
_PUBLISHED, _CATEGORY = Text("公布的形态", "published form"), Text("问题类别", "finding")
_RECOMMENDED = Text("建议{form}", "recommended: {form}")


def by_form(found: Agreement, language: Language) -> Figure:
    """The subjects of each published form, by how near the suggestion is."""
    keys = [str(form) for form in range(FORMS)]
    rows = [Row(form_name(int(key), language), _nearness(found.by_form.get(key))) for key in keys]
    return _figure("agreement-form", _BY_FORM, _PUBLISHED, keys, rows, language, whole=True)


def by_category(found: Agreement, release: Release, language: Language) -> Figure:
    """The same by what is established on a subject."""
    keys = list(found.by_category)
    rows = [Row(_finding_name(key, release, language), _nearness(found.by_category[key])) for key in keys]
    return _figure("agreement-category", _BY_CATEGORY, _CATEGORY, keys, rows, language, whole=False)


def form_against_form(found: Agreement, language: Language) -> Figure:
    """Which form was published where which was recommended."""
    keys = [str(form) for form in range(FORMS)]
    key = "agreement-forms"
    names = [_RECOMMENDED.get(language).format(form=form_name(form, language)) for form in range(FORMS)]
    rows = tuple(
        Row(form_name(int(published), language), tuple(found.confusion[published][each] for each in keys))
        for published in keys
    )
    drawn = Amounts(
        key,
        language,
        _AGAINST.get(language),
        (_NOTE.get(language),),
        tuple(Part(name, fill_of(key, form, False)) for form, name in enumerate(names)),
        rows,
    )
    columns = (*names, WORDS[language]["total"])
    figure = amounts_figure(drawn, _PUBLISHED.get(language), columns, keys, None)
    return figure.model_copy(update={"total": summed(figure.rows, language)})


def _figure(
    key: str, title: Text, of_rows: Text, keys: list[str], rows: list[Row], language: Language, *, whole: bool
) -> Figure:
    parts = (
        Part(_SAME.get(language), fill_of(key, 3, False)),
        Part(_INSIDE.get(language), fill_of(key, 1, False)),
        Part(_OUTSIDE.get(language), fill_of(key, 0, True)),
    )
    drawn = Amounts(key, language, title.get(language), (_NOTE.get(language),), parts, tuple(rows))
    columns = (*(part.name for part in parts), WORDS[language]["total"])
    figure = amounts_figure(drawn, of_rows.get(language), columns, keys, None)
    return figure.model_copy(update={"total": summed(figure.rows, language)}) if whole else figure


def _nearness(group: GroupFigures | FormFigures | None) -> tuple[int, int, int]:
    """Subjects for whom what was done is the recommended form, another one within the range, and one outside."""
    if group is None or not group.subjects:
        return 0, 0, 0
    same, inside = (
        round((each or 0.0) * group.subjects) for each in (group.recommended_equals, group.inside)
    )
    return same, inside - same, group.subjects - inside


def _finding_name(key: str, release: Release, language: Language) -> str:
    group = NONE if key == NO_CATEGORY else GroupKey("group", key)
    return group_name("finding", group, release, language)
