# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Businesses and their members, municipalities and their tariffs in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from marketplace.territory.models import Municipality, TouristTaxTariff

from ..models import Business, BusinessMember
from .forms import ListingForm
from .guard import GuardedViewSet
from .panels import STAFF, language_tabs, pictures, place, publishing, tabs

Business.base_form_class = ListingForm


class BusinessViewSet(GuardedViewSet):
    model = Business
    icon = "group"
    list_display = ["name", "kind", "municipality", "regime", "live"]
    list_filter = ["live", "kind", "municipality", "regime"]
    search_fields = ["name", "municipality__name"]
    edit_handler = tabs(
        ObjectList(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("founded_year"), FieldPanel("language")]),
                place(),
                MultiFieldPanel([FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]), FieldPanel("website")], heading=_("Contacts")),
                MultiFieldPanel(
                    [
                        FieldPanel("vat_number", permission=STAFF),
                        FieldPanel("regime", permission=STAFF),
                        FieldPanel("commission_percent", permission=STAFF),
                    ],
                    heading=_("Agreement"),
                ),
                publishing(),
            ],
            heading=_("Business"),
        ),
        *language_tabs("summary", "story", "opening_hours"),
        pictures(),
    )


class MemberViewSet(ModelViewSet):
    """Who belongs to a business; staff only."""

    model = BusinessMember
    icon = "user"
    menu_label = _("Members")
    list_display = ["business", "user", "role"]
    list_filter = ["role"]
    search_fields = ["business__name", "user__email"]
    form_fields = ["business", "user", "role"]
    add_to_admin_menu = False


class MunicipalityViewSet(ModelViewSet):
    """Municipalities as they are named and filed. Codes and boundaries come from ISTAT (`load_municipalities`), words stand on the village's page."""

    model = Municipality
    icon = "site"
    menu_label = _("Municipalities")
    list_display = ["name", "province", "area", "istat", "cadastral"]
    list_filter = ["province", "area"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name"]
    form_fields = ["name", "province", "area", "longitude", "latitude"]
    inspect_view_enabled = True
    inspect_view_fields = ["name", "province", "area", "istat", "cadastral", "longitude", "latitude"]
    copy_view_enabled = False
    add_to_admin_menu = False


class TariffViewSet(ModelViewSet):
    """Tourist tax tariffs by municipality."""

    model = TouristTaxTariff
    icon = "tasks"
    menu_label = _("Tourist tax")
    list_display = ["municipality", "amount", "max_nights", "exempt_under_age", "valid_from", "valid_until"]
    list_filter = ["municipality"]
    form_fields = ["municipality", "amount", "max_nights", "exempt_under_age", "valid_from", "valid_until", "source"]
    inspect_view_enabled = True
    add_to_admin_menu = False
