# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The reports in the staff's admin: searches by week and village, what was not found, words nobody has an answer to.

For the staff only: a business would read there what its neighbours' guests ask for (see the decision record).
"""

from typing import Any

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView

from marketplace.territory.models import Municipality

from ..models import Demand, WantedWord
from ..query import KIND_CHOICES
from . import queries, wording
from .words import ENOUGH


def place_choices() -> list[tuple[str, str]]:
    """Villages by name, then areas."""
    rows = list(Municipality.objects.values_list("istat", "name", "area").order_by("name"))
    return [*((istat, name) for istat, name, _area in rows), *((area, area) for area in sorted({area for *_, area in rows if area}))]


class WeekFilter(WagtailFilterSet):
    asked_in = django_filters.DateFromToRangeFilter(label=_("Week of the search, by its Monday"), widget=DateRangePickerWidget)
    place = django_filters.ChoiceFilter(label=_("Village or area"), choices=place_choices, empty_label=_("All"), widget=forms.Select)
    kind = django_filters.ChoiceFilter(label=_("What"), choices=KIND_CHOICES, empty_label=_("All"), widget=forms.Select)

    class Meta:
        model = Demand
        fields: list[str] = []


class MonthFilter(WagtailFilterSet):
    month = django_filters.DateFromToRangeFilter(label=_("Month, by its first day"), widget=DateRangePickerWidget)

    class Meta:
        model = WantedWord
        fields: list[str] = []


class ShareColumn(Column):
    """So many of so many, as a bar and in figures."""

    cell_template_name = "search/demand/share_cell.html"


def count(name: str, label: Any) -> Column:
    return Column(name, label=label, sort_key=name, classname="num")


class RowPaginator(WagtailPaginator):
    """Says “80 rows”: what is listed are sums, not things of the model."""

    verbose_name = _("row")
    verbose_name_plural = _("rows")


class DemandReport(ReportView):
    """What the three have in common. Rows are dictionaries of sums; `decorate` adds what is read."""

    model: type[Demand | WantedWord] = Demand
    results_template_name = "search/demand/results.html"
    any_permission_required = ["view"]
    header_icon = "search"
    paginator_class = RowPaginator
    about: Any = ""
    nothing: Any = _("Nothing has been counted yet: rows appear as soon as guests have searched.")
    nothing_here: Any = _("Nothing was counted for this choice: take away a filter or choose a longer time.")

    @property
    def no_results_message(self) -> Any:
        return self.nothing_here if self.is_filtering else self.nothing

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for row in object_list:  # in place: the table has the same rows
            row["share"] = round(100 * row["missed"] / row["asked"]) if row["asked"] else 0
            self.decorate(row)
        return object_list

    def decorate(self, row: dict[str, Any]) -> None:
        """Nothing more to say of a row."""

    @cached_property
    def place_names(self) -> dict[str, str]:
        return dict(place_choices())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return context | {"about": self.about, "lines": self.lines()}

    def lines(self) -> dict[str, Any]:
        """What stands above the table."""
        chosen = self.filters.form.cleaned_data.get("place") if self.filters and self.filters.is_valid() else None
        rows = Demand.objects.all() if chosen else Demand.objects.filter(lead=True)
        return {"totals": queries.totals(self.filter_queryset(rows))}


class WeeksReport(DemandReport):
    page_title = _("Searches by village and week")
    index_url_name = "demand_weeks"
    index_results_url_name = "demand_weeks_results"
    filterset_class = WeekFilter
    default_ordering = ("-asked_in", "-asked", "place")
    about = _("Who searched is not known: searches are counted by week. A search for two villages counts in both.")
    columns = [
        Column("asked_in", label=_("Week of"), accessor=lambda row: wording.week_words(row["asked_in"]), sort_key="asked_in"),
        Column("place_name", label=_("Village or area")),
        count("asked", _("Searches")),
        ShareColumn("missed", label=_("Without a result"), sort_key="missed"),
    ]
    list_export = ["asked_in", "place_name", "asked", "missed", "share"]
    export_headings = {
        "asked_in": _("Week of"), "place_name": _("Village or area"), "asked": _("Searches"), "missed": _("Without a result"),
        "share": _("Without a result, %"),
    }  # fmt: skip
    export_filename = "searches"

    def get_base_queryset(self) -> queries.Rows:
        return queries.weeks_and_places()

    def decorate(self, row: dict[str, Any]) -> None:
        row["place_name"] = self.place_names.get(row["place"], row["place"]) or str(_("No village named"))


class UnmetReport(DemandReport):
    page_title = _("What guests wanted and did not find")
    index_url_name = "demand_unmet"
    index_results_url_name = "demand_unmet_results"
    filterset_class = WeekFilter
    default_ordering = ("-missed", "-asked", "place", "arrival")
    about = _("What was asked for together, and how often nothing fitted all of it. The most asked for stands first.")
    nothing = _("So far every search that several guests made has found something.")
    columns = [
        Column("place_name", label=_("Village or area")),
        Column("kind_words", label=_("What")),
        Column("arrival_words", label=_("Arrival"), sort_key="arrival"),
        Column("nights_words", label=_("Nights")),
        Column("guests_words", label=_("Guests")),
        Column("wish_words", label=_("Wishes")),
        Column("price_words", label=_("Price")),
        ShareColumn("missed", label=_("Without a result"), sort_key="missed"),
    ]
    list_export = [
        "place_name", "kind_words", "arrival_words", "nights_words", "guests_words", "wish_words", "price_words", "asked", "missed", "share",
    ]  # fmt: skip
    export_headings = {
        "place_name": _("Village or area"), "kind_words": _("What"), "arrival_words": _("Arrival"), "nights_words": _("Nights"),
        "guests_words": _("Guests"), "wish_words": _("Wishes"), "price_words": _("Price"), "asked": _("Searches"),
        "missed": _("Without a result"), "share": _("Without a result, %"),
    }  # fmt: skip
    export_filename = "unmet-wishes"

    def get_base_queryset(self) -> queries.Rows:
        return queries.unmet_wishes()

    def decorate(self, row: dict[str, Any]) -> None:
        row["place_name"] = self.place_names.get(row["place"], row["place"]) or str(_("No village named"))
        row["kind_words"] = wording.kind_words(row["kind"])
        row["arrival_words"] = wording.arrival_words(row["arrival"])
        row["nights_words"] = wording.nights_words(row["nights"])
        row["guests_words"] = wording.guests_words(row["guests"], row["children"])
        row["wish_words"] = wording.wish_words(row["wishes"])
        row["price_words"] = wording.price_words(row["price_to"])

    def lines(self) -> dict[str, Any]:
        rare = queries.too_rare(self.filter_queryset(queries.combinations()))
        return super().lines() | {"rare": rare, "shown_from": queries.SHOWN_FROM}


class WordsReport(DemandReport):
    model = WantedWord
    page_title = _("Words nobody understood")
    index_url_name = "demand_words"
    index_results_url_name = "demand_words_results"
    filterset_class = MonthFilter
    default_ordering = ("-missed", "-asked", "word")
    about = _(
        "Words that the search could only look up as text. A word is written down once guests at %(enough)s different connections have"
        " typed it in a month; before, nobody can read it."
    )
    columns = [
        Column("word", label=_("Word"), sort_key="word"),
        count("asked", _("Searches")),
        ShareColumn("missed", label=_("Without a result"), sort_key="missed"),
    ]
    list_export = ["word", "asked", "missed", "share"]
    export_headings = {"word": _("Word"), "asked": _("Searches"), "missed": _("Without a result"), "share": _("Without a result, %")}
    export_filename = "words"

    def get_base_queryset(self) -> queries.Rows:
        return queries.wanted_words()

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"about": self.about % {"enough": ENOUGH}}

    def lines(self) -> dict[str, Any]:
        return {}


REPORTS = (("demand", WeeksReport), ("unmet-demand", UnmetReport), ("demand-words", WordsReport))
