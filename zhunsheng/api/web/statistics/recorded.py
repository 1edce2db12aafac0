"""Figures of the cases recorded here, from sums: what is suggested, what was said to it, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zhunsheng.api.web.statistics.asking import Asked
from zhunsheng.api.web.statistics.figures import (
    MOST_MONTHS,
    Figure,
    amounts_figure,
    forms_figure,
    months_figure,
    summed,
)
from zhunsheng.api.web.statistics.views import By
from zhunsheng.engine.evaluation import Language
from zhunsheng.engine.release import Release
from zhunsheng.engine.rulebook.told_apart import ToldApart
from zhunsheng.engine.statistics.amounts import Amounts, Part, Row
from zhunsheng.engine.statistics.counted import COUNTED_WORDS
from zhunsheng.engine.statistics.groupings import Grouping, GroupKey
from zhunsheng.engine.statistics.names import group_name
from zhunsheng.engine.statistics.picture import fill_of
from zhunsheng.engine.statistics.tables import Statistics, known_keys, statistics
from zhunsheng.engine.statistics.tallied import Tally, tallied
from zhunsheng.engine.statistics.words import WORDS
from zhunsheng.engine.vocabulary.facts import Text
from zhunsheng.records.access.accounts import Account
from zhunsheng.records.ledger import Ledger
from zhunsheng.records.register.outcome_sums import OutcomeSum, outcome_sums, outcome_totals
from zhunsheng.records.register.outcome_tallies import NO_OPINION, Topic

#: A page shows so many rules, the most frequent first; the sheet has all of them.
MOST_RULES = 40

_SUBJECTS = Text("对象", "subjects")
_MONTH, _YEAR = Text("月份", "month"), Text("年份", "year")
_FINDINGS = Text(
    "按成立的问题类别（一个对象有几类就各计一次）",
    "By established finding (a subject with several counts for each)",
)
_RULES = Text(
    "按起作用的规则（一个对象有几条就各计一次）", "By deciding rule (a subject with several counts for each)"
)
_OPINIONS = Text("对建议的意见，按评估月份", "Opinions on suggestions, by month of the evaluation")
_CUT = Text("另有 {n} 条规则较少起作用，见 CSV。", "{n} more rules decided less often; they are in the CSV.")
_CHOICES = {
    "adopted": Text("采纳", "adopted"),
    "overridden": Text("另作处理", "overridden"),
    NO_OPINION: Text("尚无意见", "no opinion yet"),
}


def recorded_figure(
    asked: Asked,
    by: By | None,
    release: Release,
    ledger: Ledger,
    account: Account,
    language: Language,
    *,
    whole: bool,
) -> Figure:
    """The figure that is asked for.

    Args:
        whole: Whether every rule is wanted, and not the most frequent ones alone.

    Raises:
        NotAllowed: the account may not read the sums.
        StorageUnavailable: the database does not answer.
    """

    def sums(topic: Topic) -> tuple[OutcomeSum, ...]:
        return outcome_sums(ledger, account, topic, asked.narrowing.since, asked.narrowing.until)

    def totals(topic: Topic) -> Mapping[str, int]:
        return outcome_totals(ledger, account, topic, asked.narrowing.since, asked.narrowing.until)

    match by:
        case None:
            return forms_figure(_statistics(asked, sums(_forms(asked)), release), language)
        case "finding":
            return _by_code(by, _FINDINGS, totals("finding"), release, language, None)
        case "rule":
            return _by_code(by, _RULES, totals("rule"), release, language, None if whole else MOST_RULES)
        case "opinion":
            return _opinions(sums("opinion"), language)
        case "month":
            table = _statistics(asked, sums(_forms(asked)), release).table("month")
            if table is not None:
                return months_figure(table, language)
    raise LookupError(by)


def _forms(asked: Asked) -> Topic:
    return "form.decided" if asked.source == "decided" else "form.suggested"


def _statistics(asked: Asked, sums: Sequence[OutcomeSum], release: Release) -> Statistics:
    dated = [
        (each.month, Tally(int(each.of), int(each.of), int(each.of), number=each.number)) for each in sums
    ]
    return statistics(tallied([tally for _, tally in dated], {"month": dated}), release, asked.source)


def _by_code(
    by: By, title: Text, found: Mapping[str, int], release: Release, language: Language, most: int | None
) -> Figure:
    """Subjects by a code that one can have several of: findings in the order of the vocabulary, rules the most frequent first."""
    grouping: Grouping = "rule" if by == "rule" else "finding"
    told = ToldApart(release, language)
    places = {key: place for place, key in enumerate(known_keys(grouping, release))}
    keys = sorted(found, key=lambda key: (-found[key] if by == "rule" else places.get(key, len(places)), key))
    shown = keys[:most]
    notes = [COUNTED_WORDS["suggested"].note.get(language)]
    if len(keys) > len(shown):
        notes.append(_CUT.get(language).format(n=len(keys) - len(shown)))
    key = f"by-{by}"
    drawn = Amounts(
        key,
        language,
        title.get(language),
        tuple(notes),
        (Part(_SUBJECTS.get(language), fill_of(key, 2, False)),),
        tuple(
            Row(
                told.whole(code)
                if by == "rule"
                else group_name(grouping, GroupKey("group", code), release, language),
                (found[code],),
            )
            for code in shown
        ),
    )
    return amounts_figure(drawn, WORDS[language]["name"], (_SUBJECTS.get(language),), shown, None)


def _opinions(sums: Sequence[OutcomeSum], language: Language) -> Figure:
    """What was said to the suggestions, month by month, or year by year where the months would be too many."""
    yearly = len({each.month for each in sums}) > MOST_MONTHS
    found: dict[str, dict[str, int]] = {}
    for each in sums:
        period = found.setdefault(each.month[:4] if yearly else each.month, dict.fromkeys(_CHOICES, 0))
        period[each.of] = period.get(each.of, 0) + each.number
    key, names = "by-opinion", [title.get(language) for title in _CHOICES.values()]
    drawn = Amounts(
        key,
        language,
        _OPINIONS.get(language),
        (COUNTED_WORDS["suggested"].note.get(language),),
        tuple(Part(name, fill_of(key, form, False)) for name, form in zip(names, (1, 3, 0), strict=True)),
        tuple(
            Row(period, tuple(numbers[choice] for choice in _CHOICES)) for period, numbers in found.items()
        ),
    )
    of_rows = (_YEAR if yearly else _MONTH).get(language)
    columns = (*names, WORDS[language]["total"])
    figure = amounts_figure(drawn, of_rows, columns, list(found), None)
    return figure.model_copy(update={"total": summed(figure.rows, language)}) if figure.rows else figure
