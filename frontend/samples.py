# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sample words and figures for the style page. Nothing of it reaches another page."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from catalogue.models import Picture
from marketplace.territory.models import Municipality


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nome e cognome", help_text="Come sul documento che porterai con te.")
    email = forms.EmailField(label="E-mail", help_text="Ti mandiamo qui la conferma.")
    country = forms.ChoiceField(label="Paese", choices=[("it", "Italia"), ("de", "Germania"), ("fr", "Francia")])
    message = forms.CharField(label="Un messaggio per chi ti ospita", widget=forms.Textarea, required=False)
    arrival = forms.ChoiceField(
        label="Come arrivi", choices=[("car", "In auto"), ("train", "In treno e autobus"), ("bike", "In bici")], widget=forms.RadioSelect
    )
    terms = forms.BooleanField(label="Ho letto le condizioni", help_text="Si aprono in un'altra pagina.")


def sample_context(request: HttpRequest) -> dict[str, Any]:
    """Everything style.html shows."""
    today = timezone.localdate()
    pictures = list(Picture.objects.order_by("pk")[:12]) or [None]
    form = SampleForm({"name": "", "email": "anna@", "country": "de", "arrival": "train"})
    municipalities = list(Municipality.objects.all())
    return {
        "pictures": [pictures[i % len(pictures)] for i in range(12)],
        "form": form,
        "clean_form": SampleForm(auto_id="clean_%s"),
        "nights": _nights(today),
        "today": today,
        "check_in": today + dt.timedelta(days=9),
        "check_out": today + dt.timedelta(days=12),
        "expires_at": timezone.now() + dt.timedelta(minutes=28, seconds=30),
        "start": timezone.now() + dt.timedelta(days=5),
        "page": Paginator(range(400), 20).get_page(request.GET.get("page", 3)),
        "lines": _lines(),
        "total": Decimal("260.50"),
        "price": Decimal("86"),
        "municipalities": municipalities,
        "links": {place.istat: f"#{place.slug}" for place in municipalities},
        "points": [{"lat": 44.8217, "lon": 9.1967, "name": "La stalla del mulino", "kind": "stay", "url": "#p", "label": "da 86 €"}],
        "facts": [("people", "4 ospiti"), ("bed", "2 camere"), ("dog", "Cani benvenuti")],
        "options": [
            {"value": "wifi", "label": "Wi-Fi", "count": 41, "selected": True},
            {"value": "dog", "label": "Cani benvenuti", "count": 18, "selected": False},
            {"value": "pool", "label": "Piscina", "count": 0, "selected": False},
        ],
        "crumbs": [("Borghi", "#"), ("Varzi", "#"), ("La stalla del mulino", "")],
        "icons": re.findall(r'symbol id="([^"]+)"', Path(str(finders.find("frontend/icons.svg"))).read_text(encoding="utf-8")),
        "goal": Decimal("12000"),
        "raised": Decimal("7350"),
    }


def _nights(today: dt.date) -> list[dict[str, Any]]:
    nights = []
    for offset in range(-20, 90):
        date = today + dt.timedelta(days=offset)
        weekend = date.weekday() in {4, 5}
        nights.append(
            {
                "date": date,
                "free": not (14 <= offset <= 17 or offset % 23 == 5),
                "price": Decimal("104") if weekend else Decimal("86"),
                "arrival": offset % 11 != 6,
                "departure": offset % 13 != 7,
                "min_nights": 2 if weekend else 1,
            }
        )
    return nights


def _lines() -> list[dict[str, Any]]:
    return [
        {"label": "2 notti a 80,00 €", "amount": Decimal("160.00"), "note": "", "kind": ""},
        {"label": "1 notte a 100,50 €", "amount": Decimal("100.50"), "note": "venerdì", "kind": ""},
        {"label": "Pulizie finali", "amount": Decimal("25.00"), "note": "", "kind": ""},
        {"label": "Sconto settimana corta", "amount": Decimal("-25.00"), "note": "", "kind": "less"},
        {
            "label": "Imposta di soggiorno",
            "amount": None,
            "note": "Si paga alla struttura: 1,00 € a persona e notte.",
            "kind": "quiet",
        },
    ]
