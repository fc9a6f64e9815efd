package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestBillingProfileUnderItsTag(t *testing.T) {
	s := open(t, Options{})
	_, c := writable(t)
	base := "/v1/customers/" + c.id
	path := base + "/profiles/billing"
	var profile billingProfile
	read(t, s, path, &profile)
	old := profile.Attributes.Etag
	body := with(t, s, path, "companyName", "A. Datum Corporation")
	refused(t, s, 400, "2055", "", "PUT", path, body)
	refused(t, s, 400, "2055", "", "PUT", path, body, "If-Match", `"old"`)
	var answer billingProfile
	does(t, s, 200, "PUT", path, body, &answer, "If-Match", old)
	if answer.CompanyName != "A. Datum Corporation" || answer.Attributes.Etag == old || answer.DefaultAddress != profile.DefaultAddress {
		t.Errorf("%+v", answer)
	}
	refused(t, s, 400, "2055", "", "PUT", path, body, "If-Match", old)
	s = again(t, s)
	var whole customerBody
	read(t, s, base, &whole)
	if whole.BillingProfile.CompanyName != "A. Datum Corporation" || whole.BillingProfile.Attributes.Etag != answer.Attributes.Etag || whole.CompanyProfile.CompanyName != c.name {
		t.Errorf("%+v", whole)
	}
	filter := url.QueryEscape(`{"Field":"CompanyName","Value":"A. Datum","Operator":"starts_with"}`)
	if found, _, _ := walk[customerItem](t, s, "/v1/customers?size=20&filter="+filter); len(found) != 1 {
		t.Errorf("%d customers of that name", len(found))
	}
	for member, value := range map[string]any{"email": "nobody", "companyName": "", "culture": "", "firstName": strings.Repeat("x", 51)} {
		refused(t, s, 400, "3000", member, "PUT", path, with(t, s, path, member, value), "If-Match", answer.Attributes.Etag)
	}
	address := map[string]any{"country": "US", "city": "x", "addressLine1": "y"}
	refused(t, s, 400, "3000", "country", "PUT", path, with(t, s, path, "defaultAddress", address), "If-Match", answer.Attributes.Etag)
}

func TestConfirmingTheAgreement(t *testing.T) {
	s := open(t, Options{})
	w := newWorld(usualSeed, usualCustomers)
	i := 0
	for w.customer(i).agreement != agreementMissing {
		i++
	}
	path := "/v1/customers/" + w.customer(i).id + "/agreements"
	body := func(email, date, template string) string {
		return `{"primaryContact":{"firstName":"Tania","lastName":"Carr","email":"` + email + `","phoneNumber":"1234567890"},"templateId":"` + template + `","dateAgreed":"` + date + `","type":"MicrosoftCustomerAgreement"}`
	}
	var templates collection[struct{ TemplateID string }]
	read(t, s, "/v1/agreements?agreementType=MicrosoftCustomerAgreement", &templates)
	template := templates.Items[0].TemplateID
	for member, wrong := range map[string]string{
		"dateAgreed": body("t@x.example", "2030-01-01", template), "templateId": body("t@x.example", "2026-08-01", "x"), "primaryContact.email": body("t", "2026-08-01", template), "type": `{}`,
	} {
		status, _, text := send(t, s, "POST", path, wrong)
		if status != 400 || !strings.Contains(string(text), `"errorName"`) || !strings.Contains(string(text), member) {
			t.Errorf("%s: %d %s", member, status, text)
		}
	}
	var item agreementItem
	does(t, s, 201, "POST", path, body("t@x.example", "2026-08-01T00:00:00", template), &item)
	refused(t, s, 400, "600061", "", "POST", path, body("T@x.example", "2026-08-02", template))
	does(t, s, 201, "POST", path, body("u@x.example", "2026-08-02", template), nil)
	s = again(t, s)
	var all collection[agreementItem]
	read(t, s, path+"?agreementType=MicrosoftCustomerAgreement", &all)
	if len(all.Items) != 2 || all.Items[0].PrimaryContact.Email != "t@x.example" {
		t.Errorf("%+v", all.Items)
	}
	read(t, s, path, &all) // the type that is meant where none is named
	if len(all.Items) != 0 {
		t.Errorf("%+v", all.Items)
	}
}

