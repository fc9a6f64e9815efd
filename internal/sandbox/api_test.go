package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sampleCustomers picks customers by what they are good for in a test.
func sampleCustomers(t *testing.T) (granular, closed tenant) {
	t.Helper()
	w := newWorld(usualSeed, usualCustomers)
	for i := range usualCustomers {
		c := w.customer(i)
		if c.granular && w.headcount(c) > 5 && len(w.purchases(c, testTime, testTime)) > 1 && granular.id == "" {
			granular = c
		}
		if !c.granular && closed.id == "" {
			closed = c
		}
	}
	if granular.id == "" || closed.id == "" {
		t.Fatal("the usual customers do not vary enough")
	}
	return granular, closed
}

func TestErrors(t *testing.T) {
	s := open(t, Options{})
	granular, closed := sampleCustomers(t)
	base := "/v1/customers/" + closed.id
	for _, c := range []struct {
		path   string
		token  string
		status int
		code   string // as it stands in the body: the service mixes strings and numbers
	}{
		{"/v1/customers/x", s.Token(), 400, `"900118"`},
		{"/v1/customers/00000000-0000-4000-8000-000000000000", s.Token(), 404, `"60003"`},
		{"/v1/customers/" + prospectID(0), s.Token(), 403, `20002`},
		{base + "/users", s.Token(), 403, `900308`},
		{base + "/users/x/licenses", s.Token(), 403, `900308`},
		{base + "/subscribedskus", s.Token(), 403, `900308`},
		{base + "/organization", s.Token(), 403, `900308`},
		{base + "/subscriptions/x", s.Token(), 404, `20003`},
		{base + "/agreements?agreementType=Other", s.Token(), 400, `600052`},
		{"/v1/customers/" + granular.id + "/users/" + closed.id, s.Token(), 404, `"60002"`},
		{"/v1/customers/relationshiprequests", s.AppToken(), 403, `900329`},
		{"/v1/customers/relationshiprequests?indirectCloudSolutionProviderId=x", s.Token(), 400, `"3000"`},
		{base + "/agreements?agreementType=*", s.AppToken(), 403, `900329`},
		{base + "/managedservices", s.AppToken(), 403, `900329`},
		{"/v1/profiles/organization", s.AppToken(), 403, `900329`},
		{"/v1/customers?size=501", s.Token(), 400, `3000`},
		{"/v1/customers?filter=%7B", s.Token(), 400, `"3000"`},
		{"/v1/customers?seekOperation=Previous", s.Token(), 400, `"3000"`},
		{"/v1//v1/customers", s.Token(), 404, `1000`},
		{"/v1/customers/" + granular.id + "/", s.Token(), 404, `1000`},
		{"/v1/servicerequests/1", s.Token(), 404, `1000`},
		{"/v1/profiles/mpn?mpnId=1", s.Token(), 404, `3000`},
		{"/v1/relationships", s.Token(), 400, `"3000"`},
	} {
		status, h, body := fetch(t, s, c.path, "Authorization", "Bearer "+c.token)
		var parsed struct{ Code json.RawMessage }
		if err := json.Unmarshal(body, &parsed); err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if status != c.status || string(parsed.Code) != c.code || !strings.HasPrefix(h.Get("Content-Type"), "application/json") {
			t.Errorf("%s: %d %s, want %d with code %s", c.path, status, body, c.status, c.code)
		}
	}
}

