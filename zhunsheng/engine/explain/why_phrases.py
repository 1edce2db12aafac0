"""The words of the sentences that say why, and why not (`why_sentences`)."""

from __future__ import annotations

from collections.abc import Mapping

SAY: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "by": "依据{cites}，",
        "because": "“{title}”成立，因为{facts}",
        "always": "“{title}”成立，不取决于任何事实",
        "lacks": "“{title}”未成立，在现所适用的法之下最少还差：{facts}",
        "lacks_dated": "“{title}”未成立，最少还差：{facts}",
        "never": "“{title}”不成立；在现所适用的法之下，谁、何时、何地不变，没有哪些事实的改动能使它成立"
        "（例如规定当时未施行，或者不适用于该对象）",
        "law_open": "“{title}”未成立；适用哪一版本的规定尚未确定，还不能说差哪些事实",
        "defeated": "；已被例外排除：{titles}",
        "is": "{name}为“{value}”",
        "found": "查明{name}为“{after}”",
        "dated": "查明{name}（这里按{after}适用的规定试算）",
        "otherwise": "{name}不是“{before}”而是“{after}”",
        "form": "建议{name}，因为{facts}",
        "form_always": "建议{name}，不取决于任何事实",
        "measure": "“{name}”在幅度之内，因为{facts}",
        "measure_always": "“{name}”在幅度之内，不取决于任何事实",
        "spared": "建议不予问责：{opened}虽然成立，但是{spared}成立，因为{facts}",
        "not_asked": "建议不予问责：{opened}成立，但是幅度从不给予起，没有使建议更重的情节或者惯例，因为{facts}",
        "not_opened": "没有一条处理依据成立，所以建议不予问责",
        "against": "；{titles}成立，因为{facts}",
        "may_change": "；未知事实查清后仍可能不同",
        "clears_nobody": "；这不是认定无责，而是事实尚未查明",
        "settled": "；未知事实查清后也不会不同",
        "form_lacks": "要建议{name}，最少还差：{facts}；现在{now}",
        "measure_lacks": "要使“{name}”在幅度之内，最少还差：{facts}",
        "unproved": "（更少的未能全部排除）",
        "form_never": "谁、何时、何地不变，无论因此适用哪一部法，没有哪些事实的改动能使建议成为{name}；现在{now}",
        "form_not_found": "没有找到能使建议成为{name}的事实改动，但未能证明没有；现在{now}",
        "measure_never": "谁、何时、何地不变，无论因此适用哪一部法，没有哪些事实的改动能使“{name}”进入幅度"
        "（例如规定当时未施行，或者不适用于该对象）",
        "measure_not_found": "没有找到能使“{name}”进入幅度的事实改动，但未能证明没有",
        "outcome_law_open": "适用哪一版本的规定尚未确定，还不能说“{name}”差哪些事实",
        "now": "建议{form}",
        "now_within": "建议{form}，幅度{low}至{high}",
        "title": "“{title}”",
        "join": "、",
        "between": "；",
        "end": "。",
    },
    "en": {
        "by": "By {cites}, ",
        "because": "“{title}” applies, because {facts}",
        "always": "“{title}” applies, whatever the facts",
        "lacks": "“{title}” does not apply; the least that it lacks under the law now applied: {facts}",
        "lacks_dated": "“{title}” does not apply; the least that it lacks: {facts}",
        "never": "“{title}” does not apply, and under the law now applied no change of facts makes it, who, where and when "
        "staying as they are (not in force then, for instance, or about others)",
        "law_open": "“{title}” does not apply; which version of the law governs is still open, and so is what it lacks",
        "defeated": "; displaced by {titles}",
        "is": "{name} is “{value}”",
        "found": "{name} found to be “{after}”",
        "dated": "{name} (here tried under the law of {after})",
        "otherwise": "{name} “{after}” instead of “{before}”",
        "form": "the recommendation is “{name}”, because {facts}",
        "form_always": "the recommendation is “{name}”, whatever the facts",
        "measure": "“{name}” is within the range, because {facts}",
        "measure_always": "“{name}” is within the range, whatever the facts",
        "spared": "“not held accountable” is recommended: {opened} applies, but so does {spared}, because {facts}",
        "not_asked": "“not held accountable” is recommended: {opened} applies, but the range starts at none, and no "
        "circumstance and no practice asks for more, because {facts}",
        "not_opened": "no ground for a measure is established, so “not held accountable” is recommended",
        "against": "; {titles} applies, because {facts}",
        "may_change": "; facts still unknown may change it",
        "clears_nobody": "; that clears nobody: facts are still to be found",
        "settled": "; facts still unknown do not change it",
        "form_lacks": "for “{name}” to be recommended, the least that is lacking: {facts}; now {now}",
        "measure_lacks": "for “{name}” to be within the range, the least that is lacking: {facts}",
        "unproved": " (not all of fewer could be ruled out)",
        "form_never": "No change of facts makes “{name}” the recommendation, whichever law then applies, who, where and when "
        "staying as they are; now {now}",
        "form_not_found": "no change of facts was found that makes “{name}” the recommendation; it is not proved that there is "
        "none; now {now}",
        "measure_never": "No change of facts brings “{name}” within the range, whichever law then applies, who, where and when "
        "staying as they are (not in force then, for instance, or about others)",
        "measure_not_found": "no change of facts was found that brings “{name}” within the range; it is not proved that there "
        "is none",
        "outcome_law_open": "Which version of the law governs is still open, and so is what “{name}” lacks",
        "now": "“{form}” is recommended",
        "now_within": "“{form}” is recommended, within {low} to {high}",
        "title": "“{title}”",
        "join": ", ",
        "between": "; ",
        "end": ".",
    },
}
