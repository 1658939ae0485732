"""Addresses of assessment procedures and of the frames of indicators."""

from django.urls import path

from sapat.web.pages.plan import procedures

urls = [
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/map/", procedures.procedure_map, name="procedure_map"),
    path("procedures/lay-out/", procedures.lay_out, name="lay_out_procedures"),
    path("procedures/new/", procedures.write, name="new_procedure"),
    path("procedures/<int:assessmentprocedure_id>/end/", procedures.end, name="end_procedure"),
    path("frames/", procedures.frames, name="frames"),
    path("frames/one/", procedures.frame, name="frame"),
]
