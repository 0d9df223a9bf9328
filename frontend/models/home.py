# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from frontend import queries
from frontend.light import Hour, Season, hour_of, season_of
from residencies.programme.page import next_call

from .base import PublicPage


@register_snippet
class Landscape(models.Model):
    """The head picture of the first page for a season and an hour of the day."""

    season = models.CharField(_("season"), max_length=6, choices=Season.choices)
    hour = models.CharField(_("hour of the day"), max_length=5, choices=Hour.choices)
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, related_name="+", verbose_name=_("picture"))

    panels = [FieldPanel("season"), FieldPanel("hour"), FieldPanel("picture")]

    class Meta:
        ordering = ["season", "hour"]
        verbose_name = _("landscape")
        verbose_name_plural = _("landscapes")
        constraints = [models.UniqueConstraint(fields=["season", "hour"], name="one_landscape_an_hour")]

    def __str__(self) -> str:
        return f"{self.get_season_display()}, {self.get_hour_display()}"


class HomePage(PublicPage):
    """The first page of a language. Its title is the site's; `line` is what the reader sees first."""

    line = models.CharField(_("line over the search"), max_length=80)
    overline = models.CharField(_("words above the line"), max_length=80, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "frontend.VillageIndexPage",
        "frontend.JournalIndexPage",
        "frontend.PlainPage",
        "frontend.LegalPage",
    ]
    content_panels = [*PublicPage.content_panels[:1], FieldPanel("overline"), FieldPanel("line"), *PublicPage.content_panels[1:]]
    template = "frontend/home.html"

    class Meta:
        verbose_name = _("first page")
        verbose_name_plural = _("first pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.localtime()
        context.update(
            landscape=queries.landscape_at(season_of(now.date()), hour_of(now)) or self.picture,
            stays=queries.stays_of_the_week(now, 4),
            sessions=queries.next_sessions(now, days=14, count=5),
            business=queries.business_of_the_week(now.date()),
            municipalities=queries.municipalities(),
            village_links=queries.village_links(request, self.locale_id),
            call=next_call(),
            journal=queries.latest_journal(self.locale_id),
        )
        return context
