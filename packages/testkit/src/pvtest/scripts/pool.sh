usage() {
    cat << 'END'
Usage: test.docker.sh install-docker | ls | run [PATH] [options]
  -p, --parallel N   tests at a time
  -V, --valgrind     run Pantavisor in valgrind
  -w, --workspace D  where logs and storage go
  -n, --netsim       simulate the network
END
}

run_tests() {
    local path= parallel=1 valgrind= workspace= netsim= code slot slot_fd
    case $1 in '' | -*) ;; *) path=$1 && shift ;; esac
    while [ $# -gt 0 ]; do
        case $1 in
        -p|--parallel) parallel=$2 && shift ;;
        -V|--valgrind) valgrind=1 ;;
        -w|--workspace) workspace=$2 && shift ;;
        -n|--netsim) netsim=1 ;;
        *) bad_usage "$1" ;;
        esac
        shift
    done
    tmp=$(mktemp -d -t pv_appengine.XXXXXX)
    workspace=${workspace:-$tmp/workspace}
    mkdir -p "$workspace/storage" "$workspace/results/main"
    workspace=$(cd "$workspace" && pwd)
    echo "# Test Run Results" > "$workspace/README.md"
    ensure_network
    allocate_slot
    local suffix=$USER-$slot
    local devices=pantavisor-appengine-$suffix-w0-g1
    mkdir -p "$workspace/valgrind/$devices"
    local options=(--rm --name "pantavisor-tester-$suffix" --hostname @TAG@ --privileged --net "$NETWORK"
        -e "TEST_PATH=/pvtest/./$path" -e "PH_USER=$PH_USER" -e "PH_PASS=$PH_PASS"
        -v "$HERE:/pvtest" -v "$workspace/storage:/storage" -v "$workspace/results:/results" "${RUN_OPTIONS[@]}")
    [ -z "$valgrind" ] || options+=(-e VALGRIND=1 -v "$workspace/valgrind/$devices:/tmp/valgrind")
    [ -z "$netsim" ] || docker run -d --rm --name "pantavisor-netsim-$suffix" --privileged --net "$NETWORK" \
        -v "$HERE:/pvtest:ro" "$(image netsim)" > /dev/null
    docker run "${options[@]}" "$(image tester)" pool "$parallel" "$path" 2>&1 | tee -a "$workspace/run.log" | coloured
    code=${PIPESTATUS[0]}
    [ -z "$netsim" ] || docker rm -f "pantavisor-netsim-$suffix" > /dev/null 2>&1
    release_slot
    [ "$workspace" -ef "$STARTED_IN" ] || cp "$workspace/run.log" "$STARTED_IN/run.log"
    return "$code"
}

main "$@"
