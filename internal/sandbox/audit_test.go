package sandbox

import (
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestAuditRecords: what happens is noted, the past is the same each time, and
// pages and days hold each record once.
func TestAuditRecords(t *testing.T) {
	dir := t.TempDir()
	s := open(t, Options{Dir: dir, Customers: 40})
	var before, after collection[auditBody]
	read(t, s, "/v1/auditrecords", &before)
	if len(before.Items) == 0 {
		t.Fatal("nothing happened in 30 days")
	}
	v := visit(t, s, requestLink(t, s))
	v.accept(prospectID(0))
	read(t, s, "/v1/auditrecords", &after)
	news := after.Items[:len(after.Items)-len(before.Items)]
	var operations []string
	for _, r := range news {
		operations = append(operations, r.OperationType)
		if r.CustomerID != prospectID(0) || r.CustomerName != "Fabrikam AG" {
			t.Errorf("%+v", r)
		}
	}
	if len(operations) < 2 {
		t.Errorf("noted are %v", operations)
	}
	if diff := cmp.Diff(before.Items, after.Items[len(news):]); diff != "" {
		t.Error(diff)
	}

	ids := map[string]int{}
	today := after.Items[0].OperationDate // by the clock of the server
	for i := range auditDays {
		day := today.AddDate(0, 0, -i).Format(time.DateOnly)
		var page collection[auditBody]
		read(t, s, "/v1/auditrecords?startDate="+day+"&endDate="+day+"&size=500", &page)
		for _, r := range page.Items {
			ids[r.ID]++
			if r.OperationDate.Format(time.DateOnly) != day {
				t.Errorf("%s holds %s", day, r.OperationDate)
			}
		}
	}
	for _, r := range after.Items {
		if ids[r.ID] != 1 {
			t.Errorf("%s stands in %d days", r.ID, ids[r.ID])
		}
	}
}

func TestAuditFilters(t *testing.T) {
	s := open(t, Options{Customers: 5})
	for query, status := range map[string]int{
		"?startDate=2001-01-01": 400, "?startDate=soon": 400, "?endDate=2001-01-01": 400, "?filter=%7B%22Field%22%3A%22Color%22%7D": 400,
		"?filter=%7B%22Field%22%3A%22CompanyName%22%2C%22Value%22%3A%22zz%22%2C%22Operator%22%3A%22substring%22%7D": 200,
		"?size=1": 200,
	} {
		if answer, body := struck(t, s, "/v1/auditrecords"+query); answer.StatusCode != status {
			t.Errorf("%s gives %d %s", query, answer.StatusCode, body)
		}
	}
	request, _ := http.NewRequest(http.MethodGet, s.URL()+"/v1/auditrecords", nil)
	if answer, err := http.DefaultClient.Do(request); err != nil || answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a token: %v, %v", answer, err)
	}
}
