# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The admin's door for members of businesses: a list of views that may be opened; everything else is closed.

Wagtail's own reports, choosers, histories and APIs ask for model permissions only, so that a member could read the titles
of other people's drafts there. Staff and superusers pass.
"""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from .policies import is_member

STAFF_PERMISSION = "catalogue.publish_stay"
OPEN_VIEWS = frozenset(
    {
        "wagtailadmin_home",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_account",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
        "wagtailadmin_dismissibles",
        "wagtailadmin_error_test",
    }
)
# Guarded object by object: by GuardedViewSet and CalendarViewSet, by the queries of requests and orders, by the picture policy, by Wagtail's editing sessions.
OPEN_NAMESPACES = (
    "wagtailsnippets_catalogue_",
    "wagtailimages",
    "wagtailadmin_editing_sessions",
    "calendar_",
    "checkout_requests",
    "checkout_orders",
)
WITHOUT_SECOND_STEP = frozenset({"wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite"})
CLOSED_VIEWS = frozenset({"wagtailimages:image_usage", "wagtailimages:url_generator", "wagtailimages:url_generator_output"})


class MemberGate:
    """Middleware: to the set-up of the second step for who lacks it; 403 for a member on an admin view that is not open to members."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.path.startswith("/admin/") or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in WITHOUT_SECOND_STEP and lacks_second_step(request.user):
            messages.warning(
                request, _("Whoever works in the administration signs in with a second step. Set it up here, then go back there.")
            )
            return redirect("mfa_activate_totp")
        if request.user.has_perm(STAFF_PERMISSION) or not is_member(request.user):
            return None
        if name in CLOSED_VIEWS or not (name in OPEN_VIEWS or name.startswith(OPEN_NAMESPACES)):
            raise PermissionDenied
        return None


def lacks_second_step(user: Any) -> bool:
    """Whether the person may enter the admin and signs in by password alone, where `MARKETPLACE_ADMIN_MFA` wants more."""
    if not settings.MARKETPLACE_ADMIN_MFA or not user.has_perm("wagtailadmin.access_admin"):
        return False
    return not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
