# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What somebody asks for: read and checked in one place, for the page and the API."""

import math
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from catalogue.vocabulary import Amenity, CancellationTier
from marketplace.booking.clock import rome_now
from marketplace.booking.forms import ChildrenAgesField, age_selects, ages_of
from marketplace.errors import Refused
from residencies.vocabulary import Discipline, Equipment, Phase

from .access import ACCESS_CHOICES
from .prices import BANDS, Limits, limits_of, limits_of_band
from .reading import read_text
from .reading.loading import load_places
from .understanding import DEFAULT_ADULTS, Understood, Wanted, understand
from .when import MOST_DAYS_AHEAD, MOST_FLEX, MOST_FLEXIBLE_NIGHTS, USUAL_NIGHTS, Arrivals, Nights, WhenField, nights_around, nights_in

PER_PAGE = 24
LAST_PAGE = 400  # Elasticsearch pages no deeper than 10,000 hits
MOST_GUESTS = 50
MOST_NIGHTS = 365
MOST_VALUES = 60
MOST_ASKED_AGES = 12  # on the page; the parameter takes all
KIND_CHOICES = [
    ("stay", _("Stays")),
    ("experience", _("Experiences")),
    ("business", _("Local businesses")),
    ("good", _("Local products")),
    ("call", _("Calls for artists")),
]
AMENITY_CHOICES = [*Amenity.choices, *Equipment.choices]  # of houses, and of studios
PHASE_CHOICES = [(phase.value, phase.label) for phase in (Phase.OPEN, Phase.COMING, Phase.JURY, Phase.DECIDED, Phase.PAST)]
INSTANT_CHOICES = [("yes", _("Booked at once")), ("no", _("On request"))]
PER_CHOICES = [("night", _("per night")), ("total", _("in total"))]
SORT_CHOICES = [("relevance", _("What fits best")), ("price", _("Lowest price")), ("distance", _("Nearest")), ("newest", _("Newest first"))]


class BadSearch(Refused):
    """The request cannot be read. `fields` has the messages by parameter."""

    code = "invalid"

    def __init__(self, fields: dict[str, list[str]], labels: dict[str, str] | None = None) -> None:
        errors = [{"where": f"query.{name}", "code": "invalid", "message": message} for name in fields for message in fields[name]]
        super().__init__(" ".join(error["message"] for error in errors), errors=errors)
        self.fields = fields
        # For people: which field, and what is wrong with it.
        self.lines = [((labels or {}).get(name, ""), message) for name in fields for message in fields[name]]


