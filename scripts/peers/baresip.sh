# A call by baresip: a telephone that is told by ctrl_tcp what to do, and records what it hears.

# What the caller says: a name and its words, in a synthetic voice.
caller_voice() {
    local name words
    while read -r name words; do
        flite -voice slt -t "$words" -o "$run/voice.wav"
        # Silence follows: at the end of its source baresip hangs up.
        sox -R -D "$run/voice.wav" -r 8000 -c 1 -b 16 "$run/baresip/$name.wav" gain -n -6 pad 0.15 90
    done <<'WORDS'
hello hello
speaking yes, speaking
yes yes
WORDS
}

start_baresip() {
    mkdir -p "$run/baresip"
    caller_voice
    cat >"$run/baresip/config" <<CONFIG
poll_method epoll
net_interface 127.0.0.1
sip_listen 127.0.0.1:$((base + 17))
audio_source aufile,$run/baresip/hello.wav
audio_player aubridge,out
rtp_ports $((base + 400))-$((base + 419))
module_path $(dirname "$(dpkg -L baresip-core | grep '/aufile\.so$')")
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
snd_path $run/baresip
module_app account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen 127.0.0.1:$((base + 29))
CONFIG
    echo "<sip:$(number_of A-10)@127.0.0.1>;regint=0;audio_codecs=pcma" >"$run/baresip/accounts"
    baresip -f "$run/baresip" >"$run/baresip/out" 2>&1 </dev/null &
    started $!
    await 20 grep -q 'baresip is ready' "$run/baresip/out" || fail "baresip isn't ready"
    exec 8<>"/dev/tcp/127.0.0.1/$((base + 29))"
    # What it answers is read, or it would wait for us.
    cat <&8 >"$run/baresip/replies" &
    started $!
}

# tell COMMAND [PARAMETERS]: a netstring of JSON.
tell() {
    local order="{\"command\":\"$1\",\"params\":\"${2-}\"}"
    printf '%d:%s,' "${#order}" "$order" >&8
}
say() { tell ausrc "aufile,$run/baresip/$1.wav"; }

# asks STEP: whether the call has come to the end of this question, and waits for the answer.
asks() {
    answers main "SELECT COUNT(*) > 0 FROM events JOIN calls ON calls.id = events.call WHERE account = 'A-10' AND kind = 'start_timer'
        AND sequence > (SELECT MAX(sequence) FROM events AS step WHERE step.call = events.call AND kind = 'entered' AND json LIKE '%\"step\":\"$1\"%')" 1
}
asked() { await 40 asks "$1" || failed "baresip: the question $1 didn't come: $(query main "SELECT json FROM events JOIN calls ON calls.id = call WHERE account = 'A-10' ORDER BY sequence DESC LIMIT 3" | tr '\n' ' ')"; }

# Answers of ours to its descriptions: to the call, the hold, and its end.
agreed() { grep -o '"type":"CALL_REMOTE_SDP"' "$run/baresip/replies" | wc -l; }
have_agreed() { (($(agreed) >= $1)); }

# What it received at last, in bits a second, by its own count; 0 if it counted none since the hold was over.
received() {
    local rate
    rate=$(sed '1,/^call: resume/d' "$run/baresip/out" | grep -oE 'audio=[0-9]+/[0-9]+ \(bit/s\)' | tail -1 | grep -oE '[0-9]+' | tail -1)
    echo "${rate:-0}"
}

baresip_call() {
    start_baresip
    tell dial "sip:voice@127.0.0.1:$sip"
    asked right_party
    say speaking
    asked ask_birth_date
    local key
    for key in 0 9 0 3 1 9 7 1; do tell sndcode "$key"; done
    # On hold in the middle of our notice, which goes on meanwhile; what is held is not heard.
    await 20 answers main "SELECT COUNT(*) FROM events JOIN calls ON calls.id = call WHERE account = 'A-10' AND kind = 'entered' AND json LIKE '%\"step\":\"notice\"%'" 1 || true
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
    await 60 has_ended main A-10 || true
    verdict "baresip: a call by voice, with keys for the birth date, to a promise" \
        "$(outcome main A-10), promises $(query main "SELECT COUNT(*) FROM promises WHERE account = 'A-10' AND announcement = 'announced'")" \
        is "$(outcome main A-10)" "PTP we_hung_up"
    verdict "baresip: hold and resume" "$(agreed) descriptions answered, 3 expected" have_agreed 3
    verdict "baresip gets our audio again after the hold" "$(received) bit/s of 64000" holds "$(received) > 48000"
    tell quit
    exec 8>&-
    baresip_recording
}

# What baresip recorded of us is what we say. Its recorder ends with the hold, for its player is made anew then.
baresip_recording() {
    local fit
    sox -R -D "$run"/baresip/dump-*-dec.wav -t raw -r 8000 -c 1 -e signed -b 16 "$run/recorded.raw"
    fit=$(likeness opening recorded)
    verdict "baresip records our opening" "likeness ${fit% *} at ${fit#* } s" alike "${fit% *}"
}
