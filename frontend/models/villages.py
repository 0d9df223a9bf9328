# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from frontend import queries
from frontend.blocks import Body
from residencies.programme.page import calls_of

from .base import PublicPage


class VillageIndexPage(PublicPage):
    """The map of all municipalities and the list of their pages."""

    nav_current = "villages"
    parent_page_types = ["frontend.HomePage"]
    subpage_types = ["frontend.VillagePage"]
    template = "frontend/villages.html"

    class Meta:
        verbose_name = _("villages")
        verbose_name_plural = _("villages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        villages = queries.villages_below(self)
        context.update(
            villages=villages,
            municipalities=queries.municipalities(),
            village_links={village.municipality.istat: village.get_url(request) for village in villages},
        )
        return context


class VillagePage(PublicPage):
    """One municipality: its words and pictures, and what can be booked there."""

    nav_current = "villages"
    municipality = models.ForeignKey("territory.Municipality", models.PROTECT, related_name="village_pages", verbose_name=_("municipality"))
    without_car = models.TextField(_("how to come without a car"), blank=True)
    body = StreamField(Body(), blank=True, verbose_name=_("body"))

    parent_page_types = ["frontend.VillageIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *PublicPage.content_panels,
        FieldPanel("municipality"),
        FieldPanel("without_car"),
        FieldPanel("body"),
    ]
    search_fields = [*PublicPage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "frontend/village.html"

    class Meta:
        verbose_name = _("village")
        verbose_name_plural = _("villages")

    def clean(self) -> None:
        super().clean()
        twin = VillagePage.objects.filter(municipality_id=self.municipality_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if self.municipality_id and twin.exists():
            raise ValidationError({"municipality": _("This municipality has a page in this language already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        place = self.municipality
        now = timezone.now()
        stays, experiences = queries.stays_in(place, now), queries.experiences_in(place, now)
        businesses = queries.businesses_in(place)
        context.update(
            municipality=place,
            stays=stays,
            experiences=experiences,
            businesses=businesses,
            calls=calls_of(municipality=place),
            municipalities=queries.municipalities(area=place.area),
            village_links=queries.village_links(request, self.locale_id),
            points=queries.map_points(stays, experiences, businesses),
            neighbours=queries.neighbours_of(self),
        )
        return context
