#!/usr/bin/env bash
# Runs the built images without an engine and asks of them what a cluster will: the answers 200, 401 and 429, a drain that loses nothing, a root that nobody writes to, limits
# that the JVM sees, and a cache that is used. Asserts behaviour, no times. Needs root, jq, curl and iproute2.
# Usage: smoke.sh [DIR]   the folder with the tars (default: target beside this script)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
tars=${1:-$here/target}
# the images' own ports, in a network where nothing else is
if [ -z "${WATERTIGHT_SMOKE:-}" ]; then
  [ "$(id -u)" = 0 ] || { echo "error: this needs root (namespaces, mounts, cgroups)" >&2; exit 2; }
  WATERTIGHT_SMOKE=1 exec unshare --net "$0" "$tars"
fi
ip link set lo up

scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT
passed=0 failed=0
check() { # what is claimed, command
  local claim=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "ok      $claim"
  else
    failed=$((failed + 1))
    echo "NOT OK  $claim   ($*)"
  fi
}
is() { [ "$1" = "$2" ] || { echo "        expected: $2, was: $1"; return 1; }; }

# --- layers

layer() { tar -czf "$scratch/layers/$1" -C "$scratch/layers/$1.d" .; }
mkdir -p "$scratch"/layers/{1,2}.d/{kept,emptied}
for file in kept/a kept/b emptied/c; do echo lower >"$scratch/layers/1.d/$file"; done
echo upper >"$scratch/layers/2.d/kept/a"
echo upper >"$scratch/layers/2.d/emptied/d"
: >"$scratch/layers/2.d/kept/.wh.b"
: >"$scratch/layers/2.d/emptied/.wh..wh..opq"
layer 1
layer 2
echo '[{"Config":"config.json","Layers":["1","2"]}]' >"$scratch/layers/manifest.json"
echo '{}' >"$scratch/layers/config.json"
tar -cf "$scratch/layers.tar" -C "$scratch/layers" manifest.json config.json 1 2
"$here/unpack.sh" "$scratch/layers.tar" "$scratch/layered"
check "an upper layer replaces, removes and hides what is below it" \
  is "$(cd "$scratch/layered/root" && find . -type f -exec grep -H . {} + | sort | tr '\n' ' ')" "./emptied/d:upper ./kept/a:upper "

# --- the images

for image in gateway upstream-echo bench; do "$here/unpack.sh" "$tars/watertight-$image.tar" "$scratch/$image"; done
contents() { find "$scratch/$1/root" ! -type d -exec sha256sum {} + | sort -k 2; }
for image in gateway upstream-echo; do contents "$image" >"$scratch/$image.before"; done

limits=(--cpu 0.5 --memory $((256 * 1024 * 1024)))
code=0
"$here/container.sh" "${limits[@]}" "$scratch/gateway" --help >"$scratch/help" 2>&1 || code=$?
if [ "$code" = 3 ]; then
  echo "NOTE    no cgroup is writable here: everything runs without limits"
  limits=()
else
  check "the gateway image starts the gateway" grep -q '^Usage: gateway' "$scratch/help"
fi

"$here/fixture.sh" "$scratch"
bench() { "$here/container.sh" --bind "$scratch/keys:/keys" "$scratch/bench" "$@"; }
token() { bench token --secret-file /keys/k1 --kid k1 --sub "$1"; }
status() { # curl's arguments
  curl -s -o /dev/null -w '%{http_code}' --max-time 20 "$@"
}

# Neither server gets a writable folder, not even /tmp. A JVM that cannot use its cache ends instead of starting: AOTMode=on.
"$here/container.sh" --pid-file "$scratch/echo.pid" --env JAVA_TOOL_OPTIONS=-XX:AOTMode=on "$scratch/upstream-echo" >"$scratch/echo.log" 2>&1 &
echo=$!
"$here/container.sh" "${limits[@]}" --pid-file "$scratch/gateway.pid" --env JAVA_TOOL_OPTIONS=-XX:AOTMode=on \
  --bind "$scratch/config:/etc/watertight/config" --bind "$scratch/keys:/etc/watertight/keys" "$scratch/gateway" >"$scratch/gateway.log" 2>&1 &
gateway=$!
if ! "$here/await.sh" http://127.0.0.1:9090/readyz; then
  cat "$scratch/gateway.log" "$scratch/echo.log" >&2
  exit 1
fi

