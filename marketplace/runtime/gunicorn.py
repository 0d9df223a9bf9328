# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Settings of the web server, for the demo and for production. WEB_BIND, WEB_WORKERS and WEB_THREADS come from the environment."""

import os
from typing import Any

bind = os.environ.get("WEB_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 20  # requests under way may end after SIGTERM
keepalive = 5
limit_request_line = 8190  # the most there is: the address of a search holds all of its state
max_requests = 50_000  # a worker is replaced now and then, so that memory cannot creep up; never all at once
max_requests_jitter = 25_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 a heartbeat file on a slow disk would stall workers
control_socket_disable = True
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
# No access log: addresses hold signed links, and callers' IP addresses are personal data. The proxy in front may keep one.

if os.environ.get("LOG_FORMAT", "") == "json":
    console: dict[str, Any] = {"class": "logging.StreamHandler", "formatter": "json"}
    quiet: dict[str, Any] = {"level": "INFO", "handlers": [], "propagate": True}
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "pythonjsonlogger.json.JsonFormatter", "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"console": console, "error_console": console},
        "root": {"level": "INFO", "handlers": ["console"]},
        "loggers": {"gunicorn.error": quiet, "gunicorn.access": quiet},
    }
