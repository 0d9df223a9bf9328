# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .demand.report import REPORTS, DemandReport


class ReportItem(MenuItem):
    """A report in the menu of those who may read it."""

    def __init__(self, view: type[DemandReport], order: int) -> None:
        self.model = view.model
        url = reverse(view.index_url_name)
        super().__init__(view.page_title, url, name=view.index_url_name, icon_name=view.header_icon, order=order)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"search.view_{self.model._meta.model_name}")


@hooks.register("register_admin_urls")
def demand_urls() -> list[URLPattern]:
    return [
        pattern
        for slug, view in REPORTS
        for pattern in (
            path(f"reports/{slug}/", view.as_view(), name=view.index_url_name),
            path(f"reports/{slug}/results/", view.as_view(results_only=True), name=view.index_results_url_name),
        )
    ]


def _item(view: type[DemandReport], order: int) -> None:
    hooks.register("register_reports_menu_item", lambda: ReportItem(view, order))


for number, (_slug, report) in enumerate(REPORTS):
    _item(report, 100 + number)
