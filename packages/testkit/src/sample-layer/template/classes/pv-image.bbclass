# A system image: the root file system, what describes it, and its SDK.
SAMPLE_TASKS = "rootfs image_wic image_complete"
SAMPLE_SETSCENE = "image_complete populate_sdk"
SAMPLE_DEPLOY = "image"

do_rootfs[nostamp] = "0"
addtask image_complete after do_image_wic before do_build
