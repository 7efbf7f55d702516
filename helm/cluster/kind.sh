#!/usr/bin/env bash
# A cluster of kind on this machine, with the gateway's images and a metrics server.
# Not run by the build, which has no cluster: see docs/runbook.md.
# usage: helm/cluster/kind.sh [up|down]     (default: up, which ends in a proof)
# environment: CLUSTER (watertight). Needs a container engine, kind, kubectl and helm.
set -euo pipefail
cd "$(dirname "$0")/../.."

up() {
    # runbook
    export CLUSTER="${CLUSTER:-watertight}" REGISTRY=""
    bench/image/build.sh
    kind create cluster --name "$CLUSTER"
    for image in gateway upstream-echo bench; do kind load image-archive "bench/image/target/watertight-$image.tar" --name "$CLUSTER"; done
    helm upgrade --install metrics-server metrics-server --repo https://kubernetes-sigs.github.io/metrics-server --namespace kube-system --set "args={--kubelet-insecure-tls}" --wait
    # end
}

down() {
    # runbook
    kind delete cluster --name "${CLUSTER:-watertight}"
    # end
}

case ${1:-up} in
    up)
        up
        . helm/cluster/proof.sh
        ;;
    down) down ;;
    *)
        sed -n '2,/^set/s/^# //p' "$0" >&2
        exit 2
        ;;
esac
