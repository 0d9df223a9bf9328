# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Transfers to connected accounts, and their reversals."""

from __future__ import annotations

from ..bank import Bank, Call
from ..errors import Obj, malformed, refused
from ..lists import PAGE, in_range, page
from ..routing import Routes
from ..shapes import listing
from ..vault import PLATFORM

ROUTES = Routes()


@ROUTES.add("POST", "/v1/transfers", "amount", "currency", "destination", "source_transaction", "transfer_group", "description", "metadata")
def create(bank: Bank, call: Call) -> Obj:
    """Move `amount` cents from the platform to a connected account that can receive transfers."""
    params = call.params
    amount = params.cents("amount")
    if amount is None:
        raise malformed("Missing required param: amount.", "amount", code="parameter_missing")
    if params.must("currency").lower() != "eur":
        raise malformed("The sandbox knows euro only", "currency")
    destination, metadata = params.must("destination"), params.metadata()
    source, group = params.text("source_transaction"), params.text("transfer_group")
    account = bank.store.get("v2.core.account", destination)
    if account is None:
        raise refused(f"No such destination: '{destination}'", "destination", code="resource_missing")
    _must_receive(account)
    charge = None if source is None else bank.find("charge", source, account=call.account, param="source_transaction")
    _must_cover(bank, charge, amount)
    if charge is not None:
        group = group or charge["transfer_group"] or f"group_{charge['payment_intent']}"
    transfer = bank.new(
        "transfer",
        "tr",
        amount=amount,
        amount_reversed=0,
        currency="eur",
        description=params.text("description"),
        destination=destination,
        metadata=metadata,
        reversed=False,
        source_transaction=source,
        source_type="card",
        transfer_group=group,
    )
    transfer["reversals"] = listing(f"/v1/transfers/{transfer['id']}/reversals", [])
    _hand_over(bank, transfer, charge)
    bank.events.emit("transfer.created", transfer)
    return transfer


@ROUTES.add("GET", "/v1/transfers", *PAGE, "created", "destination", "transfer_group")
def index(bank: Bank, call: Call) -> Obj:
    """Transfers, newest first."""
    group, destination = call.params.text("transfer_group"), call.params.text("destination")
    return page(
        call,
        bank.owned(
            "transfer",
            call.account,
            lambda t: (
                group in (None, t["transfer_group"])
                and destination in (None, t["destination"])
                and in_range(call.params, "created", t["created"])
            ),
        ),
    )


@ROUTES.add("GET", "/v1/transfers/{id}")
def retrieve(bank: Bank, call: Call) -> Obj:
    """One transfer as it is now."""
    return bank.find("transfer", call.id, account=call.account)


@ROUTES.add("POST", "/v1/transfers/{id}/reversals", "amount", "description", "metadata")
def reverse(bank: Bank, call: Call) -> Obj:
    """Take back all that is left of a transfer, or `amount` cents of it."""
    amount, metadata = call.params.cents("amount"), call.params.metadata()
    transfer = bank.find("transfer", call.id, account=call.account)
    left = transfer["amount"] - transfer["amount_reversed"]
    wanted = left if amount is None else amount
    if left == 0:
        raise refused(f"Transfer {transfer['id']} is already fully reversed.")
    if wanted > left:
        raise refused(
            f"Transfer reversal amount (€{wanted / 100:.2f}) is greater than unreversed amount on transfer (€{left / 100:.2f})",
            "amount",
        )
    if wanted > bank.vault.held(transfer["destination"]):
        raise refused("The connected account's balance does not cover this reversal.", code="balance_insufficient")
    reversal = _take_back(bank, transfer, wanted, metadata)
    bank.events.emit("transfer.reversed", transfer)
    return reversal


@ROUTES.add("GET", "/v1/transfers/{id}/reversals", *PAGE)
def reversals(bank: Bank, call: Call) -> Obj:
    """A transfer's reversals, newest first."""
    bank.find("transfer", call.id, account=call.account)
    return page(call, bank.owned("transfer_reversal", call.account, lambda r: r["transfer"] == call.id))


