{{/* The gateway's configuration. */}}
{{- define "watertight.config" -}}
{{- $full := include "watertight.fullname" . -}}
listen: 0.0.0.0:8080
admin: 0.0.0.0:9090
threads: {{ .Values.gateway.threads }}
transport: {{ .Values.gateway.transport }}
accessLog: {{ .Values.gateway.accessLog }}
jwt:
  keys:
    {{- range .Values.jwt.keys }}
    - { kid: {{ .kid | quote }}, algorithm: {{ .algorithm }}, secretFile: {{ printf "/etc/watertight/keys/%s" .kid | quote }} }
    {{- end }}
  {{- with .Values.jwt.issuer }}
  issuer: {{ . | quote }}
  {{- end }}
  {{- with .Values.jwt.audience }}
  audience: {{ . | quote }}
  {{- end }}
  leeway: {{ .Values.jwt.leeway }}
  requiredClaims: {{ toJson (.Values.jwt.requiredClaims | default list) }}
  maxTokenBytes: {{ int .Values.jwt.maxTokenBytes }}
http:
  headTimeout: {{ .Values.gateway.http.headTimeout }}
  idleTimeout: {{ .Values.gateway.http.idleTimeout }}
  maxBodyBytes: {{ int64 .Values.gateway.http.maxBodyBytes }}
  trustedProxies: {{ toJson (.Values.gateway.http.trustedProxies | default list) }}
  rateLimitFields: {{ .Values.gateway.http.rateLimitFields | quote }}
shutdown:
  propagation: {{ .Values.shutdown.propagationSeconds }}s
  deadline: {{ .Values.shutdown.deadlineSeconds }}s
proof:
  decisionTime: {{ .Values.gateway.proof.decisionTime }}
  {{- with .Values.gateway.proof.obituary }}
  obituary: {{ . | quote }}
  {{- end }}
{{- with .Values.monitoring.otlp }}
{{- if .url }}
telemetry:
  otlp: { url: {{ .url | quote }}, step: {{ .step }} }
{{- end }}
{{- end }}
limiter:
  {{- include "watertight.limiter" . | nindent 2 }}
policies:
  {{- toYaml .Values.policies | nindent 2 }}
routes:
  {{- toYaml .Values.routes | nindent 2 }}
upstreams:
  {{- if .Values.echo.enabled }}
  echo: { endpoints: [ "{{ $full }}-echo:8081" ] }
  {{- end }}
  {{- with .Values.upstreams }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "watertight.limiter" -}}
{{- $full := include "watertight.fullname" . -}}
mode: {{ .Values.limiter.mode }}
maxBuckets: {{ int64 .Values.limiter.maxBuckets }}
{{- if include "watertight.usesShare" . }}
share:
  {{- if include "watertight.readsEndpointSlices" . }}
  endpointSlices: { namespace: {{ .Release.Namespace | quote }}, service: {{ $full }}-members }
  {{- else }}
  dns: { name: {{ $full }}-members.{{ .Release.Namespace }}.svc.{{ .Values.clusterDomain }}, port: 8080 }
  {{- end }}
  {{- with .Values.limiter.share.period }}
  period: {{ . }}
  {{- end }}
  belowFloor: {{ .Values.limiter.share.belowFloor }}
{{- end }}
{{- if include "watertight.usesRedis" . }}
redis:
  uri: {{ include "watertight.redisUri" . | quote }}
  cluster: {{ .Values.limiter.redis.cluster }}
  subjectSecretFile: /etc/watertight/redis/{{ .Values.limiter.redis.subjectSecretKey }}
  {{- with include "watertight.redisPasswordKey" . }}
  passwordFile: /etc/watertight/redis/{{ . }}
  {{- end }}
  {{- with .Values.limiter.redis.caKey }}
  caFile: /etc/watertight/redis/{{ . }}
  {{- end }}
  timeout: {{ .Values.limiter.redis.timeout }}
  maxInFlight: {{ int .Values.limiter.redis.maxInFlight }}
  onOutage: {{ .Values.limiter.redis.onOutage }}
  prefix: {{ .Values.limiter.redis.prefix | quote }}
{{- end }}
{{- if eq .Values.limiter.mode "lease" }}
lease:
  slack: {{ .Values.limiter.lease.slack }}
{{- end }}
{{- end -}}
