"""准绳 (Zhunsheng): decision support for accountability cases.

Three packages, imported in one direction only: ``cli`` → ``api`` → ``engine``. The engine is a pure library; start
reading at ``zhunsheng.engine.evaluation``.
"""
