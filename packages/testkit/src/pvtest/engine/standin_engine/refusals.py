"""Why `docker run` starts nothing, in the daemon's words."""

from .failure import Failure

SEE = "\n\nRun 'docker run --help' for more information"


def refused(text):
    return Failure("docker: Error response from daemon: " + text + SEE, 125)


def in_use(name, identity):
    return refused('Conflict. The container name "/%s" is already in use by container "%s". You have to remove (or rename) that '
                   "container to be able to reuse that name." % (name, identity))


def port_taken(name, identity, port):
    return refused("failed to set up container networking: driver failed programming external connectivity on endpoint %s (%s): "
                   "Bind for 0.0.0.0:%s failed: port is already allocated" % (name, identity, port))


def no_image(name):
    return refused("pull access denied for %s, repository does not exist or may require 'docker login': denied: requested access "
                   "to the resource is denied" % name.partition(":")[0])
