{{/* What no schema can say. Each message names the value, what was expected, and the mend. Included once, by the Deployment. */}}
{{- define "watertight.checks" -}}
{{- include "watertight.checkAutoscaling" . -}}
{{- include "watertight.checkShutdown" . -}}
{{- include "watertight.checkRedis" . -}}
{{- include "watertight.checkRoutes" . -}}
{{- include "watertight.checkMonitoring" . -}}
{{- include "watertight.checkK6" . -}}
{{- include "watertight.checkLabels" . -}}
{{- end -}}

{{- define "watertight.checkAutoscaling" -}}
{{- with .Values.autoscaling -}}
{{- if and .hpa.enabled .keda.enabled -}}
{{- fail "autoscaling: hpa and keda are both enabled (expected: one of them; set autoscaling.hpa.enabled=false or autoscaling.keda.enabled=false)" -}}
{{- end -}}
{{- if not (hasKey .profiles .profile) -}}
{{- fail (printf "autoscaling.profile: %s (expected: one of %s; choose one, or add autoscaling.profiles.%s)" .profile (keys .profiles | sortAlpha | join ", ") .profile) -}}
{{- end -}}
{{- $profile := index .profiles .profile -}}
{{- if lt (int $profile.maxReplicas) (int $profile.minReplicas) -}}
{{- fail (printf "autoscaling.profiles.%s.maxReplicas: %d (expected: >= minReplicas, which is %d)" .profile (int $profile.maxReplicas) (int $profile.minReplicas)) -}}
{{- end -}}
{{- if and .keda.prometheus.serverAddress (not .keda.prometheus.query) -}}
{{- fail "autoscaling.keda.prometheus.query: empty (expected: a query for autoscaling.keda.prometheus.serverAddress; set it, or leave serverAddress empty)" -}}
{{- end -}}
{{- end -}}
{{- if and (include "watertight.autoscaled" .) (not (dig "requests" "cpu" "" .Values.resources)) -}}
{{- fail "resources.requests.cpu: missing (expected: a quantity such as 500m, since autoscaling is by the part of it that is used; set it, or turn autoscaling off)" -}}
{{- end -}}
{{- end -}}

{{- define "watertight.checkShutdown" -}}
{{- with .Values.shutdown -}}
{{- $needed := add .preStopSeconds .propagationSeconds .deadlineSeconds -}}
{{- if le (int .terminationGracePeriodSeconds) (int $needed) -}}
{{- fail (printf "shutdown.terminationGracePeriodSeconds: %d (expected: > %d, which is preStopSeconds + propagationSeconds + deadlineSeconds; set it to %d, or shorten these)" (int .terminationGracePeriodSeconds) (int $needed) (int (add $needed 5))) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "watertight.checkRedis" -}}
{{- $used := include "watertight.usesRedis" . -}}
{{- $uri := .Values.limiter.redis.uri -}}
{{- if and $used (not $uri) (not .Values.valkey.enabled) -}}
{{- fail (printf "limiter.redis.uri: empty (expected: redis://HOST:PORT for limiter.mode=%s; set it, or valkey.enabled=true)" .Values.limiter.mode) -}}
{{- end -}}
{{- if and .Values.valkey.enabled $uri -}}
{{- fail "limiter.redis.uri: set beside valkey.enabled=true (expected: one of them; leave the URI empty, or set valkey.enabled=false)" -}}
{{- end -}}
{{- if and .Values.valkey.enabled (not $used) -}}
{{- fail (printf "valkey.enabled: true with limiter.mode=%s (expected: limiter.mode=redis or lease; set that, or valkey.enabled=false)" .Values.limiter.mode) -}}
{{- end -}}
{{- if and .Values.valkey.enabled .Values.limiter.redis.cluster -}}
{{- fail "limiter.redis.cluster: true with valkey.enabled=true (expected: false, since the chart's Valkey is one node)" -}}
{{- end -}}
{{- if and $uri (regexMatch "//[^@/]*:[^@/]*@" $uri) -}}
{{- fail "limiter.redis.uri: holds a password (expected: redis://USER@HOST:PORT; put the password into a Secret named by limiter.redis.existingSecret and its entry into limiter.redis.passwordKey)" -}}
{{- end -}}
{{- if and $used (not .Values.limiter.redis.existingSecret) (not .Values.valkey.enabled) (or .Values.limiter.redis.passwordKey .Values.limiter.redis.caKey) -}}
{{- fail "limiter.redis.existingSecret: empty (expected: the Secret that has limiter.redis.passwordKey and caKey; name it, or leave these empty)" -}}
{{- end -}}
{{- end -}}

