{{/* SPDX-License-Identifier: Apache-2.0 */}}
{{- define "pomona.name" -}}
{{- if contains "pomona" .Release.Name }}{{ .Release.Name | trunc 52 | trimSuffix "-" }}{{ else }}{{ printf "%s-pomona" .Release.Name | trunc 52 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "pomona.selector" -}}
app.kubernetes.io/name: pomona
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "pomona.labels" -}}
{{ include "pomona.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "pomona.image" -}}
{{- if .Values.image.digest }}{{ .Values.image.repository }}@{{ .Values.image.digest }}{{ else }}{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* What can't work is refused here, and not by a pod that never becomes ready. */}}
{{- define "pomona.check" -}}
{{- if and .Values.database.url (not .Values.database.passwordSecret.name) }}{{ fail "database.passwordSecret.name is missing: it names the Secret with the password of database.url" }}{{ end }}
{{- if and .Values.database.url (not .Values.keyPassphraseSecret.name) }}{{ fail "keyPassphraseSecret.name is missing: nodes share the server's key in the database, encrypted under a passphrase" }}{{ end }}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) }}{{ fail "ingress.host is missing" }}{{ end }}
{{- end }}
