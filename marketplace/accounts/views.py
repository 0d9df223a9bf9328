# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def admin_login(request: HttpRequest) -> HttpResponse:
    """The admin's door is allauth's; who is in already and may not enter is told so (no endless redirect)."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/admin/"), "account_login")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/home.html")
