# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Every view of a listing in the admin asks the policy about the very object, and refusals of the domain become words."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet

from marketplace.errors import Refused

from ..domain.warnings_about import warnings_about

STAFF_PERMISSION = "catalogue.publish_stay"
ANY = ("change", "view", "delete", "publish")


class GuardedViewSet(SnippetViewSet):
    """A snippet's admin whose views cannot be opened for an object the person has no right to.

    Wagtail's generic views ask the policy about the model only (docs: oscar-wagtail, pitfall 23). Here the check stands
    where all of them are built, so that a view added by a later Wagtail is guarded too.
    """

    inspect_view_enabled = True
    list_per_page = 40

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., HttpResponse]:
        return self.guarded(super().construct_view(view_class, **kwargs), edits=getattr(view_class, "view_name", "") == "edit")

    def guarded(self, view: Callable[..., HttpResponse], *, edits: bool = False) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs:
                self.check(request, kwargs["pk"])
                if edits and request.method == "GET" and request.user.has_perm(STAFF_PERMISSION):
                    self.warn(request, kwargs["pk"])
            try:
                return view(request, *args, **kwargs)
            except Refused as refused:
                messages.error(request, refused.message)
                return redirect(reverse(self.get_url_name("edit"), args=[kwargs["pk"]]) if "pk" in kwargs else reverse("wagtailadmin_home"))

        return checked

    def check(self, request: HttpRequest, pk: Any) -> None:
        """Raises PermissionDenied for an object of others, Http404 where there is none."""
        policy = policy_registry.get_by_type(self.model)
        if not request.user.is_authenticated:
            raise PermissionDenied
        instance = get_object_or_404(self.model, pk=unquote(str(pk)))
        if not policy.user_has_any_permission_for_instance(request.user, ANY, instance):
            raise PermissionDenied

    def warn(self, request: HttpRequest, pk: Any) -> None:
        """What staff should look at before publishing."""
        thing = get_object_or_404(self.model, pk=unquote(str(pk)))
        for warning in warnings_about(thing=thing.get_latest_revision_as_object()):
            messages.warning(request, warning)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return policy_registry.get_by_type(self.model).instances_user_has_any_permission_for(request.user, ANY)