func TestQualifications(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	visit(t, s, requestLink(t, s)).accept(prospectID(0))
	path := "/v1/customers/" + prospectID(0) + "/qualifications"
	for member, body := range map[string]string{
		"qualification": `{"qualification":"Nonprofit"}`, "educationSegment": `{"qualification":"Education"}`, "validationCode": `{"qualification":"GovernmentCommunityCloud"}`,
	} {
		refused(t, s, 400, "3000", member, "POST", path, body)
	}
	var made map[string]string
	does(t, s, 201, "POST", path, `{"Qualification":"education","EducationSegment":"k12","Website":"https://fabrikam.com"}`, &made)
	if made["vettingStatus"] != "InReview" || made["vettingCreateDate"] == "" {
		t.Errorf("%v", made)
	}
	refused(t, s, 400, "3000", "qualification", "POST", path, `{"qualification":"Education","educationSegment":"K12"}`)
	now = now.Add(vettingTime)
	s = again(t, s)
	var all []qualificationItem
	read(t, s, path, &all)
	if len(all) != 1 || all[0].Qualification != "Education" || all[0].VettingStatus != "Approved" || all[0].VettingCreatedDate == "" {
		t.Errorf("%+v", all)
	}
}

// TestEndOfARelationshipAndItsReturn ends the relationship with a customer from
// the start and lets the customer come back by an invitation.
func TestEndOfARelationshipAndItsReturn(t *testing.T) {
	s := open(t, Options{})
	_, c := writable(t)
	path := "/v1/customers/" + c.id
	const ends = `{"relationshipToPartner":"none","attributes":{"objectType":"Customer"}}`
	n := len(customers(t, s))
	refused(t, s, 400, "3000", "-", "PATCH", path, ends)
	refused(t, s, 400, "3000", "", "PATCH", path, `{"relationshipToPartner":"none","allowDelegatedAccess":false}`)
	refused(t, s, 400, "3000", "relationshipToPartner", "PATCH", path, `{"relationshipToPartner":"reseller"}`)
	refused(t, s, 403, "900329", "", "PATCH", path, ends, "Authorization", "Bearer "+s.AppToken())
	var list collection[subscriptionBody]
	read(t, s, path+"/subscriptions", &list)
	for _, one := range list.Items {
		if one.Status == stateActive {
			does(t, s, 200, "PATCH", path+"/subscriptions/"+one.ID, with(t, s, path+"/subscriptions/"+one.ID, "status", "suspended"), nil)
		}
	}
	var answer map[string]any
	does(t, s, 200, "PATCH", path, ends, &answer, "MS-RequestId", "b1317092-f087-471e-a637-f66523b2b94c")
	if answer["RelationshipToPartner"] != "none" || answer["Id"] != nil {
		t.Errorf("%v", answer)
	}
	// Whoever lost the answer gets it again, though the customer is gone.
	does(t, s, 200, "PATCH", path, ends, &answer, "MS-RequestId", "b1317092-f087-471e-a637-f66523b2b94c")
	s = again(t, s)
	refused(t, s, 403, "20002", "", "PATCH", path, ends)
	if status, _, _ := fetch(t, s, path); status != 403 {
		t.Errorf("the customer is still there: %d", status)
	}
	for _, one := range customers(t, s) {
		if one.ID == c.id {
			t.Error("the customer is still in the list")
		}
	}
	var noted collection[auditBody]
	read(t, s, "/v1/auditrecords", &noted)
	if noted.Items[0].OperationType != "remove_partner_customer_relationship" || noted.Items[0].CustomerID != c.id {
		t.Errorf("%+v", noted.Items[0])
	}
	v := visit(t, s, requestLink(t, s))
	if _, page := v.get("/practice/sign-in?" + v.query); !strings.Contains(page, c.id) {
		t.Error("the customer cannot be chosen for a new invitation")
	}
	v.accept(c.id)
	if got := len(customers(t, s)); got != n {
		t.Errorf("%d customers, %d before", got, n)
	}
	var back customerBody
	read(t, s, path, &back)
	if back.AllowDelegatedAccess || back.RelationshipToPartner != "reseller" {
		t.Errorf("%+v", back)
	}
	read(t, s, path+"/subscriptions", &list)
	for _, one := range list.Items {
		if one.Status == stateActive {
			t.Errorf("%s is active again", one.ID)
		}
	}
}

