"""What can be told of the files of deploy/ without a container engine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.bot.server import ROOT

DEPLOY = ROOT / "deploy"
KUBERNETES = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
PINNED = re.compile(r"[a-z./-]+:[0-9]+(\.[0-9]+)*[a-z0-9.-]*")
SECRET = re.compile(r"SECRET|TOKEN|PASSWORD|_KEY\b|DATABASE|LOCKS")
POD_KINDS = ("Deployment", "StatefulSet", "CronJob")
Json = dict[str, Any]


@cache
def documents() -> list[Json]:
    """Every object of the manifests."""
    return [part for path in KUBERNETES for part in yaml.safe_load_all(path.read_text("utf-8"))]


@cache
def compose() -> Json:
    """The compose file."""
    return yaml.safe_load((DEPLOY / "compose.yml").read_text("utf-8"))


def of_kind(*kinds: str) -> list[Json]:
    return [part for part in documents() if part["kind"] in kinds]


def pod(workload: Json) -> Json:
    """The template of a workload's pods."""
    spec = workload["spec"]
    return spec["jobTemplate"]["spec"]["template"] if workload["kind"] == "CronJob" else spec["template"]


def containers() -> Iterator[tuple[str, Json, Json]]:
    """Name of the workload, its pod, each container."""
    for workload in of_kind(*POD_KINDS):
        for container in pod(workload)["spec"]["containers"]:
            yield workload["metadata"]["name"], pod(workload)["spec"], container


def services() -> Iterator[tuple[str, Json]]:
    yield from compose()["services"].items()


def ids(cases: Iterator[tuple[Any, ...]]) -> list[Any]:
    return [pytest.param(*case[1:], id=case[0]) for case in cases]


@pytest.mark.parametrize(("spec", "container"), ids(containers()))
def test_a_container_has_no_rights_that_it_does_not_need(spec: Json, container: Json) -> None:
    rights = container["securityContext"]
    assert rights["readOnlyRootFilesystem"] is True
    assert rights["allowPrivilegeEscalation"] is False
    assert rights["capabilities"] == {"drop": ["ALL"]}
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] > 0
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert spec["automountServiceAccountToken"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec)
    assert not [volume for volume in spec.get("volumes", []) if "hostPath" in volume]


@pytest.mark.parametrize(("spec", "container"), ids(containers()))
def test_a_container_has_limits_and_an_image_that_does_not_change(spec: Json, container: Json) -> None:
    assert set(container["resources"]) == {"requests", "limits"}
    assert {"cpu", "memory"} <= set(container["resources"]["limits"])
    # kustomization.yaml names the tag of our own image.
    assert container["image"] == "hojo-navi" or PINNED.fullmatch(container["image"])
    assert {"name": "hojo-navi"}.items() <= kustomization()["images"][0].items()
    assert re.fullmatch(r"[0-9][0-9.-]+", kustomization()["images"][0]["newTag"])


def kustomization() -> Json:
    return yaml.safe_load((DEPLOY / "kustomization.yaml").read_text("utf-8"))


@pytest.mark.parametrize("workload", of_kind("Deployment", "StatefulSet"), ids=lambda part: part["metadata"]["name"])
def test_probes_ask_what_exists(workload: Json) -> None:
    (container,) = pod(workload)["spec"]["containers"]
    ports = {port["name"] for port in container["ports"]}
    homes = {"bot": "bot", "proxy": "deploy/nginx", "actions": ".venv/lib/python3.10/site-packages/rasa_sdk"}
    for name in ("livenessProbe", "readinessProbe"):
        probe = container[name]
        kind = next(kind for kind in ("httpGet", "tcpSocket", "exec") if kind in probe)
        if kind != "exec":
            assert probe[kind]["port"] in ports
        if kind == "httpGet":
            home = ROOT / homes[workload["metadata"]["name"]]
            sources = [path.read_text("utf-8") for path in home.rglob("*") if path.suffix in (".py", ".template")]
            route = re.compile(rf'(?:get\("|= ){re.escape(probe[kind]["path"])}["\s]')
            assert any(route.search(source) for source in sources)


def test_whoever_lives_is_not_killed_because_a_store_is_down() -> None:
    (bot,) = (container for name, _, container in containers() if name == "bot")
    assert bot["livenessProbe"]["httpGet"]["path"] != bot["readinessProbe"]["httpGet"]["path"] == "/healthz"


def test_secrets_come_by_reference_only() -> None:
    assert of_kind("Secret") == []
    for _, _, container in containers():
        assert not [
            env for env in container.get("env", []) if SECRET.search(env["name"]) and "/" not in env.get("value", "/")
        ]
    literals = kustomization()["configMapGenerator"][1]["literals"]
    assert not [literal for literal in literals if SECRET.search(literal.partition("=")[0])]
    for _, service in services():
        for name, value in service.get("environment", {}).items():
            assert not SECRET.search(name) or "${" in str(value) or str(value).startswith("/run/secrets/"), name
    example = dict(
        line.split("=", 1) for line in (DEPLOY / "example.env").read_text().splitlines() if re.match("[A-Z]", line)
    )
    assert not [name for name, value in example.items() if SECRET.search(name) and value]


def test_services_and_policies_lead_to_pods_that_exist() -> None:
    labels = {pod(workload)["metadata"]["labels"]["app"] for workload in of_kind(*POD_KINDS)}
    ports = {
        workload["metadata"]["name"]: {port["name"] for c in pod(workload)["spec"]["containers"] for port in c["ports"]}
        for workload in of_kind("Deployment", "StatefulSet")
    }
    for service in of_kind("Service"):
        app = service["spec"]["selector"]["app"]
        assert {port["targetPort"] for port in service["spec"]["ports"]} <= ports[app]
    named = re.findall(r"matchLabels: \{ app: (\w+) \}", (DEPLOY / "kubernetes/network.yaml").read_text())
    assert set(named) == labels
    for budget in of_kind("PodDisruptionBudget"):
        assert budget["spec"]["selector"]["matchLabels"]["app"] in labels


