# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The documentation page, drawn from the OpenAPI document on the server: no foreign script, and the content security policy stays whole."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

# What a program may meet in `code`; the anchors of problem types.
CODES: dict[str, Any] = {
    "invalid": _("Values are missing or do not fit; `errors` says which."),
    "rules-broken": _("Dates, guests or extras break rules of the unit; `reasons` lists all of them."),
    "range": _("The range of days is empty or too long."),
    "nights-taken": _("At least one of the nights is no longer free."),
    "sold-out": _("Fewer places or pieces are left than asked for; `left` says how many."),
    "hold-gone": _("The hold has expired, was released or is already ordered."),
    "wrong-state": _("The thing has moved on to a state from which this is not possible."),
    "missing": _("There is no such thing, or not for who asks."),
    "idempotency-key-reused": _("The key was used for another request."),
    "idempotency-key-running": _("The first request with this key is still being answered."),
    "idempotency-key-invalid": _("The key is too long or not printable."),
    "method-not-allowed": _("The address exists but does not do that; `Allow` says what it does."),
    "unreadable": _("The request is not well-formed."),
    "too-large": _("The body is larger than 2 MB."),
    "takes-too-long": _("The search is right but asks for more than is answered in good time: ask for fewer days or words."),
    "too-many-requests": _("Wait for the seconds in `Retry-After`."),
    "failure": _("A fault of ours; it is in our log."),
}


def with_code(text: Any) -> SafeString:
    """Escaped, with what stands between backticks as code."""
    return mark_safe(re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(str(text))))  # noqa: S308 escaped before


class OwnDocs(DocsBase):
    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        schema = api.get_openapi_schema()
        context = {
            "info": schema["info"],
            "openapi_url": self.get_openapi_url(api, kwargs),
            "groups": _groups(schema),
            "codes": [(code, with_code(text)) for code, text in CODES.items()],
        }
        return render(request, "api/docs.html", context)


def _groups(schema: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation.get("tags", [""])[0], []).append(_operation(schema, path, method, operation))
    return list(groups.items())


def _operation(schema: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    answers = [(str(status), answer) for status, answer in operation["responses"].items() if str(status).startswith("2")]
    status, answer = answers[0]
    result = answer.get("content", {}).get("application/json", {}).get("schema")
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": operation["summary"],
        "description": with_code(operation.get("description", "")),
        "parameters": [_parameter(schema, parameter) for parameter in operation["parameters"]],
        "body": list(_fields(schema, body)) if body else [],
        "status": status,
        "result": list(_fields(schema, result)) if result else [],
    }


def _parameter(schema: dict[str, Any], parameter: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "type": _type(schema, parameter["schema"]),
        "required": parameter.get("required", False),
        "note": with_code(parameter.get("description", "")),
    }


def _resolved(schema: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        node = schema["components"]["schemas"][node["$ref"].rpartition("/")[2]]
    return node


def _fields(schema: dict[str, Any], node: dict[str, Any], prefix: str = "") -> Iterator[dict[str, Any]]:
    """The members of an object, those of objects inside it after it."""
    node = _resolved(schema, node)
    if node.get("type") == "array":
        yield from _fields(schema, node["items"], f"{prefix}[].")
        return
    for name, member in node.get("properties", {}).items():
        inner = _resolved(schema, member)
        yield {
            "name": f"{prefix}{name}",
            "type": _type(schema, member),
            "required": name in node.get("required", []),
            "note": with_code(member.get("description", "")),
        }
        if inner.get("type") == "object":
            yield from _fields(schema, inner, f"{prefix}{name}.")
        elif inner.get("type") == "array" and "properties" in _resolved(schema, inner["items"]):
            yield from _fields(schema, inner["items"], f"{prefix}{name}[].")


def _type(schema: dict[str, Any], node: dict[str, Any]) -> str:
    node = _resolved(schema, node)
    if "anyOf" in node:
        return " | ".join(dict.fromkeys(_type(schema, option) for option in node["anyOf"]))
    if "enum" in node or "const" in node:
        return " | ".join(str(value) for value in node.get("enum", [node.get("const")]))
    if node.get("type") == "array":
        return f"{_type(schema, node['items'])}[]"
    return str(node.get("format") or node.get("type", ""))
