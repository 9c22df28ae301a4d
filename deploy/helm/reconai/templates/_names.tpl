{{- define "reconai.name" -}}
{{- if contains "reconai" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-reconai" (.Release.Name | trunc 42 | trimSuffix "-") }}{{ end }}
{{- end }}

{{- define "reconai.selector" -}}
app.kubernetes.io/name: reconai
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "reconai.labels" -}}
{{ include "reconai.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}
