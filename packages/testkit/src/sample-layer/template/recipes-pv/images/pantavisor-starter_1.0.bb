SUMMARY = "A device image with the containers that a first start needs"
LICENSE = "MIT"

PVROOT_CONTAINERS = "pv-alpine-connman pv-avahi pv-pvr-sdk"
DEPENDS = "pantavisor-bsp ${PVROOT_CONTAINERS}"

inherit pv-image
