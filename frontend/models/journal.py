# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from frontend import queries
from frontend.blocks import Body

from .base import PublicPage

PAGES_AT_ONCE = 9


class JournalIndexPage(PublicPage):
    """All pages of the journal, the latest first."""

    nav_current = "journal"
    parent_page_types = ["frontend.HomePage"]
    subpage_types = ["frontend.JournalPage"]
    template = "frontend/journal.html"

    class Meta:
        verbose_name = _("journal")
        verbose_name_plural = _("journals")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["page_obj"] = Paginator(queries.journal_below(self), PAGES_AT_ONCE).get_page(request.GET.get("page"))
        return context


class JournalPage(PublicPage):
    """A story."""

    nav_current = "journal"
    date = models.DateField(_("date"), default=timezone.localdate)
    topic = models.CharField(_("topic"), max_length=40, blank=True)
    author = models.CharField(_("author"), max_length=80, blank=True)
    municipality = models.ForeignKey(
        "territory.Municipality", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    body = StreamField(Body(), blank=True, verbose_name=_("body"))

    show_in_menus_default = False
    parent_page_types = ["frontend.JournalIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("date"),
        FieldPanel("topic"),
        FieldPanel("author"),
        FieldPanel("municipality"),
        FieldPanel("body"),
    ]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "frontend/journal_page.html"

    class Meta:
        verbose_name = _("page of the journal")
        verbose_name_plural = _("pages of the journal")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["others"] = queries.other_journal(self, 3)
        return context
