# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Writing the invented artists and what they sent, once; and, when the pictures are there, what they show of their work."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from catalogue.models import Picture
from marketplace.accounts.models import User

from ..domain.begin_application import LETTERS
from ..domain.freeze_form import freeze_form, freeze_forms
from ..forms.fields import Field, Kind, fields_of
from ..models import AnswerFile, Application, Call, Entry
from ..states import ApplicationState

DATA = Path(__file__).parent / "data" / "artists.toml"
WORKS, SHOWN, SIDE = 12, 3, 1200
WORDS = {
    "Il progetto": "project",
    "Il paese e chi ci vive": "village",
    "Chi sei": "about",
    "L’idea": "project",
    "Il progetto per intero": "project",
}
ALT = "Un lavoro di prima, dipinto"


@transaction.atomic
def load_applications() -> int:
    """Write the artists, and their applications and drafts to the demo's calls; answers how many were new. One that stands is left alone."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["artist"]
    calls = {call.slug: call for call in Call.objects.select_related("municipality").prefetch_related("periods", "stages")}
    for call in calls.values():
        freeze_forms(call=call)
    people = {row["email"]: _person(row) for row in rows}
    known = set(Application.objects.values_list("user__email", "call__slug"))
    new = 0
    for place, row in enumerate(rows):
        for slug in [*row["calls"], *row.get("drafts", [])]:
            if slug in calls and (row["email"], slug) not in known:
                _apply(people[row["email"]], calls[slug], row, place, handed_in=slug in row["calls"])
                new += 1
    return new


def _person(row: dict[str, Any]) -> User:
    user, made = User.objects.get_or_create(email=row["email"], defaults={"full_name": row["name"], "language": row["language"]})
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def _apply(user: User, call: Call, row: dict[str, Any], place: int, *, handed_in: bool) -> None:
    stage = call.stages.all()[0]
    version = freeze_form(stage=stage)
    about, answers = _about(user, call, row, place), _answers(call, row, fields_of(version))
    moment = min(call.deadline_at, timezone.now()) - timedelta(hours=7 * place + 3, minutes=13 * place)
    columns = {name: about[name] for name in ("name", "email", "country", "discipline", "language", "title", "needs")}
    application = Application.objects.create(
        call=call,
        number=_number(user, call),
        user=user,
        created_at=moment - timedelta(days=2),
        **(_sent_columns(call, columns, about, moment) if handed_in else _fee(call, paid=False)),
    )
    sent = {"sent": answers, "sent_revision": 1, "sent_at": moment} if handed_in else {}
    Entry.objects.create(
        application=application,
        stage=stage,
        form_version=version,
        answers={"about": about, **(answers if handed_in else dict(islice(answers.items(), 1)))},
        revision=1,
        saved_at=moment,
        **sent,
    )


def _sent_columns(call: Call, columns: dict[str, Any], about: dict[str, Any], moment: datetime) -> dict[str, Any]:
    days = [[about[f"from-{it.pk}"], about[f"until-{it.pk}"]] for it in call.periods.all()]
    return {**columns, **_fee(call, paid=True), "availability": days, "state": ApplicationState.SUBMITTED, "submitted_at": moment}


def _fee(call: Call, *, paid: bool) -> dict[str, str]:
    kinds = Application.Fee
    return {"fee_state": kinds.NONE if not call.fee else kinds.WAIVED if paid else kinds.DUE}


def _number(user: User, call: Call) -> str:
    """The same at every load."""
    digest = hashlib.sha256(f"{user.email} {call.slug}".encode()).digest()
    return "A-" + "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:6])


def _about(user: User, call: Call, row: dict[str, Any], place: int) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": row["name"],
        "email": user.email,
        "country": row["country"],
        "discipline": call.disciplines[place % len(call.disciplines)],
        "language": row["language"] if row["language"] in call.languages else call.languages[0],
        "title": row["title"],
        "needs": row["needs"],
    }
    for period in call.periods.all():
        slack = (period.check_out - period.check_in).days - period.min_nights
        start = period.check_in + timedelta(days=place * 5 % (slack + 1))
        until = min(period.check_out, start + timedelta(days=period.min_nights + place % 3 * 7))
        said |= {f"from-{period.pk}": start.isoformat(), f"until-{period.pk}": until.isoformat()}
    return said


def _answers(call: Call, row: dict[str, Any], fields: list[Field]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields:
        if (name := WORDS.get(field.label["it"])) is not None:
            found[field.id] = row[name].format(village=call.municipality.name)
        elif field.kind is Kind.CONSENT:
            found[field.id] = True
    return found


def hang_portfolios() -> int:
    """Give each application of the demo a few of the demo's pictures as works, in the private storage; answers how many got some."""
    works = list(_works())
    if not works:
        return 0
    entries = Entry.objects.filter(application__user__email__endswith="@artisti.example", files=None).select_related(
        "form_version", "application"
    )
    hung = 0
    for place, entry in enumerate(entries.order_by("pk")):
        field = next((field for field in fields_of(entry.form_version) if field.kind is Kind.PORTFOLIO), None)
        if field is not None:
            _hang(entry, field, list(islice(cycle(works), place % len(works), place % len(works) + SHOWN)))
            hung += 1
    return hung


def _works() -> Iterator[tuple[bytes, int, int]]:
    """A few pictures of the demo, small, as (JPEG, width, height)."""
    for picture in Picture.objects.order_by("pk")[:WORKS]:
        with picture.file.open("rb") as file, Image.open(file) as image:
            small = image.convert("RGB")
            small.thumbnail((SIDE, SIDE))
            out = BytesIO()
            small.save(out, "JPEG", quality=82)
            yield out.getvalue(), small.width, small.height


def _hang(entry: Entry, field: Field, works: list[tuple[bytes, int, int]]) -> None:
    ids = []
    for place, (data, width, height) in enumerate(works, 1):
        file = AnswerFile(entry=entry, field=field.id, kind="image", name=f"opera-{place}.jpg", size=len(data), width=width, height=height)
        file.alt, file.sha256 = ALT, hashlib.sha256(data).hexdigest()
        file.file.save(file.name, ContentFile(data), save=False)
        file.save()
        ids.append(file.pk)
    changed = {"answers": {**entry.answers, field.id: ids}}
    if entry.sent is not None:
        changed["sent"] = {**entry.sent, field.id: ids}
    Entry.objects.filter(pk=entry.pk).update(**changed)
