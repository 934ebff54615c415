"""`ps`, `images`, `network ls`: rows, and the three ways to print them."""

import re

from . import describe, images, networks, state, template
from .failure import Failure, from_daemon

FILTERS = ("name", "id", "ancestor", "status", "label", "network", "volume", "exited", "before", "since", "publish", "expose",
           "health", "is-task", "isolation")


def show(flags, rows, columns):
    """`columns`: headings, and the fields below them; of the first, -q prints the field alone."""
    rows, chosen = list(rows), flags.last("format")
    if flags.on("quiet"):
        for identity in dict.fromkeys(row["ID"] for row in rows):
            print(identity)
    elif chosen == "json":
        for row in rows:
            print(template.compact(row))
    elif chosen and chosen != "table":
        chosen = chosen.removeprefix("table ").replace("\\t", "\t")
        for row in rows:
            print(_row(chosen, row))
    else:
        table = [list(columns), *([row[field] for field in columns.values()] for row in rows)]
        widths = [max(10, *(len(line[at]) + 3 for line in table)) for at in range(len(columns))]
        for line in table:
            print("".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())


def _row(chosen, row):
    try:
        return template.render(chosen, row)
    except Failure as problem:
        text = str(problem)
        found = re.search(r'<(\.\w+)>: map has no entry for key "(\w+)"', text)
        if found:
            text = ('failed to execute template: template: :1:2: executing "" at <%s>: can\'t evaluate field %s in type '
                    "*formatter.ContainerContext" % found.groups())
        raise Failure(text.replace("template parsing error", "failed to parse template"), 1) from problem


def ps(flags, _):
    show(flags, _containers(flags), {"CONTAINER ID": "ID", "IMAGE": "Image", "COMMAND": "Command", "CREATED": "RunningFor",
                                     "STATUS": "Status", "PORTS": "Ports", "NAMES": "Names"})


def list_images(flags, rest):
    show(flags, images.rows(flags, rest), {"REPOSITORY": "Repository", "TAG": "Tag", "IMAGE ID": "ID", "CREATED": "CreatedSince",
                                           "SIZE": "Size"})


def list_networks(flags, _):
    show(flags, networks.rows(flags), {"NETWORK ID": "ID", "NAME": "Name", "DRIVER": "Driver", "SCOPE": "Scope"})


def _containers(flags):
    filters = {}
    for text in flags.all("filter"):
        key, _, value = text.partition("=")
        if key not in FILTERS:
            raise from_daemon("invalid filter '%s'" % key)
        filters.setdefault(key, []).append(value)
    stopped_too = flags.on("all") or flags.on("latest") or "status" in filters or "exited" in filters
    with state.locked():
        for known in state.containers():
            status = known.status
            if (status == "running" or stopped_too) and all(
                    any(_fits(known, status, key, value) for value in wanted) for key, wanted in filters.items()):
                yield _row_of(known, status, flags.on("no-trunc"))


def _fits(known, status, key, value):
    record = known.record
    if key == "name":
        return re.search(value, record["name"]) or re.search(value, "/" + record["name"])
    if key == "id":
        return known.id.startswith(value)
    if key == "ancestor":
        return images.find(value) == record["imageId"]
    if key == "status":
        return status == value
    if key == "exited":
        return status == "exited" and str(known.code) == value
    if key == "network":
        return record["network"] == value
    if key == "volume":
        return any(value in (mount["source"], mount["target"]) for mount in record["mounts"])
    if key == "label":
        name, joined, text = value.partition("=")
        return name in record["labels"] and (not joined or record["labels"][name] == text)
    return True


def _row_of(known, status, whole):
    record = known.record
    command = " ".join(record["entrypoint"] + record["command"]) or "pvtest-run"
    sources = [mount["source"] for mount in record["mounts"]]
    return {
        "ID": known.id if whole else known.id[:12],
        "Names": record["name"],
        "Image": record["image"],
        "Command": '"%s"' % (command if whole or len(command) <= 20 else command[:19] + "…"),
        "State": status,
        "Status": {"running": "Up Less than a second", "created": "Created"}.get(status, "Exited (%d) Less than a second ago" % known.code),
        "CreatedAt": record["created"],
        "RunningFor": "Less than a second ago",
        "Ports": ", ".join("0.0.0.0:%s->%s/tcp" % pair for pair in map(tuple, record["ports"])),
        "Labels": ",".join("%s=%s" % pair for pair in record["labels"].items()),
        "Mounts": ",".join(source if whole or len(source) <= 15 else source[:14] + "…" for source in sources),
        "Networks": describe.network_of(record),
        "LocalVolumes": "0",
        "Size": "0B",
    }