process=$(cat "$scratch/gateway.pid")
process_status() { awk -v key="$1:" '$1 == key { $1 = ""; print substr($0, 2) }' "/proc/$process/status"; }
check "the JVM is process 1" is "$(process_status NSpid | awk '{ print $NF }')" 1
check "it is not root" is "$(process_status Uid)" "65532 65532 65532 65532"
check "it has no capability" is "$(process_status CapEff) $(process_status CapPrm)" "0000000000000000 0000000000000000"
check "it cannot gain any" is "$(process_status NoNewPrivs)" 1
check "its root is mounted read-only" is "$(awk '$5 == "/" { print substr($6, 1, 2) }' "/proc/$process/mountinfo" | tail -n 1)" ro
check "no file system that it can write to is mounted" \
  is "$(awk '$6 ~ /^rw/ && $5 !~ "^/(proc|sys/fs/cgroup|dev)(/|$)" { print $5 }' "/proc/$process/mountinfo" | tr '\n' ' ')" ""
curl -s -o "$scratch/metrics" http://127.0.0.1:9090/metrics
if [ ${#limits[@]} -gt 0 ]; then
  heap=$(awk '/^jvm_memory_max_bytes\{area="heap"/ { sum += $NF } END { print sum }' "$scratch/metrics")
  check "the heap is half of the container's memory (at most, and nearly: $heap bytes)" \
    awk "BEGIN { exit !($heap <= 128 * 1024 * 1024 && $heap > 115 * 1024 * 1024) }"
  check "half a core is one processor" is "$(awk '/^system_cpu_count/ { print int($NF) }' "$scratch/metrics")" 1
fi

alice=$(token alice)
check "a request with a token is answered with 200" is "$(status -H "Authorization: Bearer $alice" http://127.0.0.1:8080/api)" 200
check "one without is answered with 401" is "$(status http://127.0.0.1:8080/api)" 401
for _ in $(seq 30); do status -H "Authorization: Bearer $alice" http://127.0.0.1:8080/api; echo; done >"$scratch/statuses"
check "more than the limit is answered with 429, and nothing else happens" is "$(sort -u "$scratch/statuses" | tr '\n' ' ')" "200 429 "

bench load --no-rehearsal --secret-file /keys/k1 --kid k1 --rate 100 --duration 2s --json http://127.0.0.1:8080/api >"$scratch/load.json" 2>"$scratch/load.log" || true
check "the bench image loads the gateway: 200 requests, 200 subjects, each answered with 200" is "$(jq -c '.statuses' "$scratch/load.json")" '{"200":200}'
bench doctor >"$scratch/doctor" 2>&1 || true
check "its doctor finds the image's JDK" grep -q '^ok  *JDK' "$scratch/doctor"
# too short to show anything (3), but it starts gateways, watches their JVMs, judges and reports
mkdir -m 777 "$scratch/reports"
code=0
"$here/container.sh" --tmpfs /tmp --share "$scratch/reports:/reports" "$scratch/bench" \
  prove --quick --rate 50 --duration 5s --out /reports/proof >"$scratch/prove.log" 2>&1 || code=$?
check "it proves, without calling a short run a success" is "$code" 3
check "and writes the report" test -s "$scratch/reports/proof/report.html"

# --- a drain with requests in flight

bob=$(token bob)
clients=()
for i in 1 2 3 4; do
  status -H "Authorization: Bearer $bob" "http://127.0.0.1:8080/api?latency=4s" >"$scratch/slow.$i" &
  clients+=($!)
done
busy() { curl -s http://127.0.0.1:9090/metrics | awk '/^watertight_upstream_connections.*open/ { n += $NF } /^watertight_upstream_connections.*idle/ { n -= $NF } END { print n }'; }
end=$((SECONDS + 20))
until [ "$(busy)" = 4 ] || [ "$SECONDS" -ge "$end" ]; do sleep 0.05; done
check "four requests are in flight" is "$(busy)" 4
kill -TERM "$process"
code=0
wait "$gateway" || code=$?
check "SIGTERM to process 1 ends it with 0" is "$code" 0
for client in "${clients[@]}"; do wait "$client"; done
check "the four in flight got their answers" is "$(cat "$scratch"/slow.? | sed 's/.../& /g')" "200 200 200 200 "
kill -TERM "$(cat "$scratch/echo.pid")"
code=0
wait "$echo" || code=$?
check "so ends the echo upstream" is "$code" 0
for image in gateway upstream-echo; do
  contents "$image" >"$scratch/$image.after"
  check "nothing in the root of $image was written" cmp -s "$scratch/$image.before" "$scratch/$image.after"
done

# --- controls: what the checks above would say of an image that is not as it should be

code=0
"$here/container.sh" --env "JAVA_TOOL_OPTIONS=-XX:AOTMode=on -XX:-UseCompressedOops" "$scratch/gateway" --help >"$scratch/mismatch" 2>&1 || code=$?
check "a cache that does not fit is told by AOTMode=on" is "$code" 1
"$here/container.sh" --env JAVA_TOOL_OPTIONS=-Xlog:gc:file=/tmp/gc.log "$scratch/gateway" --help >"$scratch/written" 2>&1 || true
check "a write to the root, where its folder is writable for all, is refused" grep -q 'Read-only file system' "$scratch/written"

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
