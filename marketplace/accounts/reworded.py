# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Texts of allauth that our catalogues say anew: German mixes two forms of address there, and some Italian is wrong or stiff.

The app stands before allauth in INSTALLED_APPS, so our words win. Listed so that the texts are collected; English stays allauth's.
"""

from django.utils.translation import gettext_noop as _

REWORDED = (
    _("Already have an account? Then please %(link)ssign in%(end_link)s."),
    _("Are you sure you want to sign out?"),
    _("Be patient, you are sending too many requests."),
    _("Cancel Change"),
    _("Change Email"),
    _("Change Password"),
    _("Change to"),
    _("Changing to"),
    _("Email"),
    _("Enter Email Verification Code"),
    _("Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."),
    _("If you have not created an account yet, then please %(link)ssign up%(end_link)s first."),
    _("Please contact us if you have any trouble resetting your password."),
    _("Please reauthenticate to safeguard your account."),
    _("Please type your current password."),
    _("Re-send Verification"),
    _("Sign Out"),
    _("Sign Up"),
    _("Signup"),
    _("The email address and/or password you specified are not correct."),
    _(
        "The password reset link was invalid, possibly because it has already been used."
        '  Please request a <a href="%(passwd_reset_url)s">new password reset</a>.'
    ),
    _("Two-Factor Authentication"),
    _(
        "We have sent you an email. If you have not received it please check your spam folder."
        " Otherwise contact us if you do not receive it in a few minutes."
    ),
    _("We've sent a code to %(recipient)s. The code expires shortly, so please enter it soon."),
    _("You are about to deactivate authenticator app based authentication. Are you sure?"),
    _("You are about to generate a new set of recovery codes for your account."),
    _("You are already logged in as %(user_display)s."),
    _("You have confirmed %(email)s."),
    _("You have signed out."),
    _("You must type the same email each time."),
    _("You must type the same password each time."),
    _("Your email address is still pending verification."),
    _("Your password is now changed."),
)
