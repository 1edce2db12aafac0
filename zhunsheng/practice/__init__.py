"""Practice: what was published, beside what is suggested.

The engine says what the law leaves open; published notices say what was done. This package measures how far the two agree, and
with what a plain answer and a fitted tree would have reached. It imports the engine, and the engine knows nothing of it. Start
reading at ``zhunsheng.practice.agreement``.
"""
