SUMMARY = "The network manager in a container"
LICENSE = "MIT"

SRC_URI = "file://pv-alpine-connman.docker.tar file://run.json"

inherit pvrexport
