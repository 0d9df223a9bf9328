# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Keep a search, say yes to it from the mailbox, see and end one's own. Whoever has a token may end that search: it came by mail."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.errors import Refused
from marketplace.http import MemberRequest
from marketplace.limits import slow_down, within_limit
from marketplace.territory.models import Municipality

from ..links import Links
from ..models import SavedSearch
from ..page import understood
from ..query import BadSearch, SearchRequest, read_request
from .personal_data import searches_of
from .save_search import confirm_search, save_search

SAVED_A_MINUTE = 6
NOT_KEPT = ("sort", "page", "lang")


class SaveForm(forms.Form):
    """Where to write to."""

    email = forms.EmailField(max_length=200, label=gettext_lazy("Your e-mail"))


def _words(asked: SearchRequest, links: Links) -> str:
    """What is asked for, in the language of the page."""
    places = {place.istat: place for place in Municipality.objects.filter(istat__in=asked.municipalities).only("istat", "name", "area")}
    return ", ".join(chip.words for chip in understood(asked, places, links))


def _words_of(saved: SavedSearch) -> str:
    """The same of a saved search; as it was called when it was saved, if its days are over."""
    params = QueryDict(saved.parameters, mutable=True)
    try:
        return _words(read_request(params), Links(reverse("search:search"), params)) or str(saved)
    except BadSearch:
        return str(saved)


def _is_sure(request: HttpRequest) -> bool:
    """Whether the person is signed in with an address that was confirmed."""
    user = request.user
    return user.is_authenticated and EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()


@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """What is to be kept, and for which address. The search stands in the address of the page."""
    links = Links(reverse("search:search"), request.GET)
    for name in NOT_KEPT:
        links.params.pop(name, None)
    parameters = links.params.urlencode()
    try:
        asked = read_request(QueryDict(parameters))
    except BadSearch:
        return redirect(links.address(links.params))
    if not parameters or len(parameters) > 2000:
        return redirect(links.path)
    label = _words(asked, links)
    sure = _is_sure(request)
    form = SaveForm({"email": getattr(request.user, "email", "")} if sure else request.POST or None)
    context: dict[str, Any] = {"form": form, "label": label, "sure": sure, "back": links.address(links.params)}
    if request.method == "GET":
        return render(request, "search/saved/save.html", context | {"form": SaveForm() if not sure else form})
    if not within_limit(request, scope="saved-search", limit=SAVED_A_MINUTE):
        return slow_down(request)
    if form.is_valid():
        try:
            language = (get_language() or "it")[:2]
            user = request.user if sure else None
            save_search(parameters=parameters, label=label, language=language, email=form.cleaned_data["email"], user=user, sure=sure)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
        else:
            # The same words whether the address is known here or not.
            return render(request, "search/saved/saved.html", context | {"email": form.cleaned_data["email"]})
    return render(request, "search/saved/save.html", context, status=422)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail; a mail scanner that follows links confirms nothing, a person presses the button."""
    saved = get_object_or_404(SavedSearch, token=token)
    if request.method == "POST":
        confirm_search(saved=saved)
    return render(request, "search/saved/confirm.html", {"saved": saved})


@csrf_exempt  # mail programmes POST here without a person (RFC 8058); the token is the right to
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str, *, everything: bool = False) -> HttpResponse:
    """End one search, or all of its address. Ending what is ended already is no error."""
    saved = SavedSearch.objects.filter(token=token).first()
    if request.method == "POST" and saved is not None:
        (SavedSearch.objects.filter(email=saved.email) if everything else SavedSearch.objects.filter(pk=saved.pk)).delete()
        saved = None
    return render(request, "search/saved/stop.html", {"saved": saved, "everything": everything})


@never_cache
@login_required
def mine(request: MemberRequest) -> HttpResponse:
    """The searches of the person signed in."""
    searches = searches_of(request.user).exclude(confirmed_at=None)
    shown = searches if _is_sure(request) else searches.filter(user=request.user)
    return render(request, "search/saved/mine.html", {"searches": [(saved, _words_of(saved)) for saved in shown]})


@login_required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End one of one's own."""
    get_object_or_404(SavedSearch, pk=pk, user=request.user).delete()
    messages.success(request, _("This search is ended."))
    return redirect("search:mine")
