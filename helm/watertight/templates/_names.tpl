{{/*
What the names of all objects begin with: at most 45 characters, so that all fit; always with "watertight", which rules and dashboards look for;
without the dots that a release may have and a Service may not; and beginning with a letter, as a Service's name must.
*/}}
{{- define "watertight.fullname" -}}
{{- $release := .Release.Name | replace "." "-" -}}
{{- if regexMatch "^[0-9]" $release }}{{ $release = printf "watertight-%s" $release }}{{ end -}}
{{- $name := trunc 45 $release -}}
{{- if not (contains "watertight" $name) }}{{ $name = printf "%s-watertight" (trunc 34 $release | trimSuffix "-") }}{{ end -}}
{{- regexReplaceAll "-+$" $name "" -}}
{{- end -}}

{{/* What tells the pods of a component from all others. Takes (list ROOT COMPONENT). */}}
{{- define "watertight.selector" -}}
app.kubernetes.io/name: watertight
app.kubernetes.io/instance: {{ (index . 0).Release.Name | quote }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* Labels that nobody may choose. Takes (list ROOT COMPONENT). */}}
{{- define "watertight.ownLabels" -}}
{{- $root := index . 0 -}}
{{ include "watertight.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* All labels of an object, each once. Takes (list ROOT COMPONENT), or (list ROOT COMPONENT LABELS) with some that go before those of all objects. */}}
{{- define "watertight.labels" -}}
{{- $root := index . 0 -}}
{{- $particular := dict }}{{ if gt (len .) 2 }}{{ $particular = index . 2 | default dict }}{{ end -}}
{{- toYaml (mergeOverwrite (dict) ($root.Values.labels | default dict) $particular (include "watertight.ownLabels" . | fromYaml)) -}}
{{- end -}}

{{/* Takes (list ROOT IMAGE), the image being one of the values' image sections. */}}
{{- define "watertight.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- with $root.Values.image.registry }}{{ . }}/{{ end -}}
{{- include "watertight.foreignImage" (dict "repository" $image.repository "tag" ($image.tag | default $root.Chart.AppVersion) "digest" $image.digest) -}}
{{- end -}}

{{/* An image that does not come from the project's registry. Takes the image section of the values. */}}
{{- define "watertight.foreignImage" -}}
{{- .repository -}}
{{- if .digest }}@{{ .digest }}{{ else }}:{{ .tag }}{{ end -}}
{{- end -}}

{{- define "watertight.pullSecrets" -}}
{{- with .Values.imagePullSecrets -}}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "watertight.jwtSecret" -}}
{{- .Values.jwt.existingSecret | default (printf "%s-jwt" (include "watertight.fullname" .)) -}}
{{- end -}}

{{- define "watertight.redisSecret" -}}
{{- .Values.limiter.redis.existingSecret | default (printf "%s-redis" (include "watertight.fullname" .)) -}}
{{- end -}}

{{/* Labels of what the Prometheus operator looks for. */}}
{{- define "watertight.monitorLabels" -}}
{{- include "watertight.labels" (list . "gateway" .Values.monitoring.labels) -}}
{{- end -}}
