# shellcheck shell=bash
# Installs the chart on the cluster of the current context and puts it on trial: the part that is the same everywhere. Sourced by the scripts beside it.
# environment: REGISTRY (empty: images that the nodes have already)

# runbook
helm upgrade --install watertight helm/watertight --namespace watertight --create-namespace --values helm/watertight/values-scaling.yaml --set image.registry="${REGISTRY:-}" --wait --timeout 5m
helm test watertight --namespace watertight --logs
./watertight doctor --kubernetes --namespace watertight
kubectl --namespace watertight delete job watertight-k6 --ignore-not-found
helm upgrade watertight helm/watertight --namespace watertight --reuse-values --set k6.kind=Job --set-string k6.knobs.RATE=300 --set-string k6.knobs.DURATION=10m
./watertight prove --kubernetes --namespace watertight
kubectl --namespace watertight logs job/watertight-k6
# end
