"""The workbench: the pages of the service, for people.

They are rendered here, on the server, and read without JavaScript; the small modules in ``static/js`` only add to them. Every
page is one function that gives a template and the data to show (`pages.Page`); the same data, as JSON, is the page's twin, at
its address with ``.json`` behind it. Chinese is the language of the templates; English stands beside them in
``locale/en``, one catalog an area.

    language → catalog → rendering ┐
    visitors → frame ──────────────┼→ pages, forms → one package an area (`areas`)
    assets, sign_in, problem_pages ┘
"""
