"""What each kind of recipe leaves in the deploy folder: versioned files, and links with stable names."""

import hashlib
import json
import lzma
import os

from .archives import gzip, noise, tar, zstd

SMALL = 24 * 1024


class Deploy:
    """Collects the files of one task in `root`, which stands for DEPLOY_DIR."""

    def __init__(self, recipe, root):
        self.data = recipe.data
        self.recipe = recipe
        self.machine = recipe.data.get("MACHINE")
        self.stamp = recipe.data.get("DATETIME")
        self.root = root
        self.images = os.path.join("images", self.machine)

    def noise(self, name, size):
        return noise("%s/%s/%s/%s" % (self.machine, self.recipe.name, name, self.data.get("SAMPLE_REVISION")), size)

    def write(self, path, content, mode=0o644):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        os.chmod(full, mode)

    def versioned(self, versioned, stable, content, mode=0o644):
        """A file below images/<machine> and the link that always names the newest one."""
        self.write(os.path.join(self.images, versioned), content, mode)
        os.symlink(versioned, os.path.join(self.root, self.images, stable))

    @property
    def link_name(self):
        """IMAGE_LINK_NAME of OE-core 4.3 and later: IMAGE_NAME_SUFFIX stands before the time."""
        return "%s-%s.rootfs" % (self.recipe.name, self.machine)

    def image_file(self, suffix, content):
        """`${IMAGE_NAME}<suffix>`, and `${IMAGE_LINK_NAME}<suffix>` without the time."""
        name = self.link_name
        self.versioned("%s-%s%s" % (name, self.stamp, suffix), name + suffix, content)

    def license_files(self, packages):
        """What license_image.bbclass of 5.0 writes: the manifests by IMAGE_NAME, and a link by IMAGE_LINK_NAME."""
        arch = self.machine.replace("-", "_")
        folder = "%s-%s" % (self.link_name, self.stamp)
        self.write("licenses/%s/%s/package.manifest" % (arch, folder), packages)
        self.write("licenses/%s/%s/license.manifest" % (arch, folder), "PACKAGE NAME: pantavisor\nLICENSE: MIT\n")
        self.write("licenses/%s/%s/image_license.manifest" % (arch, folder), "RECIPE NAME: linux\nLICENSE: GPL-2.0-only\n")
        os.symlink(folder, os.path.join(self.root, "licenses", arch, self.link_name))


def image(deploy):
    size = int(deploy.data.get("SAMPLE_IMAGE_SIZE"))
    wic = b"BZh9" + deploy.noise("wic", size - 4)
    deploy.image_file(".wic.bz2", wic)
    deploy.image_file(".wic.bmap", _bmap(hashlib.sha256(wic).hexdigest()))
    deploy.image_file(".manifest", _packages(deploy))
    deploy.image_file(".spdx.json", '{"spdxVersion": "SPDX-2.2"}\n')
    deploy.image_file(".spdx.index.json", '{"documents": []}\n')
    deploy.image_file(".spdx.tar.zst", zstd(tar([("index.json", b'{"documents": []}\n', 0o644)])))
    deploy.image_file(".testdata.json", json.dumps({"MACHINE": deploy.machine, "IMAGE_BASENAME": deploy.recipe.name}))
    kernel = "6.1.77+git0+8d1b9c0a2e-r0-%s-%s" % (deploy.machine, deploy.stamp)
    deploy.versioned("Image--%s.bin" % kernel, "Image", deploy.noise("kernel", SMALL))
    deploy.versioned("modules--%s.tgz" % kernel, "modules-%s.tgz" % deploy.machine,
                     gzip(tar([("lib/modules/6.1.77/modules.dep", b"", 0o644)])))
    if deploy.data.get("PV_CVE_CHECK") == "1":
        deploy.image_file(".cve", "LAYER: meta-pantavisor-sample\nPACKAGE NAME: pantavisor\n")
        deploy.image_file(".json", '{"version": "1", "package": []}\n')
    deploy.license_files(_packages(deploy))
    deploy.write("licenses/%s/pantavisor/generic_MIT" % deploy.machine.replace("-", "_"), "MIT License\n")
    if deploy.machine.startswith("colibri"):
        deploy.write(os.path.join(deploy.images, "%s-pv_teziimg.tar.xz" % deploy.machine),
                     lzma.compress(tar([("image.json", b'{"config_format": 4}\n', 0o644)])))


def sdk(deploy):
    name = "panta-distro-glibc-x86_64-%s-%s-toolchain-%s" % (
        deploy.recipe.name, deploy.data.get("PACKAGE_ARCH"), deploy.data.get("DISTRO_VERSION"))
    script = '#!/bin/sh\n# Unpacks itself behind the marker.\nprintf "%s\\n" "' + name + '"\nexit 0\nMARKER:\n'
    deploy.write("sdk/%s.sh" % name, script.encode() + deploy.noise("sdk", 512 * 1024), 0o755)
    deploy.write("sdk/%s.host.manifest" % name, "nativesdk-qemu x86_64 8.2.1\n")
    deploy.write("sdk/%s.target.manifest" % name, _packages(deploy))
    deploy.write("sdk/%s.testdata.json" % name, '{"SDKMACHINE": "x86_64"}\n')


def docs(deploy):
    tree = [("docs/index.md", b"# Pantavisor\n", 0o644), ("docs/reference/state.md", b"# State\n", 0o644)]
    name = "%s-%s" % (deploy.recipe.name, deploy.machine)
    deploy.versioned("%s-029-abc1234+v23.rootfs.docs.tar.zst" % name, "%s.rootfs.docs.tar.zst" % name, zstd(tar(tree)))


