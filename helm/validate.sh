#!/usr/bin/env bash
# Holds what Helm renders to the schemas of Kubernetes, version by version, and of the custom resources. Needs helm, kubeconform, python3 and go:
#   go install helm.sh/helm/v3/cmd/helm@latest && go install github.com/yannh/kubeconform/cmd/kubeconform@latest
# Schemas come from the package kubernetes-validate of PyPI; those of custom resources from the definitions in the Go modules of their projects. The
# k6 operator is in no registry: give the file of its definition, k6.io_testruns.yaml, and TestRuns are held to it as well.
#   helm/validate.sh [DEFINITION.yaml...]
set -euo pipefail
cd "$(dirname "$0")/watertight"

kubernetes="1.30.0 1.31.0 1.32.0 1.33.0 1.34.0 1.35.0 1.36.0 1.37.0"
schemas_package='kubernetes-validate==1.37.0'
definitions="
sigs.k8s.io/gateway-api@v1.4.0 config/crd/standard/gateway.networking.k8s.io_httproutes.yaml
github.com/kedacore/keda/v2@v2.21.0 config/crd/bases/keda.sh_scaledobjects.yaml
github.com/prometheus-operator/prometheus-operator@v0.85.0 example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml
github.com/prometheus-operator/prometheus-operator@v0.85.0 example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml
github.com/prometheus-operator/prometheus-operator@v0.85.0 example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml
"

for tool in helm kubeconform python3 go; do
  command -v "$tool" >/dev/null || { echo "error: no $tool on the PATH (how to get it is at the top of $0)" >&2; exit 2; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PYTHONPATH=$work/python

python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --target "$work/python" "$schemas_package"
builtin="$work/python/kubernetes_validate/kubernetes-json-schema"
# their identities are of a host that nobody asks: files beside each other find each other by name
for version in $kubernetes; do
  find "$builtin/v$version-local-strict" -name '*.json' -exec \
    sed -i 's|"\$id": "https://kubernetes.io/api|"$comment": "|; s|"/api/_definitions.json#|"_definitions.json#|' {} +
done

files=("$@")
while read -r module file; do
  [ -n "$module" ] || continue
  folder=$(cd "$work" && go mod download -json "$module" | python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')
  files+=("$folder/$file")
done <<<"$definitions"

# A definition has the schema of each version of its kind; strict is that nothing else may be there.
mkdir "$work/custom"
python3 - "$work/custom" "${files[@]}" <<'END'
import json
import sys

import yaml


def close(schema):
    if isinstance(schema, list):
        for each in schema:
            close(each)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and not schema.get("x-kubernetes-preserve-unknown-fields"):
            schema.setdefault("additionalProperties", False)
        for each in schema.values():
            close(each)


for path in sys.argv[2:]:
    with open(path) as file:
        for definition in filter(None, yaml.safe_load_all(file)):
            spec = definition["spec"]
            for version in spec["versions"]:
                schema = version["schema"]["openAPIV3Schema"]
                close(schema["properties"]["spec"])
                name = "%s_%s_%s.json" % (spec["names"]["kind"].lower(), spec["group"], version["name"])
                with open(sys.argv[1] + "/" + name, "w") as out:
                    json.dump(schema, out)
END

skip=()
[ -e "$work/custom/testrun_k6.io_v1alpha1.json" ] || { skip=(-skip TestRun); echo "TestRun is not validated: no definition was given"; }

# What Helm is told beside the values of the chart, by name.
renders="
values
values-scaling --values values-scaling.yaml
values-production --values values-production.yaml
redis --set limiter.mode=redis,valkey.enabled=true
lease --set limiter.mode=lease,limiter.redis.uri=rediss://gateway@redis.example:6380,limiter.redis.existingSecret=redis,limiter.redis.passwordKey=password,limiter.redis.caKey=ca
keda --set autoscaling.keda.enabled=true,autoscaling.keda.prometheus.serverAddress=http://prometheus:9090,autoscaling.keda.prometheus.query=up
job --values values-scaling.yaml --set k6.kind=Job,antiAffinity=Required,podDisruptionBudget.maxUnavailable=2
testrun --set k6.kind=TestRun,k6.parallelism=4,autoscaling.hpa.enabled=true,autoscaling.hpa.podsMetric.name=requests
monitoring --set monitoring.podMonitor.enabled=true,monitoring.prometheusRule.enabled=true,monitoring.dashboards.enabled=true
routes --set monitoring.serviceMonitor.enabled=true,ingress.enabled=true,ingress.hosts={a.example},ingress.tlsSecret=tls,httpRoute.enabled=true,httpRoute.parentRefs[0].name=public
"

for version in $kubernetes; do
  rm -rf "$work/renders"
  mkdir "$work/renders"
  while read -r name options; do
    [ -n "$name" ] || continue
    # shellcheck disable=SC2086 # options are words
    helm template demo . --namespace bench --kube-version "$version" $options >"$work/renders/$name.yaml"
  done <<<"$renders"
  validate=(kubeconform -strict -summary -kubernetes-version "$version" "${skip[@]}"
    -schema-location "$builtin/v$version-local-strict/{{ .ResourceKind }}{{ .KindSuffix }}.json"
    -schema-location "$work/custom/{{ .ResourceKind }}_{{ .Group }}_{{ .ResourceAPIVersion }}.json")
  if sed 's/terminationGracePeriodSeconds/gracePeriod/' "$work/renders/values.yaml" | "${validate[@]}" >/dev/null; then
    echo "error: a misspelt field is not found, so that nothing below would mean anything" >&2
    exit 1
  fi
  printf 'Kubernetes %s: ' "$version"
  "${validate[@]}" "$work/renders"
done

helm lint . --strict
