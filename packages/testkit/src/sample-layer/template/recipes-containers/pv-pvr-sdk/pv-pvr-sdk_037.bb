SUMMARY = "The device side of pvr in a container"
LICENSE = "MIT"

SRC_URI = "file://pv-pvr-sdk.docker.tar file://run.json"

inherit pvrexport
