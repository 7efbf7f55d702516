#!/usr/bin/env bash
# Runs the three unpacked images together, each by its own entry point, and has each JVM keep what it learned: the ahead-of-time caches of the final images.
# To be run in a network namespace of its own, since the ports are the images' own. Usage: train.sh IMAGES CACHES
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
images=$1
caches=$2
scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT
mkdir "$scratch/aot"
chmod 777 "$scratch/aot"
"$here/fixture.sh" "$scratch"
ip link set lo up

run() { # image, options and arguments of container.sh
  local image=$1
  shift
  # without profiles of methods, which have the compilers work more before the first answer, and save nothing later
  exec "$here/container.sh" --tmpfs /tmp --share "$scratch/aot:/aot" --pid-file "$scratch/$image.pid" \
    --env "JAVA_TOOL_OPTIONS=-XX:AOTCacheOutput=/aot/$image.aot -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining" "$@"
}
run upstream-echo "$images/upstream-echo" >"$scratch/upstream-echo.log" 2>&1 &
echo=$!
run gateway --bind "$scratch/config:/etc/watertight/config" --bind "$scratch/keys:/etc/watertight/keys" "$images/gateway" >"$scratch/gateway.log" 2>&1 &
gateway=$!
"$here/await.sh" http://127.0.0.1:9090/readyz
(run bench --bind "$scratch/keys:/keys" "$images/bench" load --secret-file /keys/k1 --kid k1 --rate 1500 --duration 5s http://127.0.0.1:8080/api) \
  >"$scratch/bench.log" 2>&1 || { code=$?; [ "$code" = 3 ] || { cat "$scratch"/*.log >&2; exit "$code"; }; }
for page in metrics ledger; do curl -sf -o "$scratch/$page" "http://127.0.0.1:9090/$page"; done

kill -TERM "$(cat "$scratch/gateway.pid")" "$(cat "$scratch/upstream-echo.pid")"
wait "$gateway" "$echo" || true
for image in gateway upstream-echo bench; do
  [ -s "$scratch/aot/$image.aot" ] || { echo "error: $image made no cache:" >&2; cat "$scratch/$image.log" >&2; exit 1; }
  install -m 644 "$scratch/aot/$image.aot" "$caches/$image.aot"
done