func TestReservationsBlockTheEnd(t *testing.T) {
	s := open(t, Options{Customers: 200})
	w := newWorld(usualSeed, 200)
	for i := range 200 {
		c := w.customer(i)
		path := "/v1/customers/" + c.id
		var found collection[entitlement]
		read(t, s, path+"/entitlements?entitlementType=reservedinstance", &found)
		if len(found.Items) == 0 {
			continue
		}
		var list collection[subscriptionBody]
		read(t, s, path+"/subscriptions", &list)
		for _, one := range list.Items {
			if one.Status == stateActive {
				does(t, s, 200, "PATCH", path+"/subscriptions/"+one.ID, with(t, s, path+"/subscriptions/"+one.ID, "status", "suspended"), nil)
			}
		}
		refused(t, s, 400, "3000", found.Items[0].ReferenceOrder.ID, "PATCH", path, `{"relationshipToPartner":"none"}`)
		return
	}
	t.Fatal("no customer has a reservation")
}

func TestDelegatedRightsAreGivenUp(t *testing.T) {
	s := open(t, Options{})
	w := newWorld(usualSeed, usualCustomers)
	i := 0
	for !w.customer(i).dap {
		i++
	}
	path := "/v1/customers/" + w.customer(i).id
	refused(t, s, 400, "3000", "allowDelegatedAccess", "PATCH", path, `{"allowDelegatedAccess":true}`)
	does(t, s, 200, "PATCH", path, `{"allowDelegatedAccess":false}`, nil)
	s = again(t, s)
	var body customerBody
	read(t, s, path, &body)
	if body.AllowDelegatedAccess {
		t.Error("the rights are still there")
	}
	if status, _, _ := fetch(t, s, path+"/users"); status != 200 {
		t.Errorf("granular rights went with them: %d", status)
	}
}

func TestSupportContact(t *testing.T) {
	s := open(t, Options{})
	path, _ := subscriptionWith(t, s, func(p purchase) bool { return p.Legacy })
	path += "/supportcontact"
	var contact supportContactBody
	read(t, s, path, &contact)
	if contact.Name != partnerName {
		t.Errorf("%+v", contact)
	}
	var candidates collection[partnerRelationship]
	read(t, s, "/v1/relationships?relationship_type=IsIndirectCloudSolutionProviderOf", &candidates)
	one := candidates.Items[1]
	body := `{"supportTenantId":"` + one.ID + `","supportMpnId":"` + one.MPNID + `","name":"` + one.Name + `","attributes":{"objectType":"SupportContact"}}`
	does(t, s, 200, "PUT", path, body, nil)
	s = again(t, s)
	read(t, s, path, &contact)
	if contact.Name != one.Name || contact.SupportMPNID != one.MPNID {
		t.Errorf("%+v", contact)
	}
	refused(t, s, 400, "3000", "supportTenantId", "PUT", path, `{"supportTenantId":"`+prospectID(0)+`"}`)
	refused(t, s, 400, "3000", "supportMpnId", "PUT", path, `{"supportTenantId":"`+one.ID+`","supportMpnId":"1"}`)
	commerce, _ := subscriptionWith(t, s, func(p purchase) bool { return !p.Legacy })
	refused(t, s, 400, "3000", "subscriptionId", "PUT", commerce+"/supportcontact", body)
}

