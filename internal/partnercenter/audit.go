package partnercenter

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

const (
	maxAuditPages = 400 // of one day
	removed       = "[removed]"
)

// AuditDay reads what the service noted of the partner's account on a day of
// UTC, and perhaps some of the day after it. The service keeps 90 days and
// refuses older ones with CodeService (Partner Center, "Get a record of Partner
// Center activity by user").
func (c *Client) AuditDay(ctx context.Context, day time.Time) ([]partner.AuditRecord, error) {
	day = day.UTC()
	path := "/v1/auditrecords?startDate=" + day.Format(time.DateOnly)
	if next := day.AddDate(0, 0, 1); next.Before(c.options.Now().UTC()) {
		path += "&endDate=" + next.Format(time.DateOnly) // whether the end counts as well is not said
	}
	records := []partner.AuditRecord{}
	seen := map[cursor]bool{}
	for at := (cursor{Path: path + "&size=500"}); at != (cursor{}); {
		if seen[at] || len(seen) == maxAuditPages {
			return nil, badAnswer("the list does not end", nil)
		}
		seen[at] = true
		p, err := fetch[auditRow](ctx, c, at)
		if err != nil {
			return nil, err
		}
		for _, row := range p.items {
			if record, ok := row.record(); ok {
				records = append(records, record)
			}
		}
		at = p.next
	}
	return records, nil
}

// auditRow is a record as it came.
type auditRow struct{ raw json.RawMessage }

// UnmarshalJSON never fails: what is no record is left out later.
func (r *auditRow) UnmarshalJSON(raw []byte) error {
	r.raw = bytes.Clone(raw)
	return nil
}

// wireAudit is a record (Partner Center, "Auditing resources").
type wireAudit struct {
	ID           text   `json:"id"`
	CustomerID   text   `json:"customerId"`
	CustomerName text   `json:"customerName"`
	User         text   `json:"userPrincipalName"`
	App          text   `json:"applicationId"`
	Resource     text   `json:"resourceType"`
	Operation    text   `json:"operationType"`
	At           moment `json:"operationDate"`
	Status       text   `json:"operationStatus"`
	More         []struct {
		Key   text `json:"key"`
		Value text `json:"value"`
	} `json:"customizedData"`
}

// record reads a row. One without an id or a time is none: it could not be told
// from another.
func (r auditRow) record() (partner.AuditRecord, bool) {
	raw := withoutSecrets(r.raw)
	w, err := decode[wireAudit](bytes.Clone(raw))
	if err != nil || w.ID == "" || w.At.IsZero() {
		return partner.AuditRecord{}, false
	}
	record := partner.AuditRecord{
		ID: string(w.ID), At: w.At.Time, Actor: first(w.User, w.App), Operation: string(w.Operation), Outcome: partner.OutcomeDone,
		Resource: string(w.Resource), Customer: partner.CustomerID(guid(string(w.CustomerID))), CustomerName: string(w.CustomerName), Raw: raw,
	}
	switch status := strings.ToLower(string(w.Status)); {
	case strings.HasPrefix(status, "fail"), strings.HasPrefix(status, "decline"):
		record.Outcome = partner.OutcomeFailed
	}
	var more []string
	for _, pair := range w.More {
		if pair.Key != "" && pair.Value != "" {
			more = append(more, string(pair.Key)+": "+string(pair.Value))
		}
	}
	record.Detail = clip(strings.Join(more, ", "))
	return record, true
}

// withoutSecrets gives a record without what must not be kept: old and new
// values of users hold passwords. What is no JSON is dropped.
func withoutSecrets(raw []byte) json.RawMessage {
	reader := json.NewDecoder(bytes.NewReader(raw))
	reader.UseNumber()
	var value any
	if reader.Decode(&value) != nil {
		return nil
	}
	clean, err := json.Marshal(cleanValue(value))
	if err != nil { // what was read as JSON can be written as such
		return nil
	}
	return clean
}

// cleanValue looks into texts too: old and new values are JSON within a text.
func cleanValue(value any) any {
	switch v := value.(type) {
	case map[string]any:
		hidden := false // the value of a pair of customizedData
		for key, name := range v {
			if name, ok := name.(string); ok && strings.EqualFold(key, "key") {
				hidden = hidden || secret(name)
			}
		}
		for key := range v {
			if secret(key) || hidden && strings.EqualFold(key, "value") {
				v[key] = removed
				continue
			}
			v[key] = cleanValue(v[key])
		}
	case []any:
		for i := range v {
			v[i] = cleanValue(v[i])
		}
	case string:
		if inner := strings.TrimSpace(v); strings.HasPrefix(inner, "{") || strings.HasPrefix(inner, "[") {
			if clean := withoutSecrets([]byte(inner)); clean != nil {
				return string(clean)
			}
			return removed
		}
	}
	return value
}

func secret(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"password", "secret", "token", "credential"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
