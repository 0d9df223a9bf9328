# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The mails about an account, as data: one entry for each name allauth sends a mail by. Our words, not allauth's."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IGNORE = _("If this was not you, you need do nothing: without this mail nobody gets in.")
BEWARE = _("If this was not you, set a new password at once and write to us: your account may be in the wrong hands.")


@dataclass(frozen=True)
class Letter:
    """Subject, paragraphs, and what the button says. `link_from` are allauth's names for the button's address."""

    subject: str | Promise
    lines: tuple[str | Promise, ...]
    if_not_you: str | Promise
    button: str | Promise = ""
    link_from: tuple[str, ...] = field(default=())
    is_news: bool = False


LETTERS: dict[str, Letter] = {
    "email_confirmation_signup": Letter(
        _("Your code to open the account"),
        (_("Welcome. Type this code on the page you have open, and your account is ready:"),),
        IGNORE,
    ),
    "email_confirmation": Letter(
        _("Your code to confirm the address"),
        (_("Type this code on the page you have open, and the address is confirmed:"),),
        IGNORE,
    ),
    "password_reset_key": Letter(
        _("Choose a new password"),
        (_("You have asked for a new password. With this link you choose it; it works once, for three days."),),
        IGNORE,
        _("Choose a new password"),
        ("password_reset_url",),
    ),
    "unknown_account": Letter(
        _("No account with this address"),
        (
            _("Somebody asked for a new password for this address, but no account has it. Perhaps you signed up with another one."),
            _("You need no account to book. If you would like one, you can open it here."),
        ),
        IGNORE,
        _("Open an account"),
        ("signup_url",),
    ),
    "account_already_exists": Letter(
        _("You already have an account"),
        (
            _(
                "Somebody wanted to open an account with this address, but there is one already. If you have forgotten its password, choose a new one."
            ),
        ),
        IGNORE,
        _("Choose a new password"),
        ("password_reset_url",),
    ),
    "password_changed": Letter(
        _("Your password has changed"), (_("The password of your account was changed just now."),), BEWARE, is_news=True
    ),
    "password_reset": Letter(
        _("Your password has changed"), (_("A new password was chosen for your account just now."),), BEWARE, is_news=True
    ),
    "password_set": Letter(
        _("Your account has a password"), (_("A password was chosen for your account just now."),), BEWARE, is_news=True
    ),
    "email_changed": Letter(
        _("Your address has changed"), (_("From now on you sign in with the new address, and our mails go there."),), BEWARE, is_news=True
    ),
    "email_deleted": Letter(_("An address was removed"), (_("This address no longer belongs to your account."),), BEWARE, is_news=True),
    "email_confirm": Letter(_("Your address is confirmed"), (_("This address now belongs to your account."),), BEWARE, is_news=True),
    "totp_activated": Letter(
        _("Signing in now takes two steps"),
        (
            _(
                "An app for codes was added to your account. Keep the recovery codes in a safe place: without phone they are the only way in."
            ),
        ),
        BEWARE,
        is_news=True,
    ),
    "totp_deactivated": Letter(
        _("Signing in takes one step again"),
        (_("The app for codes was removed from your account: the password alone is enough again."),),
        BEWARE,
        is_news=True,
    ),
    "recovery_codes_generated": Letter(
        _("New recovery codes"), (_("New recovery codes were made for your account. The old ones no longer work."),), BEWARE, is_news=True
    ),
}
