# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What a guest posts to hold something. Rules are the domain's; here only shapes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalogue.models import Good, Session, Unit
from marketplace.booking.forms import ChildrenAgesField, ages_of
from marketplace.booking.models import Extra

LARGEST_ID = 2**62
MOST_GUESTS = 99


class NightsForm(forms.Form):
    unit = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    check_in = forms.DateField(label=_("Check-in"), input_formats=["%Y-%m-%d"], widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    check_out = forms.DateField(
        label=_("Check-out"), input_formats=["%Y-%m-%d"], widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    adults = forms.IntegerField(label=_("Adults"), min_value=1, max_value=MOST_GUESTS, initial=2)
    children = forms.IntegerField(label=_("Children"), min_value=0, max_value=MOST_GUESTS, initial=0, required=False)
    children_ages = ChildrenAgesField(label=_("Ages of the children"))
    extras = forms.MultipleChoiceField(label=_("Extras"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.listing = find_unit(data.get("unit")) if data else None
        offered = Extra.objects.filter(unit=self.listing, mandatory=False) if self.listing else Extra.objects.none()
        ages = self.fields["children_ages"]
        ages.widget.children = min(number(data.get("children")) or 0, MOST_GUESTS) if data else 0
        if data and not ages.widget.children and not ages.widget.value_from_datadict(data, {}, "children_ages"):
            del self.fields["children_ages"]
        extras = self.fields["extras"]
        assert isinstance(extras, forms.MultipleChoiceField)
        extras.choices = [(str(extra.pk), extra.t.name) for extra in offered]

    def wish(self) -> dict[str, Any]:
        """Keywords for `hold_nights`."""
        data = self.cleaned_data
        children = data["children"] or 0
        ages = ages_of(ages=data.get("children_ages", []), children=children)
        return {**data, "children": children, "children_ages": ages, "extras": [int(pk) for pk in data["extras"]]}


class PlacesForm(forms.Form):
    session = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=_("People"), min_value=1, max_value=999)
    of_age = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        pk = number(data.get("session")) if data else None
        sessions = Session.objects.public().filter(parent__live=True, parent__is_public=True)
        self.listing = sessions.select_related("parent__experience").filter(pk=pk).first() if pk else None
        age = self.listing.experience.min_age if self.listing else 0
        if age:
            text = ngettext_lazy("Everybody is at least %(age)s year old", "Everybody is at least %(age)s years old", "age")
            self.fields["of_age"].label = text % {"age": age}
        else:
            del self.fields["of_age"]

    def wish(self) -> dict[str, Any]:
        """Keywords for `hold_places`."""
        return dict(self.cleaned_data)


class PiecesForm(forms.Form):
    good = forms.IntegerField(min_value=1, max_value=LARGEST_ID, widget=forms.HiddenInput)
    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=999)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        pk = number(data.get("good")) if data else None
        self.listing = Good.objects.browsable().filter(pk=pk).first() if pk else None

    def wish(self) -> dict[str, Any]:
        """Keywords for `hold_pieces`."""
        return dict(self.cleaned_data)


def find_unit(value: Any) -> Unit | None:
    """The unit guests may see with that id."""
    pk = number(value)
    units = Unit.objects.public().filter(parent__live=True, parent__is_public=True).select_related("parent__stay")
    return units.filter(pk=pk).first() if pk else None


def number(value: Any) -> int | None:
    """An id as it comes from outside, or None."""
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
