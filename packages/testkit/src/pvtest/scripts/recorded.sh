usage() {
    cat << 'END'
Usage: test.docker.sh install-docker | ls | run [PATH] [options]
  -p, --parallel N   tests at a time
  -r, --retry N      further tries of a failed test
  -V, --valgrind     run Pantavisor in valgrind
  -w, --workspace D  where logs and storage go
  -n, --netsim       simulate the network
END
}

line() {
    echo "[pvtest] $(date +%s) $1 -- [test.docker.sh]: $2"
}

# What it reads goes to run.log and, coloured, to the terminal; nothing of another test comes between.
report() {
    (
        flock 9
        tee -a "$workspace/run.log" | coloured
    ) 9> "$tmp/print.lock"
}

run_once() {
    local id=$1 attempt=$2 name=$1 began code verdict level=INFO
    [ "$attempt" -eq 0 ] || name=$id.$attempt
    local folder=$workspace/$name storage=$workspace/storage/$name
    mkdir -p "$folder" "$storage"
    [ -z "$valgrind" ] || mkdir -p "$folder/valgrind"
    line DEBUG "launching '$name'" | tee -a "$folder/test.log" | report
    began=$(date +%s)
    run_tester "$id" "$storage" "$folder/valgrind" >> "$folder/test.log" 2>&1
    code=$?
    verdict=$(verdict_of $code)
    [ $verdict != FAILED ] || level=ERROR
    [ ! -s "$storage/diff" ] || cp "$storage/diff" "$folder/diff"
    {
        line $level "'$name' $verdict ($(($(date +%s) - began)) s)"
        [ $verdict != FAILED ] || diff_block "$name" "$folder/diff"
        [ $verdict != FAILED ] || [ "$attempt" -ge "$retries" ] ||
            line INFO "retry '$id' attempt $((attempt + 1))/$retries after failure"
    } | report
    return $code
}

job() {
    local id=$1 attempt=0 code
    allocate_slot
    while :; do
        run_once "$id" $attempt
        code=$?
        [ $code -ne 0 ] && [ $code -ne 2 ] && [ "$attempt" -lt "$retries" ] || break
        attempt=$((attempt + 1))
        sleep "$RETRY_PAUSE"
    done
    [ $code -eq 0 ] || touch "$tmp/failed"
    release_slot
}

summary() {
    local edge text
    edge=$(printf '=%.0s' {1..55})
    printf '%s\n%s SUMMARY %s\n%s\n' "$edge" "${edge:0:23}" "${edge:0:23}" "$edge"
    grep -aE 'PASSED|FAILED|ABORTED|SKIPPED' "$workspace/run.log" | while IFS= read -r text; do
        printf '%s\n' "$text"
        [[ $text =~ ^\[pvtest\].*\'(.*)\'\ FAILED ]] && diff_block "${BASH_REMATCH[1]}" "$workspace/${BASH_REMATCH[1]}/diff"
    done
    echo "$edge"
}

run_tests() {
    local path= parallel=1 retries=0 valgrind= workspace= netsim= id
    case $1 in '' | -*) ;; *) path=$1 && shift ;; esac
    while [ $# -gt 0 ]; do
        case $1 in
        -p|--parallel) parallel=$2 && shift ;;
        -r|--retry) retries=$2 && shift ;;
        -V|--valgrind) valgrind=1 ;;
        -w|--workspace) workspace=$2 && shift ;;
        -n|--netsim) netsim=1 ;;
        -i|--interactive | -m|--manual | -o|--overwrite) ;;
        *) bad_usage "$1" ;;
        esac
        shift
    done
    tmp=$(mktemp -d -t pv_appengine.XXXXXX)
    workspace=${workspace:-$tmp/workspace}
    mkdir -p "$workspace/storage"
    workspace=$(cd "$workspace" && pwd)
    echo "# Test Run Results" > "$workspace/README.md"
    {
        line DEBUG "workspace=$workspace"
        line DEBUG "readme=$workspace/README.md"
        line DEBUG "run log=$workspace/run.log"
        line DEBUG "test log=$workspace/<scope>/<category>/<name>/test.log"
        line DEBUG "valgrind log=$workspace/<scope>/<category>/<name>/valgrind/valgrind.log.<pid>"
        line DEBUG "diff=$workspace/<scope>/<category>/<name>/diff"
    } | report
    ensure_network
    for id in $(find_tests "$path"); do
        if is_skipped "$id"; then
            line INFO "'$id' SKIPPED" | report
            continue
        fi
        while ! [ "$(jobs -rp | wc -l)" -lt "$parallel" ] 2> /dev/null; do
            wait -n 2> /dev/null || sleep 0.05
        done
        job "$id" &
    done
    wait
    summary > "$tmp/summary"
    coloured < "$tmp/summary"
    cat "$tmp/summary" >> "$workspace/run.log"
    [ "$workspace" -ef "$STARTED_IN" ] || cp "$workspace/run.log" "$STARTED_IN/run.log"
    [ ! -e "$tmp/failed" ]
}

main "$@"
