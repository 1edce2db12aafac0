"""准绳 (Zhunsheng): decision support for accountability cases.

Four packages, imported in one direction only: ``cli`` → ``api`` → ``engine``, and ``cli`` → ``practice`` →
``engine``. The engine is a pure library; start reading at ``zhunsheng.engine.evaluation``.
"""
