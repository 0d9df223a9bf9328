# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Handing in twice at once, handing in at the deadline, saving in two tabs: each with a control that fails without its guard."""

from contextlib import nullcontext
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from marketplace.accounts.models import AuditEntry
from marketplace.messages.models import OutgoingMail
from residencies.domain import check_open, save_entry, submit_application
from residencies.domain.database_now import database_now
from residencies.errors import Stale, TooLate
from residencies.models import Application, Call, Entry
from tests.residencies.applying import browser_of, call_with_form, make_artist, send

from .together import counted, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def without_lock():
    """The control: rows are read, not locked."""
    from django.db.models.query import QuerySet

    return patch.object(QuerySet, "select_for_update", lambda self, *args, **kwargs: self)


def draft():
    call, artist = call_with_form(), make_artist()
    assert send(browser_of(artist), call).status_code == 302
    return Application.objects.get(user=artist), call.stages.first(), artist


def hand_in(application, stage, artist):
    return lambda: submit_application.submit_application(application=application, stage=stage, revision=1, actor=artist)


def submits_at_once():
    application, stage, artist = draft()
    results = together(*[hand_in(application, stage, artist)] * 5)
    lines = AuditEntry.objects.filter(thing_id=application.number, verb__in=["set_application_state", "submit_application"]).count()
    return results, lines, application


def test_two_submits_at_once_hand_in_once():
    for _round in range(4):
        results, lines, application = submits_at_once()
        assert counted(results) == {"Entry": 5}
        assert lines == 1
        assert OutgoingMail.objects.filter(dedupe_key__startswith=f"application-{application.number}").count() == 1


def test_without_the_lock_who_comes_second_is_told_it_failed_or_it_counts_twice():
    with without_lock():
        for _round in range(15):
            results, lines, _application = submits_at_once()
            if counted(results) != {"Entry": 5} or lines != 1:
                return
    pytest.fail("the control shows nothing: the test above proves nothing")


def half(application):
    """Whether something of handing in is there, but not all of it."""
    entry = Entry.objects.get(application=application)
    application.refresh_from_db()
    signs = {entry.sent is not None, entry.sent_at is not None, application.state == "submitted", application.submitted_at is not None}
    mailed = OutgoingMail.objects.filter(dedupe_key__startswith=f"application-{application.number}").exists()
    return len(signs | {mailed}) != 1


def submit_at_the_deadline(guard=nullcontext):
    """Five who hand in while the deadline passes: what each was told, when the deadline was, and the rows."""
    drafts = [draft() for _each in range(5)]
    now = timezone.now()
    ends = now + timedelta(milliseconds=60)
    Call.objects.update(opens_at=now - timedelta(days=1), deadline_at=ends)
    with guard():
        results = together(*[hand_in(*one) for one in drafts])
    return results, ends, [application for application, _stage, _artist in drafts]


def test_handing_in_at_the_deadline_is_whole_and_in_time_or_not_at_all():
    for _round in range(4):
        results, ends, applications = submit_at_the_deadline()
        for result, application in zip(results, applications, strict=True):
            assert not half(application)
            assert isinstance(result, Entry | TooLate)
            if isinstance(result, Entry):
                assert Entry.objects.get(pk=result.pk).sent_at < ends
            else:
                assert application.state == "draft"


def test_with_a_clock_read_before_the_lock_it_is_late():
    """The control: the moment is that of arriving, not of being served; who waited at the row is let in too late."""
    application, stage, artist = draft()
    arrived = database_now()
    Call.objects.update(opens_at=arrived - timedelta(days=1), deadline_at=arrived + timedelta(milliseconds=1))
    with patch.object(submit_application, "database_now", lambda: arrived):
        entry = hand_in(application, stage, artist)()
    assert database_now() > Call.objects.get(pk=application.call_id).deadline_at
    assert entry.sent is not None  # so the guard above is the clock read after the lock
    other, stage, artist = draft_of_closed(application)
    with pytest.raises(TooLate):
        hand_in(other, stage, artist)()


def draft_of_closed(application):
    """A draft in the same closed call, begun in time."""
    artist = make_artist()
    now = database_now()
    Call.objects.filter(pk=application.call_id).update(deadline_at=now + timedelta(hours=1))
    call = Call.objects.get(pk=application.call_id)
    send(browser_of(artist), call)
    Call.objects.filter(pk=application.call_id).update(deadline_at=database_now())
    return Application.objects.get(user=artist), call.stages.first(), artist


def two_tabs():
    application, stage, _artist = draft()
    texts = [{"about": {"title": f"Scheda {n}"}} for n in range(6)]

    def saving(text):
        return lambda: save_entry.save_entry(application=application, stage=stage, revision=1, answers=text)

    results = together(*[saving(text) for text in texts])
    return results, Entry.objects.get(application=application)


def test_of_many_tabs_at_once_one_saves_and_the_others_are_told():
    for _round in range(4):
        results, entry = two_tabs()
        assert counted(results) == {"Entry": 1, "Stale": 5}
        assert entry.revision == 2
        winner = next(result for result in results if isinstance(result, Entry))
        assert entry.answers == winner.answers
        assert all(result.extra["entry"].answers == entry.answers for result in results if isinstance(result, Stale))


def test_without_the_lock_a_tab_overwrites_another():
    with without_lock():
        if not any(counted(two_tabs()[0]).get("Entry", 0) > 1 for _round in range(10)):
            pytest.fail("the control shows no lost writing: the test above proves nothing")


def test_beginning_twice_at_once_begins_once():
    call, artist = call_with_form(), make_artist()
    browsers = [browser_of(artist) for _each in range(4)]
    answers = together(*[lambda browser=browser: send(browser, call).status_code for browser in browsers])
    assert set(answers) <= {302, 409}
    assert Application.objects.filter(user=artist).count() == 1
    assert check_open.is_open(call=call, stage=call.stages.first(), now=database_now())