class TakesTooLong(BadSearch):
    """The request is right, but asks for more than PostgreSQL answers in good time."""

    code = "takes-too-long"

    def __init__(self, request: "SearchRequest") -> None:
        message = _("This takes too long at the moment. Choose fewer days, a village, or fewer words.")
        super().__init__({"when" if request.is_flexible else "q": [str(message)]})


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """Nights are `[check_in, check_out)`; `near` is latitude, longitude; `bbox` west, south, east, north; prices EUR.

    Instead of `check_in` and `check_out` there may be `when`, with `when_nights` and `weekend` (see `search.when`).
    `children_ages` has the ages in years as far as they are given. `adults` is None if nobody said how many come, and there are no dates
    that would need it. `around`: within `around_km` of one of these points. `deadline`: of calls, from the first to the last of these
    days. What the words of `q` mean is in the other fields already, and in `understood`; `words` are those left to search as text,
    `ranked` those that tell what fits from what fits better, `wanted` the kinds of buildings and units. `by_name` is what to ask too, the same words
    as a name (`named`: all of them stand in the title), for a house may be called like a filter.
    """

    q: str = ""
    kinds: tuple[str, ...] = ()
    check_in: date | None = None
    check_out: date | None = None
    flex: int = 0
    when: Arrivals | None = None
    when_nights: int = USUAL_NIGHTS
    weekend: bool = False
    adults: int | None = None
    children: int = 0
    children_ages: tuple[int, ...] = ()
    municipalities: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    amenities: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    instant: tuple[str, ...] = ()
    cancellation: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    near: tuple[float, float] | None = None
    radius_km: float | None = None
    bbox: tuple[float, float, float, float] | None = None
    price_min: Decimal | None = None
    price_max: Decimal | None = None
    price_per: str = ""
    sort: str = "relevance"
    page: int = 1
    lang: str = "it"
    per_page: int = field(default=PER_PAGE, compare=False)
    mapped: bool = field(default=True, compare=False)  # whether somebody looks at a map of what is found
    around: tuple[tuple[float, float], ...] = ()
    around_km: float | None = None
    deadline: tuple[date, date] | None = None
    wanted: tuple[Wanted, ...] = ()
    words: str | None = None
    ranked: str = ""
    named: str = ""
    understood: tuple[Understood, ...] = ()
    by_name: "SearchRequest | None" = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.has_dates and self.adults is None:
            object.__setattr__(self, "adults", DEFAULT_ADULTS)

    @property
    def searched(self) -> str:
        """What of `q` is searched as text."""
        return self.q if self.words is None else self.words

    @property
    def scored(self) -> str:
        """The words that put hits in order."""
        return self.ranked or self.searched

    @property
    def unit_kinds(self) -> tuple[str, ...]:
        """The kinds a unit of a stay may be of; none: any."""
        return self.wanted_of("stay").units

    def wanted_of(self, kind: str) -> Wanted:
        """What is asked of listings of this kind."""
        return next((wanted for wanted in self.wanted if wanted.kind == kind), Wanted(kind))

    @property
    def has_dates(self) -> bool:
        return self.check_in is not None or self.when is not None

    @property
    def is_flexible(self) -> bool:
        """Whether several stays of different dates would do."""
        return self.when is not None or (self.has_dates and self.flex > 0)

    @property
    def nights(self) -> int:
        if self.when:
            return self.when_nights
        return (self.check_out - self.check_in).days if self.check_in and self.check_out else 0

    def stays(self, today: date) -> tuple[Nights, ...]:
        """The dates that would do, those first that fit best; empty if none are asked for."""
        if self.when:
            return nights_in(self.when, self.when_nights, self.weekend, today)
        if self.check_in and self.check_out:
            return nights_around(Nights(self.check_in, self.check_out), self.flex, today)
        return ()

    def days(self, today: date) -> tuple[date, date] | None:
        """The first and the last day of all dates that would do."""
        stays = self.stays(today)
        return (min(s.check_in for s in stays), max(s.check_out for s in stays)) if stays else None

    @property
    def guests(self) -> int | None:
        return None if self.adults is None else self.adults + self.children

    @property
    def youngest(self) -> int | None:
        """The age of the youngest child, as far as ages are given."""
        return min(self.children_ages, default=None)

    @property
    def age_selects(self) -> list[list[tuple[int, bool]]]:
        """What the form asks: one select a child, with the ages given so far."""
        return age_selects(given=self.children_ages, children=min(self.children, MOST_ASKED_AGES))

    @property
    def order(self) -> str:
        """The sort that is meant: whoever asks near a place, and for nothing in words, wants the nearest first."""
        return "distance" if self.sort == "relevance" and self.near and not self.searched else self.sort

    @property
    def price_nights(self) -> int:
        """By how many nights a price a night is multiplied to be compared."""
        return self.nights or 1

    def limits(self) -> Limits:
        """The price limits in EUR cents: with dates of the total, unless they are given per night."""
        return limits_of(self.price_min, self.price_max, self.price_nights if self.price_per == "night" else 1)

    def band_limits(self) -> list[Limits]:
        """The limits of the chosen price bands, in EUR cents."""
        return [limits_of_band(name, self.price_nights) for name in self.bands]

    def but(self, **changes: Any) -> "SearchRequest":
        return replace(self, **changes)


class Numbers(forms.CharField):
    """So many finite numbers with commas between."""

    def __init__(self, *, count: int, **kwargs: Any) -> None:
        self.count = count
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            numbers = tuple(float(part) for part in text.split(","))
        except ValueError:
            numbers = ()
        if len(numbers) != self.count or not all(math.isfinite(number) for number in numbers):
            message = ngettext("Give %(count)s number.", "Give %(count)s numbers with commas between.", self.count)
            raise ValidationError(message % {"count": self.count})
        return numbers


