# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Connected accounts (v2, recipient configuration) and their links."""

from __future__ import annotations

from ..bank import Bank, Call
from ..clock import MINUTE, rfc3339
from ..errors import Obj, malformed, refused
from ..forms import Params
from ..lists import page_v2
from ..onboarding import LINK_LASTS, new_account
from ..routing import Routes

ROUTES = Routes()
SECTIONS = ("identity", "defaults", "requirements", "future_requirements")
INCLUDABLE = (*SECTIONS, "configuration.customer", "configuration.merchant", "configuration.recipient")
_WRITTEN = ("contact_email", "display_name", "metadata", "include")


@ROUTES.add("POST", "/v2/core/accounts", *_WRITTEN, "dashboard", "identity", "configuration", "defaults")
def create(bank: Bank, call: Call) -> Obj:
    """A recipient account with the Express dashboard, whose fees and losses are the platform's."""
    params = call.params
    include = _include(params)
    _must_be_recipient(params)
    if params.choice("dashboard", ("express",)) is None:
        raise malformed("The sandbox knows the Express dashboard only", "dashboard")
    duties = params.group("defaults").only("responsibilities", "locales", "currency").group("responsibilities")
    if (duties.text("fees_collector"), duties.text("losses_collector")) != ("application", "application"):
        raise malformed("Express recipients need both collectors to be `application`", "defaults.responsibilities")
    who = params.group("identity").only("country", "entity_type")
    if who.must("country").lower() != "it":
        raise malformed("The sandbox knows Italian accounts only", "identity.country")
    account = new_account(
        bank,
        email=params.must("contact_email"),
        name=params.text("display_name"),
        metadata=params.metadata(),
        entity_type=who.choice("entity_type", ("company", "government_entity", "individual", "non_profit")),
        locales=params.group("defaults").words("locales") or None,
    )
    return _pick(account, include)


@ROUTES.add("GET", "/v2/core/accounts", "limit", "page", "applied_configurations", "closed")
def index(bank: Bank, call: Call) -> Obj:
    """Accounts, newest first, without their sections."""
    return page_v2(call, [_pick(account, set()) for account in bank.store.newest("v2.core.account")])


@ROUTES.add("GET", "/v2/core/accounts/{id}", "include")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One account; sections not named in `include` are null."""
    return _pick(bank.find("v2.core.account", call.id), _include(call.params))


@ROUTES.add("POST", "/v2/core/accounts/{id}", *_WRITTEN)
def update(bank: Bank, call: Call) -> Obj:
    """Change contact data."""
    include, metadata = _include(call.params), call.params.metadata()
    account = bank.find("v2.core.account", call.id)
    for key in ("contact_email", "display_name"):
        if key in call.params:
            account[key] = call.params.text(key)
    account["metadata"].update(metadata)
    bank.events.emit("v2.core.account.updated", account)
    return _pick(account, include)


@ROUTES.add("POST", "/v2/core/account_links", "account", "use_case")
def link(bank: Bank, call: Call) -> Obj:
    """A link to the onboarding page: one use, a few minutes."""
    account = bank.find("v2.core.account", call.params.must("account"), param="account")
    case = call.params.group("use_case").only("type", "account_onboarding")
    if case.must("type") != "account_onboarding":
        raise malformed("The sandbox knows account_onboarding only", "use_case.type")
    wanted = case.group("account_onboarding").only("refresh_url", "return_url", "collection_options", "configurations")
    if "configurations" in wanted:
        raise malformed("Unknown field: configurations", "use_case.account_onboarding.configurations")
    fields = wanted.group("collection_options").only("fields", "future_requirements")
    now = bank.clock.now()
    token = bank.ids.new("link")
    onboarding: Obj = {
        "refresh_url": wanted.must("refresh_url"),
        "return_url": wanted.text("return_url"),
        "collection_options": {
            "fields": fields.choice("fields", ("currently_due", "eventually_due"), "currently_due"),
            "future_requirements": fields.choice("future_requirements", ("include", "omit"), "omit"),
        },
    }
    bank.store.add("_link", {"id": token, "account": account["id"], "until": now + LINK_LASTS, "used": False, **onboarding})
    return {
        "object": "v2.core.account_link",
        "account": account["id"],
        "created": rfc3339(now),
        "expires_at": rfc3339(now + LINK_LASTS),
        "livemode": False,
        "url": f"{bank.public_url}/c/onboarding/{token}",
        "use_case": {"type": "account_onboarding", "account_onboarding": onboarding, "account_update": None},
    }


@ROUTES.add("POST", "/v1/accounts/{id}/login_links")
def login_link(bank: Bank, call: Call) -> Obj:
    """A link to the host's own view of balance and payouts."""
    account = bank.find("v2.core.account", call.id)
    if account["requirements"]["entries"]:
        raise refused("Cannot create a login link for an account that has not completed onboarding.")
    token = bank.ids.new("login")
    until = bank.clock.now() + 5 * MINUTE
    bank.store.add("_login", {"id": token, "account": account["id"], "until": until})
    return {"object": "login_link", "created": bank.clock.now(), "url": f"{bank.public_url}/c/express/{token}"}


def _include(params: Params) -> set[str]:
    wanted = set(params.words("include"))
    for name in sorted(wanted):
        if name not in INCLUDABLE:
            raise malformed(f"Invalid include: {name}", "include")
    return wanted


def _must_be_recipient(params: Params) -> None:
    capabilities = (params.group("configuration").only("recipient").group("recipient").only("capabilities").group("capabilities")).only(
        "stripe_balance"
    )
    if not capabilities.group("stripe_balance").only("stripe_transfers").group("stripe_transfers").boolean("requested"):
        raise malformed("The sandbox knows recipients that ask for stripe_transfers only", "configuration.recipient.capabilities")


def _pick(account: Obj, include: set[str]) -> Obj:
    sections = {key: account[key] if key in include else None for key in SECTIONS}
    wanted = [name for name in include if name.startswith("configuration.")]
    configuration = None
    if wanted:
        configuration = {key: value if f"configuration.{key}" in include else None for key, value in account["configuration"].items()}
    return {**account, **sections, "configuration": configuration}
