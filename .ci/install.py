"""Install what the locks named hold, and the project itself, into the environment whose Python runs this.

    .ci/install.py                                          what a forecast needs: requirements.lock
    .ci/install.py requirements.lock requirements-dev.lock  and what development adds

uv does it in seconds where pip takes minutes, with the same files and the same hashes checked. pip fetches it from
wherever this machine's pip fetches, into build/uv; where that has no uv, or uv fails, pip does the work alone.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME_OF_UV = ROOT / "build" / "uv"
VERSIONS_OF_UV = "uv>=0.5,<1"
PIP = (sys.executable, "-m", "pip")
QUIET = ("--disable-pip-version-check", "-qq")  # Errors only: a mirror that lacks a package warns once a package.
LOCK = "requirements.lock"
LOCKED = ("--require-hashes", "--only-binary", ":all:")
PROJECT = ("--no-deps", "--no-build-isolation", "-e", ".")

SECTIONS = ("global", "install", ":env:")  # The later ones win, as in pip.
SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}
"""Settings of pip, what uv calls each, and what stands between several values there."""


def main(*locks: str) -> None:
    """Install the locks, then the project; end with pip's exit code if pip cannot either."""
    os.chdir(ROOT)
    steps = ((*LOCKED, *(word for lock in locks or (LOCK,) for word in ("-r", lock))), PROJECT)
    if not installed_by_uv(steps):
        for what in steps:
            done = subprocess.run([*PIP, "install", *QUIET, *what], check=False)
            if done.returncode != 0:
                raise SystemExit(done.returncode)


def installed_by_uv(steps: tuple[tuple[str, ...], ...]) -> bool:
    """Whether uv did it all; if not, says why in a line."""
    uv = HOME_OF_UV / "bin" / "uv"
    if not uv.is_file():
        fetched = ran(*PIP, "install", *QUIET, "--retries", "1", "--only-binary", ":all:",
                      "--upgrade", "--target", str(HOME_OF_UV), VERSIONS_OF_UV)  # fmt: skip
        if fetched is not None:
            say("uv is not to be had from this machine's package index; pip installs, which takes a minute or two.")
            return False
    # Of several indexes pip takes the best match, uv the first that knows the name; a hash lets only the right file in.
    words = [str(uv), "pip", "install", "--quiet", "--python", sys.executable, "--index-strategy", "unsafe-best-match"]
    settings = settings_of_pip()
    if settings.get("no-index", "0").lower() in ("1", "true", "yes", "on"):
        words.append("--no-index")
    environment = environment_for_uv(settings)
    for what in steps:
        failed = ran(*words, *what, environment=environment)
        if failed is not None:
            say(f"uv could not install ({failed}); pip does, which takes a minute or two.")
            return False
    return True


def environment_for_uv(settings: dict[str, str]) -> dict[str, str]:
    """The environment in which uv looks where pip looks; what is already said to uv stays."""
    found = {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}  # As pip does; the latter is its older name.
    for setting, value in settings.items():
        if setting in SETTINGS:
            name, between = SETTINGS[setting]
            found[name] = between.join(value.split())
    return found | dict(os.environ)


def settings_of_pip() -> dict[str, str]:
    """What files and variables tell pip when it installs."""
    said = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in said.splitlines():
        place, _, value = line.partition("=")
        section, _, setting = place.rpartition(".")
        if section in found:
            found[section][setting] = str(ast.literal_eval(value))
    return {setting: value for section in SECTIONS for setting, value in found[section].items()}


def ran(*words: str, environment: dict[str, str] | None = None) -> str | None:
    """None if the command did its work, else the last line of what it complained."""
    try:
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    if done.returncode == 0:
        return None
    return ([line.strip() for line in done.stderr.splitlines() if line.strip()] or ["no reason given"])[-1]


def say(sentence: str) -> None:
    """A line for whoever waits."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
