#!/usr/bin/env bash
# Waits until a URL answers with 200, for at most a minute. Usage: await.sh URL
set -euo pipefail

end=$((SECONDS + 60))
until curl -sf -o /dev/null --max-time 5 "$1"; do
  [ "$SECONDS" -lt "$end" ] || { echo "error: $1: no answer with 200 within a minute" >&2; exit 1; }
  sleep 0.05
done
