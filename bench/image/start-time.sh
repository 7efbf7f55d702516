#!/usr/bin/env bash
# Measures how long the gateway image takes from its start to its first 200 through the echo image: median and range of five, for each part of a core, with the image's
# ahead-of-time cache and without. The client asks again every 20 ms, so that is what a time is good for; where the machine does something else too, look at the CPU time.
# Needs what smoke.sh needs, and writable cgroups.
# Usage: start-time.sh [DIR [CORES...]]   the folder with the tars (default: target beside this script), and the limits (default: 0.25 0.5 1)
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
if [ -z "${WATERTIGHT_START_TIME:-}" ]; then WATERTIGHT_START_TIME=1 exec unshare --net "$0" "$@"; fi
tars=${1:-$here/target}
shift $(($# > 0 ? 1 : 0))
cores=("$@")
[ ${#cores[@]} -gt 0 ] || cores=(0.25 0.5 1)
ip link set lo up

scratch=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$scratch"' EXIT
for image in gateway upstream-echo bench; do "$here/unpack.sh" "$tars/watertight-$image.tar" "$scratch/$image"; done
"$here/fixture.sh" "$scratch"
sed -i 's/propagation: 1s/propagation: 0s/; s/10\/1s, burst: 10/1000\/1s, burst: 1000/' "$scratch/config/gateway.yaml"
"$here/container.sh" "$scratch/upstream-echo" >"$scratch/echo.log" 2>&1 &
token=$("$here/container.sh" --bind "$scratch/keys:/keys" "$scratch/bench" token --secret-file /keys/k1 --kid k1 --sub alice)

start() { # cores, AOTMode; prints milliseconds, CPU milliseconds and resident KiB at the first 200
  local begin end container process
  rm -f "$scratch/gateway.pid"
  begin=$(date +%s%3N)
  "$here/container.sh" --cpu "$1" --memory $((256 * 1024 * 1024)) --pid-file "$scratch/gateway.pid" --env "JAVA_TOOL_OPTIONS=-XX:AOTMode=$2" \
    --bind "$scratch/config:/etc/watertight/config" --bind "$scratch/keys:/etc/watertight/keys" "$scratch/gateway" >"$scratch/gateway.log" 2>&1 &
  container=$!
  until curl -sf -o /dev/null --max-time 10 -H "Authorization: Bearer $token" http://127.0.0.1:8080/api; do
    kill -0 "$container" 2>/dev/null || { cat "$scratch/gateway.log" >&2; exit 1; }
    sleep 0.02
  done
  end=$(date +%s%3N)
  process=$(cat "$scratch/gateway.pid")
  echo "$((end - begin)) $(awk '{ print ($14 + $15) * 10 }' "/proc/$process/stat") $(awk '/^VmRSS/ { print $2 }' "/proc/$process/status")"
  kill -TERM "$process"
  wait "$container"
}

column() { cut -d ' ' -f "$1" "$scratch/times" | sort -n | paste -sd ' '; }

echo "| cores | cache | first 200, median [range] of 5 | CPU until then, median | resident then, median |"
echo "|---|---|---|---|---|"
for core in "${cores[@]}"; do
  for mode in on off; do
    for _ in 1 2 3 4 5; do start "$core" "$mode"; done >"$scratch/times"
    used=$([ "$mode" = on ] && echo used || echo "not used")
    read -r lowest _ median _ highest < <(column 1)
    read -r _ _ cpu _ < <(column 2)
    read -r _ _ resident _ < <(column 3)
    echo "| $core | $used | $median ms [$lowest, $highest] | $cpu ms | $((resident / 1024)) MiB |"
  done
done
