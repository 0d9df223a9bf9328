# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from catalogue.domain.prepare_moderation import STAFF_GROUP
from marketplace.accounts.models import User
from marketplace.messages.domain.queue_mail import queue_mail

from ..models import IllegalContentNotice


def record_notice(*, url: str, reason: str, name: str = "", email: str = "", good_faith: bool, language: str) -> IllegalContentNotice:
    """Record a notice of illegal content and, if the sender left an address, confirm it by mail without undue delay; staff are told.

    Source: Reg. (EU) 2022/2065 art. 16(2) for the fields, art. 16(4) for the confirmation. Anybody may send one, without account.
    """
    with transaction.atomic():
        notice = IllegalContentNotice.objects.create(
            url=url, reason=reason, name=name, email=email, good_faith=good_faith, language=language
        )
        if email:
            queue_mail(
                dedupe_key=f"notice-received-{notice.pk}",
                to=email,
                language=language,
                template="compliance/mail/notice_received",
                context={"notice": notice},
            )
        _tell_staff(notice)
    return notice


def _tell_staff(notice: IllegalContentNotice) -> None:
    """Everybody who may decide it: notices are dealt with in a timely manner (art. 16(6))."""
    path = reverse("illegal_content:edit", args=[notice.pk])
    for person in User.objects.filter(groups__name=STAFF_GROUP, is_active=True):
        queue_mail(
            dedupe_key=f"notice-staff-{notice.pk}-{person.pk}",
            to=person.email,
            language=person.language,
            template="compliance/mail/notice_to_staff",
            context={"notice": notice, "address": f"{settings.SITE_URL}{path}"},
        )
