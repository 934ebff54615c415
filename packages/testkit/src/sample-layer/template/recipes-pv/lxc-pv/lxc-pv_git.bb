SUMMARY = "Linux containers, as Pantavisor uses them"
LICENSE = "LGPL-2.1-or-later"

PV = "3.0+git"
SRC_URI = "git://github.com/pantavisor/lxc.git;protocol=https;branch=stable-3.0-BASE-2c5c780762981a5cfe699670c91397e29f6f6516;rev=be1a3052c7d94ef0a1b2c3d4e5f60718293a4b5c"

inherit autotools
