SAMPLE_TASKS = "rootfs image_cpio image_complete"
SAMPLE_SETSCENE = "image_complete"
SAMPLE_DEPLOY = "initramfs"
