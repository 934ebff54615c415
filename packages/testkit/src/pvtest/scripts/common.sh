# What all generations share. @NAMES@ are replaced when the distro is written.
HERE=$(cd "$(dirname "$0")" && pwd)
SLOTS=${PVTEST_SLOTS:-@SLOTS@}
RETRY_PAUSE=${PVTEST_RETRY_PAUSE:-@RETRY_PAUSE@}
NETWORK=test-appengine-net
# More options for the tester's container.
read -ra RUN_OPTIONS <<< "$PVTEST_RUN_OPTIONS"
STARTED_IN=$PWD

install_docker() {
    local part tar
    for part in "" -netsim -tester; do
        tar="$HERE/pantavisor-appengine$part-docker.tar"
        [ -f "$tar" ] || continue
        docker load -i "$tar" || exit 1
        [ -z "$part" ] || docker image inspect --format '{{.Id}}' "pantavisor-appengine$part" > "$HERE/${part#-}.imgid"
    done
}

image() {
    cat "$HERE/$1.imgid" 2> /dev/null || echo "pantavisor-appengine-$1"
}

# The ids of the tests below a path, of all without one.
find_tests() {
    local roots=(local remote)
    [ -z "$1" ] || roots=("$1")
    (cd "$HERE" && find "${roots[@]}" -name test.json 2> /dev/null) | LC_ALL=C sort | sed 's|^\./||; s|/test\.json$||'
}

is_skipped() {
    grep -Eq '"skip": *"true"' "$HERE/$1/test.json"
}

ensure_network() {
    docker network inspect "$NETWORK" > /dev/null 2>&1 || docker network create "$NETWORK" > /dev/null
}

# Takes the first free slot of the host: $slot, held by the file descriptor $slot_fd.
allocate_slot() {
    mkdir -p "$SLOTS"
    slot=0
    while :; do
        exec {slot_fd}> "$SLOTS/pantavisor-tester-$slot.lock"
        flock -n "$slot_fd" && return
        exec {slot_fd}>&-
        slot=$((slot + 1))
    done
}

release_slot() {
    exec {slot_fd}>&-
}

# Runs the tester: for the test $1, with its storage $2, its valgrind folder $3 and more arguments of docker.
run_tester() {
    local id=$1 storage=$2 valgrind_folder=$3 code
    shift 3
    local options=(--rm --name "pantavisor-tester-$slot" --privileged --net "$NETWORK" -e "TEST_PATH=/pvtest/./$id"
        -e "PH_USER=$PH_USER" -e "PH_PASS=$PH_PASS" -v "$HERE:/pvtest" -v "$storage:/storage" "${RUN_OPTIONS[@]}")
    [ -z "$valgrind" ] || options+=(-e VALGRIND=1 -v "$valgrind_folder:/tmp/valgrind")
    [ -z "$netsim" ] || docker run -d --rm --name "pantavisor-netsim-$slot" --privileged --net "$NETWORK" \
        -v "$HERE:/pvtest:ro" "$(image netsim)" > /dev/null
    docker run "${options[@]}" "$@" "$(image tester)"
    code=$?
    [ -z "$netsim" ] || docker rm -f "pantavisor-netsim-$slot" > /dev/null 2>&1
    return $code
}

verdict_of() {
    case $1 in
    0) echo PASSED ;;
    2) echo ABORTED ;;
    *) echo FAILED ;;
    esac
}

coloured() {
    sed -E "s/^(.*')( )PASSED/\1\2\x1b[0;32mPASSED\x1b[0m/; s/^(.*')( )FAILED/\1\2\x1b[0;31mFAILED\x1b[0m/
        s/^(.*')( )(ABORTED|SKIPPED)/\1\2\x1b[0;33m\3\x1b[0m/"
}

diff_block() {
    [ -s "$2" ] || return 0
    printf '\n--- diff: %s ---\n' "$1"
    cat "$2"
    echo '--- end diff ---'
}

bad_usage() {
    echo "unknown option: $1" >&2
    usage >&2
    exit 1
}

main() {
    local command=$1
    [ $# -eq 0 ] || shift
    case $command in
    install-docker) install_docker ;;
    ls) find_tests "$1" ;;
    run) run_tests "$@" ;;
    *) bad_usage "$command" ;;
    esac
}
