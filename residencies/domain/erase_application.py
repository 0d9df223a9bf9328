# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from functools import partial

from django.db import transaction
from django.utils import timezone

from marketplace.accounts.domain.record_audit import record_audit
from marketplace.messages.domain.forget_mails import empty_mails
from marketplace.messages.models import OutgoingMail

from ..models import AnswerFile, Application, CoApplicant, Entry


def erase_application(*, application: Application, actor_label: str) -> None:
    """Nothing of the person remains: name, answers, files, who wrote along, mails about it. What statistics count stays: call, state,
    country, discipline, moments. Doing it again changes nothing.
    """
    with transaction.atomic():
        locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
        if locked.anonymised_at is not None:
            return
        _erase_files(locked)
        Entry.objects.filter(application=locked).update(answers={})
        Entry.objects.filter(application=locked, sent__isnull=False).update(sent={})
        CoApplicant.objects.filter(application=locked).delete()
        mails = OutgoingMail.objects.filter(dedupe_key__startswith=f"application-{locked.number}-")
        empty_mails(mails.filter(state=OutgoingMail.State.WAITING), state=OutgoingMail.State.FAILED)
        empty_mails(mails)
        for name in ("name", "email", "phone", "title", "fee_waiver_reason", "key_hash"):
            setattr(locked, name, "")
        locked.user, locked.needs, locked.availability, locked.anonymised_at = None, [], [], timezone.now()
        locked.save()
        record_audit(thing="application", thing_id=locked.number, verb="erase_application", actor_label=actor_label)


def _erase_files(application: Application) -> None:
    """The rows now, the files themselves once that is certain."""
    for file in AnswerFile.objects.filter(entry__application=application):
        transaction.on_commit(partial(file.file.storage.delete, str(file.file.name)))
        file.delete()
