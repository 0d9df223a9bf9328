# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""An artist writes, leaves, comes back, hands in, changes, withdraws. Nothing she typed is lost on the way."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from marketplace.accounts.models import AuditEntry
from marketplace.messages.models import OutgoingMail
from residencies.domain.expire_drafts import expire_drafts
from residencies.models import Application, Call, Entry
from tests import factories as make

from .applying import PROJECT, ROOM, SURE, WHY, address, browser_of, call_with_form, filled_in, make_artist, send, submitted
from .calls import DAY

pytestmark = pytest.mark.django_db


def test_the_page_of_an_open_call_leads_to_its_form(ground):
    call = call_with_form()
    assert address(call) in browser_of().get(call.get_absolute_url()).content.decode()
    page = browser_of().get(address(call))
    assert page.status_code == 200
    assert "Il progetto" in page.content.decode()
    assert not Application.objects.exists()  # looking writes nothing


def test_the_form_speaks_the_language_of_the_page(ground):
    call = call_with_form()
    english = browser_of().get(address(call).replace("/it/", "/en/")).content.decode()
    assert "The project" in english
    assert "About you" in english


def test_a_draft_is_kept_without_an_account_and_only_for_this_browser(ground):
    call = call_with_form()
    mine, other = browser_of(), browser_of()
    assert send(mine, call).status_code == 302
    assert "Un forno acceso di notte" in mine.get(address(call)).content.decode()
    assert "Un forno acceso di notte" not in other.get(address(call)).content.decode()
    key = mine.cookies[f"application-{call.pk}"]
    assert key["httponly"]
    assert key.value not in {application.key_hash for application in Application.objects.all()}  # only the hash is stored


def test_a_draft_keeps_what_is_wrong_and_says_so(ground):
    call = call_with_form()
    mine = browser_of()
    long = "parola " * 12
    send(mine, call, **{f"q-{PROJECT}": long, "email": "senza chiocciola", f"q-{SURE}": None})
    page = mine.get(address(call)).content.decode()
    assert long.strip() in page
    assert "senza chiocciola" in page
    assert "Al massimo 10 parole" in page
    assert f"#row-q-{SURE}" in page  # missing, with a way there


def test_the_draft_comes_along_when_she_signs_in(ground):
    call, artist = call_with_form(), make_artist()
    mine = browser_of()
    answer = send(mine, call, "submit")
    assert answer.url.startswith(reverse("account_login"))
    mine.post(reverse("account_login"), {"login": artist.email, "password": "una-password-lunga"})
    assert Application.objects.get().user == artist
    assert Application.objects.get().key_hash == ""
    assert "Un forno acceso di notte" in mine.get(address(call)).content.decode()


def test_a_draft_outlives_the_session(ground):
    call = call_with_form()
    mine = browser_of()
    send(mine, call)
    mine.cookies.pop("sessionid", None)
    assert "Un forno acceso di notte" in mine.get(address(call)).content.decode()


def test_two_drafts_of_one_artist_are_both_shown_and_she_chooses(ground):
    call, artist = call_with_form(), make_artist()
    send(browser_of(artist), call, title="La riva")
    mine = browser_of()
    send(mine, call, title="Il ponte")
    mine.force_login(artist, backend="django.contrib.auth.backends.ModelBackend")
    page = mine.get(address(call)).content.decode()
    assert "Il ponte" in page
    assert "La riva" in page
    assert send(mine, call, revision=1, title="Il ponte").status_code == 302
    assert Application.objects.get().user == artist
    assert Entry.objects.get().answers["about"]["title"] == "Il ponte"


def test_of_two_tabs_the_second_is_shown_both_versions_and_loses_nothing(ground):
    call = call_with_form()
    mine = browser_of(make_artist())
    send(mine, call, title="La riva")
    answer = send(mine, call, revision=0, title="Il ponte")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="Il ponte"' in page
    assert "La riva" in page
    assert Entry.objects.get().answers["about"]["title"] == "La riva"
    assert 'name="revision" value="1"' in page  # saving now says: mine counts
    assert send(mine, call, revision=1, title="Il ponte").status_code == 302
    assert Entry.objects.get().answers["about"]["title"] == "Il ponte"


def test_the_script_saves_and_hears_what_is_missing(ground):
    call = call_with_form()
    mine = browser_of()
    said = mine.post(address(call), filled_in(call, **{f"q-{SURE}": None}), headers={"Accept": "application/json"})
    assert said.json()["revision"] == 1
    assert [it["name"] for it in said.json()["problems"]] == [f"q-{SURE}"]
    stale = mine.post(address(call), filled_in(call, title="Altro"), headers={"Accept": "application/json"})
    assert stale.status_code == 409
    assert stale.json()["code"] == "stale"


