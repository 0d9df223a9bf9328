# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The table: each address of the project, what a real one looks like, and what a GET answers to whom.

Answers stand in the order nobody, guest, host, other host, staff, superuser; one number stands for all of them.
A signed link or a token opens for whoever has it: that is what it is for, and it cannot be guessed.
"""

ENTRANCE = "200 302 302 302 302 302"  # who is in already is sent on
INSIDE = "302 200 200 200 200 200"  # nobody is sent to the entrance
INSIDE_POST = "302 405 405 405 405 405"
AGAIN = "302"  # asks for the password again, or sends on

DOORS: dict[str, tuple[str, str]] = {
    "robots.txt": ("robots.txt", "200"),
    "sitemap.xml": ("sitemap.xml", "200"),
    "health/live": ("health/live", "200"),
    "health/ready": ("health/ready", "200"),
    "webhooks/stripe/": ("webhooks/stripe/", "405"),
    "api/v1/openapi.json": ("api/v1/openapi.json", "200"),
    "api/v1/docs": ("api/v1/docs", "200"),
    "api/v1/search": ("api/v1/search", "200"),
    "api/v1/search/suggest": ("api/v1/search/suggest?q=varzi", "200"),
    "api/v1/stays/<slug>": ("api/v1/stays/{stay}", "200"),
    "api/v1/units/<unit_id>/calendar": ("api/v1/units/{unit}/calendar?from={day}&to={later}", "200"),
    "api/v1/units/<unit_id>/quote": ("api/v1/units/{unit}/quote?check_in={day}&check_out={later}&adults=2", "200"),
    "api/v1/holds": ("api/v1/holds", "405"),
    "api/v1/holds/<hold_id>": ("api/v1/holds/{hold}", "405"),
    "api/v1/checkouts": ("api/v1/checkouts", "405"),
    "api/v1/checkouts/<checkout_id>": ("api/v1/checkouts/{checkout}", "422"),  # without the header that carries its token
    "api/v1/": ("api/v1/", "404"),
    r"documents/^(\d+)/(.*)$": ("documents/1/x.pdf", "404"),
    "documents/authenticate_with_password/<int:restriction_id>/": ("documents/authenticate_with_password/1/", "302"),
    "media/images/<path:path>": ("media/images/none.jpg", "404"),
    "it/account/login/": ("it/account/login/", ENTRANCE),
    "it/account/logout/": ("it/account/logout/", INSIDE),
    "it/account/inactive/": ("it/account/inactive/", "200"),
    "it/account/signup/": ("it/account/signup/", ENTRANCE),
    "it/account/reauthenticate/": ("it/account/reauthenticate/", INSIDE),
    "it/account/email/": ("it/account/email/", INSIDE),
    "it/account/confirm-email/": ("it/account/confirm-email/", AGAIN),
    "it/account/password/change/": ("it/account/password/change/", INSIDE),
    "it/account/password/set/": ("it/account/password/set/", "302"),
    "it/account/password/reset/": ("it/account/password/reset/", "200"),
    "it/account/login/code/confirm/": ("it/account/login/code/confirm/", "302"),
    "it/account/password/reset/key/done/": ("it/account/password/reset/key/done/", "200"),
    "it/account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": ("it/account/password/reset/key/1-forged/", "200"),
    "it/account/password/reset/done/": ("it/account/password/reset/done/", "200"),
    "it/account/2fa/": ("it/account/2fa/", INSIDE),
    "it/account/2fa/authenticate/": ("it/account/2fa/authenticate/", "302"),
    "it/account/2fa/reauthenticate/": ("it/account/2fa/reauthenticate/", "302"),
    "it/account/2fa/totp/activate/": ("it/account/2fa/totp/activate/", AGAIN),
    "it/account/2fa/totp/deactivate/": ("it/account/2fa/totp/deactivate/", "302 404 404 404 404 404"),
    "it/account/2fa/recovery-codes/": ("it/account/2fa/recovery-codes/", "302 404 404 404 404 404"),
    "it/account/2fa/recovery-codes/generate/": ("it/account/2fa/recovery-codes/generate/", AGAIN),
    "it/account/2fa/recovery-codes/download/": ("it/account/2fa/recovery-codes/download/", "302 404 404 404 404 404"),
    "it/me/": ("it/me/", "302"),
    "it/me/profile/": ("it/me/profile/", INSIDE),
    "it/me/data/": ("it/me/data/", INSIDE),
    "it/me/data/download/": ("it/me/data/download/", INSIDE_POST),
    "it/me/data/erase/": ("it/me/data/erase/", INSIDE_POST),
    "it/me/bookings/": ("it/me/bookings/", INSIDE),
    "it/holds/": ("it/holds/", "405"),
    "it/basket/": ("it/basket/", "200"),
    "it/basket/<int:line_id>/extend/": ("it/basket/1/extend/", "405"),
    "it/basket/<int:line_id>/remove/": ("it/basket/1/remove/", "405"),
    "it/stays/<slug:slug>/": ("it/stays/{stay}/", "200"),
    "it/experiences/<slug:slug>/": ("it/experiences/{experience}/", "200"),
    "it/businesses/<slug:slug>/": ("it/businesses/{business}/", "200"),
    "it/goods/<slug:slug>/": ("it/goods/{good}/", "200"),
    "it/calls/": ("it/calls/", "200"),
    "it/calls/<slug:slug>/": ("it/calls/{call}/", "200"),
    "it/calls/<slug:slug>/apply/": ("it/calls/{call}/apply/", "200"),
    "it/calls/<slug:slug>/apply/files/<int:pk>/": ("it/calls/{call}/apply/files/1/", "404"),
    "it/me/applications/": ("it/me/applications/", INSIDE),
    "it/me/applications/<str:number>/": ("it/me/applications/A-FORGED/", "302 404 404 404 404 404"),
    "it/me/applications/<str:number>/receipt.pdf": ("it/me/applications/A-FORGED/receipt.pdf", "302 404 404 404 404 404"),
    "it/me/applications/<str:number>/withdraw/": ("it/me/applications/A-FORGED/withdraw/", INSIDE_POST),
    "it/search/": ("it/search/", "200"),
    "it/search/saved/": ("it/search/saved/?q=varzi", "200"),
    "it/search/saved/<str:token>/": ("it/search/saved/forged/", "404"),
    "it/search/saved/<str:token>/stop/": ("it/search/saved/forged/stop/", "200"),
    "it/search/saved/<str:token>/stop-all/": ("it/search/saved/forged/stop-all/", "200"),
    "it/me/searches/": ("it/me/searches/", INSIDE),
    "it/me/searches/<int:pk>/end/": ("it/me/searches/1/end/", INSIDE_POST),
    "it/style/": ("it/style/", "200"),
    "it/demo/mails/": ("it/demo/mails/", "404"),
    "it/checkout/": ("it/checkout/", "302"),
    "it/checkout/<str:token>/": ("it/checkout/{token}/", "200"),
    "it/checkout/<str:token>/pay/": ("it/checkout/{token}/pay/", "405"),
    "it/checkout/<str:token>/change/": ("it/checkout/{token}/change/", "405"),
    "it/bookings/<str:signed>/": ("it/bookings/{signed}/", "200"),
    "it/bookings/<str:signed>/calendar.ics": ("it/bookings/{signed}/calendar.ics", "200"),
    "it/bookings/<str:signed>/cancel/": ("it/bookings/{signed}/cancel/", "200"),
    "it/bookings/<str:signed>/guests/": ("it/bookings/{signed}/guests/", "405"),
    "it/bookings/<str:signed>/message/": ("it/bookings/{signed}/message/", "405"),
    "it/bookings/<str:signed>/withdraw/<int:pk>/": ("it/bookings/{signed}/withdraw/1/", "404"),
    "it/requests/<str:signed>/": ("it/requests/{request}/", "200"),
    "it/_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": (
        "it/_util/authenticate_with_password/1/1/",
        "404",
    ),
    "it/_util/login/": ("it/_util/login/", "302 403 403 403 403 403"),
    r"it/^((?:[\w\-]+/)*)$": ("it/not-a-page/", "404"),
}

# Below the admin: our own addresses, by role. Everything else there is one rule (nobody and guests never get in).
ADMIN: dict[str, str] = {
    "admin/": "302 302 200 200 200 200",
    "admin/login/": "302 403 403 403 403 403",
    "admin/snippets/catalogue/stay/": "302 302 200 200 200 200",
    "admin/snippets/catalogue/stay/edit/{stay_pk}/": "302 302 200 302 200 200",
    "admin/snippets/catalogue/business/edit/{business_pk}/": "302 302 200 302 200 200",
    "admin/stuck-money/": "302 302 403 403 200 200",
    "admin/bookings/": "302 302 200 200 200 200",
    "admin/bookings/{order_number}/": "302 302 200 302 200 200",
    "admin/payment/": "302 302 403 403 200 200",
    "admin/payment/inspect/{payment}/": "302 302 403 403 200 200",
    "admin/allocation/": "302 302 403 403 200 200",
    "admin/ledgerentry/": "302 302 403 403 200 200",
    "admin/comparison/": "302 302 403 403 200 200",
    "admin/stripeevent/": "302 302 403 403 200 200",
    "admin/requests/": "302 302 200 200 200 200",
    "admin/requests/{order_number}/": "302 302 405 405 405 405",
    "admin/requests/goods/{order}/": "302 302 405 405 405 405",
    "admin/outgoingmail/": "302 302 403 403 302 200",
    "admin/business_member/": "302 302 403 403 200 200",
    "admin/tourist_tax/": "302 302 403 403 200 200",
    "admin/municipality/": "302 302 403 403 200 200",
    "admin/illegal_content/": "302 302 403 403 200 200",
    "admin/snippets/residencies/call/": "302 302 403 403 200 200",
    "admin/snippets/residencies/call/edit/{call_pk}/": "302 302 403 403 200 200",
    "admin/snippets/residencies/studio/": "302 302 403 403 200 200",
    "admin/calendar_rate/": "302 302 200 200 200 200",
    "admin/users/": "302 302 403 403 302 200",
    "admin/reports/demand/": "302 302 403 403 200 200",
    "admin/reports/demand/results/": "302 302 403 403 200 200",
    "admin/reports/unmet-demand/": "302 302 403 403 200 200",
    "admin/reports/unmet-demand/results/": "302 302 403 403 200 200",
    "admin/reports/demand-words/": "302 302 403 403 200 200",
    "admin/reports/demand-words/results/": "302 302 403 403 200 200",
}
# What a POST answers to whom, in the same order. The house's order is confirmed and no request: nobody may answer it, whoever asks.
POSTS_BY_ROLE: dict[str, str] = {
    "admin/requests/{order_number}/": "302",  # the entrance; for members a 404, which Django answers by trying the address below /it/
    "admin/requests/goods/{order}/": "302",  # the same: its bookings are no goods
    "it/basket/1/extend/": "404",
    "it/basket/1/remove/": "404",
    "it/me/data/erase/": "302 422 422 422 422 422",
    "it/checkout/{token}/change/": "302",  # it is paid for: leads to the status page and changes nothing
}
# Of Wagtail's admin, what anybody may see: a closed door or a file of words.
HARMLESS = ("admin/jsi18n/", "admin/sprite/", "admin/login/", "admin/logout/", "admin/test404/", "admin/failwhale/")
