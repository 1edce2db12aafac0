"""The decision as a picture: facts on the left, rules in the order of the layers, measures, and the form on the right.

`decision_graph` is the graph, `building` makes it from an answer, `layout` gives every box its place, and `svg` and `mermaid`
write it down. Nothing is concluded here: every node and edge is in the answer and its trace.
"""
