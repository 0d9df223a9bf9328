# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Why the house itself sees a conflict of interest. The code stands in `Conflict.reason`; people read the words."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Found(models.TextChoices):
    SAME_PERSON = "same-person", pgettext_lazy("conflict of interest", "The juror applies here herself")
    CO_APPLICANT = "co-applicant", pgettext_lazy("conflict of interest", "The juror is a co-applicant")
    SAME_ADDRESS = "same-address", pgettext_lazy("conflict of interest", "The same e-mail address")
    SAME_SITE = "same-site", pgettext_lazy("conflict of interest", "E-mail or website at the same domain")
    SAME_PHONE = "same-phone", pgettext_lazy("conflict of interest", "The same telephone number")
    HOUSEHOLD = "household", pgettext_lazy("conflict of interest", "The same postal address")
    BUSINESS = "business", pgettext_lazy("conflict of interest", "Both work for the same business")
    WORKED = "worked-together", pgettext_lazy("conflict of interest", "The application names the juror")
    KNOWN = "known", pgettext_lazy("conflict of interest", "The juror named somebody who takes part")


def words_of(reason: str) -> str:
    """The reason of a conflict as people read it."""
    return str(Found(reason).label) if reason in Found.values else reason
