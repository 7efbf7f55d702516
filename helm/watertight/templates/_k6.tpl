{{/* Scripts are at the same paths below /watertight as in the repository, so that they find each other. */}}
{{- define "watertight.k6Volumes" -}}
- name: scripts
  configMap:
    name: {{ include "watertight.fullname" . }}-k6
    items:
      {{- range $path, $_ := .Files.Glob "files/{bench,chart}/**" }}
      - key: {{ include "watertight.k6Key" $path }}
        path: {{ trimPrefix "files/" $path }}
      {{- end }}
- name: keys
  secret:
    secretName: {{ include "watertight.jwtSecret" . | quote }}
    defaultMode: 0440
- name: tmp
  emptyDir: {}
{{- end -}}

{{- define "watertight.k6Mounts" -}}
- name: scripts
  mountPath: /watertight
  readOnly: true
- name: keys
  mountPath: /etc/watertight/keys
  readOnly: true
- name: tmp
  mountPath: /tmp
{{- end -}}

{{/* Takes a path below the chart. Entries of a ConfigMap have no slashes. */}}
{{- define "watertight.k6Key" -}}
{{- trimPrefix "files/" . | replace "/" "_" -}}
{{- end -}}

{{/* What scripts are told. Takes (list ROOT KNOBS). */}}
{{- define "watertight.k6Env" -}}
{{- $root := index . 0 -}}
{{- $key := first $root.Values.jwt.keys -}}
{{- $env := dict "BASE_URL" (printf "http://%s:%v" (include "watertight.fullname" $root) $root.Values.service.port) "SECRET_FILE" (printf "/etc/watertight/keys/%s" $key.kid) "KID" $key.kid "K6_NO_USAGE_REPORT" "true" -}}
{{- with $root.Values.jwt.issuer }}{{ $_ := set $env "ISSUER" . }}{{ end -}}
{{- with $root.Values.jwt.audience }}{{ $_ := set $env "AUDIENCE" . }}{{ end -}}
{{- range $name, $value := mergeOverwrite $env (index . 1) }}
- name: {{ $name | quote }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}
