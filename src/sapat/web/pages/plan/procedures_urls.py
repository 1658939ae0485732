"""Addresses of assessment procedures and of the frames of indicators."""

from django.urls import path

from sapat.web.pages.plan import procedures

urls = [
    path("instruments/procedures/", procedures.procedures, name="procedures"),
    path("instruments/procedures/map/", procedures.procedure_map, name="procedure_map"),
    path("instruments/procedures/lay-out/", procedures.lay_out, name="lay_out_procedures"),
    path("instruments/procedures/new/", procedures.write, name="new_procedure"),
    path(
        "instruments/procedures/<int:assessmentprocedure_id>/end/",
        procedures.end,
        name="end_procedure",
    ),
    path("instruments/frames/", procedures.frames, name="frames"),
    path("instruments/frames/one/", procedures.frame, name="frame"),
]
