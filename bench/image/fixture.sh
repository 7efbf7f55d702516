#!/usr/bin/env bash
# Writes what a gateway in front of the echo image needs: DIR/config/gateway.yaml, as it is mounted in the image, and a new key DIR/keys/k1.
# Usage: fixture.sh DIR
set -euo pipefail

mkdir -p "$1/config" "$1/keys"
head -c 32 /dev/urandom >"$1/keys/k1"
chmod 755 "$1" "$1/config" "$1/keys"
chmod 644 "$1/keys/k1"
cat >"$1/config/gateway.yaml" <<'END'
jwt:
  keys:
    - { kid: k1, algorithm: HS256, secretFile: /etc/watertight/keys/k1 }
policies:
  default: { limit: 10/1s, burst: 10, key: sub }
routes:
  - { path: /api, upstream: echo, policy: default }
upstreams:
  echo: { endpoints: [ "127.0.0.1:8081" ] }
shutdown: { propagation: 1s, deadline: 20s }
END
