# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whatever the document of the API allows or forbids to send, the answers are those it promises, and never a 5xx."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from tests.factories import make_unit

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
THINKING = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture
def document(ground):
    make_unit()
    # As Django's own test client: a request must not close the connection that holds the test's transaction.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_operation_keeps_its_word(document, mode):
    tried = 0
    for result in document.get_all_operations():
        operation = result.ok()

        @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=THINKING)
        @given(case=operation.as_strategy(generation_mode=mode))
        def keep_word(case):
            case.call_and_validate(checks=CHECKS)

        keep_word()
        tried += 1
    assert tried >= 5
