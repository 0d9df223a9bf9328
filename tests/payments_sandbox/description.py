# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stripe's published description (the OpenAPI file inside stripe-mock) as a judge of answers.

It is of API version 2026-08-26.dahlia. What the pinned version changed since, as far as we meet it, is laid over it in `overlay`.
"""

from __future__ import annotations

import functools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from marketplace.runtime.contract import VERSION

Json = Any
_DROPPED = ("description", "title", "format", "x-expansionResources", "x-expandableFields", "x-resourceId", "discriminator")


def find() -> Path | None:
    """The file in Go's module cache, where building stripe-mock has left it."""
    try:
        cache = subprocess.run(["go", "env", "GOMODCACHE"], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    path = Path(cache) / f"github.com/stripe/stripe-mock@{VERSION}/embedded/openapi/spec3.json"
    return path if path.exists() else None


@functools.cache
def load(path: Path) -> Json:
    """The description as published."""
    return json.loads(path.read_text("utf-8"))


def overlay(description: Json) -> Json:
    """The description with what 2026-10-28.endive changed: payment_method_types of requests became allowed_payment_method_types."""
    for path in ("/v1/checkout/sessions", "/v1/payment_intents", "/v1/setup_intents"):
        body = description["paths"][path]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]["properties"]
        body["allowed_payment_method_types"] = body.pop("payment_method_types", {"type": "array", "items": {"type": "string"}})
    description["info"]["version"] = "2026-10-28.endive"
    return description


class Description:
    """Judges answers of /v1."""

    def __init__(self, path: Path) -> None:
        self._paths = load(path)["paths"]
        schemas = {name: _schema(schema) for name, schema in load(path)["components"]["schemas"].items()}
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": {"schemas": schemas}}
        resource = Resource.from_contents(whole, default_specification=DRAFT202012)
        self._registry = Registry().with_resource("urn:stripe", resource)
        patterns = [(re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), path) for path in self._paths]
        self._patterns = sorted(patterns, key=lambda pair: pair[1].count("{"))
        self._validators: dict[tuple[str, str], Draft202012Validator] = {}

    def problems(self, method: str, path: str, answer: Json) -> list[str]:
        """What is wrong with a good answer; also events' objects are looked into."""
        found = [self._short(error) for error in self._validator(method.lower(), path).iter_errors(answer)]
        for event in answer["data"] if path == "/v1/events" else []:
            inner = event["data"]["object"]
            found += [self._short(error) for error in self._named(inner["object"]).iter_errors(inner)]
        return [f"{method} {path}: {problem}" for problem in found]

    def _validator(self, method: str, path: str) -> Draft202012Validator:
        known = next(template for pattern, template in self._patterns if pattern.fullmatch(path) and method in self._paths[template])
        if (method, known) not in self._validators:
            answers = self._paths[known][method]["responses"]
            schema = _schema(answers["200"]["content"]["application/json"]["schema"])
            text = json.dumps(schema).replace('"#/components', '"urn:stripe#/components')
            self._validators[method, known] = Draft202012Validator(json.loads(text), registry=self._registry)
        return self._validators[method, known]

    def _named(self, kind: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": f"urn:stripe#/components/schemas/{kind}"}, registry=self._registry)

    @staticmethod
    def _short(error: Any) -> str:
        leaf = error
        while leaf.context:
            leaf = max(leaf.context, key=lambda inner: len(inner.absolute_path))
        return f"{'.'.join(map(str, leaf.absolute_path))}: {leaf.message[:200]}"


def _schema(node: Json) -> Json:
    """OpenAPI 3.0 as JSON Schema: `nullable`, and no prose. A property called `description` stays."""
    if isinstance(node, list):
        return [_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {key: _schema(value) for key, value in node.items() if key not in _DROPPED or isinstance(value, dict)}
    if out.pop("nullable", False) is not True:
        return out
    if isinstance(out.get("type"), str):
        out["type"] = [out["type"], "null"]
        if "enum" in out:
            out["enum"] = [*out["enum"], None]
        return out
    return {"anyOf": [out, {"type": "null"}]}
