"""The receipts of an import: a file for its owner alone, on disk before a complaint is filed.

One JSON object a line. Of the lines with the same id the last one counts: a code without a
reference was promised and may not have been filed (the import ended there), a line without a code
takes a promise back.
"""

import json
import os
from pathlib import Path
from typing import TextIO


class Receipts:
    """Made with mode 0600 at the first receipt; each line is on disk before work goes on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.count = 0
        self._file: TextIO | None = None
        self._promised: str | None = None

    def __enter__(self) -> "Receipts":
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def promise(self, record_id: str, code: str) -> None:
        """Write the code before the complaint is filed, so that no crash between loses it."""
        self._write(record_id, reference=None, code=code)
        self._promised = record_id

    def keep(self, record_id: str, *, reference: str, code: str) -> None:
        """Write the receipt of a complaint that was filed."""
        self._write(record_id, reference=reference, code=code)
        self._promised = None
        self.count += 1

    def take_back(self) -> None:
        """Say that the code promised last leads nowhere, if there is such a one."""
        if self._promised is not None:
            self._write(self._promised, reference=None, code=None)
            self._promised = None

    def _write(self, record_id: str, *, reference: str | None, code: str | None) -> None:
        if self._file is None:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.fchmod(handle, 0o600)
            self._file = os.fdopen(handle, "a", encoding="utf-8")
        receipt = {"id": record_id, "reference": reference, "code": code}
        self._file.write(json.dumps(receipt, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
