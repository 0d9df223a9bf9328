# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Production: everything from the environment, nothing has a default that would be wrong in public."""

from .base import *

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])  # former keys, while sessions and links signed with them live
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL")
DATABASES = {"default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True)}
STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY")
STRIPE_WEBHOOK_SECRETS = [secret.strip() for secret in env.str("STRIPE_WEBHOOK_SECRET").split(",") if secret.strip()]

MARKETPLACE_ADMIN_MFA = env.bool("MARKETPLACE_ADMIN_MFA", True)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", True) else None
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OSCAR_BASKET_COOKIE_SECURE = True
LOGGING["handlers"]["console"]["formatter"] = env.str("LOG_FORMAT", "json")

if env.str("MEDIA_BUCKET", ""):
    from .media import bucket_options, bucket_origin

    MEDIA = bucket_options(env)
    # Pictures are public and lie below `images/`; addresses without a signature can be kept by browsers and search engines.
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": MEDIA}
    IMAGE_SOURCES.append(bucket_origin(MEDIA))
if env.str("PRIVATE_BUCKET", ""):
    from .media import private_bucket_options

    # Files of applications: nobody but the site reads this bucket.
    STORAGES["private"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": private_bucket_options(env)}

SILENCED_SYSTEM_CHECKS = ["security.W019"]  # frames of our own site: Wagtail shows previews in one; `frame-ancestors` says the same
