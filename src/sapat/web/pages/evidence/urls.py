"""Addresses of the evidence pages, below a school."""

from django.urls import path

from sapat.web.pages.evidence import batches, imports, one

app_name = "evidence"
urlpatterns = [
    path("", imports.imports, name="imports"),
    path("new/", imports.new_import, name="new_import"),
    path("imports/<int:import_id>/", one.one_import, name="import"),
    path("imports/<int:import_id>/mapping/", one.remap, name="remap"),
    path("imports/<int:import_id>/commit/", one.commit, name="commit"),
    path("imports/<int:import_id>/undo/", one.undo, name="undo"),
    path("imports/<int:import_id>/discard/", one.discard, name="discard"),
    path("imports/<int:import_id>/wrong-cells/", one.wrong_cells, name="wrong_cells"),
    path("batches/<int:batch_id>/", batches.batch, name="batch"),
]
