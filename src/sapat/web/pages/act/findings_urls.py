"""Addresses of findings and actions."""

from django.urls import path

from sapat.web.pages.act import actions, finding, findings, loop

ONE = "findings/<int:finding_id>/"
DOING = "findings/actions/<int:action_id>/"
urls = [
    path("findings/", findings.findings, name="findings"),
    path("findings/paper/", findings.findings_paper, name="findings_paper"),
    path("findings/causes/", findings.causes, name="causes"),
    path("findings/chains/", loop.loop, name="loop"),
    path("findings/new/", findings.write_finding, name="write_finding"),
    path(ONE, finding.finding, name="finding"),
    path(f"{ONE}sheet/", finding.finding_sheet, name="finding_sheet"),
    path(f"{ONE}confirm/", finding.confirm_finding, name="confirm_finding"),
    path(f"{ONE}refuse/", finding.refuse_finding, name="refuse_finding"),
    path(f"{ONE}reword/", finding.correct_finding, name="correct_finding"),
    path(f"{ONE}hand/", finding.hand_finding, name="hand_finding"),
    path(f"{ONE}cause/", finding.name_cause, name="name_cause"),
    path("findings/causes/<int:findingcause_id>/drop/", finding.drop_cause, name="drop_cause"),
    path(f"{ONE}close/", finding.close_finding, name="close_finding"),
    path(f"{ONE}reopen/", finding.reopen_finding, name="reopen_finding"),
    path(f"{ONE}no-prevention/", finding.excuse_prevention, name="excuse_prevention"),
    path(f"{ONE}action/", actions.open_action, name="open_action"),
    path("findings/actions/", actions.actions, name="actions"),
    path("findings/actions/paper/", actions.actions_sheet, name="actions_sheet"),
    path("findings/actions/improvement/", actions.open_improvement, name="open_improvement"),
    path(DOING, actions.action, name="action"),
    path(f"{DOING}plan/", actions.plan_action, name="plan_action"),
    path(f"{DOING}expect/", actions.expect_action, name="expect_action"),
    path(f"{DOING}begin/", actions.begin_action, name="begin_action"),
    path(f"{DOING}finish/", actions.finish_action, name="finish_action"),
    path(f"{DOING}drop/", actions.drop_action, name="drop_action"),
    path(f"{DOING}hand/", actions.hand_action, name="hand_action"),
    path(f"{DOING}judge/", actions.judge_action, name="judge_action"),
    path("findings/action-steps/<int:actionstep_id>/tick/", actions.tick_step, name="tick_step"),
]