class Values(forms.MultipleChoiceField):
    """A repeatable parameter; without choices, what `one` takes."""

    def __init__(self, *, one: re.Pattern[str] | None = None, message: Any = "", **kwargs: Any) -> None:
        self.one, self.message = one, message
        super().__init__(**kwargs)

    def validate(self, value: list[str]) -> None:
        if len(value) > MOST_VALUES:
            raise ValidationError(_("Choose at most %(count)s.") % {"count": MOST_VALUES})
        if self.one is None:
            super().validate(value)
        elif not all(self.one.fullmatch(code) for code in value):
            raise ValidationError(self.message)


class SearchForm(forms.Form):
    """Reads the parameters. Every field may be missing."""

    q = forms.CharField(max_length=200, required=False, label=_("Where or what"))
    kind = Values(choices=KIND_CHOICES, required=False, label=_("What"))
    check_in = forms.DateField(input_formats=["%Y-%m-%d"], required=False, label=_("Check-in"))
    check_out = forms.DateField(input_formats=["%Y-%m-%d"], required=False, label=_("Check-out"))
    adults = forms.IntegerField(min_value=1, max_value=MOST_GUESTS, required=False, label=_("Adults"))
    children = forms.IntegerField(min_value=0, max_value=MOST_GUESTS, required=False, label=_("Children"))
    children_ages = ChildrenAgesField(label=_("Ages of the children"))
    flex = forms.IntegerField(min_value=0, max_value=MOST_FLEX, required=False, label=_("Days earlier or later"))
    when = WhenField(required=False, label=_("Flexible dates"))
    nights = forms.IntegerField(min_value=1, max_value=MOST_FLEXIBLE_NIGHTS, required=False, label=_("Nights"))
    weekend = forms.ChoiceField(choices=[("on", _("At the weekend"))], required=False, label=_("At the weekend"))
    municipality = Values(
        one=re.compile("[0-9]{6}"),
        message=_("A municipality is given by its ISTAT code of six digits."),
        required=False,
        label=_("Village"),
    )
    area = Values(one=re.compile(r"[^\x00-\x1f]{1,60}"), message=_("There is no such area."), required=False, label=_("Area"))
    amenity = Values(choices=AMENITY_CHOICES, required=False, label=_("Amenities"))
    access = Values(choices=ACCESS_CHOICES, required=False, label=_("Accessibility"))
    instant = Values(choices=INSTANT_CHOICES, required=False, label=_("Booking"))
    cancellation = Values(choices=CancellationTier.choices, required=False, label=_("Cancellation"))
    band = Values(choices=[(name, name) for name in BANDS], required=False, label=_("Price"))
    discipline = Values(choices=Discipline.choices, required=False, label=_("Disciplines"))
    phase = Values(choices=PHASE_CHOICES, required=False, label=_("State of the call"))
    near = Numbers(count=2, required=False, label=_("Near"))
    radius_km = forms.FloatField(min_value=0.1, max_value=500, required=False, label=_("Within, km"))
    bbox = Numbers(count=4, required=False, label=_("Rectangle"))
    price_min = forms.DecimalField(min_value=0, max_value=100_000, max_digits=8, decimal_places=2, required=False, label=_("Price from"))
    price_max = forms.DecimalField(min_value=0, max_value=100_000, max_digits=8, decimal_places=2, required=False, label=_("Price up to"))
    price_per = forms.ChoiceField(choices=PER_CHOICES, required=False, label=_("Price"))
    sort = forms.ChoiceField(choices=SORT_CHOICES, required=False, label=_("Sort by"))
    page = forms.IntegerField(min_value=1, max_value=LAST_PAGE, required=False, label=_("Page"))
    lang = forms.ChoiceField(choices=settings.LANGUAGES, required=False, label=_("Language"))

    def clean_near(self) -> tuple[float, float] | None:
        near = self.cleaned_data["near"]
        if near and not (-90 <= near[0] <= 90 and -180 <= near[1] <= 180):
            raise ValidationError(_("Give latitude and longitude in degrees."))
        return near

    def clean_bbox(self) -> tuple[float, float, float, float] | None:
        bbox = self.cleaned_data["bbox"]
        if bbox:
            west, south, east, north = bbox
            if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
                raise ValidationError(_("Give west, south, east and north in degrees."))
        return bbox

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self._clean_dates(data.get("check_in"), data.get("check_out"))
        self._clean_when(data.get("when"))
        low, high = data.get("price_min"), data.get("price_max")
        if low is not None and high is not None and low > high:
            self.add_error("price_max", _("The highest price is below the lowest."))
        if not data.get("near"):
            for name in ("radius_km", "sort"):
                # Words may say near what.
                if data.get(name) and (name != "sort" or (data["sort"] == "distance" and not data.get("q"))):
                    self.add_error(name, _("Say near which place."))
        return data

    def _clean_dates(self, check_in: date | None, check_out: date | None) -> None:
        if "check_in" in self.errors or "check_out" in self.errors or not (check_in or check_out):
            return
        today = rome_now().date()
        if check_in is None:
            self.add_error("check_in", _("Say on which day you arrive."))
        elif check_in < today:
            self.add_error("check_in", _("The check-in lies in the past."))
        elif check_in > today + timedelta(days=MOST_DAYS_AHEAD):
            self.add_error("check_in", _("So far ahead nothing can be booked."))
        elif check_out is None:
            self.add_error("check_out", _("Say on which day you leave."))
        elif check_out <= check_in:
            self.add_error("check_out", _("The check-out must be at least one day after the check-in."))
        elif (check_out - check_in).days > MOST_NIGHTS:
            self.add_error("check_out", _("Stays have at most %(count)s nights.") % {"count": MOST_NIGHTS})

    def _clean_when(self, when: Arrivals | None) -> None:
        data = self.cleaned_data
        if when is None:
            return
        if data.get("check_in") or data.get("check_out"):
            self.add_error("when", _("Choose either the days or a time in which any will do."))
        elif not nights_in(when, data.get("nights") or USUAL_NIGHTS, bool(data.get("weekend")), rome_now().date()):
            self.add_error("when", _("There is no weekend left in that time."))


