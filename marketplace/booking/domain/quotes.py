# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""A quote as a value: lines that add up to the total, tourist tax, what is paid at the stay, and what comes back on cancelling."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self

CENT = Decimal("0.01")
Text = dict[str, str]


def cents(amount: Decimal) -> Decimal:
    """EUR to the cent, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def text_in(label: Text, language: str) -> str:
    return label.get(language.split("-")[0]) or label["it"]


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line: `quantity × unit_price = amount` in EUR. `amount` is None where it is not known here. `ref` is the id of an extra."""

    kind: str
    label: Text
    quantity: int
    unit_price: Decimal | None
    amount: Decimal | None
    ref: str = ""

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "label": self.label,
            "quantity": self.quantity,
            "unit_price": None if self.unit_price is None else str(self.unit_price),
            "amount": None if self.amount is None else str(self.amount),
            "ref": self.ref,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        price, amount = data["unit_price"], data["amount"]
        return cls(
            kind=data["kind"],
            label=dict(data["label"]),
            quantity=data["quantity"],
            unit_price=None if price is None else Decimal(price),
            amount=None if amount is None else Decimal(amount),
            ref=data.get("ref", ""),
        )

    def localised(self, language: str) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "label": text_in(self.label, language),
            "quantity": self.quantity,
            "unit_price": self.unit_price,
            "amount": self.amount,
        }


@dataclass(frozen=True, slots=True)
class CancellationStep:
    """Cancelling before `until` (an instant; None: at any later time) gives back `refund` EUR."""

    until: datetime | None
    refund: Decimal
    label: Text


@dataclass(frozen=True, slots=True)
class Cancellation:
    """The terms a thing is sold on, in EUR of this quote; steps in order of time, the last without end."""

    tier: str
    label: Text
    steps: tuple[CancellationStep, ...]

    def refund_at(self, at: datetime) -> Decimal:
        """EUR that come back when cancelled at `at`."""
        return next(step.refund for step in self.steps if step.until is None or at < step.until)

    def to_json(self) -> dict[str, Any]:
        steps = [{"until": step.until and step.until.isoformat(), "refund": str(step.refund), "label": step.label} for step in self.steps]
        return {"tier": self.tier, "label": self.label, "steps": steps}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        steps = tuple(
            CancellationStep(
                until=datetime.fromisoformat(step["until"]) if step["until"] else None,
                refund=Decimal(step["refund"]),
                label=dict(step["label"]),
            )
            for step in data["steps"]
        )
        return cls(tier=data["tier"], label=dict(data["label"]), steps=steps)

    def localised(self, language: str) -> dict[str, Any]:
        steps = [{"until": step.until, "refund": step.refund, "label": text_in(step.label, language)} for step in self.steps]
        return {"tier": self.tier, "label": text_in(self.label, language), "steps": steps}


@dataclass(frozen=True, slots=True)
class Quote:
    """What something costs and why. `total` (EUR) is the sum of `lines`, tourist tax included where its tariff is known;
    `tourist_tax` is None where it is not, and then stands in `due_at_stay`."""

    lines: tuple[QuoteLine, ...]
    total: Decimal
    tourist_tax: Decimal | None
    due_at_stay: tuple[QuoteLine, ...]
    cancellation: Cancellation
    currency: str = "EUR"

    def to_json(self) -> dict[str, Any]:
        """As JSON, money as strings; `Quote.from_json` gives the same quote back."""
        return {
            "lines": [line.to_json() for line in self.lines],
            "total": str(self.total),
            "tourist_tax": None if self.tourist_tax is None else str(self.tourist_tax),
            "due_at_stay": [line.to_json() for line in self.due_at_stay],
            "currency": self.currency,
            "cancellation": self.cancellation.to_json(),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        tax = data["tourist_tax"]
        return cls(
            lines=tuple(QuoteLine.from_json(line) for line in data["lines"]),
            total=Decimal(data["total"]),
            tourist_tax=None if tax is None else Decimal(tax),
            due_at_stay=tuple(QuoteLine.from_json(line) for line in data["due_at_stay"]),
            cancellation=Cancellation.from_json(data["cancellation"]),
            currency=data["currency"],
        )

    def localised(self, language: str) -> dict[str, Any]:
        """For a page or an answer in `language`: labels as text, money as Decimal, instants as datetime."""
        return {
            "lines": [line.localised(language) for line in self.lines],
            "total": self.total,
            "tourist_tax": self.tourist_tax,
            "due_at_stay": [line.localised(language) for line in self.due_at_stay],
            "currency": self.currency,
            "cancellation": self.cancellation.localised(language),
        }
