"""Text files as users have them: utf-8, the encodings of Chinese office programs, with or without a byte order mark."""

import codecs
import errno
import os
import stat
from pathlib import Path

NOT_TEXT = {
    b"%PDF": "a PDF file",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
"""First bytes of files that are often given where text is expected."""


class NotTextError(ValueError):
    """The bytes are not text; the message says what they are and continues "the file is ..."."""


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most so many. Raises OSError: also for a pipe, a device, and what is larger."""
    found = os.stat(path)
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
    if found.st_size > most:
        raise OSError(errno.EFBIG, f"it has more than {most // 1_000_000} MB", str(path))
    return path.read_bytes()


def decode(raw: bytes) -> str:
    """The text of a file: utf-8, utf-16 with a byte order mark, or gb18030. Raises NotTextError."""
    for start, what in NOT_TEXT.items():
        if raw.startswith(start):
            raise NotTextError(what)
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotTextError("neither utf-8 nor gb18030 text")
