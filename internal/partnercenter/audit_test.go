package partnercenter

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func TestAuditDay(t *testing.T) {
	var asked []string
	d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.RequestURI())
		if r.Header.Get(headerContinuation) == "" {
			send(w, 200, list(nextLink("/auditrecords?size=500&seekOperation=Next", "two"),
				`{"id":"a1","customerId":"0C39D6D5-C70D-4C55-BC02-F620844F3FD1","customerName":"Contoso","userPrincipalName":"anna@fabrikam.com",
				"resourceType":"customer","operationType":"add_customer","operationDate":"2026-02-28T09:30:00.1234567Z","operationStatus":"succeeded",
				"customizedData":[{"key":"Region","value":"DE"},{"key":"TempPassword","value":"Xy1"}]}`,
				`null`, `{}`, `{"id":"without a time"}`, `7`))
			return
		}
		send(w, 200, list("", `{"id":2,"applicationId":"app","operationType":"create_customer_user","operationDate":"2026-02-28T10:00:00","operationStatus":"failed",
			"resourceNewValue":"{\"PasswordProfile\":{\"Password\":\"Pa55\"},\"DisplayName\":\"Ada\",\"PasswordHint\":7}"}`))
	})
	day := time.Date(2026, 2, 28, 0, 0, 0, 0, time.UTC)
	records, err := d.AuditDay(context.Background(), day)
	if err != nil || len(records) != 2 {
		t.Fatalf("%+v, %v", records, err)
	}
	if diff := cmp.Diff([]string{"/v1/auditrecords?startDate=2026-02-28&endDate=2026-03-01&size=500", "/v1/auditrecords?size=500&seekOperation=Next"}, asked); diff != "" {
		t.Error(diff)
	}
	for i := range records {
		raw := string(records[i].Raw)
		if strings.Contains(raw, "Pa55") || strings.Contains(raw, "Xy1") || !strings.Contains(raw, `"operationType"`) {
			t.Errorf("kept is %s", raw)
		}
		records[i].Raw = nil
	}
	want := []partner.AuditRecord{
		{ID: "a1", At: time.Date(2026, 2, 28, 9, 30, 0, 123456700, time.UTC), Actor: "anna@fabrikam.com", Operation: "add_customer",
			Outcome: partner.OutcomeDone, Resource: "customer", Customer: contoso, CustomerName: "Contoso", Detail: "Region: DE, TempPassword: [removed]"},
		{ID: "2", At: time.Date(2026, 2, 28, 10, 0, 0, 0, time.UTC), Actor: "app", Operation: "create_customer_user", Outcome: partner.OutcomeFailed},
	}
	if diff := cmp.Diff(want, records); diff != "" {
		t.Error(diff)
	}
}

// TestAuditToday asks without an end, which would be in the future.
func TestAuditToday(t *testing.T) {
	d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("endDate") {
			t.Errorf("asked %s", r.URL)
		}
		send(w, 200, list(""))
	})
	if _, err := d.AuditDay(context.Background(), noon); err != nil {
		t.Error(err)
	}
}

func TestAuditWithoutEnd(t *testing.T) {
	n := 0
	d := newDesk(t, func(w http.ResponseWriter, _ *http.Request) {
		n++
		send(w, 200, list(nextLink(fmt.Sprintf("/auditrecords?round=%d", n%3), "t")))
	})
	_, err := d.AuditDay(context.Background(), noon)
	failsWith(t, err, partner.CodeBadAnswer)
}

func FuzzAuditRecord(f *testing.F) {
	f.Add([]byte(`{"id":"a","operationDate":"2026-02-28","resourceNewValue":"[{\"password\":\"` + canary + `\"}]"}`))
	f.Fuzz(func(_ *testing.T, raw []byte) { auditRow{raw}.record() })
}

// TestSecretsOfRecordsInAnySpelling: the service's names are the same in any case.
func TestSecretsOfRecordsInAnySpelling(t *testing.T) {
	for _, raw := range []string{
		`{"customizedData":[{"Key":"TempPassword","Value":"Xy1"}]}`,
		`{"resourceNewValue":"{\"Pairs\":[{\"KEY\":\"ClientSecret\",\"value\":\"Xy1\"}]}"}`,
	} {
		if clean := string(withoutSecrets([]byte(raw))); strings.Contains(clean, "Xy1") || clean == "" {
			t.Errorf("%s became %s", raw, clean)
		}
	}
}
