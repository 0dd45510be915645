"""uv installs from where pip would, and says so in a line where it cannot; nothing is fetched here."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / ".ci" / "install.py"
FILES = "[global]\nindex-url = mirror\nextra-index-url =\n    second\n    third\n[install]\nfind-links = old\n"


@pytest.fixture
def install(monkeypatch):
    """The script as a module, with no settings of this machine's own."""
    for name in list(os.environ):
        if name.startswith(("PIP_", "UV_", "SSL_", "ALL_PROXY")):
            monkeypatch.delenv(name)
    spec = importlib.util.spec_from_file_location("install", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_uv_is_told_what_files_and_variables_tell_pip(install, tmp_path, monkeypatch):
    pytest.importorskip("pip")
    (tmp_path / "pip.conf").write_text(FILES, encoding="utf-8")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(tmp_path / "pip.conf"))
    monkeypatch.setenv("PIP_FIND_LINKS", "here there")
    told = install.environment_for_uv(install.settings_of_pip())
    assert (told["UV_DEFAULT_INDEX"], told["UV_INDEX"]) == ("mirror", "second third")
    assert told["UV_FIND_LINKS"] == "here,there"
    monkeypatch.setenv("UV_DEFAULT_INDEX", "my own")
    assert install.environment_for_uv(install.settings_of_pip())["UV_DEFAULT_INDEX"] == "my own"


def test_where_uv_fails_a_line_says_so_and_pip_installs(install, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)  # The script goes to the project's folder; the tests come back.
    uv, pip = tmp_path / "bin" / "uv", tmp_path / "pip.py"
    uv.parent.mkdir()
    uv.write_text("#!/bin/sh\necho 'no room' >&2\nexit 2\n", encoding="utf-8")
    uv.chmod(0o755)
    pip.write_text("import sys\nprint('pip', *sys.argv[1:])\n", encoding="utf-8")
    monkeypatch.setattr(install, "HOME_OF_UV", tmp_path)
    monkeypatch.setattr(install, "PIP", (sys.executable, str(pip)))
    for locks in ((), ("requirements.lock", "requirements-dev.lock")):
        install.main(*locks)
        said = capfd.readouterr().out.splitlines()
        assert said[0].startswith("uv could not install (no room)")
        assert [line.startswith("pip install") for line in said[1:]] == [True, True]
        assert "--require-hashes" in said[1]
        assert [word for word in said[1].split() if word.endswith(".lock")] == list(locks or ["requirements.lock"])