def pvrexport(deploy):
    app = deploy.data.get("PVR_APP")
    squashfs = b"hsqs" + deploy.noise("root.squashfs", 96 * 1024)
    digest = hashlib.sha256(squashfs).hexdigest()
    state = {
        "#spec": "pantavisor-service-system@1",
        app + "/root.squashfs": digest,
        app + "/run.json": {"#spec": "service-manifest-run@1", "name": app, "root-volume": "root.squashfs"},
        app + "/src.json": {"#spec": "service-manifest-src@1", "template": "builtin-lxc-docker"},
    }
    content = gzip(tar([("json", json.dumps(state).encode(), 0o644), ("objects", None, 0o755),
                        ("objects/" + digest, squashfs, 0o644)]))
    name, version = deploy.recipe.name, deploy.recipe.version
    deploy.versioned("%s-%s-%s-r0-%s.pvrexport.tgz" % (name, deploy.machine, version, deploy.stamp),
                     name + ".pvrexport.tgz", content)


def distro(deploy):
    name = "%s-%s" % (deploy.recipe.name, deploy.machine)
    files = given_files(os.path.join(os.path.dirname(deploy.recipe.file), "files", "distro")) or sample_distro(deploy)
    folder = "pantavisor-appengine-distro-%s" % deploy.recipe.version
    for path, content, mode in files:
        deploy.write(os.path.join(deploy.images, folder, path), content, mode)
    deploy.versioned("%s-%s.tar.gz" % (name, deploy.stamp), name + ".tar.gz",
                     gzip(tar([(folder + "/" + path, content, mode) for path, content, mode in files])))


def given_files(folder):
    """The files of a distro that a test put beside the recipe, so that there is something to run."""
    found = []
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                found.append((os.path.relpath(path, folder), file.read(), os.stat(path).st_mode & 0o777))
    return found


def sample_distro(deploy):
    tests = [("core", "legacy-config-overload"), ("control", "basic-endpoints"), ("runtime", "objects-crud")]
    files = [("test.docker.sh", b'#!/bin/sh\necho "no docker in the sample layer" >&2\nexit 1\n', 0o755)]
    for category, test in tests:
        spec = {"#spec": "pv-test@1", "description": test, "setup": {}, "test-script": "resources/test", "skip": "false"}
        files.append(("local/%s/%s/test.json" % (category, test), json.dumps(spec, indent=4).encode(), 0o644))
        files.append(("local/%s/%s/resources/test" % (category, test), b"#!/bin/sh\nexit 0\n", 0o755))
    for part in ("", "-netsim", "-tester"):
        docker = "pantavisor-appengine%s-docker.tar" % part
        files.append((docker, tar([("manifest.json", b"[]\n", 0o644), ("layer.tar", deploy.noise(docker, SMALL), 0o644)]), 0o644))
    return files


def flash(deploy):
    name = "pv-flash-bundle-%s" % deploy.machine
    bundle = [("flash.sh", b"#!/bin/sh\nexit 0\n", 0o755), ("u-boot.imx", deploy.noise("u-boot", 256 * 1024), 0o644)]
    deploy.versioned("%s-%s.tar.gz" % (name, deploy.stamp), name + ".tar.gz", gzip(tar(bundle)))


def initramfs(deploy):
    """An image and an export of another configuration: nobody's release may take them."""
    name = "%s-%s" % (deploy.recipe.name, deploy.machine)
    deploy.versioned("%s-%s.cpio.gz" % (name, deploy.stamp), name + ".cpio.gz", gzip(deploy.noise("cpio", SMALL)))
    inner = "pantavisor-starter-%s.rootfs" % deploy.machine
    deploy.versioned("%s-%s.wic.bz2" % (inner, deploy.stamp), inner + ".wic.bz2",
                     b"BZh9" + deploy.noise("initramfs", SMALL))
    deploy.versioned("pv-initramfs-%s-%s.pvrexport.tgz" % (deploy.machine, deploy.stamp), "pv-initramfs.pvrexport.tgz",
                     gzip(tar([("json", b"{}", 0o644)])))


KINDS = {"image": image, "pvrexport": pvrexport, "bsp": pvrexport, "distro": distro, "flash": flash,
         "initramfs": initramfs}
TASKS = {"do_populate_sdk": sdk, "do_create_pantacor_docs": docs}


def maker(task):
    """The function that makes what `task` deploys, or None."""
    if task.name in TASKS:
        return TASKS[task.name]
    if task.name in ("do_deploy", "do_image_complete"):
        return KINDS.get(task.recipe.data.get("SAMPLE_DEPLOY"))
    return None


def _packages(deploy):
    return "".join("%s %s %s\n" % entry for entry in (
        ("busybox", "armv8a", "1.36.1"), ("libthttp", "armv8a", "1.0+git"), ("lxc-pv", "armv8a", "3.0+git"),
        ("pantavisor", deploy.machine.replace("-", "_"), "029+git")))


def _bmap(digest):
    return ('<?xml version="1.0" ?>\n<bmap version="2.0">\n    <ImageSize> 67108864 </ImageSize>\n'
            '    <BlockSize> 4096 </BlockSize>\n    <ChecksumType> sha256 </ChecksumType>\n'
            "    <BmapFileChecksum> %s </BmapFileChecksum>\n</bmap>\n" % digest)
