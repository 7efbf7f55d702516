{{/* Which nodes gateways go to. */}}
{{- define "watertight.placement" -}}
{{- $selector := include "watertight.selector" (list . "gateway") -}}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if ne .Values.antiAffinity "None" }}
affinity:
  podAntiAffinity:
    {{- if eq .Values.antiAffinity "Required" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- $selector | nindent 12 }}
    {{- else }}
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- $selector | nindent 14 }}
    {{- end }}
{{- end }}
{{- $constraints := list }}
{{- range $key, $action := dict "topology.kubernetes.io/zone" .Values.topologySpread.zones "kubernetes.io/hostname" .Values.topologySpread.nodes }}
{{- if ne $action "None" }}
{{- $constraints = append $constraints (dict "topologyKey" $key "whenUnsatisfiable" $action) }}
{{- end }}
{{- end }}
{{- if $constraints }}
topologySpreadConstraints:
  {{- range $constraints }}
  - topologyKey: {{ .topologyKey }}
    whenUnsatisfiable: {{ .whenUnsatisfiable }}
    maxSkew: {{ $.Values.topologySpread.maxSkew }}
    # each rollout is spread by itself, whatever its predecessor still occupies
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels:
        {{- $selector | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}
