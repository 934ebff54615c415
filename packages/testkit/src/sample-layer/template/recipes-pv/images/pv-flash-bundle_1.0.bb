SUMMARY = "All that the flashing tool needs, in one archive"
LICENSE = "MIT"

DEPENDS = "pantavisor-starter"

inherit pv-deploy

SAMPLE_DEPLOY = "flash"
