# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from frontend.blocks import Body

from .base import PublicPage


class PlainPage(PublicPage):
    """A page of words: who we are, how to come, questions. Shown in the foot of every page if `show_in_menus` is set."""

    body = StreamField(Body(), blank=True, verbose_name=_("body"))

    parent_page_types = ["frontend.HomePage", "frontend.PlainPage"]
    subpage_types = ["frontend.PlainPage"]
    content_panels = [*PublicPage.content_panels, FieldPanel("body")]
    template = "frontend/plain.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
