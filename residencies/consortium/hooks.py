# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Where the screens stand in the admin."""

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views
from .access import may_manage

urlpatterns = [
    path("", views.calls, name="calls"),
    path("<int:pk>/decisions/", views.decisions, name="decisions"),
    path("<int:pk>/decisions/mails/", views.mails, name="mails"),
    path("<int:pk>/decisions/publish/", views.publish, name="publish"),
    path("<int:pk>/residences/", views.residences, name="residences"),
    path("<int:pk>/residences/<int:award>/", views.residence, name="residence"),
]


@hooks.register("register_admin_urls")
def consortium_urls() -> list[object]:
    return [path("residencies/calls/", include((urlpatterns, "residencies_consortium")))]


class DecisionsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_manage(request.user)


@hooks.register("register_admin_menu_item")
def decisions_item() -> DecisionsItem:
    return DecisionsItem(
        _("Decisions and residents"), reverse("residencies_consortium:calls"), name="decisions", icon_name="tick", order=141
    )