@ROUTES.add("GET", "/v1/transfers/{id}/reversals/{reversal}")
def reversal(bank: Bank, call: Call) -> Obj:
    """One reversal."""
    return bank.find("transfer_reversal", call.parts["reversal"], account=call.account)


def can_receive(account: Obj) -> bool:
    """Whether transfers to the account are active."""
    balance = account["configuration"]["recipient"]["capabilities"]["stripe_balance"]
    return bool(balance["stripe_transfers"]["status"] == "active")


def _must_receive(account: Obj) -> None:
    if not can_receive(account):
        raise refused(
            "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, "
            "legacy_payments",
            code="insufficient_capabilities_for_transfer",
        )


def _must_cover(bank: Bank, charge: Obj | None, amount: int) -> None:
    """A transfer out of a charge never exceeds it; any other never exceeds what is available."""
    if charge is None:
        if amount > bank.vault.funds(PLATFORM)[0]:
            raise refused("You have insufficient available funds in your Stripe account.", code="balance_insufficient")
        return
    if not charge["captured"]:
        raise refused("The source transaction has not been captured.", "source_transaction")
    sent = sum(t["amount"] - t["amount_reversed"] for t in bank.store.every("transfer") if t["source_transaction"] == charge["id"])
    if sent + amount > charge["amount_captured"]:
        raise refused(
            "Transfers using this transaction as a source must not exceed the source amount of "
            f"€{charge['amount_captured'] / 100:.2f}. (€{sent / 100:.2f} has been transferred already.)",
            "amount",
        )


def _hand_over(bank: Bank, transfer: Obj, charge: Obj | None) -> None:
    """The money, the two balance transactions, and the payment the connected account sees."""
    amount, account = transfer["amount"], transfer["destination"]
    available = None
    if charge is not None:  # a transfer waits for the funds of its charge
        line = bank.store.get("balance_transaction", charge["balance_transaction"])
        available = line["available_on"] if line else None
    bank.vault.move(source=PLATFORM, target=account, amount=amount, cause=transfer["id"])
    out = bank.vault.report(
        owner=PLATFORM, kind="transfer", category="transfer", amount=-amount, source=transfer["id"], available_on=available
    )
    payment = bank.new(
        "charge",
        "py",
        account=account,
        amount=amount,
        amount_captured=amount,
        amount_refunded=0,
        billing_details=dict.fromkeys(("address", "email", "name", "phone", "tax_id")),
        captured=True,
        currency="eur",
        disputed=False,
        fraud_details={},
        metadata={},
        paid=True,
        refunded=False,
        source_transfer=transfer["id"],
        status="succeeded",
    )
    into = bank.vault.report(owner=account, kind="payment", category="charge", amount=amount, source=payment["id"], available_on=available)
    payment["balance_transaction"] = into["id"]
    transfer.update(balance_transaction=out["id"], destination_payment=payment["id"])


def _take_back(bank: Bank, transfer: Obj, amount: int, metadata: dict[str, str]) -> Obj:
    account = transfer["destination"]
    reversal = bank.new("transfer_reversal", "trr", amount=amount, currency="eur", metadata=metadata, transfer=transfer["id"])
    del reversal["livemode"]  # reversals have none
    bank.vault.move(source=account, target=PLATFORM, amount=amount, cause=reversal["id"])
    back = bank.vault.report(owner=PLATFORM, kind="transfer_refund", category="transfer_reversal", amount=amount, source=reversal["id"])
    bank.vault.report(owner=account, kind="payment_refund", category="refund", amount=-amount, source=transfer["destination_payment"])
    reversal["balance_transaction"] = back["id"]
    payment = bank.find("charge", transfer["destination_payment"], account=account)
    payment["amount_refunded"] += amount
    payment["refunded"] = payment["amount_refunded"] == payment["amount"]
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"].insert(0, {k: v for k, v in reversal.items() if not k.startswith("_")})
    return reversal
