# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Tests on the real parts; the environment names the servers."""

import os

os.environ.setdefault("SECRET_KEY", "tests")
from .base import *

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise warns where there is none
MEDIA_ROOT = LOCAL_DIR / "test-media"
STORAGES["private"]["OPTIONS"]["location"] = LOCAL_DIR / "test-private"
WHITENOISE_AUTOREFRESH = True  # no collected files to look for
DATABASES["default"]["TEST"] = {
    "NAME": env.str("MARKETPLACE_TEST_DATABASE", "test_marketplace"),
    "TEMPLATE": env.str("MARKETPLACE_TEST_TEMPLATE", None),  # a migrated database: see runtime/template_database.py
}
DATABASES["default"]["CONN_MAX_AGE"] = 0
STRIPE_SECRET_KEY = "sk_test_sandbox"
STRIPE_WEBHOOK_SECRETS = ["whsec_test"]
STRIPE_API_BASE = env.str("STRIPE_API_BASE", "http://127.0.0.1:12112")
MARKETPLACE_RATE_LIMITS = ACCOUNT_RATE_LIMITS = False
MARKETPLACE_STYLE_PAGE = True
SEARCH_DEMAND_SECONDS = 0.0  # no thread writes behind a test's back
