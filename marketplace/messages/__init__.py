# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""The outbox: mails written in the transaction that causes them, sent once, after commit. Must not decide who gets what."""
