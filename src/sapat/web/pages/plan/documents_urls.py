"""Addresses of the register of documents."""

from django.urls import path

from sapat.web.pages.plan import approval, documents, editions, filing

urls = [
    path("documents/", documents.documents, name="documents"),
    path("documents/new/", documents.new_document, name="new_document"),
    path("documents/audit/", documents.document_audit, name="document_audit"),
    path("documents/<int:document_id>/", documents.document, name="document"),
    path("documents/<int:document_id>/card/", documents.restate_document, name="restate_document"),
    path("documents/<int:document_id>/next/", documents.next_edition, name="next_edition"),
    path("documents/<int:document_id>/review/", documents.review_document, name="review_document"),
    path(
        "documents/editions/<int:document_edition_id>/", editions.edition, name="document_edition"
    ),
    path(
        "documents/editions/<int:document_edition_id>/text/", editions.write_text, name="write_text"
    ),
    path(
        "documents/editions/<int:document_edition_id>/file/", editions.keep_file, name="keep_file"
    ),
    path(
        "documents/editions/<int:document_edition_id>/compare/",
        editions.compare_editions,
        name="compare_editions",
    ),
    path(
        "documents/editions/<int:document_edition_id>/paper/",
        editions.edition_paper_page,
        name="document_paper",
    ),
    path(
        "documents/editions/<int:document_edition_id>/round/",
        approval.open_round,
        name="open_round",
    ),
    path(
        "documents/editions/<int:document_edition_id>/comment/",
        approval.comment,
        name="comment_document",
    ),
    path(
        "documents/editions/<int:document_edition_id>/adopt/",
        approval.adopt_edition,
        name="adopt_edition",
    ),
    path(
        "documents/editions/<int:document_edition_id>/approve/",
        approval.approve_edition,
        name="approve_edition",
    ),
    path(
        "documents/editions/<int:document_edition_id>/force/",
        approval.put_in_force,
        name="force_document",
    ),
    path(
        "documents/editions/<int:document_edition_id>/withdraw/",
        approval.withdraw_edition,
        name="withdraw_edition",
    ),
    path("documents/editions/<int:document_edition_id>/cite/", approval.cite_act, name="cite_act"),
    path(
        "documents/citations/<int:citation_id>/remove/", approval.cite_no_more, name="cite_no_more"
    ),
    path(
        "documents/comments/<int:edition_comment_id>/answer/",
        approval.answer_comment,
        name="answer_comment",
    ),
    path("documents/files/<int:document_file_id>/", editions.document_file, name="document_file"),
    path(
        "documents/files/<int:document_file_id>/remove/", editions.remove_file, name="remove_file"
    ),
    path("documents/nomenclature/", filing.nomenclature, name="nomenclature"),
    path("documents/nomenclature/paper/", filing.nomenclature_page, name="nomenclature_paper"),
    path("documents/nomenclature/new/", filing.new_file, name="new_file"),
    path(
        "documents/nomenclature/usual/",
        filing.take_over_nomenclature,
        name="take_over_nomenclature",
    ),
    path(
        "documents/nomenclature/<int:nomenclature_file_id>/",
        filing.restate_file,
        name="restate_file",
    ),
    path(
        "documents/nomenclature/<int:nomenclature_file_id>/close/",
        filing.close_file,
        name="close_file",
    ),
    path("documents/acts/", filing.acts, name="acts"),
    path("documents/acts/new/", filing.new_act, name="new_act"),
    path("documents/acts/usual/", filing.take_over_acts, name="take_over_acts"),
    path("documents/acts/<int:cited_act_id>/", filing.correct_act, name="correct_act"),
    path("documents/acts/<int:cited_act_id>/check/", filing.check_act, name="check_act"),
    path("documents/acts/<int:cited_act_id>/replace/", filing.replace_act, name="replace_act"),
]
