#!/bin/sh
# All tests of this module, those with a real Prometheus included. Needs prometheus and promtool on the PATH (Debian: apt-get install prometheus).
set -eu
cd "$(dirname "$0")/.."
for program in prometheus promtool; do
    command -v "$program" >/dev/null || { echo "grafana/verify.sh: no $program on the PATH (apt-get install prometheus)" >&2; exit 2; }
done
exec mvn -B -pl grafana -am verify -Pprometheus '-Dtest=io.watertight.grafana.*Test' -Dsurefire.failIfNoSpecifiedTests=false "$@"
