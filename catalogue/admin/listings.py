# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Stays, units, experiences, sessions and goods in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList

from ..models import Experience, Good, Product, Session, Stay, Unit
from .forms import ListingForm
from .guard import GuardedViewSet
from .panels import STAFF, language_tabs, pictures, place, publishing, tabs

HOURS = ("check_in_from", "check_in_until", "check_out_by")


class StayForm(ListingForm):
    """A stay as typed."""


class ChildForm(ListingForm):
    """A unit or session: its listing is chosen among those that can have it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "parent" in self.fields:
            kind = "stay" if isinstance(self.instance, Unit) else "experience"
            self.fields["parent"].queryset = self.fields["parent"].queryset.filter(**{f"{kind}__isnull": False})
            self.fields["parent"].required = True
            self.fields["parent"].label = _("stay") if kind == "stay" else _("experience")


for model, form in ((Stay, StayForm), (Unit, ChildForm), (Experience, ListingForm), (Session, ChildForm), (Good, ListingForm)):
    model.base_form_class = form


class StayViewSet(GuardedViewSet):
    model = Stay
    icon = "home"
    list_display = ["title", "municipality", "business", "building_kind", "cin", "live"]
    list_filter = ["live", "municipality", "building_kind", "instant_booking", "cancellation_tier"]
    search_fields = ["title", "cin", "municipality__name"]
    edit_handler = tabs(
        *language_tabs("title", "summary", "was", "restored_by", "funding", "description", "house_rules", "arrival", "without_car"),
        ObjectList(
            [
                FieldPanel("business"),
                place(),
                MultiFieldPanel(
                    [FieldPanel("cin"), FieldPanel("cir"), FieldPanel("cin_verified_at", permission=STAFF)], heading=_("Codes")
                ),
                MultiFieldPanel([FieldRowPanel([FieldPanel("gas_safety"), FieldPanel("fire_extinguishers")])], heading=_("Safety devices")),
                FieldRowPanel([FieldPanel("building_kind"), FieldPanel("closed_year"), FieldPanel("restored_year")]),
                FieldRowPanel([FieldPanel(name) for name in HOURS]),
                FieldRowPanel([FieldPanel("cancellation_tier"), FieldPanel("instant_booking")]),
                publishing(),
            ],
            heading=_("House"),
        ),
        ObjectList(
            [
                FieldPanel("amenities"),
                FieldPanel("charger_kw"),
                MultiFieldPanel(
                    [
                        HelpPanel(_("Measured with a tape, not estimated: guests decide by these numbers.")),
                        FieldRowPanel([FieldPanel("door_cm"), FieldPanel("entrance_steps"), FieldPanel("bathroom_turning_cm")]),
                        FieldPanel("accessibility_measured_on"),
                    ],
                    heading=_("Measured accessibility"),
                ),
            ],
            heading=_("Amenities and accessibility"),
        ),
        ObjectList(
            [*pictures().children, FieldRowPanel([FieldPanel("before_picture"), FieldPanel("after_picture")])], heading=_("Pictures")
        ),
    )


class UnitViewSet(GuardedViewSet):
    model = Unit
    icon = "key"
    list_display = ["title", "parent", "kind", "capacity", "live"]
    list_filter = ["live", "kind"]
    search_fields = ["title", "parent__title"]
    edit_handler = tabs(
        *language_tabs("title", "summary", "description"),
        ObjectList(
            [
                FieldPanel("parent", widget=forms.Select),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("capacity"), FieldPanel("size_m2")]),
                FieldRowPanel([FieldPanel(n) for n in ("bedrooms", "double_beds", "single_beds", "bathrooms")]),
                FieldPanel("amenities"),
                publishing(),
            ],
            heading=_("Unit"),
        ),
        pictures(),
    )


class ExperienceViewSet(GuardedViewSet):
    model = Experience
    icon = "date"
    list_display = ["title", "municipality", "business", "kind", "price", "live"]
    list_filter = ["live", "municipality", "kind"]
    search_fields = ["title", "municipality__name"]
    edit_handler = tabs(
        *language_tabs("title", "summary", "description", "included", "meeting_point"),
        ObjectList(
            [
                FieldPanel("business"),
                place(),
                FieldRowPanel([FieldPanel(n) for n in ("kind", "price", "duration_minutes", "min_age")]),
                FieldPanel("languages"),
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("cancellation_tier")]),
                publishing(),
            ],
            heading=_("Experience"),
        ),
        pictures(),
    )


class SessionViewSet(GuardedViewSet):
    model = Session
    icon = "calendar"
    list_display = ["title", "starts_at", "capacity", "places_taken", "live"]
    list_filter = ["live", "starts_at"]
    search_fields = ["title", "parent__title"]
    ordering = ["starts_at"]
    edit_handler = tabs(
        ObjectList(
            [
                FieldPanel("parent", widget=forms.Select),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("capacity")]),
                publishing(),
            ],
            heading=_("Session"),
        ),
        *language_tabs("title"),
    )


class GoodViewSet(GuardedViewSet):
    model = Good
    icon = "tag"
    list_display = ["title", "business", "price", "stock", "live"]
    list_filter = ["live"]
    search_fields = ["title", "business__name"]
    edit_handler = tabs(
        *language_tabs("title", "summary", "description"),
        ObjectList([FieldPanel("business"), FieldRowPanel([FieldPanel("price"), FieldPanel("stock")]), publishing()], heading=_("Good")),
        pictures(),
    )


LISTINGS: list[type[GuardedViewSet]] = [StayViewSet, UnitViewSet, ExperienceViewSet, SessionViewSet, GoodViewSet]
KINDS: list[type[Product]] = [Stay, Unit, Experience, Session, Good]