func TestAppOnlyTokenReadsWhatItMay(t *testing.T) {
	s := open(t, Options{})
	_, closed := sampleCustomers(t)
	for _, path := range []string{
		"/v1/customers", "/v1/customers/" + closed.id, "/v1/customers/" + closed.id + "/subscriptions",
		"/v1/customers/" + closed.id + "/qualifications", "/v1/customers/" + closed.id + "/profiles/billing", "/v1/profiles/legalbusiness",
	} {
		if status, _, body := fetch(t, s, path, "Authorization", "Bearer "+s.AppToken()); status != 200 {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
}

func TestMethodsThatAPathDoesNotTake(t *testing.T) {
	s := open(t, Options{})
	for path, allowed := range map[string]string{"/v1/customers": "GET, HEAD", "/v1/customers/" + prospectID(0) + "/users": "GET, HEAD, POST"} {
		status, h, _ := send(t, s, http.MethodPut, path, "{}")
		if status != http.StatusMethodNotAllowed || h.Get("Allow") != allowed {
			t.Errorf("%s: status %d, Allow %q", path, status, h.Get("Allow"))
		}
	}
}

func TestWrongTokensGetAnEmptyBody(t *testing.T) {
	s := open(t, Options{})
	for _, authorization := range []string{"", "Bearer", "Bearer ", "Bearer wrong", "Basic " + s.Token(), s.Token(), "Bearer " + s.Token() + "x"} {
		status, h, body := fetch(t, s, "/v1/customers", "Authorization", authorization)
		if status != 401 || len(body) != 0 || !strings.HasPrefix(h.Get("WWW-Authenticate"), "Bearer ") {
			t.Errorf("%q: %d %q %q", authorization, status, h.Get("WWW-Authenticate"), body)
		}
	}
}

func TestRequestIDsComeBack(t *testing.T) {
	s := open(t, Options{})
	const id = "b1317092-f087-471e-a637-f66523b2b94c"
	for _, path := range []string{"/v1/customers", "/v1/nothing"} {
		_, h, _ := fetch(t, s, path, "MS-RequestId", id, "MS-CorrelationId", id)
		if h.Get("MS-RequestId") != id || h.Get("MS-CorrelationId") != id {
			t.Errorf("%s: %v", path, h)
		}
		_, h, _ = fetch(t, s, path)
		if _, ok := parseGUID(h.Get("MS-RequestId")); !ok {
			t.Errorf("%s: no request id in %v", path, h)
		}
	}
}

// TestShapes compares the members of answers with those of the documentation's
// samples. Members that the documentation allows to be missing stand in the
// list as well where this customer has them.
func TestShapes(t *testing.T) {
	s := open(t, Options{})
	granular, _ := sampleCustomers(t)
	base := "/v1/customers/" + granular.id
	var users collection[userBody]
	read(t, s, base+"/users", &users)
	var subscriptions collection[subscriptionBody]
	read(t, s, base+"/subscriptions", &subscriptions)
	for _, c := range []struct {
		path  string
		inner string // member to look into; "" for the answer itself
		want  string
		bom   bool
	}{
		{"/v1/customers/relationshiprequests", "", "attributes url", false},
		{"/v1/customers?size=2", "", "attributes items links totalCount", false},
		{"/v1/customers?size=2", "items", "attributes companyProfile id links relationshipToPartner", false},
		{base, "", "allowDelegatedAccess attributes billingProfile commerceId companyProfile customDomains id links relationshipToPartner", false},
		{base, "billingProfile", "attributes companyName culture defaultAddress email firstName id language lastName links", false},
		{base, "companyProfile", "address attributes companyName domain email links tenantId", false},
		{base + "/directSignedMicrosoftCustomerAgreementStatus", "", "isSigned", false},
		{base + "/users/" + users.Items[0].ID, "", "attributes displayName firstName id lastDirectorySyncTime lastName links state usageLocation userDomainType userPrincipalName", true},
		{base + "/subscribedskus", "", "attributes items totalCount", true},
		{base + "/subscribedskus", "items", "activeUnits attributes availableUnits capabilityStatus consumedUnits productSku servicePlans suspendedUnits totalUnits warningUnits", true},
		{base + "/users/" + users.Items[0].ID + "/licenses", "", "attributes items totalCount", true},
		{base + "/managedservices", "items", "attributes groupName id links name", false},
		{"/v1/profiles/organization", "", "attributes companyName culture defaultAddress domain email id language links tenantId", true},
		{"/v1/profiles/mpn", "", "attributes links mpnId partnerName profileType", false},
		{"/v1/profiles/legalbusiness", "", "address attributes companyApproverAddress companyApproverEmail companyName links primaryContact profileType vettingStatus vettingSubStatus", false},
		{"/v1/relationships?relationship_type=IsIndirectResellerOf", "items", "attributes id location mpnId name relationshipType state", false},
		{"/v1/agreements?agreementType=MicrosoftCustomerAgreement", "items", "agreementLink agreementType templateId versionRank", false},
	} {
		status, _, body := fetch(t, s, c.path)
		if got := bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")); got != c.bom || status != 200 {
			t.Errorf("%s: status %d, byte-order mark %v", c.path, status, got)
		}
		var members map[string]any
		if err := json.Unmarshal(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF")), &members); err != nil {
			t.Errorf("%s: %v", c.path, err)
			continue
		}
		if c.inner != "" {
			if list, ok := members[c.inner].([]any); ok {
				members = list[0].(map[string]any)
			} else {
				members = members[c.inner].(map[string]any)
			}
		}
		var names []string
		for name := range members {
			names = append(names, name)
		}
		slices.Sort(names)
		if diff := cmp.Diff(c.want, strings.Join(names, " ")); diff != "" {
			t.Errorf("%s %s: %s", c.path, c.inner, diff)
		}
	}
	for _, path := range []string{"/qualifications", "/organization", "/customDomains"} {
		if _, _, body := fetch(t, s, base+path); !bytes.HasPrefix(body, []byte("[")) {
			t.Errorf("%s is no bare list: %s", path, body)
		}
	}
	if got := subscriptions.Items[0].ID; !isGUID(got) {
		t.Errorf("subscription id %s", got)
	}
	var one subscriptionBody
	read(t, s, base+"/subscriptions/"+strings.ToUpper(subscriptions.Items[0].ID), &one)
	if diff := cmp.Diff(subscriptions.Items[0], one); diff != "" {
		t.Error(diff)
	}
}

func TestRelationshipRequestLinks(t *testing.T) {
	s := open(t, Options{})
	self := newWorld(usualSeed, usualCustomers).partner()
	provider := newWorld(usualSeed, usualCustomers).providers()[1]
	want := s.URL() + "/Adminportal/Home?invType=ResellerRelationship&partnerId=" + self.id + "&msppId=0&DAP=false#/BillingAccounts/partner-invitation"
	if got := requestLink(t, s); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var r relationshipRequest
	read(t, s, "/v1/customers/relationshiprequests?dualRoleIndirectRelationship=false&indirectCloudSolutionProviderId="+provider.id, &r)
	want = s.URL() + "/Adminportal/Home?invType=IndirectResellerRelationship&partnerId=" + self.id + "&msppId=" + self.mpnID +
		"&DAP=false&indirectCSPId=" + provider.id + "#/BillingAccounts/partner-invitation"
	if r.URL != want {
		t.Errorf("got  %s\nwant %s", r.URL, want)
	}
}

// walk reads all pages of a collection as the documentation says: the address
// of the next page with the headers that stand in its link.
func walk[T any](t *testing.T, s *Server, path string) (items []T, pages int, withVersion int) {
	t.Helper()
	var headers []string
	for {
		var page collection[T]
		read(t, s, path, &page, headers...)
		if page.TotalCount != len(page.Items) {
			t.Fatalf("totalCount %d on a page of %d", page.TotalCount, len(page.Items))
		}
		items, pages = append(items, page.Items...), pages+1
		if page.Links == nil || page.Links.Next == nil {
			return items, pages, withVersion
		}
		headers = nil
		for _, h := range page.Links.Next.Headers {
			headers = append(headers, h.Key, h.Value)
		}
		path = page.Links.Next.URI
		if strings.HasPrefix(path, "/v1/") {
			withVersion++
		} else {
			path = "/v1" + path
		}
	}
}

func TestPagesGiveEachCustomerOnce(t *testing.T) {
	s := open(t, Options{Customers: 1237})
	visit(t, s, requestLink(t, s)).accept(prospectID(1))
	for _, size := range []int{1, 7, 100, 500} {
		if size == 1 && testing.Short() {
			continue
		}
		items, pages, withVersion := walk[customerItem](t, s, fmt.Sprintf("/v1/customers?size=%d", size))
		seen := map[string]bool{}
		for _, c := range items {
			seen[c.ID] = true
		}
		if len(items) != 1238 || len(seen) != 1238 || pages != (1238+size-1)/size {
			t.Errorf("size %d: %d customers, %d of them different, on %d pages", size, len(items), len(seen), pages)
		}
		if withVersion == 0 || withVersion == pages-1 {
			t.Errorf("size %d: %d of %d next links carry the version", size, withVersion, pages-1)
		}
	}
	// The address without the header gives the first page again.
	var first, again collection[customerItem]
	read(t, s, "/v1/customers?size=7", &first)
	read(t, s, "/v1"+strings.TrimPrefix(first.Links.Next.URI, "/v1"), &again)
	if diff := cmp.Diff(first.Items, again.Items); diff != "" {
		t.Error(diff)
	}
	if token := first.Links.Next.Headers[0].Value; !strings.ContainsAny(token, ",") || !strings.ContainsAny(token, "/") || !strings.ContainsAny(token, "=") {
		t.Errorf("the token %q is too tame", token)
	}
}

func TestPagesOfUsers(t *testing.T) {
	s := open(t, Options{})
	granular, _ := sampleCustomers(t)
	all, _, _ := walk[userBody](t, s, "/v1/customers/"+granular.id+"/users")
	paged, pages, _ := walk[userBody](t, s, "/v1/customers/"+granular.id+"/users?size=2")
	if diff := cmp.Diff(all, paged); diff != "" || pages < 2 {
		t.Errorf("%d pages: %s", pages, diff)
	}
	deleted, _, _ := walk[userBody](t, s, "/v1/customers/"+granular.id+`/users?filter=`+url.QueryEscape(`{"Field":"UserState","Value":"Inactive","Operator":"equals"}`))
	for _, u := range deleted {
		if u.State != "inactive" || u.SoftDeletionTime == "" {
			t.Errorf("deleted user: %+v", u)
		}
	}
	if w := newWorld(usualSeed, usualCustomers); len(all)+len(deleted) != w.headcount(granular) {
		t.Errorf("%d active and %d deleted of %d users", len(all), len(deleted), w.headcount(granular))
	}
}

func TestFilterFindsNamesThatStartSo(t *testing.T) {
	s := open(t, Options{Customers: 2000})
	for _, c := range []struct{ field, value string }{{"CompanyName", "müLLer"}, {"Domain", "WINGTIP"}, {"CompanyName", "株式会社"}, {"CompanyName", "no such"}} {
		filter := url.QueryEscape(fmt.Sprintf(`{"Field":%q,"Value":%q,"Operator":"starts_with"}`, c.field, c.value))
		found, _, _ := walk[customerItem](t, s, "/v1/customers?size=20&filter="+filter)
		want := 0
		w := newWorld(usualSeed, 2000)
		for i := range 2000 {
			name, domain, _, _ := w.label(i)
			text := name
			if c.field == "Domain" {
				text = domain
			}
			if strings.HasPrefix(strings.ToLower(text), strings.ToLower(c.value)) {
				want++
			}
		}
		if len(found) != want || (want == 0) != (c.value == "no such") {
			t.Errorf("%s %s: %d found, want %d", c.field, c.value, len(found), want)
		}
	}
}

// TestQuirksAppear looks for each quirk among the usual customers.
func TestQuirksAppear(t *testing.T) {
	s := open(t, Options{})
	var all strings.Builder
	for _, c := range customers(t, s) {
		for _, path := range []string{"", "/subscriptions", "/agreements?agreementType=MicrosoftCustomerAgreement", "/users", "/servicerequests", "/managedservices", "/qualifications", "/relationships"} {
			status, _, body := fetch(t, s, "/v1/customers/"+c.ID+path)
			fmt.Fprintf(&all, "%d %s\n", status, body)
		}
		if c.CompanyProfile.Address != nil {
			t.Errorf("the list has an address of %s", c.ID)
		}
	}
	for name, part := range map[string]string{
		"a date without a zone": `"creationDate":"2023-`, "null items": `"items":null`, "suspended": `"status":"suspended"`, "trial": `"isTrial":true`,
		"never ends": `9999-12-31`, "not yet": `"0001-01-01T00:00:00"`, "numeric enum": `"severity":2`, "no rights": `900308`, "education": `"Education"`,
		"delegated": `"allowDelegatedAccess":true`, "not delegated": `"allowDelegatedAccess":false`, "add-on": `"parentSubscriptionId"`, "Monthly": `"Monthly"`, "annual": `"annual"`,
		"etag": `"etag":"eyJ`, "provider": `is_indirect_cloud_solution_provider_of`,
	} {
		if !strings.Contains(all.String(), part) {
			t.Errorf("%s does not appear: %s", name, part)
		}
	}
	if !strings.Contains(all.String(), `.1234567Z"`) {
		t.Error("no date has seven digits of a second's fraction")
	}
}

// TestLicensesAddUp compares the seats in use with the licenses of the users.
func TestLicensesAddUp(t *testing.T) {
	s := open(t, Options{})
	granular, _ := sampleCustomers(t)
	base := "/v1/customers/" + granular.id
	var skus collection[subscribedSku]
	read(t, s, base+"/subscribedskus", &skus)
	users, _, _ := walk[userBody](t, s, base+"/users")
	held := map[string]int{}
	for _, u := range users {
		var licenses collection[licenseItem]
		read(t, s, base+"/users/"+u.ID+"/licenses", &licenses)
		for _, l := range licenses.Items {
			held[l.ProductSku.ID]++
		}
	}
	for _, sku := range skus.Items {
		if held[sku.ProductSku.ID] != sku.ConsumedUnits || sku.AvailableUnits != sku.TotalUnits-sku.ConsumedUnits || sku.TotalUnits != sku.ActiveUnits+sku.WarningUnits {
			t.Errorf("%d held of %+v", held[sku.ProductSku.ID], sku)
		}
	}
	var group2 collection[subscribedSku]
	read(t, s, base+"/subscribedskus?licenseGroupIds=Group2", &group2)
	if group2.Items == nil || len(group2.Items) != 0 {
		t.Errorf("group 2: %+v", group2)
	}
}

func TestAMillionCustomersNeedNoMemory(t *testing.T) {
	s := open(t, Options{Customers: MaxCustomers})
	w := newWorld(usualSeed, MaxCustomers)
	domains := map[string]bool{}
	for i := 0; i < MaxCustomers; i += 997 {
		c := w.customer(i)
		r, ok := w.cipher.read(strings.ToUpper(c.id))
		if !ok || r != c.ref || domains[c.domain] {
			t.Fatalf("customer %d: %+v, read back as %+v", i, c, r)
		}
		domains[c.domain] = true
	}
	var last customerBody
	read(t, s, "/v1/customers/"+w.customer(MaxCustomers-1).id, &last)
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	path, headers, n := "/v1/customers?size=500", []string(nil), 0
	for range 100 {
		var page collection[customerItem]
		read(t, s, path, &page, headers...)
		n += len(page.Items)
		path, headers = "/v1"+strings.TrimPrefix(page.Links.Next.URI, "/v1"), []string{"MS-ContinuationToken", page.Links.Next.Headers[0].Value}
	}
	if after := heap(); n != 50_000 || after > before+4<<20 {
		t.Errorf("%d customers read, the heap grew from %d to %d bytes", n, before, after)
	}
}

// TestSameSeedSameCompanies guards the data against accidental changes: links
// and screens of yesterday name the same companies today.
func TestSameSeedSameCompanies(t *testing.T) {
	w := newWorld(usualSeed, 100)
	if diff := cmp.Diff("3cf2ea65-a378-42ce-99b1-d8af3fdb67b7", w.partner().id); diff != "" {
		t.Error(diff)
	}
	a, b := w.customer(77), newWorld(usualSeed, MaxCustomers).customer(77)
	if a.id != b.id || a.name != b.name || a.billing != b.billing {
		t.Errorf("%+v and %+v", a, b)
	}
	if other := newWorld(1, 100).customer(77); other.id == a.id {
		t.Error("another seed gives the same ids")
	}
}

func BenchmarkCustomersPage(b *testing.B) {
	c := newCenter(newWorld(usualSeed, MaxCustomers), nil, nil, nil)
	h := newAPI(c, tokens{User: "u", App: "a"}, "http://127.0.0.1:1", &faults{})
	request, _ := http.NewRequest(http.MethodGet, "/v1/customers?size=500", nil)
	request.Header.Set("Authorization", "Bearer u")
	for b.Loop() {
		h.ServeHTTP(discard{http.Header{}}, request)
	}
}

type discard struct{ h http.Header }

func (d discard) Header() http.Header         { return d.h }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}
