# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Menus and views of the calendar in the admin; every view asks the policy about the very object."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permissions import policy_registry

from marketplace.errors import Refused

from ..models import Extra, Occupancy, Rate, Restriction, Season
from .forms import ClosureForm, ExtraForm, RateForm, RestrictionForm, SeasonForm

ANY = ("change", "view", "delete")


class OwnIndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet:
        mine = policy_registry.get_by_type(self.model).instances_user_has_any_permission_for(self.request.user, ANY)
        return mine.select_related("unit__parent")


class CalendarViewSet(ModelViewSet):
    """Wagtail's generic views ask the policy about the model only; the check of the object stands where all of them are built."""

    form: type
    index_view_class = OwnIndexView
    copy_view_enabled = False
    list_per_page = 40
    add_to_admin_menu = False

    def get_form_class(self, for_update: bool = False) -> type:
        return self.form

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., HttpResponse]:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **found: Any) -> HttpResponse:
            if "pk" in found:
                self.check(request, found["pk"])
            try:
                return view(request, *args, **found)
            except Refused as refused:
                messages.error(request, refused.message)
                return redirect(reverse(self.get_url_name("index")))

        return checked

    def check(self, request: HttpRequest, pk: Any) -> None:
        """Raises PermissionDenied for an object of others, Http404 where there is none."""
        instance = get_object_or_404(self.model, pk=unquote(str(pk)))
        policy = policy_registry.get_by_type(self.model)
        if not request.user.is_authenticated or not policy.user_has_any_permission_for_instance(request.user, ANY, instance):
            raise PermissionDenied


class RateViewSet(CalendarViewSet):
    model = Rate
    form = RateForm
    icon = "tag"
    menu_label = _("Rates")
    list_display = ["unit", "night", "weekend_night", "min_nights", "max_nights"]
    search_fields = ["unit__title", "unit__parent__title"]


class SeasonViewSet(CalendarViewSet):
    model = Season
    form = SeasonForm
    icon = "date"
    menu_label = _("Seasons")
    list_display = ["name", "unit", "period", "night", "weekend_night"]
    search_fields = ["name", "unit__title"]


class RestrictionViewSet(CalendarViewSet):
    model = Restriction
    form = RestrictionForm
    icon = "lock"
    menu_label = _("Restrictions")
    list_display = ["unit", "period", "min_nights", "max_nights", "closed_to_arrival", "closed_to_departure"]
    search_fields = ["unit__title"]


class ExtraViewSet(CalendarViewSet):
    model = Extra
    form = ExtraForm
    icon = "plus"
    menu_label = _("Extras")
    list_display = ["name", "unit", "price", "per", "mandatory"]
    search_fields = ["name", "unit__title"]


class ClosureViewSet(CalendarViewSet):
    model = Occupancy
    form = ClosureForm
    icon = "no-view"
    menu_label = _("Closures")
    list_display = ["unit", "period", "note"]
    search_fields = ["unit__title", "note"]
    inspect_view_enabled = True
    inspect_view_fields = ["unit", "period", "note", "created_at"]


class CalendarGroup(ModelViewSetGroup):
    menu_label = _("Calendar and prices")
    menu_icon = "calendar"
    menu_order = 160
    # The names are what the members' door (`catalogue.gate`) opens.
    items = (
        RateViewSet("calendar_rate"),
        SeasonViewSet("calendar_season"),
        RestrictionViewSet("calendar_restriction"),
        ExtraViewSet("calendar_extra"),
        ClosureViewSet("calendar_closure"),
    )