{{- define "watertight.checkRoutes" -}}
{{- if and .Values.echo.enabled (hasKey (.Values.upstreams | default dict) "echo") -}}
{{- fail "upstreams.echo: is the chart's own (expected: another name; rename it, or set echo.enabled=false)" -}}
{{- end -}}
{{- $known := keys (.Values.upstreams | default dict) -}}
{{- if .Values.echo.enabled }}{{ $known = append $known "echo" }}{{ end -}}
{{- range $i, $route := .Values.routes -}}
{{- if not (has $route.upstream $known) -}}
{{- fail (printf "routes[%d].upstream: %s (expected: one of upstreams: %s; add upstreams.%s%s)" $i $route.upstream (sortAlpha $known | join ", " | default "none") $route.upstream (ternary ", or set echo.enabled=true" "" (eq $route.upstream "echo"))) -}}
{{- end -}}
{{- if and $route.policy (not (hasKey $.Values.policies $route.policy)) -}}
{{- fail (printf "routes[%d].policy: %s (expected: one of policies: %s; add policies.%s)" $i $route.policy (keys $.Values.policies | sortAlpha | join ", " | default "none") $route.policy) -}}
{{- end -}}
{{- with index $.Values.policies ($route.policy | default "") -}}
{{- $smallest := int64 .burst -}}
{{- range $tier := omit (.tiers | default dict) "claim" }}{{ $smallest = min $smallest (int64 $tier.burst) }}{{ end -}}
{{- if gt (int64 ($route.cost | default 1)) $smallest -}}
{{- fail (printf "routes[%d].cost: %d (expected: <= %d, the smallest burst of policy %s; lower it, or raise the burst)" $i (int64 $route.cost) $smallest $route.policy) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "watertight.checkMonitoring" -}}
{{- if and .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled -}}
{{- fail "monitoring: podMonitor and serviceMonitor are both enabled (expected: one of them, or every pod is scraped twice; set monitoring.podMonitor.enabled=false or monitoring.serviceMonitor.enabled=false)" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs: empty (expected: at least one Gateway; set httpRoute.parentRefs[0].name, or httpRoute.enabled=false)" -}}
{{- end -}}
{{- if and .Values.ingress.tlsSecret (not .Values.ingress.hosts) -}}
{{- fail "ingress.hosts: empty (expected: the hosts that ingress.tlsSecret has a certificate for; set them, or leave tlsSecret empty)" -}}
{{- end -}}
{{- end -}}

{{- define "watertight.checkK6" -}}
{{- if not (.Files.Get (printf "files/bench/k6/%s.ts" .Values.k6.scenario)) -}}
{{- $names := list -}}
{{- range $path, $_ := .Files.Glob "files/bench/k6/*.ts" }}{{ $names = append $names (base $path | trimSuffix ".ts") }}{{ end -}}
{{- fail (printf "k6.scenario: %s (expected: one of %s)" .Values.k6.scenario (sortAlpha $names | join ", ")) -}}
{{- end -}}
{{- if and (or (ne .Values.k6.kind "None") .Values.tests.enabled) (ne (first .Values.jwt.keys).algorithm "HS256") -}}
{{- fail (printf "jwt.keys[0].algorithm: %s (expected: HS256 for the first key, since k6 signs with it; put such a key first, or set k6.kind=None and tests.enabled=false)" (first .Values.jwt.keys).algorithm) -}}
{{- end -}}
{{- end -}}

{{- define "watertight.checkLabels" -}}
{{- $own := include "watertight.ownLabels" (list . "gateway") | fromYaml -}}
{{- range $where, $labels := dict "labels" .Values.labels "monitoring.labels" .Values.monitoring.labels "monitoring.dashboards.labels" .Values.monitoring.dashboards.labels -}}
{{- range $name := keys ($labels | default dict) | sortAlpha -}}
{{- if hasKey $own $name -}}
{{- fail (printf "%s: %s (expected: other labels, this one is the chart's own; leave it out)" $where $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
