"""The words of a picture: headings, the legend, and what each kind of edge says."""

from __future__ import annotations

from collections.abc import Mapping

from zhunsheng.engine.explain.graph.decision_graph import FACTS, FORM, TRACKS

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "决策图 · 案件 {case} · 主体 {subject}",
        "title_case": "决策图 · 案件 {case} · 全案",
        "subject": "主体 {subject}",
        "colon": "：",
        "essential": "建议所依据的事实和规则；虚线是尚未查明的：一项待查事实单独就能使之成立的规则。"
        "规则是否有效的日期不画出，全部见推导。",
        "complete": "推导中的全部规则，及其读取的全部事实。已知不适用的规则（问题认定除外）不列。",
        "description": "从左到右：{layers}。共{facts}项事实、{rules}条规则、{tracks}个阶梯。{outcomes}",
        FACTS: "事实",
        TRACKS: "措施范围",
        FORM: "形态",
        "whole": "全案",
        "legend": "图例",
        "established": "已成立（事实已知）",
        "open": "未定（事实不明）",
        "failed": "不成立",
        "reads": "依据事实",
        "rests_on": "以其结论为前提",
        "absence": "以其不成立为前提",
        "defeats": "例外：成立则排除",
        "opens": "给出幅度",
        "moves": "移动幅度",
        "spares": "容错，免予或者不予",
        "refuses": "排除容错",
        "practice": "通报惯例，只选起点",
        "could_change": "若成立可能改变结果",
        "gives": "得出形态",
    },
    "en": {
        "title": "Decision graph · case {case} · subject {subject}",
        "title_case": "Decision graph · case {case} · the case as a whole",
        "subject": "Subject {subject}",
        "colon": ": ",
        "essential": "The facts and rules that the suggestion rests on; dashed is what is still open: rules that one open "
        "question alone could make apply. Dates read for whether a rule is in force are left out; the derivation has them all.",
        "complete": "Every rule of the derivation with every fact it reads. Rules known not to apply (findings excepted) are "
        "left out.",
        "description": "From left to right: {layers}. {facts} facts, {rules} rules, {tracks} ladders of measures. {outcomes}",
        FACTS: "Facts",
        TRACKS: "Range of measures",
        FORM: "Form",
        "whole": "The case as a whole",
        "legend": "Legend",
        "established": "established (fact known)",
        "open": "open (fact unknown)",
        "failed": "does not apply",
        "reads": "reads the fact",
        "rests_on": "rests on the conclusion",
        "absence": "rests on its not being concluded",
        "defeats": "exception: defeats it if it applies",
        "opens": "opens a range",
        "moves": "moves the range",
        "spares": "tolerance: may be left out",
        "refuses": "excludes tolerance",
        "practice": "practice, chooses the start only",
        "could_change": "could change the outcome",
        "gives": "comes to the form",
    },
}
