SUMMARY = "The initial RAM file system that starts Pantavisor"
LICENSE = "MIT"

inherit pv-initramfs
