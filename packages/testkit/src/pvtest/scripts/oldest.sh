usage() {
    cat << 'END'
Usage: test.docker.sh install-docker | ls | run [PATH] [options]
  -r, --retry N      further tries of a failed test
  -V, --valgrind     run Pantavisor in valgrind
  -w, --workspace D  where the log and storage go
  -n, --netsim       simulate the network
END
}

report() {
    tee -a "$workspace/test.docker.log" | coloured
}

run_tests() {
    local path= retries=0 valgrind= workspace= netsim= id attempt began code failed= slot slot_fd
    case $1 in '' | -*) ;; *) path=$1 && shift ;; esac
    while [ $# -gt 0 ]; do
        case $1 in
        -r|--retry) retries=$2 && shift ;;
        -V|--valgrind) valgrind=1 ;;
        -w|--workspace) workspace=$2 && shift ;;
        -n|--netsim) netsim=1 ;;
        *) bad_usage "$1" ;;
        esac
        shift
    done
    tmp=$(mktemp -d -t pv_appengine.XXXXXX)
    workspace=${workspace:-$tmp/workspace}
    mkdir -p "$workspace/storage" "$workspace/valgrind"
    workspace=$(cd "$workspace" && pwd)
    : > "$tmp/diffs"
    ensure_network
    for id in $(find_tests "$path"); do
        if is_skipped "$id"; then
            echo "Info: '$id' SKIPPED" | report
            continue
        fi
        for ((attempt = 0; ; attempt++)); do
            mkdir -p "$workspace/storage/$id"
            rm -f "$workspace/storage/$id/diff"
            allocate_slot
            began=$(date +%s)
            run_tester "$id" "$workspace/storage/$id" "$workspace/valgrind" >> "$workspace/test.docker.log" 2>&1
            code=$?
            release_slot
            echo "Info: '$id' $(verdict_of $code) ($(($(date +%s) - began)) s)" | report
            [ $code -ne 0 ] && [ $code -ne 2 ] && [ "$attempt" -lt "$retries" ] || break
            sleep "$RETRY_PAUSE"
        done
        if [ $code -ne 0 ]; then
            failed=1
            [ ! -s "$workspace/storage/$id/diff" ] || diff_block "$id" "$workspace/storage/$id/diff" >> "$tmp/diffs"
        fi
    done
    report < "$tmp/diffs"
    [ "$workspace" -ef "$STARTED_IN" ] || cp "$workspace/test.docker.log" "$STARTED_IN/test.docker.log" 2> /dev/null
    [ -z "$failed" ]
}

main "$@"
