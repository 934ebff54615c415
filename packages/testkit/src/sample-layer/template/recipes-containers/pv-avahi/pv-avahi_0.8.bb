SUMMARY = "Service discovery in a container"
LICENSE = "MIT"

SRC_URI = "https://downloads.example.com/avahi/avahi-0.8.tar.gz file://pv-avahi.docker.tar file://run.json"

inherit pvrexport
