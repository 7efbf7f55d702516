#!/usr/bin/env bash
# A cluster of Azure Kubernetes Service, and a registry with the gateway's images.
# Not run by the build, which has no cluster: see docs/runbook.md.
# usage: helm/cluster/aks.sh [up|down]     (default: up, which ends in a proof)
# environment: CLUSTER (watertight), REGION (westeurope), ACR (a registry name that nobody else has). Needs az, skopeo, kubectl and helm.
# What it makes costs money until: helm/cluster/aks.sh down
set -euo pipefail
cd "$(dirname "$0")/../.."

up() {
    # runbook
    export CLUSTER="${CLUSTER:-watertight}" REGION="${REGION:-westeurope}" ACR="${ACR:?set it to a registry name that nobody else has}"
    VERSION=$(sed -n 's/^appVersion: //p' helm/watertight/Chart.yaml)
    bench/image/build.sh
    az group create --name "$CLUSTER" --location "$REGION"
    az acr create --resource-group "$CLUSTER" --name "$ACR" --sku Basic
    az aks create --resource-group "$CLUSTER" --name "$CLUSTER" --node-count 3 --node-vm-size Standard_D4s_v5 --attach-acr "$ACR" --generate-ssh-keys
    az aks get-credentials --resource-group "$CLUSTER" --name "$CLUSTER"
    REGISTRY=$(az acr show --name "$ACR" --query loginServer --output tsv)
    az acr login --name "$ACR" --expose-token --query accessToken --output tsv | skopeo login --username 00000000-0000-0000-0000-000000000000 --password-stdin "$REGISTRY"
    for image in gateway upstream-echo bench; do skopeo copy "docker-archive:bench/image/target/watertight-$image.tar" "docker://$REGISTRY/watertight/$image:$VERSION"; done
    # end
}

down() {
    # runbook
    az group delete --name "${CLUSTER:-watertight}" --yes
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
