# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Questions of any kind are answered with 200 or told what is wrong with them; never is one an error of ours, or slow.

2,000 questions from a new seed each time, 10,000 with MARKETPLACE_LONG set; MARKETPLACE_FUZZ_SEED repeats a run.
"""

import json
import os
import time
from collections import Counter
from random import SystemRandom
from typing import Any

import pytest
from django.test import Client

from search.breaker import breaker
from search.documents import readable
from tests.factories import lay_ground, make_business, make_experience, make_good, make_municipality, make_session, make_stay, make_unit

from .conftest import Indexer
from .hostile import SYNTAX, Question, questions

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(1200)]
COUNT = 5000 if os.environ.get("MARKETPLACE_LONG") else 1000  # on each engine
SEED = int(os.environ.get("MARKETPLACE_FUZZ_SEED") or SystemRandom().randrange(10**9))
SLOWEST, SLOW = 2.0, "more than two seconds"  # of a machine that does nothing else
PROBLEM = {"type", "title", "status", "code"}


def furnish() -> None:
    lay_ground()
    for name in ("Varzi", "Bobbio", "Casa Quiete"):
        business = make_business(municipality=make_municipality(name=name))
        for number in range(3):
            make_unit(stay=make_stay(business=business, title=f"Casa Quiete {number}"))
        make_session(experience=make_experience(business=business))
        make_good(business=business)


def fault_of(client: Client, question: Question, tally: Counter[Any]) -> str:
    """What is wrong with the answer, if anything."""
    started = time.monotonic()
    try:
        answer = client.generic("GET", question.path, QUERY_STRING=question.query)
        status = answer.status_code
    except Exception as cause:
        return f"{type(cause).__name__}: {cause}"
    took = time.monotonic() - started
    tally[status] += 1
    tally["most"] = max(tally["most"], int(took * 1000))
    if took > SLOWEST * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)):
        return SLOW
    if status not in (200, 302) and not 400 <= status < 500:
        return f"status {status}"
    if question.path.startswith("/api/"):
        return api_fault(answer)
    if status == 200 and readable() and answer.context["answer"].degraded:
        return "Elasticsearch did not take it"
    return ""


def api_fault(answer: Any) -> str:
    said = json.loads(answer.content)
    if answer.status_code != 200:
        kind = answer.headers["Content-Type"]
        return (
            "" if kind.startswith("application/problem+json") and said.keys() >= PROBLEM else f"no problem: {kind} {answer.content[:200]}"
        )
    # A question that Elasticsearch refuses is one we have put wrongly.
    return "Elasticsearch did not take it" if readable() and isinstance(said, dict) and said["degraded"] else ""


def test_no_question_is_an_error(engine: Indexer, client: Client) -> None:
    furnish()
    engine()
    tally: Counter[Any] = Counter()
    faults = []
    seed = SEED + readable()
    started = time.monotonic()
    for question in questions(seed, COUNT):
        breaker.reset()
        fault = fault_of(client, question, tally)
        if fault == SLOW:  # twice, or it was the machine
            fault = fault_of(client, question, tally)
        if fault:
            faults.append((fault, question))
    took = time.monotonic() - started
    print(f"seed {seed}: {COUNT} questions in {took:.0f} s, {dict(tally)} (most: ms)")
    assert not faults, f"MARKETPLACE_FUZZ_SEED={SEED}: {len(faults)} faults, the first:\n" + "\n".join(
        f"{fault}\n    {question}" for fault, question in faults[:8]
    )
    assert tally[200] > COUNT / 5  # enough of them come through to the engine
    assert tally[422] > COUNT / 20


def test_odd_signs_in_a_question_are_searched_as_text(engine: Indexer, client: Client) -> None:
    """Each by itself, in the box: no operator, nothing that ends a string."""
    furnish()
    engine()
    for text in SYNTAX:
        for path in ("/api/v1/search", "/it/search/", "/api/v1/search/suggest"):
            answer = client.get(path, {"q": f"casa {text}"[:200]})
            assert answer.status_code == (422 if "\x00" in text else 200), (path, text)


def test_a_thousand_filters_and_ten_thousand_signs_are_refused_in_words(engine: Indexer, client: Client) -> None:
    furnish()
    engine()
    for params in (
        {"municipality": [f"{n:06}" for n in range(1000)]},
        {"q": "casa " * 2000},
        {"unknown": list(range(1500)), "q": "a" * 10_000},
    ):
        answer = client.get("/api/v1/search", params)
        assert answer.status_code in (400, 422)
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        page = client.get("/it/search/", params)
        assert page.status_code in (400, 422)
    assert client.get("/api/v1/search", {"municipality": [f"{n:06}" for n in range(60)], "q": "casa"}).status_code == 200