def test_nobody_may_talk_to_a_pod_unless_a_policy_says_so() -> None:
    (nobody,) = (part for part in of_kind("NetworkPolicy") if part["metadata"]["name"] == "nobody")
    assert nobody["spec"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    open_to_all = [
        part["metadata"]["name"]
        for part in of_kind("NetworkPolicy")
        if any("from" not in rule for rule in part["spec"].get("ingress", []))
    ]
    assert open_to_all == ["proxy"]


def test_the_kustomization_names_every_manifest_and_files_that_exist() -> None:
    listed = set(kustomization()["resources"])
    assert {f"kubernetes/{path.name}" for path in KUBERNETES} - listed == {"kubernetes/actions.yaml"}
    assert all((DEPLOY / name).exists() for name in listed)
    files = [name for part in kustomization()["configMapGenerator"] for name in part.get("files", [])]
    assert files == ["nginx/nginx.conf.template", "nginx/serve"]


@pytest.mark.parametrize("service", [pytest.param(service, id=name) for name, service in services()])
def test_a_service_of_compose_has_no_rights_that_it_does_not_need(service: Json) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert int(service["user"].partition(":")[0]) > 0
    assert {"mem_limit", "pids_limit", "restart"} <= set(service)
    assert service["image"].startswith("${HOJO_NAVI_IMAGE") or PINNED.fullmatch(service["image"])
    assert not {"privileged", "network_mode", "pid", "cap_add"} & set(service)


def test_only_the_proxy_of_compose_can_be_reached_and_the_stores_have_no_way_out() -> None:
    assert [name for name, service in services() if "ports" in service] == ["proxy"]
    assert compose()["networks"]["stores"] == {"internal": True}
    assert {tuple(service["networks"]) for name, service in services() if name in ("postgres", "redis", "actions")} == {
        ("stores",)
    }
    assert "healthcheck" in compose()["services"]["bot-1"]


def test_every_variable_that_compose_needs_is_in_the_example() -> None:
    needed = set(re.findall(r"(?<!\$)\$\{([A-Z_]+):\?", (DEPLOY / "compose.yml").read_text("utf-8")))
    listed = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "example.env").read_text("utf-8"), re.M))
    assert needed <= listed


def test_the_settings_of_the_files_are_those_that_the_manual_lists() -> None:
    manual = (ROOT / "docs/operations.md").read_text("utf-8")
    names = {env["name"] for _, _, container in containers() for env in container.get("env", [])}
    names |= {literal.partition("=")[0] for literal in kustomization()["configMapGenerator"][1]["literals"]}
    names |= {name for _, service in services() for name in service.get("environment", {})}
    names |= set(re.findall(r"^: \"\$\{([A-Z_]+)", (DEPLOY / "nginx/serve").read_text("utf-8"), re.M))
    of_images = {"POSTGRES_USER", "POSTGRES_DB", "PGDATA", "POSTGRES_INITDB_ARGS", "PGPASSWORD", "SANIC_HOST"}
    assert {name for name in names - of_images if f"`{name}`" not in manual} == set()


def test_the_image_runs_as_nobody_with_the_model_that_was_tested() -> None:
    lines = (DEPLOY / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^USER (\d+):\d+$", lines, re.M) == ["10001"]
    assert re.findall(r"^ARG PYTHON_IMAGE=python:3\.10-slim-[a-z]+$", lines, re.M)
    assert "sha256sum --check --strict" in lines
    assert "HOJO_NAVI_MODEL_SHA256=${MODEL_SHA256}" in lines
    assert lines.count("--require-hashes") == lines.count("pip install") == 2
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", lines, re.M):
        for name in source.split():
            assert name.startswith(("build/", "models/")) or (ROOT / name).exists(), name


def test_only_what_the_image_needs_is_sent_to_its_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text("utf-8"), re.M)
    allowed = re.findall(r"^!(\S+)$", (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8"), re.M)
    assert sorted(allowed) == sorted(name for source in copied for name in source.split())


def test_the_lock_of_the_image_is_closed_and_leaves_the_tools_out() -> None:
    command = [sys.executable, "-m", "deploy.runtime_lock"]
    lock = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.M))
    assert {"rasa", "rasa-sdk", "sanic", "psycopg2-binary", "typst", "setuptools"} <= names
    assert not names & {"pytest", "hypothesis", "ruff", "mypy", "playwright", "pre-commit", "uv"}
    assert lock.count("==") >= len(names)
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[a-z0-9])", lock, flags=re.M) if block)


@pytest.mark.parametrize("name", ["", "hojo-navi", "hojo-navi:latest"])
def test_an_image_without_a_tag_of_its_own_is_not_built(name: str) -> None:
    run = subprocess.run([DEPLOY / "build-image", *([name] if name else [])], capture_output=True, text=True)
    assert run.returncode != 0
    assert "tag" in run.stderr


def test_backups_go_when_the_notice_says_so() -> None:
    assert "-mtime +34 -delete" in (DEPLOY / "kubernetes/backup.yaml").read_text("utf-8")


def test_statements_which_hold_what_visitors_said_stay_out_of_the_log_of_postgresql() -> None:
    (pods,) = [container["args"] for name, _, container in containers() if name == "postgres"]
    for arguments in (pods, compose()["services"]["postgres"]["command"]):
        assert arguments == ["-c", "log_min_error_statement=panic", "-c", "log_error_verbosity=terse"]
