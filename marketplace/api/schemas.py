# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What the API takes and gives. Money is a string of EUR with two decimals, nights are dates, instants carry their offset."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Guests = Annotated[int, Field(ge=0, le=99)]
Age = Annotated[int, Field(ge=0, le=17)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,255}$")]
Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{43}$")]


class Reason(Schema):
    code: str
    message: str


class InvalidValue(Schema):
    where: str
    code: str
    message: str


class Problem(Schema):
    """RFC 9457. `code` is stable; `title` and `detail` are in the language of `Accept-Language`."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    code: str
    detail: str | None = None
    reasons: list[Reason] | None = Field(None, description="all broken rules, with code `rules-broken`")
    errors: list[InvalidValue] | None = Field(None, description="what does not fit, with code `invalid`")


class LineOut(Schema):
    kind: str
    label: str
    quantity: int
    unit_price: Decimal | None
    amount: Decimal | None = Field(description="null: not known here, paid at the stay")


class StepOut(Schema):
    until: datetime | None = Field(description="cancelling before this instant; null: any time later")
    refund: Decimal
    label: str


class CancellationOut(Schema):
    tier: str
    label: str
    steps: list[StepOut]


class QuoteOut(Schema):
    lines: list[LineOut]
    total: Decimal
    currency: str
    tourist_tax: Decimal | None = Field(description="within the total; null: paid at the stay")
    due_at_stay: list[LineOut]
    cancellation: CancellationOut


class NightOut(Schema):
    date: date
    free: bool
    price: Decimal | None
    arrival: bool
    departure: bool
    min_nights: int


class CalendarIn(Schema):
    start: date = Field(alias="from")
    end: date = Field(alias="to", description="not included")


class StayIn(Schema):
    """Nights `[check_in, check_out)` and who comes."""

    check_in: date
    check_out: date
    adults: Guests = 2
    children: Guests = 0
    children_ages: list[Age] = Field(
        [],
        max_length=99,
        description="a child without one is quoted as too young for the tourist tax; a hold asks for all ages where the tax depends on them",
    )
    extras: list[Id] = Field([], max_length=50, description="ids of extras of the unit")


class HoldIn(StayIn):
    model_config = ConfigDict(extra="forbid")
    unit: Id


class HoldOut(Schema):
    id: int
    token: str = Field(description="secret: needed to release the hold and to check out")
    expires_at: datetime
    total: Decimal
    currency: str = "EUR"


class PlaceOut(Schema):
    istat: str
    name: str
    slug: str


class UnitOut(Schema):
    id: int
    title: str
    kind: str
    capacity: int
    bedrooms: int
    double_beds: int
    single_beds: int
    bathrooms: int
    size_m2: int | None
    amenities: list[str]
    night_from: Decimal | None = Field(description="EUR: the lowest price of a night that can still be booked")


class StayOut(Schema):
    id: int
    slug: str
    url: str
    title: str
    summary: str
    description: str
    building_kind: str
    municipality: PlaceOut
    locality: str
    lat: float | None
    lon: float | None
    cin: str
    business: str
    check_in_from: str
    check_in_until: str
    check_out_by: str
    amenities: list[str]
    cancellation: str
    instant_booking: bool
    units: list[UnitOut]
