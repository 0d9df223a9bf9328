# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Villages, businesses and listings for tests, each with just what it needs and room for exceptions."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from oscar.apps.catalogue.models import Option, ProductClass
from oscar.apps.partner.models import StockRecord
from wagtail.models import Locale, Page, Site

from catalogue.models import Business, BusinessMember, Experience, Good, Product, Session, Stay, Unit
from marketplace.accounts.models import User
from marketplace.booking.models import Occupancy, Rate
from marketplace.territory.models import Municipality, TouristTaxTariff

ROME = ZoneInfo("Europe/Rome")
_numbers = count(1)
SQUARE = {"type": "Polygon", "coordinates": [[[9.1, 44.8], [9.3, 44.8], [9.3, 44.9], [9.1, 44.9], [9.1, 44.8]]]}


def lay_ground() -> None:
    for code in ("it", "en", "de"):
        Locale.objects.get_or_create(language_code=code)
    root = Page.objects.filter(depth=1).first()
    if root is None:
        root = Page.add_root(title="Root", slug="root", locale=Locale.objects.get(language_code="it"))
    Site.objects.get_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": root})


def today() -> date:
    return timezone.localdate()


def make_user(**fields: Any) -> User:
    n = next(_numbers)
    password = fields.pop("password", "una-password-lunga")
    return User.objects.create_user(**{"email": f"persona{n}@posta.example", "password": password, "full_name": f"Persona {n}", **fields})


def make_municipality(**fields: Any) -> Municipality:
    n = next(_numbers)
    defaults = {
        "istat": f"{900000 + n}",
        "cadastral": f"X{n % 1000:03d}",
        "name": f"Borgo {n}",
        "slug": f"borgo-{n}",
        "province": "PV",
        "area": "Oltrepò Pavese",
        "longitude": 9.2,
        "latitude": 44.85,
        "boundary": SQUARE,
    }
    return Municipality.objects.create(**{**defaults, **fields})


def make_tariff(municipality: Municipality, amount: str = "1.50", **fields: Any) -> TouristTaxTariff:
    defaults = {"max_nights": 5, "exempt_under_age": 14, "valid_from": date(2020, 1, 1), "source": "delibera di prova"}
    return TouristTaxTariff.objects.create(municipality=municipality, amount=Decimal(amount), **{**defaults, **fields})


def make_business(**fields: Any) -> Business:
    n = next(_numbers)
    fields.setdefault("municipality", None)
    fields["municipality"] = fields["municipality"] or make_municipality()
    defaults = {
        "name": f"Bottega {n}",
        "code": f"bottega-{n}",
        "slug": f"bottega-{n}",
        "kind": "lodging",
        "email": f"bottega{n}@posta.example",
        "phone": "+39 0383 000000",
        "latitude": 44.85,
        "longitude": 9.2,
    }
    return Business.objects.create(**{**defaults, **fields})


def make_member(business: Business, role: str = "owner", **fields: Any) -> User:
    user = make_user(**fields)
    BusinessMember.objects.create(business=business, user=user, role=role)
    return user


def product_class(slug: str) -> ProductClass:
    kind, _created = ProductClass.objects.get_or_create(
        slug=slug, defaults={"name": slug.capitalize(), "requires_shipping": False, "track_stock": False}
    )
    Option.objects.get_or_create(code="hold", defaults={"name": "Hold", "type": "text", "required": False})
    return kind


def _stock(product: Product) -> None:
    StockRecord.objects.get_or_create(product=product, partner_id=product.business_id, defaults={"partner_sku": str(product.pk)})


def make_stay(**fields: Any) -> Stay:
    n = next(_numbers)
    business = fields.pop("business", None) or make_business()
    defaults = {
        "structure": "parent",
        "product_class": product_class("stay"),
        "title": f"Casa {n}",
        "slug": f"casa-{n}",
        "business": business,
        "municipality": business.municipality,
        "building_kind": "farmstead",
        "cin": f"IT018171B4{n:08d}"[:18],
        "latitude": 44.85,
        "longitude": 9.2,
        "cancellation_tier": "moderate",
    }
    return Stay.objects.create(**{**defaults, **fields})


def make_unit(*, night: str = "80.00", rate: dict[str, Any] | None = None, **fields: Any) -> Unit:
    """A unit with a rate; `rate` overrides the rate's columns, `rate={"skip": True}` leaves it out."""
    n = next(_numbers)
    stay = fields.pop("stay", None) or make_stay()
    defaults = {
        "structure": "child",
        "parent": stay.product_ptr,
        "title": f"Stanza {n}",
        "slug": f"stanza-{n}",
        "business": stay.business,
        "capacity": 2,
    }
    unit = Unit.objects.create(**{**defaults, **fields})
    _stock(unit)
    rate = dict(rate or {})
    if not rate.pop("skip", False):
        Rate.objects.create(unit=unit, **{"night": Decimal(night), **rate})
    return unit


def make_experience(**fields: Any) -> Experience:
    n = next(_numbers)
    business = fields.pop("business", None) or make_business(kind="guide")
    defaults = {
        "structure": "parent",
        "product_class": product_class("experience"),
        "title": f"Passeggiata {n}",
        "slug": f"passeggiata-{n}",
        "business": business,
        "municipality": business.municipality,
        "kind": "walk",
        "price": Decimal("25.00"),
        "duration_minutes": 120,
        "languages": ["it"],
        "latitude": 44.85,
        "longitude": 9.2,
    }
    return Experience.objects.create(**{**defaults, **fields})


def make_session(*, capacity: int = 8, **fields: Any) -> Session:
    n = next(_numbers)
    experience = fields.pop("experience", None) or make_experience()
    starts = datetime.combine(today() + timedelta(days=20), time(10), tzinfo=ROME)
    defaults = {
        "structure": "child",
        "parent": experience.product_ptr,
        "title": experience.title,
        "slug": f"sessione-{n}",
        "business": experience.business,
        "starts_at": starts,
        "capacity": capacity,
    }
    session = Session.objects.create(**{**defaults, **fields})
    _stock(session)
    return session


def make_good(**fields: Any) -> Good:
    n = next(_numbers)
    business = fields.pop("business", None) or make_business(kind="farm")
    defaults = {
        "structure": "standalone",
        "product_class": product_class("good"),
        "title": f"Miele {n}",
        "slug": f"miele-{n}",
        "business": business,
        "price": Decimal("9.50"),
        "stock": 10,
    }
    good = Good.objects.create(**{**defaults, **fields})
    _stock(good)
    return good


def occupy(unit: Unit, check_in: date, check_out: date, kind: str = "booking") -> Occupancy:
    return Occupancy.objects.create(unit=unit, period=(check_in, check_out), kind=kind)
