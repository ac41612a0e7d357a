# Calls by sipp, which calls in and is called.

# What a caller presses, one turn a line, to promise the whole balance today.
turns=(1 09031971 1 1 1)

# keys_scenario FILE: a caller who presses them; when, is known from the same call over audio files.
keys_scenario() {
    "$promesa" call Flows/early-recovery.yaml --account Examples/accounts/jordan-rivera.json \
        --organisation Examples/organisation.yaml --date 2026-03-02 --out "$run/rehearsal" \
        --caller-turns "${turns[@]/#/keys:}" >/dev/null
    # The ends of the questions that were answered, in ms.
    local ends=() index
    mapfile -t ends < <(awk -F'"t":' '/"playback_finished"/ { end = int($2); open = 1 }
        /"key_pressed"/ && open { print end; open = 0 }' "$run/rehearsal/journal.jsonl")
    ((${#ends[@]} == ${#turns[@]})) || fail "the rehearsal has ${#ends[@]} answers, not ${#turns[@]}"
    local before=$((ends[0] + 1000))
    for index in "${!turns[@]}"; do
        # A second to think at first; then as long as the question takes, and the keys before it, and a little more: other
        # wordings of a prompt may be shorter or longer.
        ((index == 0)) || before=$((ends[index] - ends[index - 1] + (${#turns[index - 1]} - 1) * 280 + 600))
        echo "  <pause milliseconds=\"$before\"/>"
        echo "  <nop><action><exec play_dtmf=\"${turns[index]}\"/></action></nop>"
    done >"$run/turns.xml"
    sed -e "/<!-- TURNS -->/r $run/turns.xml" scripts/peers/keys.xml >"$1"
}

# press NAME ACCOUNT TO-PORT OWN-PORT HEAR-PORT: a call by keys; what we say is heard as NAME.
press() {
    listen_to "$5" "$1"
    sipp_run "$1" -sf "$run/keys.xml" -p "$4" -mp $(($4 + 410)) -m 1 -key account "$2" -key hear_port "$5" "127.0.0.1:$3"
}

# The call by keys, all the way to a promise.
keys_call() {
    local status=0 measured fit
    press keys A-1 "$sip" $((base + 10)) $((base + 20)) || status=$?
    await 10 has_ended main A-1 || true
    verdict "sipp: a call by keys (RFC 4733) to a promise" \
        "$(outcome main A-1), promises $(query main "SELECT COUNT(*) FROM promises WHERE account = 'A-1' AND announcement = 'announced'"), sipp's status $status" \
        is "$(outcome main A-1) $status" "PTP we_hung_up 0"
    measured=$(heard keys)
    fit=$(likeness opening keys)
    verdict "sipp hears our opening" "likeness ${fit% *} at ${fit#* } s; $measured ms" alike "${fit% *}"
}

refused_calls() {
    local status=0
    sed "s/STATUS/403/" scripts/peers/refused.xml >"$run/forbidden.xml"
    (cd "$run" && "${root_prefix[@]}" sipp -sf forbidden.xml -i 127.0.0.2 -p $((base + 11)) -m 5 -r 5 -key account A-2 \
        -nostdin "127.0.0.1:$sip" >/dev/null 2>&1 </dev/null) || status=$?
    verdict "sipp: an address that isn't a peer's is refused" "5 INVITEs, each 403; sipp's status $status" holds "$status == 0"
    status=0
    sed "s/STATUS/404/" scripts/peers/refused.xml >"$run/unknown.xml"
    sipp_run unknown -sf "$run/unknown.xml" -p $((base + 12)) -m 5 -r 5 -key account A-none "127.0.0.1:$sip" || status=$?
    verdict "sipp: an account that isn't there is refused" "5 INVITEs, each 404; sipp's status $status" holds "$status == 0"
}

hung_up_call() {
    local status=0
    sed "s/TALK/6000/" scripts/peers/short.xml >"$run/short.xml"
    sipp_run short -sf "$run/short.xml" -p $((base + 13)) -m 1 -key account A-3 -key hear_port 9 "127.0.0.1:$sip" || status=$?
    await 10 has_ended main A-3 || true
    verdict "sipp hangs up in the middle of a prompt" "$(outcome main A-3), sipp's status $status" \
        is "$(outcome main A-3) $status" "HANGUP_PRE caller_hung_up 0"
}

# dialled NAME ACCOUNT PORT EXPECTED UAS-ARGUMENT…: we call sipp, which does what the arguments say.
dialled() {
    local name=$1 account=$2 port=$3 expected=$4 status=0 attempt uas
    shift 4
    sipp_run "$name" "$@" -p "$port" -m 1 "127.0.0.1:$sip" &
    uas=$!
    started "$uas"
    await 5 is_bound "$port" || true
    "$promesa" dial --config "$run/main/promesa.yaml" --to "sip:$(number_of "$account")@127.0.0.1:$port" \
        --flow early-recovery --account "$account" >"$run/$name.dial" 2>&1 || status=$?
    wait "$uas" || status="$status, sipp's $?"
    attempt=$(query main "SELECT state || ' ' || COALESCE(disposition, '-') || ' ' || COALESCE(sip_status, '-') FROM attempts WHERE account = '$account'")
    verdict "promesa dial, and sipp: $name" "$attempt; status $status" is "$attempt; $status" "$expected; 0"
}
number_of() { echo "+120255501${1#A-}"; }
# The kernel's table of UDP sockets has ports in hexadecimal.
is_bound() { grep -qi ":$(printf '%04X' "$1") " /proc/net/udp; }

dialled_calls() {
    local jobs=() fit
    listen_to $((base + 22)) answered
    dialled answered A-20 $((base + 50)) "answered - -" -sf "$PWD/scripts/peers/answer.xml" -key hear_port $((base + 22)) &
    jobs+=($!)
    local name account port status answer
    while read -r name account port answer status; do
        sed "s/STATUS/$status/" scripts/peers/decline.xml >"$run/$name.xml"
        dialled "$name" "$account" $((base + port)) "not_reached $answer ${status%% *}" -sf "$run/$name.xml" &
        jobs+=($!)
    done <<'TELEPHONES'
busy A-21 51 BUSY 486 Busy Here
declines A-22 52 FAIL 603 Decline
unknown-number A-23 53 DISC 404 Not Found
unavailable A-24 54 NA 480 Temporarily Unavailable
TELEPHONES
    dialled no-answer A-25 $((base + 55)) "not_reached NA -" -sf "$PWD/scripts/peers/ring.xml" &
    jobs+=($!)
    wait "${jobs[@]}"
    await 10 has_ended main A-20 || true
    heard answered >"$run/answered.measured"
    fit=$(likeness greeting answered)
    verdict "sipp, called and answering, hears who calls" \
        "$(outcome main A-20); likeness ${fit% *} at ${fit#* } s; $(cat "$run/answered.measured") ms" alike "${fit% *}"
}

# A service that is full, while requests and damaged datagrams rain on it.
flood() {
    local measured fit status=0 garbage jobs=() talk=26000
    account full F-1 +12025550160
    account full F-2 +12025550161
    serve full $((base + 4)) $((base + 5)) "$((base + 300))-$((base + 399))" 1
    sed "s/TALK/$talk/" scripts/peers/short.xml >"$run/long.xml"
    listen_to $((base + 24)) flooded
    sipp_run flooded -sf "$run/long.xml" -p $((base + 14)) -m 1 -key account F-1 -key hear_port $((base + 24)) \
        "127.0.0.1:$((base + 4))" &
    local caller=$!
    started "$caller"
    await 10 has_calls $((base + 5)) 1 || true
    sed "s/STATUS/503/" scripts/peers/refused.xml >"$run/full.xml"
    perl scripts/peers/flood.pl 15 400 $((base + 4)) $((base + 300)) >"$run/garbage" &
    jobs+=($!)
    started $!
    sipp_run refusing -sf "$run/full.xml" -p $((base + 15)) -m 1500 -r 100 -l 1500 -key account F-2 -trace_stat -stf "$run/refusing.csv" \
        "127.0.0.1:$((base + 4))" || status=$?
    wait "${jobs[@]}"
    garbage=$(cat "$run/garbage")
    verdict "sipp floods a full service: 100 INVITEs a second, and 400 damaged datagrams" \
        "1500 INVITEs, each 503 (sipp's status $status); $garbage damaged datagrams" holds "$status == 0"
    verdict "the service stays up and ready" "$(page $((base + 5)) /readyz | head -1), $(metric $((base + 5)) promesa_calls) call runs" is_ready $((base + 5))
    status=0
    wait "$caller" || status=$?
    measured=$(heard flooded)
    fit=$(likeness opening flooded)
    local packets missing longest rest
    read -r rest packets rest missing rest longest <<<"$measured"
    verdict "the running call keeps its quality in the flood" "likeness ${fit% *}; $measured ms" \
        holds "$status == 0 && $missing == 0 && $packets > $talk / 21 && $longest < 200"
    await 10 has_ended full F-1 || true
    await 10 has_calls $((base + 5)) 0 || true
    status=0
    sipp_run afterwards -sf "$run/short.xml" -p $((base + 16)) -m 1 -key account F-2 -key hear_port 9 "127.0.0.1:$((base + 4))" || status=$?
    verdict "after the flood the next call has the place" "sipp's status $status" holds "$status == 0"
}
