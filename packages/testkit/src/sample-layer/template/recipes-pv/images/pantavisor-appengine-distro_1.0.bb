SUMMARY = "Pantavisor's test suite, with the container images that it runs in"
LICENSE = "MIT"

DEPENDS = "pantavisor-bsp pv-alpine-connman"

inherit pv-deploy

SAMPLE_DEPLOY = "distro"
COMPATIBLE_MACHINE = "docker-x86_64"
