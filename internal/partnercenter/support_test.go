package partnercenter

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

const supportID = "5f3b1c7e-0000-4000-8000-00000000abcd"

// teller answers each call with the next answer for its method and path, and
// notes what was sent.
func teller(t *testing.T, answers map[string]string) (*desk, func() []string) {
	t.Helper()
	var mu sync.Mutex
	var sent []string
	d := newDesk(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		call := r.Method + " " + r.URL.RequestURI()
		if r.Method != http.MethodGet {
			mu.Lock()
			sent = append(sent, strings.TrimSpace(call+" "+string(body)))
			mu.Unlock()
			if r.Header.Get("MS-RequestId") != supportID {
				t.Errorf("%s has the id %q", call, r.Header.Get("MS-RequestId"))
			}
		}
		answer, ok := answers[call]
		switch {
		case !ok:
			send(w, 404, `{"code":"1000","description":"not here"}`)
		case answer == "cut":
			panic(http.ErrAbortHandler)
		case strings.HasPrefix(answer, "4"), strings.HasPrefix(answer, "5"):
			status, text, _ := strings.Cut(answer, " ")
			code := map[string]int{"400": 400, "403": 403, "405": 405, "500": 500}[status]
			send(w, code, text)
		default:
			send(w, 200, "\xEF\xBB\xBF"+answer)
		}
	})
	return d, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(sent)
	}
}

// TestServiceRequestsInEveryShape: numbers for enum values, notes out of order,
// and values that nobody documented.
func TestServiceRequestsInEveryShape(t *testing.T) {
	d, _ := teller(t, map[string]string{
		"GET /v1/customers/" + contoso + "/servicerequests": `{"totalCount":3,"items":[
			{"id":"615142105127","title":"Mail","severity":0,"status":1,"createdDate":"2026-02-01T08:00:00"},
			{"id":615142105128,"severity":"Critical","status":"AttentionNeeded","organization":null},
			{"id":"615142105129","severity":9,"status":"paused"},{"title":"no id"}]}`,
		"GET /v1/servicerequests/615142105127": `{"id":"615142105127","severity":"moderate","status":"closed","lastClosedDate":"0001-01-01T00:00:00",
			"primaryContact":{"firstName":"Anna","lastName":"Berg","email":"anna@contoso.com"},
			"notes":[{"createdByName":"b","createdDate":"2026-02-02T00:00:00Z","text":"second"},{"createdByName":"a","createdDate":"2026-02-01T00:00:00Z","text":"first"}]}`,
	})
	all, err := d.ServiceRequests(t.Context(), contoso)
	if err != nil || len(all) != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	for i, want := range []partner.ServiceRequest{
		{ID: "615142105127", Title: "Mail", Severity: "unknown", Status: partner.RequestOpen, Created: time.Date(2026, 2, 1, 8, 0, 0, 0, time.UTC)},
		{ID: "615142105128", Severity: partner.SeverityCritical, Status: partner.RequestAttention},
		{ID: "615142105129", Severity: "9", Status: "paused"},
	} {
		if got := all[i]; got.ID != want.ID || got.Severity != want.Severity || got.Status != want.Status || !got.Created.Equal(want.Created) {
			t.Errorf("request %d is %+v, want %+v", i, got, want)
		}
	}
	one, err := d.ServiceRequest(t.Context(), "615142105127")
	if err != nil || one.Contact != "Anna Berg <anna@contoso.com>" || !one.Closed.IsZero() || len(one.Notes) != 2 || one.Notes[0].Text != "first" {
		t.Errorf("%+v, %v", one, err)
	}
	_, err = d.ServiceRequest(t.Context(), "../customers")
	failsWith(t, err, partner.CodeNotFound)
}

