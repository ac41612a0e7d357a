# What the checks of scripts/test-live share: verdicts, waiting, and services that they run against.

# ok TEXT / failed TEXT: a line for people, and a place where failures are counted.
ok() { printf 'ok      %s\n' "$1" | tee -a "$run/verdicts"; }
failed() { printf 'FAILED  %s\n' "$1" | tee -a "$run/verdicts"; }

# verdict NAME MEASURED CONDITION…: ok if the command CONDITION succeeds.
verdict() {
    local name=$1 measured=$2
    shift 2
    if "$@"; then ok "$name: $measured"; else failed "$name: $measured"; fi
}

# await SECONDS COMMAND…: until the command succeeds; fails if it doesn't in time.
await() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < end)) || return 1
        sleep 0.1
    done
}

gone() { ! kill -0 "$1" 2>/dev/null; }
holds() { (($1)); }
is() { [[ $1 == "$2" ]]; }

# started PID: is stopped at the end, whatever happens.
started() { echo "$1" >>"$run/pids"; }

# A time zone in which it is between ten and six o'clock now: calls may be placed.
day_zone() {
    local zone hour
    for zone in UTC America/New_York America/Los_Angeles Asia/Tokyo Asia/Kolkata; do
        hour=$(TZ=$zone date +%-H)
        if ((hour >= 10 && hour < 18)); then
            echo "$zone"
            return
        fi
    done
}

# account NAME ID NUMBER: an account of the example's debtor, for the service NAME.
account() {
    mkdir -p "$run/$1/accounts"
    sed -e "s/A-1001/$2/; s/D-77/D-$2/; s/+12025550123/$3/; s#America/New_York#$zone#" \
        Examples/accounts/jordan-rivera.json >"$run/$1/accounts/$2.json"
}

# serve NAME SIP-PORT MONITORING-PORT MEDIA-PORTS CALLS [SECTION…]: a service in the folder $run/NAME, ready; $sip_more are
# further keys of its section 'sip'.
serve() {
    local name=$1 sip=$2 monitoring=$3 media=$4 calls=$5 folder=$run/$1
    shift 5
    {
        echo "organisation: $PWD/Examples/organisation.yaml"
        echo "accounts: accounts"
        echo "service: {calls: $calls, drain: 0s}"
        echo "routes:"
        echo "  - {flow: $PWD/Flows/early-recovery.yaml, called: voice, account: {caller: number}}"
        echo "  - {flow: $PWD/Flows/early-recovery.yaml, account: {parameter: x-account}}"
        echo "sip: {listen: ['udp:127.0.0.1:$sip'], media_ports: $media, peers: [127.0.0.1]${sip_more:+, $sip_more}}"
        echo "monitoring: {listen: '127.0.0.1:$monitoring'}"
        printf '%s\n' "$@"
    } >"$folder/promesa.yaml"
    start_again "$name"
}

# start_again NAME: the service of a folder that is there.
start_again() {
    local folder=$run/$1
    : >"$folder/out"
    "$promesa" serve --config "$folder/promesa.yaml" >"$folder/out" 2>>"$folder/log" &
    echo $! >"$folder/pid"
    started $!
    if ! await 60 grep -q '^ready' "$folder/out"; then
        cat "$folder/log" >&2
        fail "the service '$1' isn't ready"
    fi
}

pid_of() { cat "$run/$1/pid"; }

# query NAME SQL: of a service's store.
query() { sqlite3 -readonly "$run/$1/promesa.sqlite" "$2" 2>/dev/null || true; }
# answers NAME SQL TEXT: whether the query's result is the text.
answers() { [[ $(query "$1" "$2") == "$3" ]]; }
# outcome NAME ACCOUNT: how the latest call about an account ended: "PTP we_hung_up"; empty while it runs.
outcome() { query "$1" "SELECT disposition || ' ' || call_end FROM calls WHERE account = '$2' ORDER BY rowid DESC LIMIT 1"; }
has_ended() { [[ -n $(outcome "$1" "$2") ]]; }

# page PORT PATH: what the monitoring server says.
page() {
    local line
    exec 9<>"/dev/tcp/127.0.0.1/$1" || return 1
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n' "$2" >&9
    while IFS= read -r line <&9; do printf '%s\n' "${line%$'\r'}"; done
    exec 9>&-
}
# metric PORT NAME: its value.
metric() { page "$1" /metrics | awk -v name="$2" '$1 == name { print int($2) }'; }
has_calls() { [[ $(metric "$1" promesa_calls) == "$2" ]]; }
is_ready() { page "$1" /readyz | grep -q '^HTTP/1.1 200'; }

# What gives root to a program that then has the shell's own process id.
root_prefix=()
((EUID == 0)) || root_prefix=(sudo -n)

# sipp_run NAME ARGUMENT…: runs sipp to its end; its status. stop_sipp NAME ends it, and so does the end of test-live: a signal
# to the shell that waits for it would leave it running.
sipp_run() {
    local name=$1 status=0
    shift
    # What waits is this shell, and the one that becomes sipp's keeper says its own number.
    (
        cd "$run" || exit 1
        echo "$BASHPID" >"$run/$name.sipp-pid"
        started "$BASHPID"
        exec "${root_prefix[@]}" timeout 300 sipp "$@" -i 127.0.0.1 -nostdin -trace_err -error_file "$run/$name.errors" \
            -trace_screen -screen_file "$run/$name.screen" >/dev/null 2>&1 </dev/null
    ) || status=$?
    rm -f "$run/$name.sipp-pid"
    return "$status"
}
stop_sipp() { "${root_prefix[@]}" kill "$(cat "$run/$1.sipp-pid")" 2>/dev/null || true; }

# listen_to PORT NAME: writes what comes to a media port; heard NAME ends it and tells: packets, missing, longest wait.
listen_to() {
    perl scripts/peers/hear.pl "$1" "$run/$2.ulaw" >"$run/$2.heard" &
    echo $! >"$run/$2.hear-pid"
    started $!
}
heard() {
    local hearer
    hearer=$(cat "$run/$1.hear-pid")
    kill -TERM "$hearer" 2>/dev/null || true
    await 5 gone "$hearer"
    cat "$run/$1.heard"
    sox -R -D -t raw -r 8000 -c 1 -e mu-law -b 8 "$run/$1.ulaw" -t raw -e signed -b 16 "$run/$1.raw"
}

# prompt NAME TEXT: our voice, saying it, as $run/NAME.raw.
prompt() {
    "$promesa" say "$2" --out "$run/$1.wav" >/dev/null
    sox -R -D "$run/$1.wav" -t raw -r 8000 -c 1 -e signed -b 16 "$run/$1.raw"
}
# likeness PROMPT HEARD: "0.998 4.02": correlation and place.
likeness() { perl scripts/peers/compare.pl "$run/$1.raw" "$run/$2.raw"; }
alike() { awk -v fit="$1" 'BEGIN { exit !(fit > 0.9) }'; }
