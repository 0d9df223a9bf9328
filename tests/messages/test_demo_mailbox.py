# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The demo's visitors read the mails it would have sent; elsewhere there is no such page."""

import pytest
from django.test import Client, override_settings

from marketplace.messages.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]


def write(number: int) -> None:
    OutgoingMail.objects.create(
        dedupe_key=f"cause-{number}",
        to="anna@posta.example",
        language="it",
        subject=f"Prenotato {number}",
        text="Apri <b>http://a.example/x</b>",
    )


@override_settings(DEMO=True)
def test_the_demo_shows_its_mails_newest_first_and_runs_nothing_in_them(client: Client) -> None:
    assert "Ancora niente" in client.get("/it/demo/mails/").content.decode()
    for number in range(25):
        write(number)
    page = client.get("/it/demo/mails/").content.decode()
    assert page.index("Prenotato 24") < page.index("Prenotato 5")
    assert "Prenotato 4<" not in page, "the rest stands on the next page"
    assert "<b>" not in page
    assert 'href="http://a.example/x' in page
    assert 'href="/it/demo/mails/"' in page, "the foot of every page leads here"


def test_outside_the_demo_the_mailbox_does_not_exist(client: Client) -> None:
    write(1)
    assert client.get("/it/demo/mails/").status_code == 404
    assert "/demo/mails/" not in client.get("/it/search/").content.decode()