// TestWhatIsSent: the calls as Microsoft documents them, and the members that
// nobody meant to change.
func TestWhatIsSent(t *testing.T) {
	customer, contact := "/v1/customers/"+contoso, "/v1/customers/"+contoso+"/subscriptions/s-1/supportcontact"
	d, sent := teller(t, map[string]string{
		"GET " + contact:                 `{"supportTenantId":"t0","supportMpnId":"1","Name":"Contoso","links":{"self":{}},"attributes":{"objectType":"SupportContact"}}`,
		"PUT " + contact:                 `{}`,
		"GET /v1/profiles/support":       `{"email":"a@contoso.com","telephone":"1","website":"w","profileType":"support_profile"}`,
		"PUT /v1/profiles/support":       `{}`,
		"PATCH /v1/servicerequests/615":  `{}`,
		"POST /v1/servicerequests/en-US": `{"id":616}`,
		"PATCH " + customer:              `{"RelationshipToPartner":"none"}`,
		"GET " + customer:                `{"id":"` + contoso + `","relationshipToPartner":"Reseller","allowDelegatedAccess":true}`,
		"GET " + customer + "/entitlements?entitlementType=software": `{"items":[{"productId":"P","skuId":"S","entitlementType":"Software","quantity":2,"referenceOrder":{"id":"o-1"}},{"entitlementType":"reservedInstance"}]}`,
	})
	ctx := t.Context()
	check := func(what string, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := d.SetSupportContact(ctx, contoso, "s-1", partner.SupportContact{TenantID: "t1", MPNID: "2", Name: "Fabrikam"}, supportID)
	check("contact", err)
	_, err = d.SetSupportProfile(ctx, partner.SupportProfile{Email: "b@contoso.com", Telephone: "1", Website: "w"}, supportID)
	check("profile", err)
	_, err = d.AddRequestNote(ctx, "615", "hello", supportID)
	check("note", err)
	_, err = d.CloseRequest(ctx, "615", supportID)
	check("close", err)
	number, _, err := d.OpenRequest(ctx, partner.NewRequest{Customer: partner.Customer{ID: contoso, CompanyName: "Contoso"}, Severity: partner.SeverityMinimal, Topic: partner.SupportTopic{ID: "7"}, Title: "a", Text: "b"},
		partner.SupportProfile{Email: "a@contoso.com"}, supportID)
	if check("open", err); number != "616" {
		t.Errorf("the number is %q", number)
	}
	_, err = d.RemoveRelationship(ctx, contoso, supportID)
	check("removal", err)
	_, err = d.RemoveAdminRights(ctx, contoso, supportID)
	check("rights", err)
	if r, delegated, err := d.Relationship(ctx, contoso); r != partner.RelationshipReseller || !delegated || err != nil {
		t.Errorf("the relationship is %s, %v, %v", r, delegated, err)
	}
	bought, err := d.Entitlements(ctx, contoso, partner.EntitlementSoftware)
	if err != nil || len(bought) != 1 || bought[0].OrderID != "o-1" || bought[0].Quantity != 2 {
		t.Errorf("bought is %+v, %v", bought, err)
	}
	want := []string{
		`PUT ` + contact + ` {"Name":"Fabrikam","attributes":{"objectType":"SupportContact"},"links":{"self":{}},"supportMpnId":"2","supportTenantId":"t1"}`,
		`PUT /v1/profiles/supportprofile {"email":"b@contoso.com","profileType":"support_profile","telephone":"1","website":"w"}`,
		`PUT /v1/profiles/support {"email":"b@contoso.com","profileType":"support_profile","telephone":"1","website":"w"}`,
		`PATCH /v1/servicerequests/615 {"newNote":{"text":"hello"}}`,
		`PATCH /v1/servicerequests/615 {"status":"closed"}`,
		`POST /v1/servicerequests/en-US {"attributes":{"objectType":"ServiceRequest"},"description":"b","organization":{"id":"` + contoso + `","name":"Contoso"},"primaryContact":{"email":"a@contoso.com","phoneNumber":""},"severity":"minimal","supportTopicId":"7","title":"a"}`,
		`PATCH ` + customer + ` {"attributes":{"objectType":"Customer"},"relationshipToPartner":"none"}`,
		`PATCH ` + customer + ` {"allowDelegatedAccess":false,"attributes":{"objectType":"Customer"}}`,
	}
	for i := range max(len(want), len(sent())) {
		if i >= len(want) || i >= len(sent()) || sent()[i] != want[i] {
			t.Fatalf("call %d is not as documented\n got %q\nwant %q", i, sent(), want)
		}
	}
}

// TestRefusalsAreToldApart: what surely did nothing, and what may have happened.
func TestRefusalsAreToldApart(t *testing.T) {
	customer := "/v1/customers/" + contoso
	for _, c := range []struct {
		answer  string
		code    partner.Code
		unclear bool
		calls   int
	}{
		{`400 {"code":"3000","description":"active subscriptions"}`, partner.CodeService, false, 1},
		{`403 {"code":900308,"description":"role"}`, partner.CodeForbidden, false, 1},
		{`500 {}`, partner.CodeService, true, 1},
		{`cut`, partner.CodeUnreachable, true, 1},
		{`{"code":400072,"description":"item not available"}`, partner.CodeNotFound, false, 1},
		{`<html>`, partner.CodeBadAnswer, true, 1},
	} {
		d, sent := teller(t, map[string]string{"PATCH " + customer: c.answer})
		_, err := d.RemoveRelationship(t.Context(), contoso, supportID)
		if e := failsWith(t, err, c.code); e.Unclear != c.unclear || len(sent()) != c.calls {
			t.Errorf("%s: unclear is %v after %d calls", c.answer, e.Unclear, len(sent()))
		}
	}
}

// TestARelationshipThatIsGone is no error: the service says so in several ways.
func TestARelationshipThatIsGone(t *testing.T) {
	for _, answer := range []string{`403 {"code":20002}`, `400 {"code":"900118"}`, `{"relationshipToPartner":"none"}`} {
		d, _ := teller(t, map[string]string{"GET /v1/customers/" + contoso: answer})
		if r, delegated, err := d.Relationship(t.Context(), contoso); r != partner.RelationshipNone || delegated || err != nil {
			t.Errorf("%s: %s, %v, %v", answer, r, delegated, err)
		}
	}
	d, _ := teller(t, map[string]string{"GET /v1/customers/" + contoso: `403 {"code":900308}`})
	_, _, err := d.Relationship(t.Context(), contoso)
	failsWith(t, err, partner.CodeForbidden)
}

// TestAServiceWithoutTheCall: opening requests is gone from today's service.
func TestAServiceWithoutTheCall(t *testing.T) {
	for _, answer := range []string{"", `405 {"code":"405"}`} {
		answers := map[string]string{}
		if answer != "" {
			answers["GET /v1/servicerequests/supporttopics"], answers["POST /v1/servicerequests/en-US"] = answer, answer
		}
		d, _ := teller(t, answers)
		_, err := d.SupportTopics(t.Context())
		failsWith(t, err, partner.CodeNotFound)
		_, _, err = d.OpenRequest(t.Context(), partner.NewRequest{}, partner.SupportProfile{}, supportID)
		if e := failsWith(t, err, partner.CodeNotFound); e.Unclear {
			t.Error("it is unclear")
		}
	}
}

// TestARehearsalSendsNothing and shows what would be sent.
func TestARehearsalSendsNothing(t *testing.T) {
	d, sent := teller(t, map[string]string{"GET /v1/profiles/support": `{"email":"a@contoso.com"}`})
	var shown []Rehearsal
	d.options.Rehearse = func(r Rehearsal) { shown = append(shown, r) }
	_, err := d.SetSupportProfile(t.Context(), partner.SupportProfile{Email: "b@contoso.com"}, supportID)
	failsWith(t, err, partner.CodeRehearsed)
	if len(sent()) != 0 || len(shown) != 1 || shown[0].Method != http.MethodPut || !strings.Contains(string(shown[0].Body), "b@contoso.com") {
		t.Errorf("sent %q, shown %+v", sent(), shown)
	}
}
