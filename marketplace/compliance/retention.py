# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""How long personal data stays, as one table: what, what for, until when, and the verb that erases it. The privacy page shows it.

Periods without a source are the house's own choice, as short as the purpose allows (Reg. (EU) 2016/679 art. 5(1)(e)).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import erasers


@dataclass(frozen=True)
class Retention:
    """One row: `erase(before)` erases what ended before that instant and returns how many rows it changed."""

    name: str
    what: str | Promise
    purpose: str | Promise
    until: str | Promise
    keep: timedelta
    erase: Callable[[datetime], int]
    source: str = ""


DAY = timedelta(days=1)
MONTH = timedelta(days=30.5)
YEAR = timedelta(days=365)
# Ten years and the rest of the tenth: the term of the civil code runs from the last entry of the year.
TEN_YEARS = 11 * YEAR

RETENTION: tuple[Retention, ...] = (
    Retention(
        "unpaid",
        _("Name, e-mail, phone and message of a booking that was never paid or was declined"),
        _("So that you can come back and pay, and we can answer questions"),
        _("30 days after it ended"),
        30 * DAY,
        erasers.erase_unpaid_checkouts,
    ),
    Retention(
        "stay",
        _("Phone number, message to the host and the conversation about a booking"),
        _("So that you and the host can agree on the stay, and settle a dispute after it"),
        _("12 months after the stay"),
        YEAR,
        erasers.erase_conversations,
    ),
    Retention(
        "receipts",
        _("Name and e-mail of a paid booking, with amounts and dates"),
        _("Accounting and tax"),
        _("10 years from the end of the year of the booking"),
        TEN_YEARS,
        erasers.erase_receipts,
        "Codice civile, art. 2220",
    ),
    Retention(
        "account_mails",
        _("Text of mails with a code or a link for signing in"),
        _("To send them again when a mail server does not answer"),
        _("1 day after it was written"),
        DAY,
        erasers.erase_account_mails,
    ),
    Retention(
        "mails",
        _("Address and text of mails about bookings"),
        _("To prove what was promised, and to answer questions about it"),
        _("90 days after they were written"),
        90 * DAY,
        erasers.erase_mails,
    ),
    Retention(
        "sessions",
        _("Sessions of signing in, and baskets of people without account"),
        _("To keep you signed in, and your choice together"),
        _("14 days after your last visit; baskets after 30"),
        timedelta(0),
        erasers.erase_sessions_and_baskets,
    ),
    Retention(
        "clients",
        _("From which network address nights were held, as a keyed hash from which it cannot be read"),
        _("So that nobody keeps nights from others by holding them again and again"),
        _("1 day after the hold ended"),
        DAY,
        erasers.erase_clients_of_holds,
    ),
    Retention(
        "holds",
        _("Which account held which nights without booking them"),
        _("To keep nights for you for half an hour"),
        _("30 days after the hold ended"),
        30 * DAY,
        erasers.erase_holds,
    ),
    Retention(
        "unconfirmed_accounts",
        _("Accounts whose e-mail was never confirmed"),
        _("To let you finish signing up"),
        _("30 days after signing up"),
        30 * DAY,
        erasers.erase_unconfirmed_accounts,
    ),
    Retention(
        "unconfirmed_searches",
        _("E-mail of a saved search that nobody confirmed"),
        _("To let you say yes from your mailbox"),
        _("2 days after it was saved"),
        2 * DAY,
        erasers.erase_unconfirmed_searches,
    ),
    Retention(
        "saved_searches",
        _("E-mail and parameters of a saved search, and what you were told"),
        _("To tell you when something new fits"),
        _("Until you end it or its dates are over, at most 12 months"),
        YEAR,
        erasers.erase_saved_searches,
    ),
    Retention(
        "applications",
        _("Applications to calls for artists, with all files, that were given no residency; drafts that were never handed in"),
        _("So that the jury can decide, and the decision can be explained"),
        _("The months said in the call, 12 as a rule, after its results; drafts 30 days after the deadline"),
        timedelta(0),
        erasers.erase_applications,
    ),
    Retention(
        "rare_words",
        _("Words of searches that we did not understand, as keyed hashes with that of a network address, from which neither can be read"),
        _("To write a word down only once several people have searched for it"),
        _("The end of the month"),
        timedelta(0),
        erasers.erase_rare_words,
    ),
    Retention(
        "demand",
        _("How many searches asked for what, by week and village: numbers without anything of who searched"),
        _("So that the villages hear what guests look for and do not find"),
        _("25 months after the search"),
        25 * MONTH,
        erasers.erase_demand,
    ),
    Retention(
        "requests",
        _("Answers of our interface for programs, kept so that a repeated request does nothing twice"),
        _("To book once when a program asks twice"),
        _("1 day after the request"),
        DAY,
        erasers.erase_idempotent_requests,
    ),
    Retention(
        "payment_events",
        _("Numbers of payment events that Stripe told us of"),
        _("To take each one only once"),
        _("90 days after we dealt with them"),
        90 * DAY,
        erasers.erase_stripe_events,
    ),
    Retention(
        "notices",
        _("Name and e-mail of a person who reported illegal content"),
        _("To confirm the notice, and to say what was decided and why"),
        _("12 months after the decision"),
        YEAR,
        erasers.erase_notice_senders,
        "Reg. (EU) 2022/2065, art. 16 and 20",
    ),
)
