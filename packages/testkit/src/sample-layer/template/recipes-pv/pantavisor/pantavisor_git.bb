require pantavisor.inc

PV = "029+git"
DEPENDS = "libthttp lxc-pv"

inherit cmake

do_install:append() {
    install -d ${D}/etc/pantavisor
}
