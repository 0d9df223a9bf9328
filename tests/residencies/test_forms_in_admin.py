# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Staff builds the form of a stage: the usual one to begin with, frozen with each publication, never pulled from under an artist."""

import pytest

from catalogue.domain.check_publishable import NotPublishable
from residencies.domain.freeze_form import freeze_form
from residencies.forms.fields import fields_of
from residencies.models import Application, Entry, FormVersion, Stage
from tests import factories as make

from .calls import make_call
from .test_admin import edit, published, staff  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def write_for(call):
    """An application begun on the first stage of the call."""
    stage = call.stages.first()
    application = Application.objects.create(call=call, number=f"A-T{call.pk:05d}", user=make.make_user())
    return Entry.objects.create(application=application, stage=stage, form_version=freeze_form(stage=stage))


def test_a_stage_begins_with_the_usual_form_and_an_interview_has_none(db):
    call = make_call(workflow="with_interview")
    application, interview = Stage.objects.filter(call=call).order_by("sort_order")
    assert "Il progetto" in [block.value["label"] for block in application.form]
    assert not interview.form
    assert len({block.id for block in application.form}) == len(application.form)


def test_a_form_of_ones_own_is_left_alone(db):
    call = make_call()
    stage = call.stages.first()
    stage.form = [{"type": "text", "value": {"label": "Una domanda", "most_letters": 80}, "id": "3f0c8c9e-0000-4000-8000-000000000001"}]
    stage.save()
    call.title = "Altro"
    call.save()
    assert [block.value["label"] for block in Stage.objects.get(pk=stage.pk).form] == ["Una domanda"]


def test_publishing_freezes_the_forms(staff):  # noqa: F811
    call = published(make_call(title="Terra"), staff)
    version = FormVersion.objects.get(stage__call=call)
    assert [field.label["it"] for field in fields_of(version)][:2] == ["Il progetto", "Il paese e chi ci vive"]
    published(call, staff)
    assert FormVersion.objects.filter(stage__call=call).count() == 1


def test_a_changed_form_is_a_new_version_and_who_has_begun_keeps_the_old(staff):  # noqa: F811
    call = published(make_call(title="Terra"), staff)
    entry = write_for(call)
    published(call, staff, **{"stages-0-form-0-value-label": "Che cosa farai"})
    assert fields_of(entry.form_version)[0].label["it"] == "Il progetto"
    assert fields_of(FormVersion.objects.get(stage__call=call, number=2))[0].label["it"] == "Che cosa farai"


def test_a_stage_somebody_has_written_for_cannot_be_removed(staff):  # noqa: F811
    call = published(make_call(workflow="concept_proposal", title="Terra"), staff)
    write_for(call)
    answer = edit(staff, call, **{"action-publish": "1", "stages-0-DELETE": "on"})
    assert answer.status_code == 200
    assert "non si può togliere" in " ".join(answer.context["form"].non_field_errors())
    assert call.stages.count() == 2


def test_a_stage_nobody_has_written_for_goes_with_its_form(staff):  # noqa: F811
    call = published(make_call(workflow="concept_proposal", title="Terra"), staff)
    published(call, staff, **{"stages-1-DELETE": "on"})
    assert [stage.kind for stage in Stage.objects.filter(call=call)] == ["concept"]
    assert FormVersion.objects.filter(stage__call=call).count() == 1


def test_an_approval_cannot_take_a_needed_stage_or_a_wrong_form_past_the_check(db):
    call = make_call(title="Terra")
    write_for(call)
    revision = call.save_revision()
    call.stages = [Stage(kind="application", form=[{"type": "text", "value": {"label": "?", "only_if": "nessuno = sì"}, "id": "a"}])]
    with pytest.raises(NotPublishable) as refused:
        call.save_revision().publish()
    assert "non nomina nessuna domanda" in refused.value.message
    assert "non si può togliere" in refused.value.message
    revision.publish()
