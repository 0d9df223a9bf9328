# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""The payment form: what is paid for, with which card, and the way back."""

from __future__ import annotations

import html

from ..cards import Card
from ..errors import Obj
from .frame import Answer, Request, clock_time, document, money, text
from .texts import TEXTS


def payment_form(
    request: Request, session: Obj, language: str, *, problem: str | None, wrong: str | None = None, status: int = 200
) -> Answer:
    """The page. `problem` is the key of a text, `wrong` the field it belongs to."""
    manual = session["_intent_data"]["capture_method"] == "manual"
    total = money(language, session["amount_total"])
    title = TEXTS["title"][language]
    shown = f"{TEXTS['error'][language]}: {title}" if problem else title
    until = clock_time(language, session["expires_at"], now=request.bank.clock.now())
    body = (
        f'<section class="summary" aria-labelledby="what"><p class="merchant">{html.escape(request.merchant)}</p>'
        f'<h1 id="what">{html.escape(title)}</h1><p class="total">{total}</p>{_lines(session, language)}</section>'
        f'<section class="payment" aria-labelledby="how"><h2 id="how">{text(language, "how")}</h2>{_alert(language, problem)}'
        f'<form method="post" action="/c/pay/{session["id"]}" novalidate>{_email(request, session, language, wrong)}'
        f'{_cards(request, language, wrong)}<p class="note">{text(language, "reserve" if manual else "charge_now", amount=total)}</p>'
        f"<button>{text(language, 'reserve_button' if manual else 'pay_button', amount=total)}</button></form>"
        f'{back(request, session, language)}<p class="note">{text(language, "until", time=until)}</p></section>'
    )
    return document(request, language, shown, body, status=status, leads_to=(session["success_url"], session["cancel_url"]))


def back(request: Request, session: Obj, language: str, words: str = "back") -> str:
    """The link back to the merchant; `words` is the key of its text."""
    if not session["cancel_url"]:
        return ""
    url = html.escape(session["cancel_url"])
    return f'<p><a class="back" href="{url}">{text(language, words, merchant=request.merchant)}</a></p>'


def _alert(language: str, problem: str | None) -> str:
    if problem is None:
        return ""
    words = f"<strong>{text(language, 'error')}.</strong> {text(language, problem)}"
    return f'<div class="alert" role="alert" id="problem"><p>{words}</p></div>'


def _lines(session: Obj, language: str) -> str:
    rows = []
    for line in session["_lines"]:
        detail = f'<span class="detail">{html.escape(line["_detail"])}</span>' if line["_detail"] else ""
        if line["quantity"] > 1:
            detail += f'<span class="detail">{line["quantity"]} × {money(language, line["price"]["unit_amount"])}</span>'
        name, amount = html.escape(line["description"]), money(language, line["amount_total"])
        rows.append(f'<tr><th scope="row">{name}{detail}</th><td>{amount}</td></tr>')
    return (
        f'<table><caption class="hidden">{text(language, "lines")}</caption><tbody>{"".join(rows)}</tbody>'
        f'<tfoot><tr><th scope="row">{text(language, "total")}</th><td>{money(language, session["amount_total"])}</td></tr></tfoot></table>'
    )


def _email(request: Request, session: Obj, language: str, wrong: str | None) -> str:
    if session["customer_email"]:
        return f'<p class="fixed"><span>{text(language, "email")}</span> {html.escape(session["customer_email"])}</p>'
    marks = ' aria-invalid="true" aria-describedby="problem" autofocus' if wrong == "email" else ""
    value = html.escape(request.field("email"))
    return (
        f'<p class="field"><label for="email">{text(language, "email")}</label>'
        f'<input id="email" name="email" type="email" autocomplete="email" required value="{value}"{marks}></p>'
    )


def _cards(request: Request, language: str, wrong: str | None) -> str:
    chosen = request.field("card") or Card.SUCCESS.slug
    marks = ' aria-describedby="problem"' if wrong == "card" else ""
    choices = "".join(
        f'<label class="choice"><input type="radio" name="card" value="{card.slug}"{" checked" if card.slug == chosen else ""}>'
        f'<span><strong>{text(language, f"card_{card.slug}")}</strong><span class="number">{_grouped(card.number)}</span></span></label>'
        for card in Card
    )
    return f"<fieldset{marks}><legend>{text(language, 'cards')}</legend>{choices}</fieldset>"


def _grouped(number: str) -> str:
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
