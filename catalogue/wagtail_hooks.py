# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from . import policies

policies.register()  # before any view asks for a policy

from .admin.businesses import BusinessViewSet, MemberViewSet, MunicipalityViewSet, TariffViewSet  # noqa: E402
from .admin.listings import LISTINGS  # noqa: E402


class ListingsGroup(SnippetViewSetGroup):
    menu_label = _("Listings")
    menu_icon = "home"
    menu_order = 120
    items = (*LISTINGS, BusinessViewSet)


class RegisterGroup(ViewSetGroup):
    menu_label = pgettext_lazy("reference data", "Register")
    menu_icon = "group"
    menu_order = 130
    items = (MemberViewSet("business_member"), MunicipalityViewSet("municipality"), TariffViewSet("tourist_tax"))


register_snippet(ListingsGroup)


@hooks.register("register_admin_viewset")
def registers() -> RegisterGroup:
    return RegisterGroup()
