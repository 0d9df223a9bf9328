# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Applications of a person: all of what she wrote is given; erased when no jury and no residence needs them any more."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from marketplace.accounts.models import User
from marketplace.accounts.signals import erasure_wanted, personal_data_wanted, user_erased
from marketplace.errors import Conflict

from .domain.erase_application import erase_application
from .domain.withdraw_application import withdraw_application
from .models import Agreement, Application, Award, CoApplicant
from .queries.applications import applications_of
from .states import ACTIVE_AWARDS, APPLICATION_TRANSITIONS, ApplicationState


@receiver(personal_data_wanted)
def give_applications(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    return "applications", [
        {
            "number": it.number,
            "call": it.call.title,
            "state": it.state,
            **{name: getattr(it, name) for name in ("name", "email", "phone", "country", "discipline", "title", "needs", "availability")},
            "submitted_at": it.submitted_at and it.submitted_at.isoformat(),
            "stages": [
                {
                    "stage": str(entry.stage),
                    "questions": {field["id"]: field["label"] for field in entry.form_version.fields},
                    "written": entry.answers,
                    "handed_in": entry.sent,
                }
                for entry in it.entries.all()
            ],
        }
        for it in applications_of(user=user)
    ]


@receiver(personal_data_wanted)
def give_residencies(sender: Any, user: User, **kwargs: Any) -> tuple[str, Any]:
    return "residencies", [residency_data(award) for award in Award.objects.filter(application__user=user).select_related("application")]


def residency_data(award: Award) -> dict[str, Any]:
    home, paper = getattr(award, "residence", None), Agreement.objects.filter(award=award).first()
    return {
        "number": award.application.number,
        "state": award.state,
        "offered_at": award.offered_at.isoformat(),
        "answered_at": award.answered_at and award.answered_at.isoformat(),
        "lived": home and {"place": str(home.place), "check_in": str(home.period.lower), "check_out": str(home.period.upper)},
        "instalments": [[str(it.due_on), str(it.amount), str(it.paid_on or "")] for it in home.instalments.all()] if home else [],
        "agreement": paper and {"text": paper.text, "name": paper.accepted_name, "ip": paper.accepted_ip},
    }


@receiver(erasure_wanted)
def keep_while_awarded(sender: Any, user: User, **kwargs: Any) -> None:
    """Who is to live here says so first: the nights are hers."""
    if Award.objects.filter(application__user=user, state__in=ACTIVE_AWARDS).exists():
        raise Conflict(_("You have been given a residency: refuse or end it first, then erase the account."))


@receiver(user_erased)
def erase_applications(sender: Any, user: User, **kwargs: Any) -> None:
    """What a jury still reads is withdrawn, then all of it is made anonymous; agreements about residencies that have ended go."""
    Agreement.objects.filter(award__application__user=user).delete()
    for application in Application.objects.filter(user=user):
        if ApplicationState.WITHDRAWN in APPLICATION_TRANSITIONS[application.state]:
            withdraw_application(application=application, actor=user)
        erase_application(application=application, actor_label="the person")
    CoApplicant.objects.filter(user=user).delete()
    CoApplicant.objects.filter(email__iexact=user.email).delete()
