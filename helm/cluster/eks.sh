#!/usr/bin/env bash
# A cluster of Amazon EKS, and repositories with the gateway's images.
# Not run by the build, which has no cluster: see docs/runbook.md.
# usage: helm/cluster/eks.sh [up|down]     (default: up, which ends in a proof)
# environment: CLUSTER (watertight), REGION (eu-west-1); the account is that of the aws tool. Needs aws, eksctl, skopeo, kubectl and helm.
# What it makes costs money until: helm/cluster/eks.sh down
set -euo pipefail
cd "$(dirname "$0")/../.."

up() {
    # runbook
    export CLUSTER="${CLUSTER:-watertight}" REGION="${REGION:-eu-west-1}"
    VERSION=$(sed -n 's/^appVersion: //p' helm/watertight/Chart.yaml)
    bench/image/build.sh
    eksctl create cluster --name "$CLUSTER" --region "$REGION" --nodes 3 --node-type m7i.xlarge
    kubectl --namespace kube-system rollout status deployment/metrics-server --timeout 5m
    for image in gateway upstream-echo bench; do aws ecr create-repository --region "$REGION" --repository-name "watertight/$image"; done
    REGISTRY=$(aws ecr describe-repositories --region "$REGION" --repository-names watertight/gateway --query 'repositories[0].repositoryUri' --output text | sed 's,/watertight/gateway$,,')
    aws ecr get-login-password --region "$REGION" | skopeo login --username AWS --password-stdin "$REGISTRY"
    for image in gateway upstream-echo bench; do skopeo copy "docker-archive:bench/image/target/watertight-$image.tar" "docker://$REGISTRY/watertight/$image:$VERSION"; done
    # end
}

down() {
    # runbook
    eksctl delete cluster --name "${CLUSTER:-watertight}" --region "${REGION:-eu-west-1}" --wait
    for image in gateway upstream-echo bench; do aws ecr delete-repository --region "${REGION:-eu-west-1}" --repository-name "watertight/$image" --force; done
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
