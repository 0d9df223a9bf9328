# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""An artist who answers a call: her browser, and a form that is filled in whole."""

from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from residencies.domain.freeze_form import freeze_form
from residencies.models import Application, Call, Stage
from tests import factories as make

from .calls import DAY, make_call

PROJECT, ROOM, SURE = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002", "11111111-0000-4000-8000-000000000003"
WHY = "11111111-0000-4000-8000-000000000004"


def question(kind: str, name: str, label: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": name, "value": {"label": label, **value}}


FORM = [
    question("long_text", PROJECT, "Il progetto", label_en="The project", most_words=10, required=True),
    question("choice", ROOM, "Ti serve una stanza?", code="stanza", required=True, options=[{"label": "sì"}, {"label": "no"}]),
    question("text", WHY, "Quale stanza?", only_if="stanza = sì", most_letters=40, required=True),
    question("consent", SURE, "I lavori sono miei", required=True),
]


def call_with_form(form: Any = FORM, **fields: Any) -> Call:
    """An open call whose first stage asks `form`."""
    call = make_call(title=fields.pop("title", f"Terra e forno {uuid4().hex[:6]}"), **fields)
    stage = Stage.objects.filter(call=call).order_by("sort_order")[0]
    stage.form = form
    stage.save()
    freeze_form(stage=stage)
    return Call.objects.get(pk=call.pk)


def make_artist(**fields: Any) -> Any:
    user = make.make_user(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def browser_of(user: Any = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(call: Call) -> str:
    return reverse("residencies:apply", kwargs={"slug": call.slug})


def filled_in(call: Call, revision: int = 0, **changes: Any) -> dict[str, Any]:
    """All that the page sends when every question is answered."""
    period = call.periods.first()
    answers = {
        "revision": str(revision),
        "name": "Nives Segreti",
        "email": "nives@posta.example",
        "phone": "+39 333 1234567",
        "country": "IT",
        "discipline": "visual_arts",
        "language": "it",
        "title": "La riva",
        "needs": ["kiln"],
        f"q-{PROJECT}": "Un forno acceso di notte",
        f"q-{ROOM}": "no",
        f"q-{SURE}": "on",
    }
    if period is not None:
        answers |= {f"from-{period.pk}": str(period.check_in), f"until-{period.pk}": str(period.check_in + 20 * DAY)}
    return {name: value for name, value in {**answers, **changes}.items() if value is not None}


def send(client: Client, call: Call, action: str = "save", revision: int = 0, **changes: Any) -> Any:
    return client.post(address(call), {**filled_in(call, revision, **changes), "action": action})


def submitted(call: Call, **fields: Any) -> Application:
    """An application handed in by an artist of its own."""
    user = make_artist(**fields)
    answer = send(browser_of(user), call, "submit")
    assert answer.status_code == 302, answer.content.decode()[:300]
    return Application.objects.get(call=call, user=user)
