# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from frontend.context import LANGUAGE_NAMES, absolute


class PublicPage(Page):
    """What all our pages share: a lead, a head picture, and the addresses of their translations."""

    # Key of the navigation entry this kind of page stands below.
    nav_current = ""
    # Name of the picture's ratio in the page's head.
    show_in_menus_default = True

    lead = models.CharField(_("lead"), max_length=400, blank=True, help_text=_("One or two sentences below the title"))
    picture = models.ForeignKey("catalogue.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("picture")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        links = self.language_links(request)
        context.update(
            language_links=links,
            absolute_language_links=[(code, name, absolute(url)) for code, name, url in links if url],
            canonical_url=absolute(self.get_url(request) or request.path),
            nav_current=self.nav_current,
        )
        return context

    def language_links(self, request: HttpRequest) -> list[tuple[str, str, str]]:
        """(code, name, address) of this page in every language; the first page of a language where it is not translated."""
        translations = self.get_translations(inclusive=True).live().select_related("locale")
        urls = {page.locale.language_code: page.get_url(request) for page in translations}
        return [(code, LANGUAGE_NAMES.get(code, str(name)), urls.get(code) or f"/{code}/") for code, name in settings.LANGUAGES]
