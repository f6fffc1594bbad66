"""What opens a class: tokens that nobody can guess, codes that can be read aloud, and only hashes of them to keep."""

import hashlib
import hmac
import secrets
from typing import Final

__all__ = ["LETTERS", "code_hash", "digest", "is_code", "new_code", "new_token", "spelt"]

LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of codes: none that is taken for another (0 O, 1 I L)."""
_TOKEN_BYTES: Final = 32
_SALT_BYTES: Final = 16
_COST: Final = 2**12
"""Of scrypt: some 10 ms and 4 MiB a code, so that who steals the database cannot go through all codes soon."""


def new_token() -> str:
    """Return a token of 256 bits, for a cookie."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_code(size: int) -> str:
    """Return a code of so many `LETTERS`."""
    return "".join(secrets.choice(LETTERS) for _ in range(size))


def spelt(code: str) -> str:
    """Return a code as it is kept, however it was typed.

    >>> spelt(" ab-c 23"), spelt("abc.234")
    ('ABC23', 'ABC234')
    """
    return "".join(sign for sign in code.upper() if sign.isalnum())[:32]


def digest(token: str) -> str:
    """Return the digest that is stored in place of a token; the token cannot be found from it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def code_hash(code: str) -> str:
    """Return what is kept of a short code: its salt and scrypt hash."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}:{_scrypt(spelt(code), salt)}"


def is_code(code: str, kept: str) -> bool:
    """Return whether this is the code of which the hash was kept."""
    salt, _, expected = kept.partition(":")
    return hmac.compare_digest(_scrypt(spelt(code), bytes.fromhex(salt)), expected)


def _scrypt(code: str, salt: bytes) -> str:
    return hashlib.scrypt(code.encode(), salt=salt, n=_COST, r=8, p=1).hex()
