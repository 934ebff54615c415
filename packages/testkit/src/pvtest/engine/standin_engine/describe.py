"""What `inspect` says of a container, an image, a network."""

from . import state

PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def network_of(record):
    """The name of the network that a container is in."""
    return "bridge" if record["network"] == "default" else record["network"]


def container(known):
    record, status = known.record, known.status
    running = status == "running"
    return {
        "Id": known.id,
        "Created": record["created"],
        "Path": record["command"][0] if record["command"] else "",
        "Args": record["command"][1:],
        "State": {"Status": status, "Running": running, "Paused": False, "Restarting": False, "OOMKilled": False,
                  "Dead": False, "Pid": known.pid if running else 0, "ExitCode": 0 if running else known.code, "Error": "",
                  "StartedAt": record["created"]},
        "Image": record["imageId"],
        "Name": "/" + record["name"],
        "RestartCount": 0,
        "Driver": "overlay2",
        "Platform": "linux",
        "HostConfig": {"Binds": ["%s:%s" % (mount["source"], mount["target"]) for mount in record["mounts"]],
                       "NetworkMode": record["network"], "AutoRemove": record["remove"], "Privileged": record["privileged"],
                       "PortBindings": {"%s/tcp" % inner: [{"HostIp": "", "HostPort": outer}]
                                        for outer, inner in record["ports"]}},
        "Mounts": [{"Type": mount["type"], "Source": mount["source"], "Destination": mount["target"],
                    "Mode": "" if mount["writable"] else "ro", "RW": mount["writable"], "Propagation": "rprivate"}
                   for mount in record["mounts"]],
        "Config": {"Hostname": record["hostname"], "User": record["user"], "Env": [*record["env"], PATH],
                   "Cmd": record["command"], "Image": record["image"], "WorkingDir": record["folder"],
                   "Entrypoint": record["entrypoint"] or None, "Labels": record["labels"]},
        "NetworkSettings": {"Networks": {network_of(record): {"NetworkID": "", "IPAddress": ""}}},
    }


def image(identity, known):
    return {"Id": identity, "RepoTags": known["tags"], "RepoDigests": [], "Parent": "", "Comment": "",
            "Created": known["created"], "Config": {"Env": [PATH], "Cmd": None, "Labels": None},
            "Architecture": "amd64", "Os": "linux", "Size": 1000}


def network(known):
    attached = {each.id: {"Name": each.record["name"]} for each in state.containers()
                if each.record["network"] in (known["name"], known["id"]) and each.status == "running"}
    return {"Name": known["name"], "Id": known["id"], "Created": known["created"], "Scope": "local",
            "Driver": known["driver"], "Internal": False, "Containers": attached, "Labels": {}}
