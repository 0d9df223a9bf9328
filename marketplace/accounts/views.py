# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.errors import Refused
from marketplace.http import MemberRequest

from .domain.erase_user import erase_user
from .domain.export_personal_data import export_personal_data
from .forms import EraseForm, ProfileForm


def admin_login(request: HttpRequest) -> HttpResponse:
    """The door of the admin and of closed pages is allauth's; who is in already and may not enter is told so (no endless redirect)."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(request.GET.get("next", "/admin/"), "account_login")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    return redirect("checkout:mine")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: MemberRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@login_required
def data(request: MemberRequest) -> HttpResponse:
    return render(request, "accounts/data.html", {"form": EraseForm(user=request.user)})


@login_required
@require_POST
def download(request: MemberRequest) -> HttpResponse:
    response = JsonResponse(export_personal_data(user=request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="oltrepo.json"'
    return response


@login_required
@require_POST
def erase(request: MemberRequest) -> HttpResponse:
    form = EraseForm(request.POST, user=request.user)
    status = 422
    if form.is_valid():
        try:
            erase_user(user=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
            status = refusal.status
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for the time you spent with us."))
            return redirect("/")
    return render(request, "accounts/data.html", {"form": form}, status=status)
