# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The page's form: about the person, when she can come, and the questions of the stage; and its two ways to and from what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ..models import Application, Call, Entry
from .about import about_fields
from .answers import MOST_LETTERS, counting, form_field, given
from .fields import WITH_FILES, Field, fields_of

Working = Mapping[str, Any]  # {"about": {name: as typed}, field id: as typed}


@dataclass(frozen=True)
class Problem:
    """What stands between a draft and handing it in: the row of the page, its label, and what is wrong."""

    name: str
    label: str
    words: str
    missing: bool


class ApplicationForm(forms.Form):
    """Always bound: to what is kept, or to what was just sent. Nothing typed is ever refused here; it is only said what is wrong."""

    use_required_attribute = False

    def __init__(self, *, call: Call, fields: Sequence[Field], working: Working, frozen: frozenset[str] = frozenset()) -> None:
        self.call, self.questions, self.working = call, list(fields), working
        self.periods = list(call.periods.all())
        self.language = (get_language() or "it")[:2]
        self.counting = {field.id for field in counting(self.questions, working)}
        super().__init__(data=_flat(working))
        self.fields.update(about_fields(call))
        for period in self.periods:
            self.fields.update(_period_fields(period))
        for field in self.questions:
            if (made := form_field(field, self.language)) is not None:
                made.widget.attrs |= {"disabled": True} if field.id in frozen else {}
                self.fields[row_name(field.id)] = made

    @classmethod
    def of_entry(cls, *, call: Call, entry: Entry, application: Application, frozen: frozenset[str] = frozenset()) -> Self:
        return cls(call=call, fields=fields_of(entry.form_version), working=entry.answers, frozen=frozen)

    def read(self, data: Any) -> dict[str, Any]:
        """What was sent by a page with this form, as it is kept."""
        about, answers = {}, {}
        for name, field in self.fields.items():
            raw = _plain(field.widget.value_from_datadict(data, {}, name))
            if name.startswith(PREFIX):
                if given(raw):
                    answers[name.removeprefix(PREFIX)] = raw
            elif given(raw):
                about[name] = raw
        return {**({"about": about} if about else {}), **answers}

    def full_clean(self) -> None:
        super().full_clean()
        for field in self.questions:
            if field.id not in self.counting:
                self.errors.pop(row_name(field.id), None)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        ranges = [found for period in self.periods if (found := self._range(period, data)) is not None]
        if self.periods and not ranges and not any(f"from-{period.pk}" in self.errors for period in self.periods):
            self.add_error(
                f"from-{self.periods[0].pk}", ValidationError(_("Say at least once from when to when you can come."), code="required")
            )
        data["availability"] = ranges
        return data

    def _range(self, period: Any, data: Mapping[str, Any]) -> list[str] | None:
        """The days within one period; None if there are none or they are wrong."""
        start, end = data.get(f"from-{period.pk}"), data.get(f"until-{period.pk}")
        if start is None and end is None:
            return None
        name = f"from-{period.pk}"
        if start is None or end is None:
            self.add_error(name, _("Say both days: of arrival and of leaving."))
        elif not period.check_in <= start < end <= period.check_out:
            self.add_error(name, _("These days are not within the period, or not in order."))
        elif (end - start).days < period.min_nights:
            self.add_error(
                name, ValidationError(_("A residency is at least %(nights)d nights here."), params={"nights": period.min_nights})
            )
        else:
            return [start.isoformat(), end.isoformat()]
        return None

    def problems(self) -> list[Problem]:
        """What is missing or wrong, in the page's order; empty if it can be handed in."""
        found = []
        for name, errors in self.errors.as_data().items():
            missing = all(error.code == "required" for error in errors)
            words = " ".join(str(message) for error in errors for message in error.messages)
            found.append(Problem(name, str(self.fields[name].label), words, missing))
        found += [
            Problem(row_name(field.id), field.in_language(field.label, self.language), str(_("A file is missing.")), missing=True)
            for field in self.questions
            if field.kind in WITH_FILES and field.required and field.id in self.counting and not self.working.get(field.id)
        ]
        order = {name: place for place, name in enumerate([*self.fields, *(row_name(field.id) for field in self.questions)])}
        return sorted(found, key=lambda problem: order.get(problem.name, 0))

    def forgive_missing(self) -> None:
        """A draft is not told off for what it does not say yet: what is missing stands in the list alone."""
        for problem in self.problems():
            if problem.missing:
                self.errors.pop(problem.name, None)

    def about(self) -> dict[str, Any]:
        """The application's columns, cleaned. Of a form without problems."""
        data = self.cleaned_data
        names = ("name", "email", "country", "discipline", "language", "title", "needs", "availability")
        phone = data.get("phone")
        return {**{name: data[name] for name in names}, "phone": phone.as_international if phone else ""}

    def snapshot(self) -> dict[str, Any]:
        """{field id: value} of all that counts and is answered, fit for JSON: numbers and days as text, files by their ids."""
        found: dict[str, Any] = {}
        for field in self.questions:
            value = self.working.get(field.id) if field.kind in WITH_FILES else self.cleaned_data.get(row_name(field.id))
            if field.id in self.counting and value not in (None, "", [], False):
                found[field.id] = value if isinstance(value, str | list | bool) else _as_text(value)
        return found


PREFIX = "q-"


def row_name(field_id: str) -> str:
    return f"{PREFIX}{field_id}"


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _plain(raw: Any) -> Any:
    """Fit for a column of JSON, and of a length somebody could have typed."""
    if isinstance(raw, str):
        return raw.replace("\x00", "").replace("\r\n", "\n")[:MOST_LETTERS]
    if isinstance(raw, list):
        return [str(one).replace("\x00", "")[:500] for one in raw[:100]]
    return raw


def _flat(working: Working) -> dict[str, Any]:
    about = working.get("about", {})
    return {**about, **{row_name(name): value for name, value in working.items() if name != "about"}}


def _period_fields(period: Any) -> dict[str, forms.Field]:
    limits = {"type": "date", "min": period.check_in.isoformat(), "max": period.check_out.isoformat()}
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"]
    return {
        f"{name}-{period.pk}": forms.DateField(
            label=label, required=False, input_formats=formats, widget=forms.DateInput(attrs=dict(limits))
        )
        for name, label in (("from", _("You can come from")), ("until", _("until (day of leaving)")))
    }
