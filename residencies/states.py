# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""States of applications and awards, and what may follow what. Changed by `set_application_state` and `set_award_state` alone."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
    ADVANCED = "advanced", pgettext_lazy("application", "Invited to the next stage")
    AWARDED = "awarded", pgettext_lazy("application", "Chosen")
    WAITING = "waiting", pgettext_lazy("application", "On the waiting list")
    DECLINED = "declined", pgettext_lazy("application", "Not chosen")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("application", "Not handed in")


State = ApplicationState
APPLICATION_TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.EXPIRED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.ADVANCED, State.AWARDED, State.WAITING, State.DECLINED, State.WITHDRAWN}),
    State.ADVANCED: frozenset({State.SUBMITTED, State.EXPIRED, State.WITHDRAWN}),
    State.AWARDED: frozenset({State.WITHDRAWN}),
    State.WAITING: frozenset({State.AWARDED, State.DECLINED, State.WITHDRAWN}),
    State.DECLINED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.EXPIRED: frozenset({State.SUBMITTED}),  # by late access only
}
ENDED = frozenset({State.DECLINED, State.WITHDRAWN, State.EXPIRED})
READ_BY_JURY = frozenset({State.SUBMITTED, State.AWARDED, State.WAITING, State.DECLINED})


class AwardState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("award", "Offered")
    ACCEPTED = "accepted", pgettext_lazy("award", "Accepted")
    AGREED = "agreed", pgettext_lazy("award", "Agreement signed")
    REFUSED = "refused", pgettext_lazy("award", "Refused by the artist")
    LAPSED = "lapsed", pgettext_lazy("award", "Not answered in time")
    CANCELLED = "cancelled", pgettext_lazy("award", "Cancelled")


Award = AwardState
AWARD_TRANSITIONS: dict[str, frozenset[str]] = {
    Award.OFFERED: frozenset({Award.ACCEPTED, Award.REFUSED, Award.LAPSED, Award.CANCELLED}),
    Award.ACCEPTED: frozenset({Award.AGREED, Award.CANCELLED}),
    Award.AGREED: frozenset({Award.CANCELLED}),
    Award.REFUSED: frozenset(),
    Award.LAPSED: frozenset(),
    Award.CANCELLED: frozenset(),
}
ACTIVE_AWARDS = (Award.OFFERED, Award.ACCEPTED, Award.AGREED)
