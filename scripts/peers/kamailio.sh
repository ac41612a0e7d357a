# kamailio's dispatcher in front of two services, of which one is killed.

start_kamailio() {
    printf '1 sip:127.0.0.1:%d\n1 sip:127.0.0.1:%d\n' $((base + 6)) $((base + 7)) >"$run/dispatcher.list"
    sed -e "s#@PROXY@#$((base + 8))#; s#@FOLDER@#$run#; s#@MODULES@#$(dirname "$(dpkg -L kamailio | grep '/modules/dispatcher\.so$')")/#" \
        scripts/peers/kamailio.cfg >"$run/kamailio.cfg"
    kamailio -f "$run/kamailio.cfg" -DD -E -Y "$run" -w "$run" >"$run/kamailio.log" 2>&1 </dev/null &
    started $!
    await 20 is_bound $((base + 8)) || fail "kamailio isn't ready; see $(cat "$run/kamailio.log")"
}

# traffic NAME CALLS PER-SECOND PORT: short calls through the proxy, from that port.
traffic() {
    sipp_run "$1" -sf "$run/brief.xml" -p "$4" -m "$2" -r "$3" -key account K-9 -key hear_port 9 "127.0.0.1:$((base + 8))"
}
has_promise() { answers "$1" "SELECT COUNT(*) FROM promises WHERE announcement = 'announced'" 1; }
calls_of() { query "$1" "SELECT COUNT(*) FROM calls"; }
# have_calls COUNT: both together.
have_calls() { (($(calls_of left) + $(calls_of right) >= $1)); }

killed_service() {
    local name port before after status=0 callers=() id shared dead alive
    for name in left right; do
        for id in K-1 K-2 K-9; do account "$name" "$id" "+12025550${id#K-}70"; done
    done
    serve left $((base + 6)) $((base + 26)) "$((base + 500))-$((base + 549))" 20
    serve right $((base + 7)) $((base + 27)) "$((base + 550))-$((base + 599))" 20
    start_kamailio
    sed "s/TALK/1000/" scripts/peers/short.xml >"$run/brief.xml"
    # One call by keys to each.
    for id in 1 2; do
        press "promise-$id" "K-$id" $((base + 8)) $((base + 60 + 10 * id)) $((base + 30 + 2 * id)) &
        callers+=($!)
        started $!
        await 10 have_calls "$id" || true
    done
    traffic first 200 2 $((base + 19)) &
    callers+=($!)
    started $!
    await 100 has_promise left || true
    await 20 has_promise right || true
    shared="$(calls_of left) + $(calls_of right)"
    before=$(query left "SELECT reference FROM promises WHERE announcement = 'announced'")
    kill -KILL "$(pid_of left)"
    after=$(calls_of right)
    traffic second 30 5 $((base + 9)) || status=$?
    verdict "kamailio: one of two services is killed, and new calls go to the other" \
        "$shared calls shared before; then 30 calls, sipp's status $status, $(($(calls_of right) - after)) more in the other" \
        holds "$status == 0 && $(calls_of right) - $after >= 30"
    verdict "the dead service's store has its promise" "reference $before" \
        is "${before:-none}" "$("$promesa" promises list --data "$run/left/promesa.sqlite" --json | grep -o '"reference":"[0-9]*"' | grep -o '[0-9]*')"
    start_again left
    dead=$(query left "SELECT COUNT(*) FROM calls WHERE call_end IS NULL")
    verdict "started again, it has closed what ran" \
        "$dead open, $(query left "SELECT COUNT(*) FROM calls WHERE recovered = 1") closed as ERR, promise $(query left "SELECT reference || ' ' || status FROM promises")" \
        is "$dead $(query left "SELECT status FROM promises WHERE reference = '$before'")" "0 confirmed"
    # The traffic that had begun before; what ran in the dead service can't end well.
    stop_sipp first
}
