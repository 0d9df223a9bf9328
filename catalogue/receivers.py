# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What follows from saving a listing, whoever saves it: admin, import, demo or test."""

from functools import partial
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from .domain.ensure_stockrecord import ensure_stockrecord
from .domain.follow_parent import follow_parent
from .domain.prepare_moderation import MEMBER_GROUP
from .models import BusinessMember, Experience, Good, Picture, Session, Stay, Unit
from .tasks import prepare_picture


@receiver(post_save, sender=Unit)
@receiver(post_save, sender=Session)
@receiver(post_save, sender=Good)
def sellable_has_stockrecord(instance: Unit | Session | Good, raw: bool = False, **_rest: Any) -> None:
    if not raw and instance.business_id is not None:
        ensure_stockrecord(product=instance)


@receiver(post_save, sender=Stay)
@receiver(post_save, sender=Experience)
def children_follow(instance: Stay | Experience, created: bool, raw: bool = False, **_rest: Any) -> None:
    if not raw and not created:
        follow_parent(parent=instance)


@receiver(post_save, sender=BusinessMember)
@receiver(post_delete, sender=BusinessMember)
def members_may_enter(instance: BusinessMember, raw: bool = False, **_rest: Any) -> None:
    """Members of any business are in the group that may open the admin; who belongs to none any more is not."""
    if raw:
        return
    group, _created = Group.objects.get_or_create(name=MEMBER_GROUP)
    if BusinessMember.objects.filter(user_id=instance.user_id).exists():
        group.user_set.add(instance.user_id)
    else:
        group.user_set.remove(instance.user_id)


@receiver(post_save, sender=Picture)
def picture_gets_its_sizes(instance: Picture, created: bool, raw: bool = False, **_rest: Any) -> None:
    if created and not raw:
        transaction.on_commit(partial(prepare_picture.enqueue, instance.pk, ["3x2"]))
