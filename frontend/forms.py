# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from marketplace.compliance.domain.record_notice import record_notice
from marketplace.compliance.models import IllegalContentNotice


class NoticeForm(forms.ModelForm):
    """A notice of illegal content: the fields of Reg. (EU) 2022/2065 art. 16(2)."""

    url = IllegalContentNotice._meta.get_field("url").formfield(assume_scheme="https", help_text=_("Copy it from the bar of the browser."))
    good_faith = forms.BooleanField(label=_("I believe in good faith that what I write here is accurate and complete"))

    class Meta:
        model = IllegalContentNotice
        fields = ["url", "reason", "name", "email", "good_faith"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 6, "maxlength": 5000})}
        help_texts = {
            "reason": _("What is illegal, and which rule or right it breaks, if you know."),
            "name": _("Not needed if the notice concerns sexual offences against minors."),
            "email": _("There we confirm that we have received the notice and tell you what was decided."),
        }

    def clean_url(self) -> str:
        """Only content of this site: about another's we can decide nothing."""
        url: str = self.cleaned_data["url"]
        if urlsplit(url).hostname != urlsplit(settings.SITE_URL).hostname:
            raise forms.ValidationError(_("This address is not on our site. It begins with %(site)s."), params={"site": settings.SITE_URL})
        return url

    def clean_reason(self) -> str:
        """At most 5,000 characters, the length the field shows."""
        reason: str = self.cleaned_data["reason"]
        if len(reason) > 5000:
            raise forms.ValidationError(_("Please be shorter: at most 5,000 characters."))
        return reason

    def save(self, commit: bool = True) -> Any:
        """The recorded notice, acknowledged by mail if there is an address."""
        words = {name: self.cleaned_data[name] for name in ("url", "reason", "name", "email", "good_faith")}
        return record_notice(language=(get_language() or "it")[:2], **words)
