# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowTask,
)

from marketplace.territory.models import TouristTaxTariff

from ..models import Business, BusinessMember, Experience, Good, Picture, Session, Stay, Unit

STAFF_GROUP = "Editorial staff"
MEMBER_GROUP = "Business members"
WORKFLOW = "Approval by the editorial staff"
MODERATED = (Business, Stay, Unit, Experience, Session, Good)
# By name, since these rooms stand above this one. Municipalities come from a file of boundaries: they are changed here, not made.
MANAGED = {"booking": ("rate", "season", "restriction", "extra", "occupancy"), "frontend": ("landscape",)}
CHANGED = {"territory": ("municipality",), "compliance": ("illegalcontentnotice",)}
# Drafts that staff writes and publishes itself.
PUBLISHED = {"residencies": ("call", "studio")}
DRAFTED = ("add", "change", "delete", "view", "publish", "lock", "unlock")
# Mails are not among them: they hold codes and links that open other people's accounts and bookings.
LOOKED_AT = {"payments": ("payment", "allocation", "ledgerentry", "stripeevent", "comparison"), "search": ("demand", "wantedword")}


def prepare_moderation() -> None:
    """Make the two groups of Wagtail's admin and the workflow between them; calling it again changes nothing.

    Staff may do everything with listings, their calendar and prices, pictures, documents and pages; it corrects municipalities, decides
    about notices, looks at the money and at what guests search for. Members of businesses may only enter: what is theirs, `catalogue.policies` decides. What a
    member submits, staff approves.
    """
    with transaction.atomic():
        staff, _created = Group.objects.get_or_create(name=STAFF_GROUP)
        members, _created = Group.objects.get_or_create(name=MEMBER_GROUP)
        enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        members.permissions.add(enter)
        staff.permissions.add(enter, *_permissions())
        _collections(staff)
        _pages(staff)
        _workflow(staff)


def _permissions() -> list[Permission]:
    own = ContentType.objects.get_for_models(*MODERATED, BusinessMember, TouristTaxTariff, Picture, for_concrete_models=False).values()
    allowed = Q(content_type__in=own)
    for things, verbs in (
        (MANAGED, ("add", "change", "delete", "view")),
        (CHANGED, ("change", "view")),
        (PUBLISHED, DRAFTED),
        (LOOKED_AT, ("view",)),
    ):
        for room, models in things.items():
            allowed |= Q(content_type__app_label=room, codename__in=[f"{verb}_{model}" for verb in verbs for model in models])
    return list(Permission.objects.filter(allowed))


def _collections(staff: Group) -> None:
    root = Collection.get_first_root_node()
    wanted = Permission.objects.filter(content_type__app_label__in=["catalogue", "wagtailimages", "wagtaildocs"]).filter(
        codename__in=[f"{verb}_{thing}" for verb in ("add", "change", "choose") for thing in ("picture", "image", "document")]
    )
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=staff, collection=root, permission=permission)


def _pages(staff: Group) -> None:
    root = Page.get_first_root_node()
    codenames = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"]
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.get_or_create(group=staff, page=root, permission=permission)


def _workflow(staff: Group) -> None:
    task = GroupApprovalTask.objects.filter(name=WORKFLOW).first() or GroupApprovalTask.objects.create(name=WORKFLOW)
    task.groups.add(staff)
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for kind in ContentType.objects.get_for_models(*MODERATED, for_concrete_models=False).values():
        WorkflowContentType.objects.get_or_create(content_type=kind, defaults={"workflow": workflow})
