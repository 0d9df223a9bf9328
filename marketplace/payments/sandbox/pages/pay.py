# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The payment page of a Checkout Session, and the 3-D Secure page of the guest's bank."""

from __future__ import annotations

import re

from .. import sessions
from ..cards import Card
from ..errors import ApiError, Obj
from .form import back, payment_form
from .frame import Answer, Request, document, money, not_found, redirect, text
from .texts import TEXTS

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def pay(request: Request, session_id: str) -> Answer:
    """GET shows what is to be paid, POST pays with the chosen test card."""
    session = request.bank.store.get("checkout.session", session_id)
    if session is None:
        return not_found(request)
    language = request.language(session["locale"])
    if session["status"] == "complete":
        return redirect(_success(session))
    if session["status"] == "expired":
        return _expired(request, session, language)
    if request.method != "POST":
        return payment_form(request, session, language, problem=_last_problem(request, session))
    return _attempt(request, session, language)


def challenge(request: Request, session_id: str) -> Answer:
    """The bank's question: GET asks, POST answers."""
    session = request.bank.store.get("checkout.session", session_id)
    if session is None:
        return not_found(request)
    intent = request.bank.store.get("payment_intent", session["_intent"] or "")
    if intent is None or intent["status"] != "requires_action" or session["status"] != "open":
        return redirect(f"/c/pay/{session_id}")
    language = request.language(session["locale"])
    if request.method == "POST" and request.field("answer") in ("confirm", "refuse"):
        outcome = sessions.authenticate(request.bank, session, succeed=request.field("answer") == "confirm")
        return redirect(_success(session) if outcome == "complete" else f"/c/pay/{session_id}")
    amount, card = money(language, session["amount_total"]), f"•••• {Card[intent['_card']].last4}"
    body = (
        f'<section class="single"><p class="eyebrow">3-D Secure</p><h1>{text(language, "bank_title")}</h1>'
        f'<p class="lead">{text(language, "bank_body", merchant=request.merchant, amount=amount, card=card)}</p>'
        f'<form method="post" action="/c/3ds/{session_id}"><button name="answer" value="confirm">{text(language, "bank_confirm")}</button>'
        f'<button class="second" name="answer" value="refuse">{text(language, "bank_refuse")}</button></form></section>'
    )
    return document(request, language, TEXTS["bank_title"][language], body, leads_to=(session["success_url"],))


def _attempt(request: Request, session: Obj, language: str) -> Answer:
    email = request.field("email")
    if not session["customer_email"] and not _EMAIL.fullmatch(email):
        return payment_form(request, session, language, problem="email_needed", wrong="email", status=422)
    try:
        card = Card.by_slug(request.field("card"))
    except KeyError:
        return payment_form(request, session, language, problem="card_needed", wrong="card", status=422)
    try:
        outcome = sessions.pay(request.bank, session, card, email=email)
    except ApiError:  # the session closed between page and button
        return redirect(f"/c/pay/{session['id']}")
    if outcome == "complete":
        return redirect(_success(session))
    return redirect(f"/c/3ds/{session['id']}" if outcome == "authenticate" else f"/c/pay/{session['id']}")


def _success(session: Obj) -> str:
    return str(session["success_url"]).replace("{CHECKOUT_SESSION_ID}", session["id"])


def _last_problem(request: Request, session: Obj) -> str | None:
    """The key of the text that says why the last attempt failed."""
    intent = request.bank.store.get("payment_intent", session["_intent"] or "")
    error = intent["last_payment_error"] if intent is not None and intent["status"] == "requires_payment_method" else None
    if error is None:
        return None
    key = f"problem_{error.get('decline_code') or error['code']}"
    return key if key in TEXTS else "problem_generic_decline"


def _expired(request: Request, session: Obj, language: str) -> Answer:
    body = (
        f'<section class="single"><h1>{text(language, "expired")}</h1><p class="lead">{text(language, "expired_body")}</p>'
        f"{back(request, session, language, 'return')}</section>"
    )
    return document(request, language, TEXTS["expired"][language], body, status=410)
