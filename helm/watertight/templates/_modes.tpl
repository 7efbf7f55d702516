{{/* Questions that several templates ask. The answer is "true" or nothing. */}}

{{- define "watertight.usesRedis" -}}
{{- if has .Values.limiter.mode (list "redis" "lease") }}true{{ end -}}
{{- end -}}

{{/* Whether replicas count each other: to share limits, or to be ready to while Redis is away. */}}
{{- define "watertight.usesShare" -}}
{{- if or (eq .Values.limiter.mode "share") (and (include "watertight.usesRedis" .) (eq .Values.limiter.redis.onOutage "share")) }}true{{ end -}}
{{- end -}}

{{- define "watertight.readsEndpointSlices" -}}
{{- if and (include "watertight.usesShare" .) (eq .Values.limiter.share.membership "endpointSlices") }}true{{ end -}}
{{- end -}}

{{- define "watertight.autoscaled" -}}
{{- if or .Values.autoscaling.hpa.enabled .Values.autoscaling.keda.enabled }}true{{ end -}}
{{- end -}}

{{/* The autoscaler's profile, as YAML. */}}
{{- define "watertight.profile" -}}
{{- toYaml (index .Values.autoscaling.profiles .Values.autoscaling.profile) -}}
{{- end -}}
