#!/bin/sh
# What it costs a gateway to be observed, as CPU time for a request: not at all, scraped, pushed by OTLP, with an access log. Prints the table of one run.
set -eu
cd "$(dirname "$0")/.."
mvn -q -B -pl grafana -am test -Pcost -Dtest=ObservabilityCostTest -Dsurefire.failIfNoSpecifiedTests=false "$@"
cat grafana/target/observability-cost.md
