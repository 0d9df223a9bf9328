# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _


class IndexChange(models.Model):
    """Something changed that a document shows. Triggers insert it in the transaction that changes the thing (migrations 0002 and 0009).

    `kind` is that of a listing (stay, experience, business, good, call) or of what belongs to one (product, unit, studio, municipality).
    """

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    queued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["kind", "object_id"], name="index_changes_of")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Listing(models.Model):
    """The document of a listing as it is to stand in Elasticsearch, and the columns that PostgreSQL searches when that is away.

    A projection: nothing else may read or decide by it. `version` grows with each write; Elasticsearch has `indexed_version`.
    A gone listing keeps its row without document until Elasticsearch has been told. Prices are EUR cents.
    """

    kind = models.CharField(max_length=12)
    object_id = models.BigIntegerField()
    version = models.BigIntegerField(default=0)
    indexed_version = models.BigIntegerField(default=0)
    document = models.JSONField(null=True)
    text_it = SearchVectorField(null=True)
    text_en = SearchVectorField(null=True)
    text_de = SearchVectorField(null=True)
    names = SearchVectorField(null=True)
    titles = ArrayField(models.TextField(), default=list)
    subkind = models.CharField(max_length=30, blank=True)
    municipality = models.CharField(max_length=6, blank=True)
    amenities = ArrayField(models.CharField(max_length=20), default=list)
    area = models.CharField(max_length=60, blank=True)
    access = ArrayField(models.CharField(max_length=12), default=list)
    instant = models.CharField(max_length=3, blank=True)
    cancellation = models.CharField(max_length=20, blank=True)
    from_price = models.IntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    since = models.BigIntegerField(default=0)
    draws = ArrayField(models.IntegerField(), default=list)
    built_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="listing_once")]
        indexes = [
            GinIndex(fields=["text_it"], name="listings_text_it"),
            GinIndex(fields=["text_en"], name="listings_text_en"),
            GinIndex(fields=["text_de"], name="listings_text_de"),
            GinIndex(fields=["names"], name="listings_names"),
            models.Index(fields=["id"], condition=Q(version__gt=F("indexed_version")), name="listings_to_push"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}-{self.object_id} v{self.version}"


class ListedUnit(models.Model):
    """A unit of a listing as PostgreSQL narrows by it, written with the document. What it costs and when it is free is asked of the calendar.

    `amenities` are its own and its house's, a bit each (`listings.BITS`); `price` is the lowest of a night, in EUR cents.
    """

    listing_id = models.BigIntegerField(db_index=True)
    unit_id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=20, blank=True)
    capacity = models.IntegerField()
    amenities = models.BigIntegerField(default=0)
    price = models.IntegerField(null=True)

    def __str__(self) -> str:
        return f"unit {self.unit_id} of {self.listing_id}"


class Word(models.Model):
    """A word, folded and in lower case, that stands in so many listings in this language (see `vocabulary`)."""

    text = models.CharField(max_length=30)
    language = models.CharField(max_length=2)
    listings = models.IntegerField()
    learned_at_version = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "text"], name="word_once_a_language")]

    def __str__(self) -> str:
        return f"{self.text} ({self.language})"


def new_token() -> str:
    """What opens a saved search for whoever has it; 190 bits."""
    return get_random_string(32)


class SavedSearch(models.Model):
    """Parameters of a search, kept for a person to be told what is new. `known` has what fitted, by key, and the day it last did."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("user"))
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    parameters = models.CharField(_("parameters"), max_length=2000)
    label = models.CharField(_("in words"), max_length=300, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    told_at = models.DateTimeField(_("last told"), null=True, blank=True)
    known = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "language", "parameters"], name="search_saved_once")]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self) -> str:
        return self.label or self.parameters


class Demand(models.Model):
    """How many searches of a week asked for the same. A count of coarse facts: nothing of who asked, and no word that was typed.

    `asked_in` is the Monday of the week, Europe/Rome; `place` an ISTAT code, the name of an area, or nothing; `arrival` a week (2027-W23),
    a month (2027-05) or nothing; `nights` and `guests` the least of their group, 0 if not said; `price_to` EUR a night, 0 without limit.
    A search for several places counts in each of them; `lead` is the first, so that the sum of these is the number of searches.
    """

    FACTS = ("asked_in", "place", "kind", "arrival", "nights", "guests", "children", "wishes", "price_to", "lead")

    asked_in = models.DateField(_("week"))
    place = models.CharField(_("place"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=12, blank=True)
    arrival = models.CharField(_("arrival"), max_length=8, blank=True)
    nights = models.PositiveSmallIntegerField(_("nights"), default=0)
    guests = models.PositiveSmallIntegerField(_("guests"), default=0)
    children = models.BooleanField(_("with children"), default=False)
    wishes = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name=_("wishes"))
    price_to = models.PositiveSmallIntegerField(_("price up to"), default=0)
    lead = models.BooleanField(default=True)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    unmet = models.PositiveIntegerField(_("without a result"), default=0)
    degraded = models.PositiveIntegerField(_("answered without Elasticsearch"), default=0)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("demand")
        verbose_name_plural = _("demand")
        constraints = [
            models.UniqueConstraint(
                fields=["asked_in", "place", "kind", "arrival", "nights", "guests", "children", "wishes", "price_to", "lead"],
                name="demand_counted_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asked_in} {self.place}: {self.searches}"


class RareWord(models.Model):
    """That somebody has searched for a word not understood, as long as too few have to write the word down (see `search.demand.words`).

    Keyed hashes of the word and, with the word, of the network address: two words of one person have nothing in common here. Numbers in
    order would say which words came together, so rows have none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField()
    word = models.CharField(max_length=32)
    asker = models.CharField(max_length=32)
    unmet = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["month", "word", "asker"], name="rare_word_once_an_asker")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class WantedWord(models.Model):
    """A word not understood that enough people searched for in a month, and how many searches had it since."""

    month = models.DateField(_("month"))
    word = models.CharField(_("word"), max_length=30)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    unmet = models.PositiveIntegerField(_("without a result"), default=0)

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("wanted word")
        verbose_name_plural = _("wanted words")
        constraints = [models.UniqueConstraint(fields=["month", "word"], name="wanted_word_once_a_month")]

    def __str__(self) -> str:
        return self.word
