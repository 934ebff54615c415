# A container, as `pvr export` packs it.
SAMPLE_TASKS = "fetch unpack configure compile install deploy"
SAMPLE_SETSCENE = "deploy"
SAMPLE_DEPLOY = "pvrexport"

PVR_APP ?= "${PN}"
addtask deploy after do_install before do_build
