# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Who writes what for which stage: all that a request to the page of an application is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from marketplace.accounts.models import User

from ..domain.check_open import WRITABLE, is_open
from ..domain.save_entry import frozen_fields
from ..forms.application import ApplicationForm
from ..forms.fields import Field, fields_of
from ..forms.from_blocks import fields_from_blocks
from ..models import Application, Call, Entry, LateAccess, Stage
from ..queries.applications import application_of, current_stage, written_stages
from .keys import hash_of, key_of, new_key


@dataclass
class Desk:
    """`entry` is None until something was saved; `stray` is a draft begun in this browser beside the account's."""

    call: Call
    stage: Stage
    user: User | None
    key: str
    application: Application | None
    entry: Entry | None
    stray: Application | None
    late: LateAccess | None

    @classmethod
    def of(cls, request: HttpRequest, call: Call) -> "Desk | None":
        """None for a call that has no stage one writes for."""
        user = request.user if request.user.is_authenticated else None
        key = key_of(request, call)
        mine = application_of(call=call, user=user, key_hash=hash_of(key))
        stray = application_of(call=call, user=None, key_hash=hash_of(key)) if user and key else None
        stages = written_stages(call=call)
        stage = current_stage(application=mine) if mine else next(iter(stages), None)
        if stage is None:
            return None
        entry = Entry.objects.select_related("form_version").filter(application=mine, stage=stage).first() if mine else None
        late = LateAccess.objects.filter(application=mine).first() if mine else None
        return cls(call, stage, user, key or new_key(), mine, entry, stray, late)

    @property
    def key_hash(self) -> str:
        return hash_of(self.key)

    @property
    def fields(self) -> list[Field]:
        return fields_of(self.entry.form_version) if self.entry else fields_from_blocks(self.stage.form)

    @property
    def revision(self) -> int:
        return self.entry.revision if self.entry else 0

    def open(self, now: datetime) -> bool:
        """Whether one may write here now."""
        writable = self.application is None or self.application.state in WRITABLE
        return writable and is_open(call=self.call, stage=self.stage, now=now, late=self.late)

    def working(self) -> dict[str, Any]:
        """What is kept; before anything is, what the account knows."""
        if self.entry is not None:
            return dict(self.entry.answers)
        before = self.application.entries.order_by("-stage__sort_order").first() if self.application else None
        if before is not None:
            return {"about": before.answers.get("about", {})}
        known = {"name": self.user.full_name, "email": self.user.email, "phone": self.user.phone} if self.user else {}
        return {"about": {name: value for name, value in known.items() if value}}

    def form(self, working: dict[str, Any], now: datetime) -> ApplicationForm:
        frozen = frozenset(frozen_fields(self.entry, now)) if self.entry else frozenset()
        return ApplicationForm(call=self.call, fields=self.fields, working=working, frozen=frozen)

    def without_text(self) -> dict[str, Any]:
        """Of what is kept, what a page does not send: files, and what is frozen."""
        asked = {field.id for field in self.fields if field.kind in ("files", "portfolio")}
        return {name: value for name, value in (self.entry.answers if self.entry else {}).items() if name in asked}
