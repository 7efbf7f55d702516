#!/usr/bin/env bash
# Measures how long the gateway image takes from the start of its process to its first 200 through the echo image: median and range of five, for each part of a core, with the image's
# ahead-of-time cache and without. The client asks again every 20 ms, so that is what a time is good for; where the machine does something else too, look at the CPU time.
# Needs what smoke.sh needs, and writable cgroups.
# Usage: start-time.sh [--out FILE.json] [DIR [CORES...]]   the folder with the tars (default: target beside this script), and the limits (default: 0.25 0.5 1)
#   --out FILE.json  keeps the result, too: command, date, machine, its load before, versions, medians, and what each start took
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd -P)
if [ -z "${WATERTIGHT_START_TIME:-}" ]; then WATERTIGHT_START_TIME=1 exec unshare --net "$0" "$@"; fi
command="bench/image/start-time.sh${*:+ $*}"
out=
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=${2:?--out needs a file}; shift 2 ;;
    --*) sed -n '2,/^set/s/^# //p' "$0"; [ "$1" = --help ] && exit 0; exit 2 ;;
    *) break ;;
  esac
done
[ -z "$out" ] || touch "$out" # rather now than after the measurement
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

memory=$((256 * 1024 * 1024))

# What the numbers are of, under the names that other results have.
circumstances() {
  local virtual=false
  if grep -q '^flags.* hypervisor' /proc/cpuinfo; then virtual=true; fi
  # shellcheck disable=SC1091 # of this machine
  jq -n --arg command "$command" --arg date "$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
    --arg cpu "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | sed -n 1p)" --argjson virtual "$virtual" --argjson cores "$(nproc)" \
    --argjson bytes "$(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) * 1024))" --arg system "$(. /etc/os-release && echo "$PRETTY_NAME")" \
    --arg kernel "$(uname -r)" --argjson load "$(cut -d ' ' -f 1 /proc/loadavg)" --argjson memory "$memory" \
    --arg java "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$scratch/gateway/root/opt/java/release")" \
    --slurpfile image "$scratch/gateway/config.json" '{
      command: $command, date: $date,
      machine: { cpuModel: $cpu, virtual: $virtual, cores: $cores, memoryBytes: $bytes, system: $system, kernel: $kernel },
      loadBefore: $load,
      versions: ($image[0].config.Labels | {
        watertight: .["org.opencontainers.image.version"], revision: .["org.opencontainers.image.revision"], java: $java
      }),
      gatewayMemoryBytes: $memory }'
}

start() { # cores, AOTMode; prints milliseconds, CPU milliseconds and resident KiB at the first 200
  local begun used end container process
  "$here/container.sh" --cpu "$1" --memory "$memory" --pid-file "$scratch/gateway.pid" --start-file "$scratch/gateway.start" --env "JAVA_TOOL_OPTIONS=-XX:AOTMode=$2" \
    --bind "$scratch/config:/etc/watertight/config" --bind "$scratch/keys:/etc/watertight/keys" "$scratch/gateway" >"$scratch/gateway.log" 2>&1 &
  container=$!
  until curl -sf -o /dev/null --max-time 10 -H "Authorization: Bearer $token" http://127.0.0.1:8080/api; do
    kill -0 "$container" 2>/dev/null || { cat "$scratch/gateway.log" >&2; exit 1; }
    sleep 0.02
  done
  end=$(date +%s%3N)
  process=$(cat "$scratch/gateway.pid")
  read -r begun used <"$scratch/gateway.start"
  echo "$((end - $(LC_ALL=C printf '%.0f' "${begun/[.,]/}e-3"))) $(awk -v used="$used" '{ print ($14 + $15 - used) * 10 }' "/proc/$process/stat") $(awk '/^VmRSS/ { print $2 }' "/proc/$process/status")"
  kill -TERM "$process"
  wait "$container"
}

# Makes one object of the lines that start() has printed.
result() { # cores, used or not used
  jq -Rn --argjson cores "$1" --arg cache "$2" '
    [inputs | split(" ") | map(tonumber) | { firstMillis: .[0], cpuMillis: .[1], residentKib: .[2] }] as $starts
    | def median(value): $starts | map(value) | sort | .[length / 2 | floor];
    {
      cores: $cores, cache: $cache,
      median: { firstMillis: median(.firstMillis), cpuMillis: median(.cpuMillis), residentKib: median(.residentKib) },
      starts: $starts
    }'
}

circumstances >"$scratch/circumstances"
echo "| cores | cache | first 200, median [range] of 5 | CPU until then, median | resident then, median |"
echo "|---|---|---|---|---|"
for core in "${cores[@]}"; do
  for mode in on off; do
    for _ in 1 2 3 4 5; do start "$core" "$mode"; done >"$scratch/times"
    result "$core" "$([ "$mode" = on ] && echo used || echo "not used")" <"$scratch/times" >"$scratch/result"
    cat "$scratch/result" >>"$scratch/results"
    jq -r '(.starts | map(.firstMillis)) as $first
      | "| \(.cores) | \(.cache) | \(.median.firstMillis) ms [\($first | min), \($first | max)] | \(.median.cpuMillis) ms | \(.median.residentKib / 1024 | floor) MiB |"' "$scratch/result"
  done
done
[ -z "$out" ] || jq -s '.[0] + { results: .[1:] }' "$scratch/circumstances" "$scratch/results" >"$out"
