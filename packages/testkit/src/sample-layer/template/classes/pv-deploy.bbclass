# A recipe that only collects what others have deployed.
SAMPLE_TASKS = "configure compile deploy"
SAMPLE_SETSCENE = "deploy"
addtask deploy after do_compile before do_build