func TestSupportProfile(t *testing.T) {
	s := open(t, Options{})
	var profile supportProfile
	read(t, s, "/v1/profiles/support", &profile)
	for member, value := range map[string]string{"email": "x", "telephone": "", "website": "not a site"} {
		refused(t, s, 400, "3000", member, "PUT", "/v1/profiles/supportprofile", with(t, s, "/v1/profiles/support", member, value))
	}
	does(t, s, 200, "PUT", "/v1/profiles/supportprofile", with(t, s, "/v1/profiles/support", "telephone", "+49 1"), nil)
	if status, _, _ := send(t, s, "PUT", "/v1/profiles/support", "{}"); status != 405 {
		t.Errorf("the path of reading takes a change: %d", status)
	}
	s = again(t, s)
	before := profile
	read(t, s, "/v1/profiles/support", &profile)
	if before.Telephone = "+49 1"; profile.Telephone != before.Telephone || profile.Email != before.Email {
		t.Errorf("%+v", profile)
	}
}

func TestServiceRequests(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	_, c := writable(t)
	_, closed := sampleCustomers(t)
	var found collection[struct{ ID, Name string }]
	read(t, s, "/v1/servicerequests/supporttopics", &found)
	body := func(rest string) string {
		return `{"title":"Mail is late","description":"Since 9 o'clock.\nAll users.","severity":"moderate","supportTopicId":"` + found.Items[0].ID + `"` + rest + `}`
	}
	for name, wrong := range map[string]string{
		"title": `{"description":"x","severity":"critical","supportTopicId":"1"}`, "description": `{"title":"x"}`, "severity": `{"title":"x","description":"y","severity":"huge"}`,
		"supportTopicId": `{"title":"x","description":"y","severity":1}`, "organization": body(`,"organization":{"id":"` + prospectID(0) + `"}`),
	} {
		refused(t, s, 400, "3000", name, "POST", "/v1/servicerequests/en-US", wrong)
	}
	refused(t, s, 403, "900308", "Service support", "POST", "/v1/servicerequests/en-US", body(`,"organization":{"id":"`+closed.id+`"}`))
	var made caseBody
	does(t, s, 201, "POST", "/v1/servicerequests/en-US", body(`,"organization":{"id":"`+c.id+`"}`), &made)
	if made.Status != "open" || made.Severity != "moderate" || strings.Trim(made.ID, "0123456789") != "" || made.Organization.ID != c.id || made.TopicName == "" {
		t.Errorf("%+v", made)
	}
	path := "/v1/customers/" + c.id + "/servicerequests"
	does(t, s, 200, "PATCH", "/v1/servicerequests/"+made.ID, `{"newNote":{"text":"It is getting worse."}}`, nil)
	now = now.Add(time.Hour)
	does(t, s, 200, "PATCH", path+"/"+made.ID, `{"Status":"Closed"}`, nil)
	s = again(t, s)
	var one caseBody
	read(t, s, "/v1/servicerequests/"+made.ID, &one)
	if one.Status != "closed" || one.Closed != noZone(now) || len(one.Notes) != 1 || one.Notes[0].Text != "It is getting worse." {
		t.Errorf("%+v", one)
	}
	var own, all, shut collection[caseBody]
	read(t, s, path, &own)
	read(t, s, "/v1/servicerequests", &all)
	read(t, s, path+"?status=closed", &shut)
	last := own.Items[len(own.Items)-1]
	if last.ID != made.ID || last.Status != float64(caseClosed) || last.Severity != float64(2) || len(last.Notes) != 0 || len(all.Items) <= len(own.Items) || len(shut.Items) == 0 {
		t.Errorf("%d, %d and %d requests, the last is %+v", len(own.Items), len(all.Items), len(shut.Items), last)
	}
	for _, one := range all.Items { // those from the start are found by their ids
		var same caseBody
		read(t, s, "/v1/servicerequests/"+one.ID, &same)
		if same.Title != one.Title || same.Organization.ID != one.Organization.ID {
			t.Errorf("%+v and %+v", one, same)
		}
	}
	refused(t, s, 400, "3000", "status", "PATCH", path+"/"+made.ID, `{"status":"attention_needed"}`)
	refused(t, s, 400, "3000", "newNote", "PATCH", path+"/"+made.ID, `{"newNote":{"text":" "}}`)
	refused(t, s, 404, "1000", "", "PATCH", "/v1/customers/"+closed.id+"/servicerequests/"+made.ID, `{"status":"closed"}`)
}

