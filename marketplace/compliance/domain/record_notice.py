# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.db import transaction

from marketplace.messages.domain.queue_mail import queue_mail

from ..models import IllegalContentNotice


def record_notice(*, url: str, reason: str, name: str = "", email: str = "", good_faith: bool, language: str) -> IllegalContentNotice:
    """Record a notice of illegal content and, if the sender left an address, confirm it by mail without undue delay.

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
    return notice
