"""Do the files for Docker, Compose, systemd and the proxy fit the program and each other?"""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import yaml

import bot
from bot import settings
from bot.run import STOP_S

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
UNIT = (ROOT / "deploy" / "openspace.service").read_text()
LAYERS = {"openspace", "storage", "services", "handlers", "sandbox", "bot"}


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
    return found


def seconds(text: str) -> float:
    return float(text.removesuffix("s"))


def test_what_the_image_takes_exists_and_passes_the_ignore_list() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names > LAYERS
    assert [name for name in names if not (ROOT / name).exists()] == []
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[1] == "*"
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == names


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == bot.VERSION
    images = set(re.findall(r"^FROM python:(\d+\.\d+)-slim", DOCKERFILE, re.MULTILINE))
    assert {f">={image}" for image in images} == {project["requires-python"]}


def test_the_image_runs_without_rights_and_installs_by_hash() -> None:
    final = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.search(r"^USER (\d+)", final, re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE
    assert "pip install" not in final


def test_settings_named_in_files_for_deployment_exist() -> None:
    known = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    in_image = set(re.findall(r"^ +(?:ENV )?([A-Z_]+)=", DOCKERFILE, re.MULTILINE))
    assert in_image - known - {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "PATH"} == set()
    assert set(compose()["services"]["bot"]["environment"]) - known == set()
    assert set(re.findall(r"^Environment=(\w+)=", UNIT, re.MULTILINE)) - known == set()


def test_compose_gives_secrets_to_whoever_needs_them_and_publishes_no_database() -> None:
    services = compose()["services"]
    assert "ports" not in services["db"]
    assert "env_file" not in services["db"]
    assert services["bot"]["env_file"] == ".env"
    assert services["bot"]["read_only"] is True
    assert "healthcheck" in services["db"]
    assert seconds(services["bot"]["stop_grace_period"]) > STOP_S + 1
    url = services["bot"]["environment"]["DATABASE_URL"]
    address = re.sub(r"\$\{.*?\}", "secret", url)
    found = settings.read(
        {"DATABASE_URL": address, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    )
    assert found.database_name == "postgresql+psycopg://openspace:***@db/openspace"


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    assert int(dict(re.findall(r"^(\w+)=(\d+)$", UNIT, re.MULTILINE))["TimeoutStopSec"]) > STOP_S
    if shutil.which("systemd-analyze") is None:
        return
    unit = tmp_path / "openspace.service"
    # The program is not in /opt here.
    unit.write_text(UNIT.replace("/opt/openspace/.venv/bin/python", "/bin/true"))
    checked = subprocess.run(  # noqa: S603 - systemd's own tool
        ["systemd-analyze", "verify", "--man=no", str(unit)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    about_it = [line for line in checked.stderr.splitlines() if "openspace.service" in line]
    assert about_it == []


def test_the_proxy_passes_on_the_bots_own_port_and_nothing_but_slacks_paths() -> None:
    text = (ROOT / "deploy" / "Caddyfile").read_text()
    assert re.findall(r"reverse_proxy (\S+)", text) == ["127.0.0.1:3000"]
    assert re.findall(r"handle (/\S+)", text) == ["/slack/*"]
