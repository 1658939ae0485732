"""Addresses of the regulation: the map, the editions, the school's own words."""

from django.urls import path

from sapat.web.pages.plan import background, clauses, own_words, regulations

PLACE = "regulation/"
EDITION = f"{PLACE}editions/<int:regulationedition_id>/"
CLAUSE = f"{EDITION}clauses/<str:clause>/"

urls = [
    path(PLACE, clauses.clauses, name="clauses"),
    path(f"{PLACE}clauses/<str:clause>/", clauses.clause, name="clause"),
    path(f"{PLACE}editions/", regulations.regulations_page, name="regulations"),
    path(f"{PLACE}<str:regulation>/take-on/", regulations.take_on, name="take_on_regulation"),
    path(
        f"{PLACE}<int:adoptedregulation_id>/prepare/",
        regulations.prepare,
        name="prepare_edition",
    ),
    path(EDITION, regulations.edition, name="regulation_edition"),
    path(f"{EDITION}paper/", regulations.paper, name="regulation_paper"),
    path(f"{EDITION}settings/", regulations.set_edition, name="set_edition"),
    path(f"{EDITION}in-force/", regulations.put_in_force, name="put_in_force"),
    path(f"{EDITION}add/", own_words.add_clause, name="add_clause"),
    path(f"{EDITION}renew/<str:renewal>/", own_words.renew, name="renew"),
    path(f"{PLACE}standard/", background.standard, name="standard"),
    path(f"{PLACE}glossary/", background.terms, name="glossary"),
    path(f"{CLAUSE}change/", own_words.restate, name="restate_clause"),
    path(f"{CLAUSE}back/", own_words.take_back, name="take_clause_back"),
]
