#!/usr/bin/env bash
# A cluster of Google Kubernetes Engine, and a registry with the gateway's images.
# Not run by the build, which has no cluster: see docs/runbook.md.
# usage: helm/cluster/gke.sh [up|down]     (default: up, which ends in a proof)
# environment: CLUSTER (watertight), REGION (europe-west1); the project is gcloud's own. Needs gcloud, skopeo, kubectl and helm.
# What it makes costs money until: helm/cluster/gke.sh down
set -euo pipefail
cd "$(dirname "$0")/../.."

up() {
    # runbook
    export CLUSTER="${CLUSTER:-watertight}" REGION="${REGION:-europe-west1}"
    VERSION=$(sed -n 's/^appVersion: //p' helm/watertight/Chart.yaml)
    bench/image/build.sh
    gcloud container clusters create "$CLUSTER" --region "$REGION" --num-nodes 1 --machine-type e2-standard-4
    gcloud container clusters get-credentials "$CLUSTER" --region "$REGION"
    gcloud artifacts repositories create "$CLUSTER" --location "$REGION" --repository-format docker
    REGISTRY=$(gcloud artifacts repositories describe "$CLUSTER" --location "$REGION" --format 'value(registryUri)')
    gcloud auth print-access-token | skopeo login --username oauth2accesstoken --password-stdin "${REGISTRY%%/*}"
    for image in gateway upstream-echo bench; do skopeo copy "docker-archive:bench/image/target/watertight-$image.tar" "docker://$REGISTRY/watertight/$image:$VERSION"; done
    # end
}

down() {
    # runbook
    gcloud container clusters delete "${CLUSTER:-watertight}" --region "${REGION:-europe-west1}" --quiet
    gcloud artifacts repositories delete "${CLUSTER:-watertight}" --location "${REGION:-europe-west1}" --quiet
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
