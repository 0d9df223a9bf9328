# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every answer of the sandbox against the annotations of the SDK's own classes: the fields are known, and of their type.

It is the only judge of /v2 and of what is new in the pinned API version. It cannot know whether an open enum's value exists:
that is what the contract tests against stripe-mock's description are for.
"""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import typing
from decimal import Decimal
from typing import Any, ForwardRef, Literal, Union, get_args, get_origin

import stripe
from stripe._object_classes import get_object_class
from stripe._stripe_object import StripeObject
from stripe.events._event_classes import get_v2_event_class
from stripe.v2.core import Event

_evaluate: Any = vars(typing)["_eval_type"]  # what get_type_hints uses; it alone takes names of two kinds


def problems(answer: dict[str, Any]) -> list[str]:
    """What is wrong with an answer; an empty list when nothing is."""
    if answer.get("object") == "list" or "next_page_url" in answer:
        return [problem for item in answer["data"] for problem in problems(item)]
    kind = answer.get("object", "")
    cls = _class_of(answer, kind)
    if cls is StripeObject or (cls is Event and kind == "v2.core.event"):
        return [f"unknown object {kind!r} {answer.get('type')!r}"]
    found = _object(answer, cls, kind)
    if kind == "event":
        found += problems(answer["data"]["object"])
    return found


def _class_of(answer: dict[str, Any], kind: str) -> type:
    if kind == "v2.core.event":
        return get_v2_event_class(answer["type"])
    return get_object_class("V2" if kind.startswith("v2.") else "V1", kind)


@functools.cache
def imported(module: str) -> dict[str, Any]:
    """The names a module of the SDK imports, those for type checkers only included."""
    found = {}
    for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(module)))):
        if isinstance(node, ast.ImportFrom) and node.module:
            source = importlib.import_module(node.module)
            found.update({alias.asname or alias.name: getattr(source, alias.name) for alias in node.names})
    return found


@functools.cache
def fields(cls: type) -> dict[str, Any]:
    """The annotated fields of a class with their resolved types. An annotation that cannot be resolved is an error."""
    found = {}
    for base in reversed(cls.__mro__):
        if not issubclass(base, StripeObject) or base is StripeObject:
            continue
        for name, hint in inspect.get_annotations(base).items():
            if name.startswith("_") or name.isupper():
                continue
            reference = ForwardRef(hint) if isinstance(hint, str) else hint
            names = {**imported(base.__module__), **vars(importlib.import_module(base.__module__))}
            found[name] = _evaluate(reference, names, _nested(base), frozenset())
    return found


def _nested(cls: type) -> dict[str, Any]:
    return {name: value for name, value in vars(cls).items() if isinstance(value, type)}


def _object(value: dict[str, Any], cls: type, path: str) -> list[str]:
    known = fields(cls)
    found = []
    for name, hint in known.items():
        if name in value:
            found += _value(value[name], hint, f"{path}.{name}")
        elif not _optional(hint):
            found.append(f"{path}.{name} is missing ({cls.__name__})")
    if known:
        found += [f"{path}.{name} is unknown to {cls.__name__}" for name in value if name not in known and name != "object"]
    return found


def _optional(hint: Any) -> bool:
    return hint is Any or (get_origin(hint) is Union and type(None) in get_args(hint))


def _value(value: Any, hint: Any, path: str) -> list[str]:
    origin = get_origin(hint)
    if hint is Any:
        return []
    if origin is Union:
        return _any_of(value, get_args(hint), path)
    if origin is Literal or "Literal" in str(origin):
        return [] if value in get_args(hint) else [f"{path}: {value!r} is not one of {get_args(hint)}"[:200]]
    if origin is list:
        if not isinstance(value, list):
            return [f"{path}: {value!r} is not a list"]
        return [problem for i, item in enumerate(value) for problem in _value(item, get_args(hint)[0], f"{path}.{i}")]
    if origin is not None and issubclass(origin, stripe.ListObject):
        if not isinstance(value, dict) or value.get("object") != "list":
            return [f"{path} is not a list object"]
        return [problem for item in value["data"] for problem in _value(item, get_args(hint)[0], f"{path}.data")]
    if origin is not None and issubclass(origin, StripeObject):  # a free map
        return [] if isinstance(value, dict) else [f"{path}: {value!r} is not a map"]
    if isinstance(hint, type) and issubclass(hint, StripeObject):
        return _object(value, hint, path) if isinstance(value, dict) else [f"{path}: {value!r} is not an object"]
    return _plain(value, hint, path)


def _any_of(value: Any, hints: tuple[Any, ...], path: str) -> list[str]:
    best: list[str] | None = None
    for hint in hints:
        found = _value(value, hint, path)
        if not found:
            return []
        if best is None or (isinstance(value, dict) and isinstance(hint, type) and issubclass(hint, StripeObject)):
            best = found
    return best or []


def _plain(value: Any, hint: Any, path: str) -> list[str]:
    if hint is Decimal:
        hint = str  # as it travels
    if hint is type(None):
        right = value is None
    elif hint is float:
        right = isinstance(value, (int, float)) and not isinstance(value, bool)
    elif hint in (int, str, bool):
        right = type(value) is hint
    else:
        raise AssertionError(f"{path}: no rule for {hint!r}")
    return [] if right else [f"{path}: {value!r} is not {hint}"]