def test_handing_in_keeps_a_snapshot_and_writes_a_mail(ground):
    call = call_with_form()
    application = submitted(call)
    entry = application.entries.get()
    assert application.state == "submitted"
    assert entry.sent == {PROJECT: "Un forno acceso di notte", ROOM: "no", SURE: True}
    assert (application.name, application.country, application.needs) == ("Nives Segreti", "IT", ["kiln"])
    assert application.availability == [[str(call.periods.get().check_in), str(call.periods.get().check_in + 20 * DAY)]]
    mail = OutgoingMail.objects.get()
    assert mail.to == application.user.email
    assert application.number in mail.text
    assert "Segreti" not in " ".join(AuditEntry.objects.values_list("why", flat=True))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Nome e cognome"),
        ({f"q-{PROJECT}": "parola " * 11}, "Al massimo 10 parole"),
        ({f"q-{ROOM}": "sì"}, "Quale stanza?"),
        ({f"q-{SURE}": None}, "I lavori sono miei"),
        ({"discipline": "music_sound"}, "Disciplina"),
    ],
)
def test_what_is_missing_keeps_it_from_being_handed_in(ground, changes, words):
    call = call_with_form()
    answer = send(browser_of(make_artist()), call, "submit", **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Application.objects.get().state == "draft"
    assert Entry.objects.get().sent is None


def test_a_question_whose_condition_is_not_met_is_neither_asked_nor_sent(ground):
    call = call_with_form()
    send(browser_of(make_artist()), call, "submit", **{f"q-{WHY}": "La più alta"})
    assert WHY not in Entry.objects.get().sent
    send(browser_of(make_artist()), call, "submit", **{f"q-{ROOM}": "sì", f"q-{WHY}": "La più alta"})
    assert Entry.objects.latest("pk").sent[WHY] == "La più alta"


def test_days_outside_the_period_or_too_few_are_refused(ground):
    call = call_with_form()
    period = call.periods.get()
    for last in (period.check_in + 3 * DAY, period.check_out + DAY, period.check_in - DAY):
        answer = send(browser_of(make_artist()), call, "submit", **{f"until-{period.pk}": str(last)})
        assert answer.status_code == 422


def test_changes_are_not_read_until_they_are_handed_in(ground):
    call = call_with_form()
    artist = make_artist()
    mine = browser_of(artist)
    send(mine, call, "submit")
    send(mine, call, revision=1, title="Il ponte")
    application = Application.objects.get()
    assert application.title == "La riva"
    assert "non sono consegnate" in mine.get(address(call)).content.decode()
    send(mine, call, "submit", revision=2, title="Il ponte")
    application.refresh_from_db()
    assert application.title == "Il ponte"
    assert OutgoingMail.objects.count() == 2


def test_an_address_that_is_not_confirmed_hands_nothing_in(ground):
    call = call_with_form()
    answer = send(browser_of(make.make_user()), call, "submit")
    assert answer.status_code == 403
    assert Application.objects.get().state == "draft"


def test_a_fee_that_is_not_settled_keeps_it_from_being_handed_in(ground):
    call = call_with_form(fee="20")
    assert send(browser_of(make_artist()), call, "submit").status_code == 422
    Application.objects.update(fee_state="waived")
    assert send(browser_of(Application.objects.get().user), call, "submit", revision=1).status_code == 302


def test_after_the_deadline_nothing_is_taken_and_nothing_lost(ground):
    call = call_with_form()
    artist = make_artist()
    mine = browser_of(artist)
    send(mine, call)
    now = timezone.now()
    Call.objects.update(deadline_at=now - timedelta(seconds=1), opens_at=now - 9 * DAY)
    answer = send(mine, call, "submit", revision=1, title="Troppo tardi")
    assert answer.status_code == 422
    assert 'value="Troppo tardi"' in answer.content.decode()
    assert Application.objects.get().state == "draft"
    assert mine.get(address(call)).status_code == 302


def test_she_withdraws_at_any_time_and_may_begin_again(ground):
    call = call_with_form()
    application = submitted(call)
    mine = browser_of(application.user)
    mine.post(reverse("residencies:withdraw", args=[application.number]))
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert send(mine, call).status_code == 302
    assert Application.objects.count() == 2


def test_her_applications_are_hers_alone(ground):
    call = call_with_form()
    application = submitted(call)
    page = reverse("residencies:application", args=[application.number])
    mine = browser_of(application.user)
    assert "Un forno acceso di notte" in mine.get(page).content.decode()
    assert application.number in mine.get(reverse("residencies:applications")).content.decode()
    assert browser_of(make_artist()).get(page).status_code == 404
    assert browser_of().get(page).status_code == 302


def test_nonsense_is_answered_in_words(ground):
    call = call_with_form()
    mine = browser_of(make_artist())
    assert send(mine, call, "submit", revision="x").status_code in (302, 409, 422)
    assert send(mine, call, "bogus", name="\x00", title="a" * 100_000, revision="9" * 30).status_code in (302, 409, 422)
    assert mine.put(address(call)).status_code == 405
    assert mine.get("/it/calls/non-esiste/apply/").status_code == 404


def test_lists_and_pages_ask_the_database_as_often_for_many_as_for_few(ground):
    artist = make_artist()
    mine = browser_of(artist)

    def queries_of(path):
        with CaptureQueriesContext(connection) as asked:
            assert mine.get(path).status_code == 200
        return len(asked)

    calls = [call_with_form() for _each in range(2)]
    for call in calls:
        send(mine, call, "submit")
    listed, page = reverse("residencies:applications"), address(calls[0])
    queries_of(listed)
    few = queries_of(listed), queries_of(page)
    for _each in range(8):
        send(mine, call_with_form(), "submit")
        send(browser_of(make_artist()), calls[0], "submit")
    assert (queries_of(listed), queries_of(page)) == few


def test_drafts_end_with_the_deadline_and_who_is_invited_to_an_interview_does_not(ground):
    call = call_with_form(workflow="with_interview")
    invited = submitted(call)
    send(browser_of(make_artist()), call)
    Application.objects.filter(pk=invited.pk).update(state="advanced")
    Call.objects.update(opens_at=timezone.now() - 9 * DAY, deadline_at=timezone.now() - DAY)
    assert expire_drafts() == 1
    assert sorted(Application.objects.values_list("state", flat=True)) == ["advanced", "expired"]
