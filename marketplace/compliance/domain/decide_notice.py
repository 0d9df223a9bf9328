# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.models import Business
from marketplace.accounts.domain.record_audit import record_audit
from marketplace.accounts.models import User
from marketplace.errors import Conflict, Refused
from marketplace.messages.domain.queue_mail import queue_mail

from ..models import IllegalContentNotice
from ..queries import listing_at


def decide_notice(*, notice: IllegalContentNotice, uphold: bool, reason: str, ground: str = "", actor: User) -> IllegalContentNotice:
    """Decide a notice of illegal content, once, with reasons. Upheld, the listing at its address is taken down.

    The sender is told the decision and the ways to contest it; the business whose listing is taken down gets a statement of reasons.
    Source: Reg. (EU) 2022/2065 art. 16(5)-(6) and 17. Raises Conflict when it is decided already, Refused without reasons or, when
    upheld, without the law or term that is broken.
    """
    if not reason.strip():
        raise Refused(_("A decision needs its reasons."), code="reason-missing")
    if uphold and not ground.strip():
        raise Refused(_("Say which law or which of our terms the content breaks."), code="ground-missing")
    with transaction.atomic():
        locked = IllegalContentNotice.objects.select_for_update().get(pk=notice.pk)
        if locked.decided_at is not None:
            raise Conflict(_("This notice is decided already."), code="decided")
        locked.outcome = IllegalContentNotice.Outcome.UPHELD if uphold else IllegalContentNotice.Outcome.REJECTED
        locked.decision, locked.ground = reason.strip(), ground.strip() if uphold else ""
        locked.decided_at, locked.decided_by = timezone.now(), actor
        locked.save(update_fields=["outcome", "decision", "ground", "decided_at", "decided_by"])
        record_audit(
            thing="notice", thing_id=locked.pk, verb="decide", actor=actor, before="open", after=locked.outcome, why=locked.decision
        )
        if uphold:
            _take_down(locked, actor)
        _tell_sender(locked)
    return locked


def _take_down(notice: IllegalContentNotice, actor: User) -> None:
    """Members cannot publish, so that what is taken down comes back only by staff's approval."""
    listing = listing_at(url=notice.url)
    if listing is None:
        return
    if listing.live:
        listing.unpublish(user=actor)
        record_audit(
            thing=listing._meta.model_name or "listing",
            thing_id=listing.pk,
            verb="take-down",
            actor=actor,
            before="live",
            after="taken down",
            why=f"notice {notice.pk}",
        )
    business = listing if isinstance(listing, Business) else listing.business
    if business is not None and business.email:
        _mail(notice, "statement_of_reasons", to=business.email, language=business.language, listing=listing, business=business)


def _tell_sender(notice: IllegalContentNotice) -> None:
    if notice.email:
        _mail(notice, "notice_decided", to=notice.email, language=notice.language)


def _mail(notice: IllegalContentNotice, name: str, *, to: str, language: str, **context: Any) -> None:
    upheld = notice.outcome == IllegalContentNotice.Outcome.UPHELD
    queue_mail(
        dedupe_key=f"{name.replace('_', '-')}-{notice.pk}",
        to=to,
        language=language,
        template=f"compliance/mail/{name}",
        context={"notice": notice, "upheld": upheld, **context},
    )
