SUMMARY = "Kernel, modules, firmware and Pantavisor itself, as one pvrexport"
LICENSE = "MIT"

DEPENDS = "pantavisor"

inherit pvrexport

SAMPLE_DEPLOY = "bsp"
PVR_APP = "bsp"
do_compile[mcdepends] = "mc::pv-initramfs-panta:pantavisor-initramfs:do_image_complete"
