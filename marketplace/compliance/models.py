# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IllegalContentNotice(models.Model):
    """A notice of illegal content by anybody, without account. Source: Reg. (EU) 2022/2065 art. 16."""

    url = models.URLField(_("exact address of the content"), max_length=500)
    reason = models.TextField(_("why it is illegal"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    good_faith = models.BooleanField(_("I believe in good faith that this is accurate and complete"), default=False)
    language = models.CharField(max_length=2, default="it")
    received_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(_("decision and its reasons"), blank=True)

    class Meta:
        verbose_name = _("notice of illegal content")
        verbose_name_plural = _("notices of illegal content")

    def __str__(self) -> str:
        return self.url
