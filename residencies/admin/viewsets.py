# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls and studios in the admin."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from catalogue.admin.forms import ListingForm
from catalogue.admin.guard import GuardedViewSet
from catalogue.admin.panels import language_tabs, publishing, tabs
from marketplace.formats import day

from ..domain.reserve_pool import keeps_nights, missing_nights
from ..models import Call, Studio
from .forms import CallForm

Call.base_form_class = CallForm
Studio.base_form_class = ListingForm

NOTES = [FieldRowPanel([FieldPanel("note"), FieldPanel("note_en"), FieldPanel("note_de")])]
TERMS = [
    FieldRowPanel([FieldPanel("side"), FieldPanel("kind")]),
    FieldRowPanel([FieldPanel("amount"), FieldPanel("per"), FieldPanel("quantity"), FieldPanel("measure")]),
    *NOTES,
]
STAGES = [
    FieldPanel("kind"),
    FieldRowPanel([FieldPanel("title"), FieldPanel("title_en"), FieldPanel("title_de")]),
    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("deadline_at")]),
    FieldPanel("form", help_text=_("Empty: the usual questions for a stage of this kind. Who has begun keeps the form they began with.")),
]
PERIODS = [FieldRowPanel([FieldPanel(name) for name in ("check_in", "check_out", "min_nights", "max_nights")])]


class CallViewSet(GuardedViewSet):
    model = Call
    icon = "form"
    list_display = ["title", "municipality", "opens_at", "deadline_at", "live"]
    list_filter = ["live", "municipality", "workflow"]
    search_fields = ["title", "municipality__name"]
    edit_handler = tabs(
        ObjectList(
            [
                FieldRowPanel([FieldPanel("municipality"), FieldPanel("business")]),
                FieldPanel("disciplines"),
                FieldPanel("languages"),
                FieldRowPanel([FieldPanel("places"), FieldPanel("fee"), FieldPanel("fee_waivable")]),
                FieldPanel("picture"),
                publishing(),
            ],
            heading=_("Call"),
        ),
        *language_tabs("title", "summary", "description", "eligibility"),
        ObjectList([InlinePanel("terms", TERMS, label=_("Term"), heading=_("What is given and asked"))], heading=_("Terms")),
        ObjectList(
            [
                FieldPanel("time_zone"),
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("deadline_at")]),
                FieldRowPanel([FieldPanel("jury_from"), FieldPanel("jury_until")]),
                FieldRowPanel([FieldPanel("publication_at"), FieldPanel("confirm_days")]),
                FieldPanel("workflow"),
                InlinePanel("stages", STAGES, label=_("Stage"), heading=_("Stages")),
                MultiFieldPanel([FieldPanel("cancelled_at"), FieldPanel("cancelled_reason")], heading=_("Cancelled")),
            ],
            heading=_("Timetable"),
        ),
        ObjectList(
            [
                HelpPanel(_("From the opening on, the nights of these units in these periods are kept for residents.")),
                InlinePanel("periods", PERIODS, label=_("Period"), heading=_("Periods")),
                InlinePanel("reserved", [FieldRowPanel([FieldPanel("unit"), FieldPanel("studio")])], label=_("Place"), heading=_("Places")),
                FieldPanel("nights_release_on"),
            ],
            heading=_("Places and nights"),
        ),
        ObjectList(
            [
                FieldPanel("blind"),
                FieldPanel("reviews_open_after_vote"),
                FieldRowPanel([FieldPanel("readings_per_application"), FieldPanel("retention_months")]),
            ],
            heading=_("Jury"),
        ),
    )

    def warn(self, request: HttpRequest, pk: Any) -> None:
        super().warn(request, pk)
        call = Call.objects.get(pk=unquote(str(pk)))
        now = timezone.now()
        if not keeps_nights(call=call, now=now):
            return
        for place in call.reserved.filter(unit__isnull=False).select_related("unit"):
            for period in call.periods.all():
                today = now.astimezone(call.zone).date()
                if missing := missing_nights(call=call, unit=place.unit_id, period=period, today=today):
                    text = ngettext(
                        "%(unit)s: %(count)d night is not kept for residents, the first on %(day)s.",
                        "%(unit)s: %(count)d nights are not kept for residents, the first on %(day)s.",
                        len(missing),
                    )
                    messages.warning(request, text % {"unit": place.unit.title, "count": len(missing), "day": day(missing[0])})


class StudioViewSet(GuardedViewSet):
    model = Studio
    icon = "tag"
    list_display = ["name", "municipality", "square_metres", "live"]
    list_filter = ["live", "municipality"]
    search_fields = ["name", "municipality__name"]
    edit_handler = tabs(
        ObjectList(
            [
                FieldRowPanel([FieldPanel("municipality"), FieldPanel("stay")]),
                FieldRowPanel([FieldPanel("square_metres"), FieldPanel("capacity")]),
                FieldPanel("equipment"),
                FieldRowPanel([FieldPanel("step_free"), FieldPanel("door_cm")]),
                FieldPanel("picture"),
                publishing(),
            ],
            heading=_("Studio"),
        ),
        *language_tabs("name", "description"),
    )


class ResidenciesGroup(SnippetViewSetGroup):
    menu_label = _("Residencies")
    menu_icon = "form"
    menu_order = 140
    items = (CallViewSet, StudioViewSet)
