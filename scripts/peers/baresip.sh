# Calls by baresip: a telephone that is told by ctrl_tcp what to do, and records what it hears.
# A check says who calls (the account $who), where its telephone lives (the folder $phone), and perhaps which $service it calls.

# What the caller says: a name and its words, in a synthetic voice.
caller_voice() {
    local name words
    while read -r name words; do
        flite -voice slt -t "$words" -o "$phone/voice.wav"
        # Silence follows: at the end of its source baresip hangs up.
        sox -R -D "$phone/voice.wav" -r 8000 -c 1 -b 16 "$phone/$name.wav" gain -n -6 pad 0.15 90
    done <<'WORDS'
hello hello
speaking yes, speaking
yes yes
WORDS
}

# start_baresip PORTS PARAMETERS [MODULE]: with what it listens on from $base + PORTS on, and parameters of its account.
start_baresip() {
    local ports=$((base + $1)) parameters=$2 module=${3-}
    mkdir -p "$phone"
    caller_voice
    cat >"$phone/config" <<CONFIG
poll_method epoll
net_interface 127.0.0.1
sip_listen 127.0.0.1:$ports
audio_source aufile,$phone/hello.wav
audio_player aubridge,out
rtp_ports $((ports + 10))-$((ports + 29))
module_path $(dirname "$(dpkg -L baresip-core | grep '/aufile\.so$')")
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
${module:+module $module}
snd_path $phone
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:$((ports + 2))
CONFIG
    echo "<sip:$(number_of "$who")@127.0.0.1>;regint=0;audio_codecs=pcma$parameters" >"$phone/accounts"
    baresip -f "$phone" >"$phone/out" 2>&1 </dev/null &
    started $!
    await 20 grep -q 'baresip is ready' "$phone/out" || fail "baresip isn't ready"
    exec 8<>"/dev/tcp/127.0.0.1/$((ports + 2))"
    # What it answers is read, or it would wait for us.
    cat <&8 >"$phone/replies" &
    started $!
}

# tell COMMAND [PARAMETERS]: a netstring of JSON.
tell() {
    local order="{\"command\":\"$1\",\"params\":\"${2-}\"}"
    printf '%d:%s,' "${#order}" "$order" >&8
}
say() { tell ausrc "aufile,$phone/$1.wav"; }

# asks STEP: whether the call has come to the end of this question, and waits for the answer.
asks() {
    answers "${service:-main}" "SELECT COUNT(*) > 0 FROM events JOIN calls ON calls.id = events.call WHERE account = '$who' AND kind = 'start_timer'
        AND sequence > (SELECT MAX(sequence) FROM events AS step WHERE step.call = events.call AND kind = 'entered' AND json LIKE '%\"step\":\"$1\"%')" 1
}
asked() { await 40 asks "$1" || failed "baresip: the question $1 didn't come: $(query "${service:-main}" "SELECT json FROM events JOIN calls ON calls.id = call WHERE account = '$who' ORDER BY sequence DESC LIMIT 3" | tr '\n' ' ')"; }

# Answers of ours to its descriptions: to the call, the hold, and its end.
agreed() { grep -o '"type":"CALL_REMOTE_SDP"' "$phone/replies" | wc -l; }
have_agreed() { (($(agreed) >= $1)); }

# What it received at last, in bits a second, by its own count; 0 if it counted none since the hold was over.
received() {
    local rate
    rate=$(sed '1,/^call: resume/d' "$phone/out" | grep -oE 'audio=[0-9]+/[0-9]+ \(bit/s\)' | tail -1 | grep -oE '[0-9]+' | tail -1)
    echo "${rate:-0}"
}

