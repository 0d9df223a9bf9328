# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from frontend.blocks import Body
from frontend.forms import NoticeForm
from marketplace.compliance.retention import RETENTION
from marketplace.limits import slow_down, within_limit

from .base import PublicPage

NOTICES_A_MINUTE = 5


class LegalPage(PublicPage):
    """A page the law asks for. The page of kind `notice` holds the form of Reg. (EU) 2022/2065 art. 16."""

    class Kind(models.TextChoices):
        TERMS = "terms", _("Terms")
        PRIVACY = "privacy", _("Privacy and cookies")
        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        RANKING = "ranking", _("How results are ranked")
        NOTICE = "notice", _("Report illegal content")
        IMPRINT = "imprint", _("Who runs this site")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    updated_on = models.DateField(_("in force since"))
    body = StreamField(Body(), blank=True, verbose_name=_("body"))

    parent_page_types = ["frontend.HomePage"]
    subpage_types: list[str] = []
    content_panels = [*PublicPage.content_panels, FieldPanel("kind"), FieldPanel("updated_on"), FieldPanel("body")]
    template = "frontend/legal.html"

    class Meta:
        verbose_name = _("legal page")
        verbose_name_plural = _("legal pages")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; for the notice also the form's answer: 200 with thanks, 400 with what is missing, 429 for too many."""
        if self.kind != self.Kind.NOTICE:
            return super().serve(request, *args, **kwargs)
        if request.method == "POST" and not within_limit(request, scope="notice", limit=NOTICES_A_MINUTE):
            return slow_down(request)
        form = NoticeForm(request.POST or None, initial={"url": request.GET.get("url", "")[:500]})
        sent = request.method == "POST" and form.is_valid() and bool(form.save())
        response = super().serve(request, *args, form=form, sent=sent, **kwargs)
        if request.method == "POST" and not sent:
            response.status_code = 400
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update({name: kwargs[name] for name in ("form", "sent") if name in kwargs})
        if self.kind == self.Kind.PRIVACY:
            context["retention"] = RETENTION
        return context
