#!/bin/sh
# Holds the scripts to what they promise with k6 itself, against two real gateways: about half a minute. Needs k6, on the PATH or
# where ./watertight prove --install-tools puts it, and curl. Ends with a non-zero code at the first promise that is broken.
set -eu
cd "$(dirname "$0")/../../.."

k6=$(command -v k6 || echo "${XDG_CACHE_HOME:-$HOME/.cache}/watertight/tools/k6-v2.2.0")
work=$(mktemp -d)
children=
end() {
    # shellcheck disable=SC2086 # several numbers
    [ -z "$children" ] || kill $children 2>/dev/null || true
    wait
    rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# The number after a key in a file of JSON.
number() {
    sed -n "s/.*\"$1\": *\([0-9]*\).*/\1/p" "$2" | head -n 1
}

# Starts a child of ./watertight and waits until it says that it is ready; its output is in $work/$name.log.
start() {
    name=$1
    shift
    ./watertight "$@" >"$work/$name.log" 2>&1 &
    children="$children $!"
    for _ in $(seq 300); do
        if grep -q '^ready ' "$work/$name.log"; then
            return
        fi
        sleep 0.1
    done
    cat "$work/$name.log" >&2
    fail "$name is not ready"
}

address() {
    sed -n "s/^ready .*$2=\([0-9.:]*\).*/\1/p" "$work/$1.log"
}

run() {
    "$k6" run --quiet --no-usage-report --address '' --log-output stdout --log-format raw "$@"
}

echo "== the scripts by themselves"
"$k6" version
run bench/k6/test/selftest.ts >"$work/selftest.txt" || { cat "$work/selftest.txt" >&2; fail "selftest"; }
for script in bench/k6/*.ts; do
    run -e DRY_RUN=true "$script" >"$work/dry.txt" || { cat "$work/dry.txt" >&2; fail "$script"; }
done

echo "== two instances, each with a half of the numbers, at two gateways"
head -c 32 /dev/urandom >"$work/key"
start echo echo --listen 127.0.0.1:0
for i in 1 2; do
    cat >"$work/gw-$i.yaml" <<END
listen: 127.0.0.1:0
admin: 127.0.0.1:0
jwt: { keys: [ { kid: k1, algorithm: HS256, secretFile: key } ] }
policies: { default: { limit: 5/1s, burst: 10, key: sub } }
routes: [ { path: /api, upstream: echo, policy: default } ]
upstreams: { echo: { endpoints: [ "$(address echo listen)" ] } }
proof: { decisionTime: true, replica: gw-$i }
END
    start "gw-$i" gateway "$work/gw-$i.yaml"
done
for i in 1 2; do
    # a JVM that has just begun would let requests of the first second wait for too long
    run -e BASE_URL="http://$(address "gw-$i" listen)" -e SECRET_FILE="$work/key" -e SUBJECTS=fixed -e USERS=4 -e DURATION=3s \
        bench/k6/constant-vus.ts >/dev/null || fail "warm-up"
    curl -sf "http://$(address "gw-$i" admin)/ledger" >"$work/before-$i.json"
done
for i in 1 2; do
    run --execution-segment "$((i - 1))/2:$i/2" --execution-segment-sequence 0,1/2,1 \
        -e BASE_URL="http://$(address "gw-$i" listen)" -e SECRET_FILE="$work/key" -e GENERATOR_ID=verify -e EVIDENCE=true \
        -e RATE=200 -e DURATION=6s -e SUMMARY="$work/summary-$i.json" bench/k6/rolling-sub.ts >"$work/k6-$i.txt" &
    eval "instance_$i=$!"
done
# shellcheck disable=SC2154 # set above
for instance in "$instance_1" "$instance_2"; do
    wait "$instance" || {
        code=$?
        tail -n 5 "$work"/k6-*.txt >&2
        fail "k6 ended with exit code $code"
    }
done
subjects=0
created=0
for i in 1 2; do
    curl -sf "http://$(address "gw-$i" admin)/ledger" >"$work/after-$i.json"
    sent=$(number sent "$work/summary-$i.json")
    lines=$(grep -c "^e r [0-9]* 200 0 [0-9]* gw-$i " "$work/k6-$i.txt")
    [ "$sent" = "$lines" ] || fail "instance $i sent $sent requests, its evidence has $lines"
    subjects=$((subjects + $(number distinctSubjects "$work/summary-$i.json")))
    created=$((created + $(number created "$work/after-$i.json") - $(number created "$work/before-$i.json")))
done
distinct=$(cat "$work"/k6-*.txt | sed -n 's/^e r \([0-9]*\) .*/\1/p' | sort -un | wc -l)
echo "subjects: $subjects by k6, $distinct in its evidence, $created in the ledgers"
[ "$subjects" -gt 1000 ] || fail "too few subjects"
[ "$subjects" = "$distinct" ] || fail "the evidence has other subjects"
[ "$subjects" = "$created" ] || fail "the ledgers do not reconcile"

echo "== a run that fails says so"
code=0
run -e BASE_URL=http://127.0.0.1:1 -e SECRET_FILE="$work/key" -e RATE=5 -e DURATION=1s bench/k6/rolling-sub.ts >/dev/null 2>&1 || code=$?
[ "$code" = 99 ] || fail "requests that cannot be sent ended with exit code $code (expected: 99)"
echo "held"