baresip_call() {
    local who=A-10 phone=$run/baresip
    start_baresip 600 ""
    tell dial "sip:voice@127.0.0.1:$sip"
    asked right_party
    say speaking
    asked ask_birth_date
    local key
    for key in 0 9 0 3 1 9 7 1; do tell sndcode "$key"; done
    # On hold in the middle of our notice, which goes on meanwhile; what is held is not heard.
    await 20 answers main "SELECT COUNT(*) FROM events JOIN calls ON calls.id = call WHERE account = '$who' AND kind = 'entered' AND json LIKE '%\"step\":\"notice\"%'" 1 || true
    tell hold
    await 5 have_agreed 2 || true
    tell resume
    await 5 have_agreed 3 || true
    asked ask_arrange
    say yes
    asked full_today
    say yes
    asked read_back_today
    say yes
    await 60 has_ended main "$who" || true
    verdict "baresip: a call by voice, with keys for the birth date, to a promise" \
        "$(outcome main "$who"), promises $(query main "SELECT COUNT(*) FROM promises WHERE account = '$who' AND announcement = 'announced'")" \
        is "$(outcome main "$who")" "PTP we_hung_up"
    verdict "baresip: hold and resume" "$(agreed) descriptions answered, 3 expected" have_agreed 3
    verdict "baresip gets our audio again after the hold" "$(received) bit/s of 64000" holds "$(received) > 48000"
    tell quit
    exec 8>&-
    baresip_recording baresip
}

# A call whose audio is protected, for baresip has no other: it hears us, and we hear its words and keys.
baresip_srtp() {
    local who=A-11 phone=$run/baresip-srtp
    start_baresip 640 ";mediaenc=srtp-mand" srtp.so
    tell dial "sip:voice@127.0.0.1:$sip"
    asked right_party
    say speaking
    asked ask_birth_date
    local key
    for key in 0 9 0 3 1 9 7 1; do tell sndcode "$key"; done
    asked ask_arrange
    tell hangup
    await 20 has_ended main "$who" || true
    verdict "baresip with SRTP: words and keys are understood" "$(outcome main "$who")" \
        is "$(outcome main "$who")" "HANGUP_POST caller_hung_up"
    tell quit
    exec 8>&-
    baresip_recording "baresip with SRTP"
}

# A caller who asks for an agent, for whom sipp answers: the service calls it and carries the audio across.
bridged_call() {
    local who=A-12 service=bridge phone=$run/baresip-bridge sip_more agent fit status=0
    account bridge "$who" "$(number_of "$who")"
    sip_more="transfer: bridge, outbound_proxy: 'sip:127.0.0.1:$((base + 730));lr'"
    serve bridge $((base + 720)) $((base + 721)) "$((base + 740))-$((base + 749))" 5
    listen_to $((base + 732)) agent
    sipp_run agent -sf "$PWD/scripts/peers/answer.xml" -key hear_port $((base + 732)) -p $((base + 730)) -m 1 \
        "127.0.0.1:$((base + 720))" &
    agent=$!
    started "$agent"
    start_baresip 680 ""
    tell dial "sip:voice@127.0.0.1:$((base + 720))"
    asked right_party
    tell sndcode 0
    await 40 has_ended bridge "$who" || true
    say speaking
    wait "$agent" || status=$?
    verdict "a bridge: baresip is handed to sipp" "$(outcome bridge "$who"), sipp's status $status" \
        is "$(outcome bridge "$who") $status" "XFER transferred 0"
    heard agent >"$run/agent.measured"
    sox -R -D "$phone/speaking.wav" -t raw -e signed -b 16 "$run/spoken.raw" trim 0.15 1
    fit=$(likeness spoken agent)
    verdict "who takes the call hears the caller" "likeness ${fit% *} at ${fit#* } s; $(cat "$run/agent.measured") ms" alike "${fit% *}"
    await 5 grep -q CALL_CLOSED "$phone/replies" || true
    verdict "when one hangs up, so do we on the other" "$(grep -o CALL_CLOSED "$phone/replies" | wc -l) closed" \
        grep -q CALL_CLOSED "$phone/replies"
    tell quit
    exec 8>&-
}

# baresip_recording NAME: what it recorded of us is what we say. Its recorder ends with a hold, for its player is made anew
# then.
baresip_recording() {
    local fit
    sox -R -D "$phone"/dump-*-dec.wav -t raw -r 8000 -c 1 -e signed -b 16 "$run/recorded-$who.raw"
    fit=$(likeness opening "recorded-$who")
    verdict "$1 records our opening" "likeness ${fit% *} at ${fit#* } s" alike "${fit% *}"
}
