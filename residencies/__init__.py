# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Calls for artists: what a village gives and asks, until when, and the nights its buildings keep for residents; who applies,
who reads, what is decided, and who lives there in the end.

A call's phase follows from its times and is never stored; nights are taken by the calendar's one verb. Must not show a
draft, know a guest's booking, or decide anything about money: that is `marketplace.payments`.
"""
