# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page on which one applies. Saving never loses what was typed; a refusal shows it again, in words and with a 4xx."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.errors import Refused
from marketplace.formats import clock
from marketplace.limits import slow_down, within_limit
from marketplace.payments.domain.reconcile_payment import reconcile_payment
from marketplace.payments.errors import PaymentUnavailable

from ..domain.attach_file import detach_file
from ..domain.begin_application import begin_application
from ..domain.database_now import database_now
from ..domain.describe_files import describe_files
from ..domain.discard_stray import discard_stray
from ..domain.pay_fee import UNPAID, fee_payment_of, pay_fee
from ..domain.save_entry import save_entry
from ..domain.submit_application import submit_application
from ..domain.withdraw_application import withdraw_application
from ..errors import Incomplete, Stale
from ..models import Call, Entry
from ..queries.programme import call_page
from .desk import Desk
from .files import take_files
from .keys import give_key
from .page import apply_context, problem_list

SAVES_A_MINUTE = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    call = call_page(slug=slug)
    desk = Desk.of(request, call) if call is not None else None
    if call is None or desk is None:
        raise Http404
    if request.method == "POST":
        if not within_limit(request, scope="apply", limit=SAVES_A_MINUTE):
            return slow_down(request)
        response = _post(request, call, desk)
    else:
        response = _show(request, desk)
    if desk.user is None:
        give_key(response, call, desk.key)
    return response


def _show(request: HttpRequest, desk: Desk) -> HttpResponse:
    _hear_of_fee(desk)
    now = database_now()
    if not desk.open(now):
        return _closed(request, desk)
    stray = desk.stray.entries.filter(stage=desk.stage).first() if desk.stray else None
    if stray is not None:  # two drafts: what was written in this browser, beside what the account has
        form = desk.form({**stray.answers, **desk.without_text()}, now)
        return render(request, "residencies/artist/apply.html", apply_context(desk, form, now, desk.working()))
    return render(request, "residencies/artist/apply.html", apply_context(desk, desk.form(desk.working(), now), now))


def _closed(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    if desk.application is not None and desk.user is not None:
        return redirect("residencies:application", number=desk.application.number)
    return render(request, "residencies/artist/closed.html", {"nav_current": "calls", "call": desk.call}, status=status)


def _post(request: HttpRequest, call: Call, desk: Desk) -> HttpResponse:
    action = request.POST.get("action", "save")
    try:
        if action == "withdraw":
            return _withdraw(request, desk)
        if action == "discard" and desk.stray is not None:
            discard_stray(application=desk.stray)
            return redirect(_here(call))
        entry = _save_text(request, call, desk)
        if action.startswith("remove-") and action[7:].isdecimal() and desk.application is not None:
            detach_file(application=desk.application, stage=desk.stage, pk=int(action[7:][:12]))
            return redirect(f"{_here(call)}#files")
        return _save(request, call, desk, entry, submits=action == "submit")
    except Refused as refused:
        return _refusal(request, desk, refused)


def _save_text(request: HttpRequest, call: Call, desk: Desk) -> Entry:
    sent = desk.form({}, database_now()).read(request.POST)
    application = desk.application or begin_application(call=call, stage=desk.stage, user=desk.user, key_hash=desk.key_hash)
    entry = save_entry(application=application, stage=desk.stage, revision=_revision(request), answers=sent)
    desk.application, desk.entry = application, entry
    describe_files(entry=entry, words=_alts(request))
    return entry


def _save(request: HttpRequest, call: Call, desk: Desk, entry: Entry, *, submits: bool) -> HttpResponse:
    now = database_now()
    wrong_files = take_files(request, desk)
    entry = desk.entry or entry
    if desk.stray is not None:  # the page showed both; what was sent is what counts
        discard_stray(application=desk.stray)
    if wrong_files:
        context = apply_context(desk, desk.form(entry.answers, now), now, wrong_files=wrong_files)
        return render(request, "residencies/artist/apply.html", context, status=422)
    if request.POST.get("action") == "pay":
        return _pay(request, call, desk)
    if submits:
        return _submit(request, call, desk, entry)
    if _wants_json(request):
        form = desk.form(entry.answers, now)
        return JsonResponse(
            {"revision": entry.revision, "saved": _("Saved at %(time)s") % {"time": clock(entry.saved_at)}, "problems": problem_list(form)}
        )
    messages.success(request, _("The draft is saved."))
    return redirect(_here(call))


def _submit(request: HttpRequest, call: Call, desk: Desk, entry: Entry) -> HttpResponse:
    if desk.user is None or desk.application is None:
        return _to_the_door(request, call)
    submit_application(application=desk.application, stage=desk.stage, revision=entry.revision, actor=desk.user)
    messages.success(request, _("Handed in. We have written you a mail with the way back here."))
    return redirect("residencies:application", number=desk.application.number)


def _pay(request: HttpRequest, call: Call, desk: Desk) -> HttpResponse:
    """To Stripe's page; a fee is paid by an account, so that it can be found again."""
    if desk.user is None or desk.application is None:
        return _to_the_door(request, call)
    payment = pay_fee(application=desk.application, actor=desk.user, language=(get_language() or "it")[:2])
    return redirect(payment.session_url or _here(call))


def _to_the_door(request: HttpRequest, call: Call) -> HttpResponse:
    messages.info(request, _("Your draft is saved. To hand it in, sign in or open an account: it comes along."))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': _here(call)})}")


def _hear_of_fee(desk: Desk) -> None:
    """Who comes back from Stripe need not wait for its message."""
    application = desk.application
    if application is None or application.fee_state not in UNPAID:
        return
    payment = fee_payment_of(application=application)
    if payment is not None and payment.session_id:
        try:
            reconcile_payment(payment=payment, actor_label="apply page")
        except PaymentUnavailable:
            return
        application.refresh_from_db(fields=["fee_state"])


def _withdraw(request: HttpRequest, desk: Desk) -> HttpResponse:
    if desk.application is None:
        raise Http404
    withdraw_application(application=desk.application, actor=desk.user)
    messages.success(request, _("Your application is withdrawn."))
    return redirect(desk.call.get_absolute_url())


def _refusal(request: HttpRequest, desk: Desk, refused: Refused) -> HttpResponse:
    """The page again, with all that was typed and what is wrong; where somebody saved meanwhile, with both versions."""
    now = database_now()
    other: dict[str, Any] | None = None
    fresh = Desk.of(request, desk.call) or desk
    fresh.key = desk.key
    if isinstance(refused, Stale):
        other = fresh.working()
    if _wants_json(request):
        return JsonResponse({"code": refused.code, "message": str(refused.message)}, status=refused.status)
    form = fresh.form({**fresh.form({}, now).read(request.POST), **fresh.without_text()}, now)
    context = apply_context(fresh, form, now, other, strict=isinstance(refused, Incomplete))
    return render(request, "residencies/artist/apply.html", {**context, "refused": refused}, status=refused.status)


def _alts(request: HttpRequest) -> dict[int, str]:
    """What the page says of its files, by their ids."""
    named = {name[4:]: text for name, text in request.POST.items() if name.startswith("alt-")}
    return {int(pk): str(text) for pk, text in named.items() if pk.isdecimal() and len(pk) < 12}


def _revision(request: HttpRequest) -> int:
    text = request.POST.get("revision", "0")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _here(call: Call) -> str:
    return reverse("residencies:apply", kwargs={"slug": call.slug})
