# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo's artists have applied, once, with what the forms ask."""

import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from catalogue.models import Picture
from residencies.demo import hang_portfolios, load_applications
from residencies.forms.application import ApplicationForm
from residencies.models import AnswerFile, Application, Entry

from .calls import DAY, make_call

pytestmark = pytest.mark.django_db
SLUGS = ("argilla-e-nebbia", "la-scuola-che-scrive", "binario-unico")


def test_forty_applications_are_written_once_and_whole(ground):
    for place, slug in enumerate(SLUGS):
        opens = timezone.now() - (20 + 100 * place) * DAY
        make_call(slug=slug, languages=["it", "en"], opens_at=opens, deadline_at=opens + 60 * DAY, fee="20" if place == 0 else "0")
    began = time.monotonic()
    assert load_applications() >= 40
    assert time.monotonic() - began < 5
    assert load_applications() == 0
    assert {entry.application.call.slug for entry in Entry.objects.all()} == set(SLUGS)
    assert Application.objects.filter(state="draft").count() >= 3
    for entry in Entry.objects.filter(sent__isnull=False).select_related("application__call", "form_version"):
        application = entry.application
        form = ApplicationForm.of_entry(call=application.call, entry=entry, application=application)
        assert not form.problems(), application
        assert form.snapshot() == entry.sent
        assert application.call.opens_at < entry.sent_at < application.call.deadline_at
        assert entry.sent_at <= timezone.now() + timedelta(seconds=1)


def test_portfolios_are_hung_once_the_pictures_are_there(ground):
    make_call(slug=SLUGS[0], languages=["it"])
    load_applications()
    assert hang_portfolios() == 0
    out = BytesIO()
    Image.new("RGB", (300, 200), "#a8452a").save(out, "PNG")
    Picture.objects.create(title="Argine", description="Argine", file=ContentFile(out.getvalue(), name="argine.png"))
    assert hang_portfolios() > 10
    assert hang_portfolios() == 0
    entry = Entry.objects.filter(sent__isnull=False).first()
    ids = set(AnswerFile.objects.filter(entry=entry).values_list("pk", flat=True))
    assert ids
    assert ids <= {one for value in entry.sent.values() if isinstance(value, list) for one in value}
