# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What those who decide fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..domain.decide_application import OF_THE_LAST_STAGE
from ..models import Application, Call, Decision, Place, Residence

Outcome = Decision.Outcome


class DecisionForm(forms.Form):
    """One row of the decisions. `seen` is when what the page shows was decided: who saves over somebody else is told."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    was_rank = forms.IntegerField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(label=_("Decision"), required=False)
    rank = forms.IntegerField(label=_("Place on the waiting list"), required=False, min_value=1, max_value=999)
    note = forms.CharField(label=_("Note for the minutes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 1}))

    def __init__(self, data: Any = None, *, application: Application, last: bool) -> None:
        self.known: Decision | None = next(iter(application.decision_here), None)  # type: ignore[attr-defined]
        initial = {"seen": self.stamp}
        if self.known is not None:
            initial |= {name: getattr(self.known, name) for name in ("outcome", "rank", "note")} | {"was_rank": self.known.rank}
        super().__init__(data, prefix=application.number, initial=initial)
        fit = [
            word
            for word in Outcome
            if (word in OF_THE_LAST_STAGE and last) or word == Outcome.DECLINE or (word == Outcome.ADVANCE and not last)
        ]
        outcome: Any = self.fields["outcome"]
        outcome.choices = [("", "—"), *((word.value, word.label) for word in fit)]

    @property
    def stamp(self) -> str:
        return self.known.decided_at.isoformat() if self.known else ""

    def differs(self) -> bool:
        """Whether the row says something else than the page that was sent showed."""
        data = self.cleaned_data
        before = (self.known.outcome, self.known.note) if self.known else ("", "")
        moved = data["outcome"] == Outcome.WAITING and data["rank"] is not None and data["rank"] != data["was_rank"]
        return (data["outcome"], data["note"].strip()) != before or moved

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and self.differs() and data.get("seen") != self.stamp:
            raise forms.ValidationError(_("Somebody else has decided about this application meanwhile: look again."))
        return data


class ResidenceForm(forms.Form):
    """Where and when an artist lives."""

    place = forms.ModelChoiceField(label=_("Place"), queryset=Place.objects.none())
    check_in = forms.DateField(label=_("Arrives"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    check_out = forms.DateField(label=_("Leaves"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, call: Call, residence: Residence | None = None, **kwargs: Any) -> None:
        if residence is not None and residence.cancelled_at is None:
            kwargs["initial"] = {"place": residence.place_id, "check_in": residence.period.lower, "check_out": residence.period.upper}
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.queryset = Place.objects.filter(call=call).select_related("unit", "studio").order_by("sort_order", "pk")


class ReasonForm(forms.Form):
    """Why something is called off; the artist reads it."""

    why = forms.CharField(label=_("Reason, which the artist reads"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
