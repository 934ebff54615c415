SUMMARY = "Service discovery in a container"
LICENSE = "MIT"

SRC_URI = "file://pv-avahi.docker.tar file://run.json"

inherit pvrexport