def _each(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def read_request(params: QueryDict, *, per_page: int = PER_PAGE, mapped: bool = True) -> SearchRequest:
    """The request in `params`. Raises BadSearch with a message for every parameter that cannot be read."""
    form = SearchForm(params)
    if not form.is_valid():
        fields = {name: [str(message) for message in messages] for name, messages in form.errors.items()}
        raise BadSearch(fields, {name: str(field.label) for name, field in form.fields.items()})
    data = form.cleaned_data
    asked = _asked(data) | {"per_page": per_page, "mapped": mapped}
    if data["q"]:
        calls = bool(data["discipline"] or data["phase"]) or data["kind"] == ["call"]
        words = read_text(data["q"], language=asked["lang"], today=rome_now().date(), places=load_places(), calls=calls)
        asked |= understand(data, words)
    if data["children_ages"] or "children_ages" not in asked:
        asked["children_ages"] = tuple(ages_of(ages=data["children_ages"], children=asked["children"]))
    if named := asked.pop("by_name", None):
        asked["by_name"] = SearchRequest(**{**asked, **named})
    return SearchRequest(**asked)


def _asked(data: dict[str, Any]) -> dict[str, Any]:
    """What the fields ask for, before the words are read."""
    return {
        "q": data["q"],
        "kinds": _each(data["kind"]),
        "check_in": data["check_in"],
        "check_out": data["check_out"],
        "flex": data["flex"] or 0,
        "when": data["when"],
        "when_nights": data["nights"] or USUAL_NIGHTS,
        "weekend": bool(data["weekend"]),
        "adults": data["adults"],
        "children": data["children"] or 0,
        "municipalities": _each(data["municipality"]),
        "areas": _each(data["area"]),
        "amenities": _each(data["amenity"]),
        "access": _each(data["access"]),
        "instant": _each(data["instant"]),
        "cancellation": _each(data["cancellation"]),
        "bands": _each(data["band"]),
        "disciplines": _each(data["discipline"]),
        "phases": _each(data["phase"]),
        "near": data["near"],
        "radius_km": data["radius_km"],
        "bbox": data["bbox"],
        "price_min": data["price_min"],
        "price_max": data["price_max"],
        "price_per": data["price_per"],
        "sort": data["sort"] or "relevance",
        "page": data["page"] or 1,
        "lang": data["lang"] or (get_language() or "it").split("-")[0],
    }
