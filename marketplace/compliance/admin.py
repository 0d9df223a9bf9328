# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Notices of illegal content in the staff's admin: a list, and the form that decides one."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from marketplace.errors import Refused

from .domain.decide_notice import decide_notice
from .models import IllegalContentNotice

Outcome = IllegalContentNotice.Outcome


class NoticePolicy(ModelPermissionPolicy):
    """Notices come from outside and stay: nobody adds or deletes one here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("change", "view") and bool(super().user_has_permission(user, action))


class DecideForm(WagtailAdminModelForm):
    """What was reported, to be read, and the decision with its reasons."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)

    class Meta:
        model = IllegalContentNotice
        fields = ["url", "reason", "outcome", "ground", "decision"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 6}), "decision": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "ground": _("Needed to uphold: the law or the term of ours, and why the content breaks it."),
            "decision": _("The sender reads this and, if the notice is upheld, the business too."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].required = True
        for name in ("url", "reason"):
            self.fields[name].disabled = True
        if self.instance.decided_at:
            for field in self.fields.values():
                field.disabled = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if values.get("outcome") == Outcome.UPHELD and not (values.get("ground") or "").strip():
            self.add_error("ground", _("Say which law or which of our terms the content breaks."))
        return values

    def _post_clean(self) -> None:
        """The row is written by `decide_notice` alone; the instance in hand stays as it was read."""

    def save(self, commit: bool = True) -> IllegalContentNotice:
        """Decides. Raises Conflict, which the view says."""
        data = self.cleaned_data
        return decide_notice(
            notice=self.instance,
            uphold=data["outcome"] == Outcome.UPHELD,
            reason=data["decision"],
            ground=data["ground"],
            actor=self.for_user,
        )


class NoticeIndexView(IndexView):
    def get_base_queryset(self) -> QuerySet[IllegalContentNotice]:
        """Open ones first, the oldest of them on top."""
        return IllegalContentNotice.objects.order_by("decided_at", "received_at")


class NoticeViewSet(ModelViewSet):
    model = IllegalContentNotice
    icon = "warning"
    menu_label = _("Notices of illegal content")
    menu_order = 155
    add_to_admin_menu = True
    index_view_class = NoticeIndexView
    list_display = ["url", "received_at", "outcome", "decided_at"]
    list_filter = ["outcome", "received_at"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "url", "reason", "name", "email", "good_faith", "received_at", "outcome", "ground", "decision", "decided_at", "decided_by",
    ]  # fmt: skip
    copy_view_enabled = False
    list_per_page = 40
    search_backend_name = None
    search_fields = ["url", "reason"]

    def get_form_class(self, for_update: bool = False) -> type[DecideForm]:
        return DecideForm

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., HttpResponse]:
        view = super().construct_view(view_class, **kwargs)

        @wraps(view)
        def spoken(request: HttpRequest, *args: Any, **found: Any) -> HttpResponse:
            try:
                return view(request, *args, **found)
            except Refused as refused:
                messages.error(request, refused.message)
                return redirect(self.get_url_name("index"))

        return spoken


register_permission_policy(IllegalContentNotice, NoticePolicy(IllegalContentNotice), exact_class=True)
