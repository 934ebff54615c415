SUMMARY = "A small HTTP client library"
LICENSE = "MIT"

PV = "1.0+git"
SRC_URI = "git://github.com/pantavisor/libthttp.git;protocol=https;branch=master"
SRCREV = "0d5e7a3b91c24f68be1f7a2d3c4b5a6978869fa0"

inherit cmake
