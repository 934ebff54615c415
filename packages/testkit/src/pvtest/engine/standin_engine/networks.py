"""The networks: names, no more."""


from . import describe, state
from .clock import now
from .failure import from_daemon

BUILT_IN = [("bridge", "bridge"), ("host", "host"), ("none", "null")]


def _all():
    made = [{"name": name, "driver": driver, "id": name[0].encode().hex() * 32, "created": ""} for name, driver in BUILT_IN]
    return made + state.read("networks.json", [])


def find(reference):
    return next((each for each in _all() if reference == each["name"] or each["id"].startswith(reference)), None)


def create(flags, rest):
    with state.locked():
        if any(each["name"] == rest[0] for each in _all()):
            raise from_daemon("network with name %s already exists" % rest[0])
        made = {"name": rest[0], "driver": flags.last("driver", default="bridge"), "id": state.new_id(), "created": now()}
        state.write("networks.json", [*state.read("networks.json", []), made])
    print(made["id"])


def remove(_, rest):
    for reference in rest:
        known = find(reference)
        if known is None:
            raise from_daemon("network %s not found" % reference)
        with state.locked():
            state.write("networks.json", [each for each in state.read("networks.json", []) if each["id"] != known["id"]])
        print(reference)


def inspect_one(reference):
    known = find(reference)
    if known is None:
        raise from_daemon("network %s not found" % reference)
    return describe.network(known)


def rows(flags):
    wanted = [value.partition("=")[2] for value in flags.all("filter") if value.startswith("name=")]
    for known in _all():
        if all(part in known["name"] for part in wanted):
            yield {"ID": known["id"] if flags.on("no-trunc") else known["id"][:12], "Name": known["name"],
                   "Driver": known["driver"], "Scope": "local"}
