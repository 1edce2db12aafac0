"""The rule book: what people look up of rules, facts and articles, and how to find it again.

====================  ==========================================================================================
readers               which rules read a fact or a conclusion, which cite an article, which set others aside
written_rules         a rule as it stands in its file, and the decision tables as they were written
versions              the versions of an instrument, and the rules of other versions that say the same
scenario_uses         in which scenarios a rule is established or can still apply
searchable            what is searched of each rule, fact and article
queries, search       what somebody typed, as terms; and what it finds
premise_tree          what a rule hangs on as a tree; premise_picture: the tree as SVG
timeline              the versions of an instrument as SVG
release_difference    two releases: what differs, with both texts
scenario_differences  the scenarios that come out otherwise under the two
====================  ==========================================================================================

Nothing here has a part in an answer; all of it is derived from the release that answers.
"""
