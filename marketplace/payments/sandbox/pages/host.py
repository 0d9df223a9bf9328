# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a host sees: onboarding (one link, one use) and the Express view of balance and payouts."""

from __future__ import annotations

import datetime as dt
import html

from .. import onboarding
from ..errors import Obj
from .frame import ROME, Answer, Request, document, money, not_found, redirect, text
from .texts import TEXTS


def onboard(request: Request, token: str) -> Answer:
    """GET asks for the data, POST gives them or puts it off. A link used or stale leads to its refresh_url, as Stripe's does."""
    link = request.bank.store.get("_link", token)
    if link is None:
        return not_found(request)
    if link["used"] or link["until"] <= request.bank.clock.now():
        return redirect(link["refresh_url"])
    account = request.bank.find("v2.core.account", link["account"])
    language = _language(request, account)
    answer = request.field("answer")
    if request.method == "POST" and answer in ("complete", "later"):
        link["used"] = True
        if answer == "complete":
            onboarding.complete(request.bank, account["id"])
        return redirect(link["return_url"] or link["refresh_url"])
    asked = "".join(f"<li>{text(language, key)}</li>" for key in ("host_identity", "host_bank", "host_tax"))
    body = (
        f'<section class="single"><p class="merchant">{html.escape(request.merchant)}</p><h1>{text(language, "host_title")}</h1>'
        f'<p class="lead">{text(language, "host_body", name=_name(account))}</p><ul>{asked}</ul>'
        f'<form method="post" action="/c/onboarding/{token}"><button name="answer" value="complete">{text(language, "host_complete")}</button>'
        f'<button class="second" name="answer" value="later">{text(language, "host_later")}</button></form></section>'
    )
    return document(request, language, TEXTS["host_title"][language], body, leads_to=(link["return_url"], link["refresh_url"]))


def express(request: Request, token: str) -> Answer:
    """Balance and payouts of the account a login link was made for."""
    login = request.bank.store.get("_login", token)
    if login is None or login["until"] <= request.bank.clock.now():
        return not_found(request)
    account = request.bank.find("v2.core.account", login["account"])
    language = _language(request, account)
    available, pending = request.bank.vault.funds(account["id"])
    body = (
        f'<section class="single"><p class="merchant">{html.escape(_name(account))}</p><h1>{text(language, "express_title")}</h1>'
        f"<dl><dt>{text(language, 'available')}</dt><dd>{money(language, available)}</dd>"
        f"<dt>{text(language, 'pending')}</dt><dd>{money(language, pending)}</dd></dl>"
        f"<h2>{text(language, 'payouts')}</h2>{_payouts(language, request.bank.owned('payout', account['id']))}</section>"
    )
    return document(request, language, TEXTS["express_title"][language], body)


def _language(request: Request, account: Obj) -> str:
    return request.language((account["defaults"]["locales"] or [None])[0])


def _name(account: Obj) -> str:
    return str(account["display_name"] or account["contact_email"])


def _payouts(language: str, payouts: list[Obj]) -> str:
    if not payouts:
        return f"<p>{text(language, 'no_payouts')}</p>"
    rows = "".join(
        f'<tr><th scope="row">{dt.datetime.fromtimestamp(payout["arrival_date"], ROME):%d.%m.%Y}</th>'
        f"<td>{money(language, payout['amount'])}</td></tr>"
        for payout in payouts
    )
    return f"<table><tbody>{rows}</tbody></table>"
