# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""What all environments share. Values that differ come from the environment; docs/deploy.md lists them."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env
from oscar.defaults import *

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent.parent
LOCAL_DIR = Path(env.str("MARKETPLACE_LOCAL", str(BASE_DIR / ".local")))

SECRET_KEY = env.str("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost"])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_ID = 1
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"

INSTALLED_APPS = [
    "frontend.apps.FrontendConfig",
    "marketplace.accounts.apps.AccountsConfig",
    "marketplace.territory.apps.TerritoryConfig",
    "marketplace.apps.Shop",
    "marketplace.apps.Analytics",
    "oscar.apps.address.apps.AddressConfig",
    "oscar.apps.shipping.apps.ShippingConfig",
    "catalogue.apps.CatalogueConfig",
    "oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig",
    "oscar.apps.communication.apps.CommunicationConfig",
    "oscar.apps.partner.apps.PartnerConfig",
    "marketplace.basket.apps.BasketConfig",
    "oscar.apps.payment.apps.PaymentConfig",
    "marketplace.apps.Offer",
    "marketplace.apps.Order",
    "marketplace.apps.Customer",
    "marketplace.apps.Voucher",
    "marketplace.apps.Dashboard",
    "marketplace.booking.apps.BookingConfig",
    "marketplace.payments.apps.PaymentsConfig",
    "marketplace.checkout.apps.CheckoutConfig",
    "marketplace.messages.apps.OutboxConfig",
    "marketplace.compliance.apps.ComplianceConfig",
    "marketplace.runtime.apps.RuntimeConfig",
    "marketplace.api.apps.ApiConfig",
    "residencies.apps.ResidenciesConfig",
    "search.apps.SearchConfig",
    "widget_tweaks",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.flatpages",  # for the migration graph only
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "marketplace.languages.LanguageMiddleware",
    "marketplace.api.middleware.ProblemsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "catalogue.gate.MemberGate",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "oscar.apps.basket.middleware.BasketMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "frontend.context.site",
            ],
        },
    }
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgres://localhost/marketplace", conn_max_age=60)}
DATABASES["default"].setdefault("ENGINE", "django.db.backends.postgresql")
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.str("REDIS_URL")}
        if env.str("REDIS_URL", "")
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    ),
    # What every page reads and hardly ever changes (the menu): kept in each process, for a minute.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"},
    # Renditions are fetched with their pictures. Wagtail writes each to its cache at every look, in the database a commit apiece.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db" if env.str("REDIS_URL", "") else "django.contrib.sessions.backends.db"

LANGUAGE_CODE = "it"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("it", _("Italian")), ("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [BASE_DIR / "marketplace" / "locale"]  # texts of the project itself; each room has its own
USE_I18N = True
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True  # as Django 6 will
TIME_ZONE = "Europe/Rome"
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = LOCAL_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = LOCAL_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Files of applications: no address leads to them, a view asks for permission and hands them out.
    "private": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": LOCAL_DIR / "private", "base_url": None}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "marketplace.accounts.display.user_display"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_ADAPTER = "marketplace.accounts.adapter.AccountAdapter"
ACCOUNT_CHANGE_EMAIL = True  # one address a person: the old one counts until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
# Whether staff and members of businesses need a second step to enter the admin; the demo's logins have none.
MARKETPLACE_ADMIN_MFA = env.bool("MARKETPLACE_ADMIN_MFA", False)
MFA_TOTP_ISSUER = "Oltrepò"

WAGTAIL_SITE_NAME = "Oltrepò"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "catalogue.Picture"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_IMAGE_FORM_BASE = "catalogue.admin.picture_form.PictureForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor
FILE_UPLOAD_HANDLERS = [
    "marketplace.uploads.LetGoOfHuge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

OSCAR_DYNAMIC_CLASS_LOADER = "marketplace.loading.class_loader"
OSCAR_DEFAULT_CURRENCY = "EUR"
OSCAR_BASKET_COOKIE_OPEN = "oscar_open_basket"
OSCAR_ALLOW_ANON_CHECKOUT = True
OSCAR_INITIAL_ORDER_STATUS = "pending"
OSCAR_SLUG_ALLOW_UNICODE = False

EMAIL_CONFIG = env.dj_email_url("EMAIL_URL", "console:")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Oltrepò <prenotazioni@oltrepo.example>")

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")  # one node, or several with commas
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", "")  # instead of user:password in the URL
ELASTICSEARCH_CA_FILE = env.str("ELASTICSEARCH_CA_FILE", "")  # of a cluster whose certificate signs itself
SEARCH_INDEX_PREFIX = env.str("SEARCH_INDEX_PREFIX", "marketplace")
SEARCH_TIMEOUT_SECONDS = 0.8
SEARCH_FALLBACK_SECONDS = 5.0  # how long PostgreSQL may think about one question before the guest is asked for an easier one
SEARCH_SHARDS = env.int("SEARCH_SHARDS", 1)
SEARCH_REPLICAS = env.str("SEARCH_REPLICAS", "0-1")  # as many as there are nodes for, within these bounds
SEARCH_DEMAND_SECONDS = env.float("SEARCH_DEMAND_SECONDS", 15.0)  # how often a process writes what it has counted; 0: never by itself

STRIPE_SECRET_KEY = env.str("STRIPE_SECRET_KEY", "")
# One or several, with commas: each event destination has its own, and while one is rotated both are valid.
STRIPE_WEBHOOK_SECRETS = [secret.strip() for secret in env.str("STRIPE_WEBHOOK_SECRET", "").split(",") if secret.strip()]
STRIPE_API_BASE = env.str("STRIPE_API_BASE", "")  # empty: Stripe itself
STRIPE_CHECKOUT_ORIGIN = env.str("STRIPE_CHECKOUT_ORIGIN", STRIPE_API_BASE or "https://checkout.stripe.com")

MARKETPLACE_COMMISSION_PERCENT = Decimal("10.00")
MARKETPLACE_HOLD = timedelta(minutes=30)
MARKETPLACE_HOLD_LONGEST = timedelta(minutes=60)
# How many holds one client or account may have at once, and how long the same nights are left to others after one that ran out.
MARKETPLACE_HOLDS_AT_ONCE = 8
MARKETPLACE_HOLD_PAUSE = timedelta(minutes=15)
MARKETPLACE_REQUEST_DEADLINE = timedelta(hours=48)
MARKETPLACE_RATE_LIMITS = env.str("MARKETPLACE_RATE_LIMITS", "on") != "off"
# An empty dictionary means allauth's own limits (docs: “Rate limits”), False means none.
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {} if MARKETPLACE_RATE_LIMITS else False

IMAGE_SOURCES = [SELF, "data:"]  # production adds the origin of the bucket
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline code; the public site has none.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": IMAGE_SOURCES,
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        # A form that redirects to the payment page needs that origin, or Chromium blocks it.
        "form-action": [SELF, STRIPE_CHECKOUT_ORIGIN],
    },
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "frontend.errors.csrf_failure"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "pythonjsonlogger.json.JsonFormatter", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "plain": {"format": "%(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": env.str("LOG_FORMAT", "plain")}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "INFO")},
    "loggers": {
        "elastic_transport": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},  # what a client did wrong it is told; here it would only fill the log
    },
}
