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

{{- define "watertight.redisUri" -}}
{{- .Values.limiter.redis.uri | default (printf "redis://%s-valkey:6379" (include "watertight.fullname" .)) -}}
{{- end -}}

{{/* The entry of the Secret that has the password; nothing where there is none. */}}
{{- define "watertight.redisPasswordKey" -}}
{{- if .Values.valkey.enabled }}{{ .Values.limiter.redis.passwordKey | default "password" }}{{ else }}{{ .Values.limiter.redis.passwordKey }}{{ end -}}
{{- end -}}

{{/* How many replicas are there at least. */}}
{{- define "watertight.minReplicas" -}}
{{- if include "watertight.autoscaled" . }}{{ (include "watertight.profile" . | fromYaml).minReplicas }}{{ else }}{{ .Values.replicas }}{{ end -}}
{{- end -}}

{{- define "watertight.autoscaled" -}}
{{- if or .Values.autoscaling.hpa.enabled .Values.autoscaling.keda.enabled }}true{{ end -}}
{{- end -}}

{{/* The autoscaler's profile, as YAML. */}}
{{- define "watertight.profile" -}}
{{- toYaml (index .Values.autoscaling.profiles .Values.autoscaling.profile) -}}
{{- end -}}

{{/* The ports that Redis may be on, as a JSON array: those of the URI, 6379 where it names none or names sentinels. */}}
{{- define "watertight.redisPorts" -}}
{{- $uri := include "watertight.redisUri" . -}}
{{- $ports := list -}}
{{- if or (contains "sentinel" (splitList ":" $uri | first)) (not (regexMatch "://[^/#]*:[0-9]+" $uri)) }}{{ $ports = append $ports 6379 }}{{ end -}}
{{- range regexFindAll ":[0-9]+" (regexReplaceAll "^[a-z-]+://|[/#].*$" (regexReplaceAll "^([a-z-]+://)([^@]*@)" $uri "${1}") "") -1 -}}
{{- $ports = append $ports (trimPrefix ":" . | int) -}}
{{- end -}}
{{- uniq $ports | toJson -}}
{{- end -}}
