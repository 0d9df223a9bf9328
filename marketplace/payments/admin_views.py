# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Money in the staff's admin: to look at, never to change."""

from typing import Any

from django.contrib.auth import get_permission_codename
from django.db.models import Model, QuerySet
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from marketplace.messages.models import OutgoingMail

from .models import Allocation, Comparison, LedgerEntry, Payment, StripeEvent
from .queries import stuck_allocations


class LookOnly(ModelPermissionPolicy):
    """Who may view may view; nobody may add, change or delete, superusers included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def users_with_any_permission(self, actions: Any) -> Any:
        return super().users_with_any_permission([action for action in actions if action == "view"])


class MoneyIndexView(IndexView):
    """A list that fetches what its rows show."""

    select_related: tuple[str, ...] = ()
    prefetch_related: tuple[str, ...] = ()

    def get_base_queryset(self) -> QuerySet[Model]:
        rows: QuerySet[Model] = super().get_base_queryset()
        return rows.select_related(*self.select_related).prefetch_related(*self.prefetch_related)


class LookOnlyViewSet(ModelViewSet):
    """A list and one page a thing, without forms."""

    inspect_view_enabled = True
    inspect_view_class = InspectView
    index_view_class = MoneyIndexView
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None
    exclude_form_fields: tuple[str, ...] = ()
    rows: dict[str, Any] = {}

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_index_view_kwargs(**kwargs), **self.rows}

    def get_urlpatterns(self) -> list[URLPattern]:
        converter = self.pk_path_converter
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path(f"inspect/<{converter}:pk>/", self.inspect_view, name="inspect"),
        ]

    def get_permissions_to_register(self) -> Any:
        from django.contrib.auth.models import Permission
        from django.contrib.contenttypes.models import ContentType

        return Permission.objects.filter(
            content_type=ContentType.objects.get_for_model(self.model), codename=get_permission_codename("view", self.model._meta)
        )


def moment(name: str, label: Any) -> Column:
    """A column with an instant, Europe/Rome."""

    def text(row: Any) -> str:
        at = getattr(row, name)
        return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else ""

    return Column(name, label=label, accessor=text, sort_key=name)


def euro(name: str, label: Any) -> Column:
    return Column(name, label=label, accessor=lambda row: f"{getattr(row, name):.2f} €", sort_key=name, classname="num")


class PaymentViewSet(LookOnlyViewSet):
    model = Payment
    icon = "tag"
    menu_label = _("Payments")
    list_display = (
        "reference",
        moment("created_at", _("Created")),
        "state",
        "capture",
        euro("amount", _("Amount")),
        euro("refunded", _("Refunded")),
        Column("orders", label=_("Orders"), accessor=lambda row: ", ".join(share.order.number for share in row.allocations.all())),
    )
    list_filter = ("state", "capture", "dispute", "bearer", "created_at")
    search_fields = ("reference", "email", "session_id", "intent_id", "charge_id", "allocations__order__number")
    ordering = "-created_at"
    inspect_view_fields = (
        "reference", "state", "wanted", "wanted_why", "capture", "amount", "captured", "refunded", "email", "language", "session_id", "intent_id",
        "charge_id", "attempt", "disputed", "dispute", "bearer", "created_at", "expires_at", "respond_by", "paid_at", "checked_at", "allocations", "ledger",
    )  # fmt: skip
    rows = {"prefetch_related": ("allocations__order",)}


class AllocationViewSet(LookOnlyViewSet):
    model = Allocation
    icon = "group"
    menu_label = _("Shares of orders")
    list_display = (
        "order",
        "business",
        euro("gross", _("Gross")),
        euro("commission", _("Commission")),
        euro("withheld", _("Withheld")),
        euro("tourist_tax", _("Tourist tax")),
        euro("transfer_target", _("Business")),
        euro("transferred", _("Transferred")),
        euro("refund_target", _("To refund")),
        euro("refunded", _("Refunded")),
        moment("release_at", _("May go on")),
    )
    list_filter = ("released", "business", "release_at")
    search_fields = ("order__number", "business__name", "payment__reference", "transfer_id")
    ordering = "-pk"
    inspect_view_fields = (
        "payment", "order", "business", "gross", "tax_in_gross", "tourist_tax", "commission", "withheld", "transfer", "transfer_target",
        "transferred", "refund_target", "refunded", "release_at", "released", "transfer_id", "attempt",
        "refusal",
    )  # fmt: skip
    rows = {"select_related": ("order", "business", "payment")}


class StuckIndexView(MoneyIndexView):
    def get_base_queryset(self) -> QuerySet[Model]:
        stuck = stuck_allocations().values("pk")
        return super().get_base_queryset().filter(pk__in=stuck)


class StuckViewSet(AllocationViewSet):
    """What Stripe keeps refusing: promises to guests and businesses that people must look after."""

    index_view_class = StuckIndexView
    icon = "warning"
    menu_label = _("Stuck money")
    menu_name = "stuck-money"
    name = url_prefix = "stuck-money"
    list_display: Any = (
        "order",
        "business",
        "refusal",
        "attempt",
        moment("retry_at", _("Next try")),
        euro("refund_target", _("To refund")),
        euro("refunded", _("Refunded")),
        euro("transfer_target", _("Business")),
        euro("transferred", _("Transferred")),
    )
    list_filter: Any = ("business",)


class LedgerViewSet(LookOnlyViewSet):
    model = LedgerEntry
    icon = "list-ul"
    menu_label = _("Ledger")
    list_display = (
        "cause",
        moment("at", _("At")),
        "payment",
        Column(
            "postings",
            label=_("Postings"),
            accessor=lambda row: " · ".join(f"{side.get_account_display()} {side.cents / 100:+.2f}" for side in row.postings.all()),
        ),
    )
    list_filter = ("at",)
    search_fields = ("cause", "stripe_id", "payment__reference")
    ordering = "-at"
    inspect_view_fields = ("cause", "at", "payment", "stripe_id", "postings")
    rows = {"select_related": ("payment",), "prefetch_related": ("postings",)}


class EventViewSet(LookOnlyViewSet):
    model = StripeEvent
    icon = "download"
    menu_label = _("Events of Stripe")
    list_display = ("type", "object_id", moment("received_at", _("Received")), moment("processed_at", _("Processed")), "error")
    list_filter = ("received_at", "type")
    search_fields = ("event_id", "type", "object_id")
    ordering = "-received_at"
    inspect_view_fields = ("event_id", "type", "object_id", "received_at", "processed_at", "error")


class ComparisonViewSet(LookOnlyViewSet):
    model = Comparison
    icon = "check"
    menu_label = _("Comparisons with Stripe")
    list_display = (
        "__str__",
        BooleanColumn("agrees", label=_("Agrees")),
        "movements",
        moment("since", pgettext_lazy("period", "From")),
        moment("until", pgettext_lazy("period", "To")),
    )
    list_filter = ("at",)
    ordering = "-at"
    inspect_view_fields = ("at", "since", "until", "movements", "differences")


class MailViewSet(LookOnlyViewSet):
    model = OutgoingMail
    icon = "mail"
    menu_label = _("Mails")
    list_display = ("subject", "to", "state", moment("created_at", _("Written")), moment("sent_at", _("Sent")), "attempts", "error")
    list_filter = ("state", "language", "created_at")
    search_fields = ("to", "subject", "dedupe_key")
    ordering = "-created_at"
    inspect_view_fields = (
        "to",
        "subject",
        "text",
        "language",
        "state",
        "attempts",
        "next_attempt_at",
        "created_at",
        "sent_at",
        "error",
        "dedupe_key",
    )


class MoneyGroup(ModelViewSetGroup):
    menu_label = _("Money")
    menu_icon = "tag"
    menu_order = 250
    items = (PaymentViewSet, AllocationViewSet, StuckViewSet, LedgerViewSet, EventViewSet, ComparisonViewSet, MailViewSet)


for looked_at in (Payment, Allocation, LedgerEntry, StripeEvent, Comparison, OutgoingMail):
    register_permission_policy(looked_at, LookOnly(looked_at), exact_class=True)