// TestServiceRequestsAsInProduction has the service answer as its pages of
// today do: nothing can be opened.
func TestServiceRequestsAsInProduction(t *testing.T) {
	s := open(t, Options{Faults: "404:path=/v1/servicerequests/en-US"})
	status, _, _ := send(t, s, http.MethodPost, "/v1/servicerequests/en-US", `{}`)
	if status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
}

func TestUtilities(t *testing.T) {
	s := open(t, Options{})
	for domain, want := range map[string]int{"Adventure-Works.com": 200, "nobody.example": 404} {
		request, _ := http.NewRequest(http.MethodHead, s.URL()+"/v1/domains/"+domain, nil)
		request.Header.Set("Authorization", "Bearer "+s.Token())
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: %d", domain, answer.StatusCode)
		}
	}
	var rules countryRules
	read(t, s, "/v1/countryvalidationrules/us", &rules)
	if !rules.IsStateRequired || len(rules.States.Value) == 0 || len(rules.SupportedCultures.Value) == 0 {
		t.Errorf("%+v", rules)
	}
	spot := places["DE"][0]
	for postal, want := range map[string]string{spot.postal: "VerifiedShippable", "00000": "InteractionRequired"} {
		var check addressCheck
		does(t, s, 200, "POST", "/v1/validations/address", `{"country":"DE","addressLine1":"x 1","city":"`+spot.city+`","postalCode":"`+postal+`"}`, &check)
		if check.Status != want {
			t.Errorf("%s: %+v", postal, check)
		}
	}
}

// FuzzBodies sends any body to each call that takes one: it is refused or
// taken, and what is taken can be written and read again.
func FuzzBodies(f *testing.F) {
	f.Add(`{"relationshipToPartner":"none"}`)
	f.Add(`{"newNote":{"text":"x"},"status":1,"severity":"minimal","title":"x","description":"y","supportTopicId":"31810"}`)
	f.Add(`{"primaryContact":{"firstName":"a","lastName":"b","email":"c@d.example"},"templateId":"117a77b0-9360-443b-8795-c6dedc750cf9","dateAgreed":"2026-01-01","type":"MicrosoftCustomerAgreement"}`)
	f.Add(`{"qualification":"StateOwnedEntity","email":"a@b.example","telephone":"1","website":"https://x.example","supportTenantId":"x"}`)
	f.Fuzz(func(t *testing.T, body string) {
		c := newCenter(newWorld(usualSeed, 30), nil, nil, func() time.Time { return testTime })
		a := newAPI(c, tokens{}, "", &faults{})
		_, customer := writable(t)
		values := map[string]string{
			"customer": customer.id, "user": c.people(customer)[0].id, "subscription": c.purchases(customer)[0].id, "role": firstRoles[0], "locale": "en-US",
			"request": c.casesFor("")[0].ID, "cart": "x",
		}
		for i := range a.routes {
			rt := &a.routes[i]
			if rt.method == http.MethodGet || rt.method == http.MethodHead {
				continue
			}
			request, _ := http.NewRequest(rt.method, "/", nil)
			request.Header.Set("If-Match", customer.billingTag(0))
			one := &call{api: a, tenant: customer, request: request, values: values, body: []byte(body), query: url.Values{}}
			good, bad := rt.answer(one)
			if bad != nil && (bad.status < 400 || bad.status > 499 || bad.description == "") {
				t.Fatalf("%s %v: %+v", rt.method, rt.parts, bad)
			}
			text, err := json.Marshal(event{Type: eventWrote, Tenant: customer.id, Wrote: &written{delta: one.delta}})
			var back event
			if err != nil || json.Unmarshal(text, &back) != nil {
				t.Fatalf("%s %v: %v", rt.method, rt.parts, err)
			}
			if _, err := json.Marshal(good.body); err != nil {
				t.Fatalf("%s %v: %v", rt.method, rt.parts, err)
			}
		}
	})
}
