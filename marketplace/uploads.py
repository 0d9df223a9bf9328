# SPDX-FileCopyrightText: 2026 The Oltrepò marketplace contributors
# SPDX-License-Identifier: EUPL-1.2

"""Files larger than any page takes are let go while they arrive; the rest of the form is read as if nothing had happened."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

MOST_BYTES = 100 * 1024 * 1024


class LetGoOfHuge(FileUploadHandler):
    """First in the row of handlers. Names of the fields whose file was let go stand in `request.huge_files`."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > MOST_BYTES:
            request: Any = self.request
            request.huge_files = [*getattr(request, "huge_files", ()), self.field_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind keep it."""
