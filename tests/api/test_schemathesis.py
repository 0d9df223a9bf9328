# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Whatever the document of the API allows or forbids to send, the answers are those it promises, and never a 5xx.

What exists is asked for as well as what does not: slugs, units, holds and checkouts of the test's own stand in for half of what is
generated, each hold made and each checkout placed through the API itself, so that answers of success are compared with the document too.
"""

import json
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from catalogue.models import Unit
from tests.factories import make_unit, today
from tests.payments.conftest import sandbox

__all__ = ["sandbox"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sandbox")]

API = "/api/v1"
METHODS = ("get", "post", "put", "patch", "delete", "trace")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The search reads the form of the page, where a field left empty (`?children=`) asks for nothing: no wrong value, so the check does not fit.
LENIENT = {"GET /api/v1/search", "GET /api/v1/search/suggest"}
THINKING = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


class Shop:
    """A stay with a unit whose nights are free one after the other, and what a guest makes of them."""

    def __init__(self) -> None:
        self.unit = make_unit()
        self.slug = self.unit.stay.slug
        self.next = 10

    def nights(self) -> tuple[date, date]:
        """Two nights nobody has asked for yet; after a year's worth a new unit has them."""
        self.next += 2
        if self.next > 300:
            self.unit, self.next = make_unit(stay=self.unit.stay), 12
        first = today() + timedelta(days=self.next)
        return first, first + timedelta(days=2)

    def hold(self) -> dict[str, Any]:
        check_in, check_out = self.nights()
        return self._post("/holds", {"unit": self.unit.pk, "check_in": f"{check_in}", "check_out": f"{check_out}"})

    def checkout(self) -> dict[str, Any]:
        return self._post("/checkouts", {"holds": [self.hold()["token"]], "customer": {"email": "anna@posta.example", "name": "Anna"}})

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        cache.clear()  # the limits: everything here comes from one client
        answer = Client().post(API + path, json.dumps(body), content_type="application/json")
        assert answer.status_code == 201, answer.content
        return dict(answer.json())

    def feed(self, case: Any) -> None:
        """Put what exists in the place of what was generated, as far as it fits what the case is about; every other time."""
        path = case.operation.path.removeprefix(API)
        check_in, check_out = self.nights()
        stay = {"check_in": f"{check_in}", "check_out": f"{check_out}", "adults": 2, "children": 0, "children_ages": [], "extras": []}
        match case.method, path:
            case "GET", "/stays/{slug}":
                case.path_parameters["slug"] = self.slug
            case "GET", "/units/{unit_id}/calendar":
                case.path_parameters["unit_id"] = self.unit.pk
                case.query.update({"from": f"{check_in}", "to": f"{check_out}"})
            case "GET", "/units/{unit_id}/quote":
                case.path_parameters["unit_id"] = self.unit.pk
                case.query.update(stay)
            case "POST", "/holds":
                case.body.update(stay, unit=self.unit.pk)
            case "DELETE", "/holds/{hold_id}":
                made = self.hold()
                case.path_parameters["hold_id"], case.headers["X-Hold-Token"] = made["id"], made["token"]
            case "POST", "/checkouts":
                case.body.update(holds=[self.hold()["token"]])
                case.body["customer"].update(email="anna@posta.example", name="Anna", phone="")
            case "GET", "/checkouts/{checkout_id}":
                made = self.checkout()
                case.path_parameters["checkout_id"], case.headers["X-Checkout-Token"] = made["id"], made["token"]


@pytest.fixture
def shop(ground: None) -> Shop:
    return Shop()


@pytest.fixture
def document(shop: Shop) -> Any:
    return schemathesis.openapi.from_wsgi(f"{API}/openapi.json", WSGIHandler())


def ask(operation: Any, mode: GenerationMode, shop: Shop) -> Counter[int]:
    """The statuses an operation has answered with."""
    seen: Counter[int] = Counter()
    checks = CHECKS if operation.label in LENIENT else [*CHECKS, negative_data_rejection]

    @settings(max_examples=15 if mode.is_positive else 25, deadline=None, derandomize=True, database=None, suppress_health_check=THINKING)
    @given(case=operation.as_strategy(generation_mode=mode))
    def keep_word(case: Any) -> None:
        cache.clear()
        if mode.is_positive and seen.total() % 2:
            shop.feed(case)
        seen[case.call_and_validate(checks=checks).status_code] += 1

    keep_word()
    return seen


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_operation_keeps_its_word(document: Any, shop: Shop, mode: GenerationMode) -> None:
    answers = {operation.label: ask(operation, mode, shop) for operation in (result.ok() for result in document.get_all_operations())}
    assert len(answers) >= 8
    if mode.is_positive:
        assert [label for label, seen in answers.items() if not seen.keys() & {200, 201, 204}] == [], answers
    else:
        assert all(seen[429] == 0 and seen[422] > 0 for label, seen in answers.items() if "{slug}" not in label), answers


def test_a_method_the_document_does_not_name_is_refused_with_those_it_does(document: Any, shop: Shop) -> None:
    made, bought = shop.hold(), shop.checkout()
    real = {"slug": shop.slug, "unit_id": shop.unit.pk, "hold_id": made["id"], "checkout_id": bought["id"]}
    for path, named in document.raw_schema["paths"].items():
        for method in METHODS:
            if method in named:
                continue
            cache.clear()
            answer = Client().generic(method.upper(), path.format(**real))
            assert answer.status_code == 405, (method, path, answer.status_code)
            allowed = {one.strip().lower() for one in answer["Allow"].split(",")}
            assert allowed - {"head", "options"} == set(named), (method, path)
    assert Unit.objects.filter(pk=shop.unit.pk).exists()
