package partnercenter

import (
	"context"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

func TestCatalog(t *testing.T) {
	d := newDesk(t, script{
		"/v1/products?country=DE&targetView=OnlineServices": `{"totalCount":3,"items":[
			{"id":"CFQ7TTC0LCHC","title":"Microsoft 365 Business Premium","description":"x","productType":{"id":"OnlineServicesNCE"},"publisherName":"Microsoft"},
			{"id":"CFQ7TTC0LH18"},{"title":"no id"}]}`,
		"/v1/products?country=DE&targetSegment=education&targetView=OnlineServices": `{"items":null}`,
		"/v1/products/CFQ7TTC0LCHC/skus?country=DE": "\xEF\xBB\xBF" + `{"items":[{"id":"0002","productId":"CFQ7TTC0LCHC","title":"Premium","minimumQuantity":1,"maximumQuantity":300,"isTrial":false,
			"purchasePrerequisites":["InventoryCheck"],"dynamicAttributes":{"isAddon":true}},{"id":"0009","isTrial":true},{}]}`,
		"/v1/products/CFQ7TTC0LCHC/skus/0002/availabilities?country=DE": `{"items":[
			{"id":"A1","catalogItemId":"CFQ7TTC0LCHC:0002:A1","defaultCurrency":{"code":"EUR","symbol":"€"},"segment":"commercial","isPurchasable":true,"isRenewable":true,
			 "terms":[{"id":"t1","duration":"P1Y","billingCycle":"Annual","description":"One year"},{"duration":"P1M","billingCycle":"Monthly"}]},
			{"catalogItemId":"CFQ7TTC0LCHC:0002:A2","isPurchasable":false,"terms":[{"duration":"P3Y"}]},
			{"catalogItemId":"DZH318Z0BPS6:0001:A3"},{"terms":[]}]}`,
	}.serve)
	ctx := context.Background()
	products, err := d.Products(ctx, "DE", "")
	check(t, err, []partner.Product{
		{ID: "CFQ7TTC0LCHC", Title: "Microsoft 365 Business Premium", Description: "x", Type: "OnlineServicesNCE", Publisher: "Microsoft"},
		{ID: "CFQ7TTC0LH18", Title: "CFQ7TTC0LH18"},
	}, products)
	none, err := d.Products(ctx, "DE", "education")
	check(t, err, []partner.Product{}, none)
	skus, err := d.SKUs(ctx, "CFQ7TTC0LCHC", "DE", "")
	check(t, err, []partner.SKU{
		{ID: "0002", ProductID: "CFQ7TTC0LCHC", Title: "Premium", Fewest: 1, Most: 300, AddOn: true, Prerequisites: []string{"InventoryCheck"}},
		{ID: "0009", ProductID: "CFQ7TTC0LCHC", Title: "0009", Trial: true},
	}, skus)
	offers, err := d.Offers(ctx, "CFQ7TTC0LCHC", "0002", "DE", "")
	check(t, err, []partner.Offer{
		{CatalogItemID: "CFQ7TTC0LCHC:0002:A1", Term: "P1Y", BillingCycle: "Annual", Description: "One year", Currency: "EUR", Segment: "commercial", Renewable: true},
		{CatalogItemID: "CFQ7TTC0LCHC:0002:A1", Term: "P1M", BillingCycle: "Monthly", Currency: "EUR", Segment: "commercial", Renewable: true},
		{CatalogItemID: "DZH318Z0BPS6:0001:A3"},
	}, offers)
	for _, odd := range []string{"../x", "a/b", ""} {
		if _, err := d.SKUs(ctx, odd, "DE", ""); partner.CodeOf(err) != partner.CodeBadAnswer {
			t.Errorf("product %q gave %v", odd, err)
		}
	}
}

var purchase = partner.Purchase{
	Offer: partner.Offer{CatalogItemID: "CFQ7TTC0LCHC:0002:A1", Term: "P1Y", BillingCycle: "Annual"}, Seats: 5, Nickname: "Büro", Attested: true,
}

func TestCart(t *testing.T) {
	n := &noted{answers: map[string][]string{"POST " + of + "/carts": {`201 {"id":"cart-1","status":"Active","expirationTimestamp":"2026-03-09T12:00:00Z","lineItems":[
		{"id":0,"catalogItemId":"CFQ7TTC0LCHC:0002:A1","quantity":5,"billingCycle":"annual","termDuration":"P1Y","friendlyName":"Büro","currencyCode":"EUR","orderGroup":"0",
		 "pricing":{"listPrice":20.60,"discountedPrice":20.6,"price":19.99,"extendedPrice":99.950},"error":null},
		{"id":1,"catalogItemId":"x","error":{"errorCode":"10001","errorDescription":"The item is not available."}}]}`}}}
	cart, correlation, err := newDesk(t, n.serve).CreateCart(context.Background(), contoso, purchase, requestID)
	want := partner.Cart{ID: "cart-1", Status: "Active", Currency: "EUR", Expires: time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC), Lines: []partner.CartLine{
		{CatalogItemID: "CFQ7TTC0LCHC:0002:A1", Seats: 5, Term: "P1Y", BillingCycle: "annual", Nickname: "Büro", ListPrice: "20.60", UnitPrice: "19.99", TotalPrice: "99.950"},
		{CatalogItemID: "x", Error: &partner.LineError{Code: "10001", Detail: "The item is not available."}},
	}}
	check(t, err, want, cart)
	if cart.Orderable() || !(partner.Cart{Lines: cart.Lines[:1]}).Orderable() || (partner.Cart{}).Orderable() || correlation == "" {
		t.Error("which cart can be ordered is wrong")
	}
	if got := n.sent()[0]; got.request != requestID || got.body != `{"partnerOnRecordAttestationAccepted":true,"lineItems":[{"id":0,"catalogItemId":"CFQ7TTC0LCHC:0002:A1",`+
		`"quantity":5,"billingCycle":"Annual","termDuration":"P1Y","friendlyName":"Büro","attestationAccepted":true}]}` {
		t.Errorf("sent %+v", got)
	}
	for _, answer := range []string{"201 {}", "201 ", "201 []"} {
		n := &noted{answers: map[string][]string{"POST " + of + "/carts": {answer}}}
		_, _, err := newDesk(t, n.serve).CreateCart(context.Background(), contoso, purchase, requestID)
		failsWith(t, err, partner.CodeBadAnswer)
	}
}

func TestCheckOut(t *testing.T) {
	const path = "POST " + of + "/carts/cart-1/checkout"
	for _, c := range []struct {
		answer  string
		orders  int
		errors  int
		unclear bool
		code    partner.Code
	}{
		{`201 {"orders":[{"id":"order-1","status":"pending","currencyCode":"EUR","totalPrice":99.95,"lineItems":[{"offerId":"a:b:c","quantity":5,"subscriptionId":null}]}],"orderErrors":null}`, 1, 0, false, ""},
		{`201 {"orders":[],"orderErrors":[{"orderGroupId":"0","code":"800017","description":"No inventory."}]}`, 0, 1, false, ""},
		{`400 {"code":800065,"description":"The cart was submitted."}`, 0, 0, false, partner.CodeService},
		{`403 {"code":"13605","description":"The agreement is missing."}`, 0, 0, false, partner.CodeService},
		{"drop", 0, 0, true, partner.CodeUnreachable},
		{`500 {"code":900225}`, 0, 0, true, partner.CodeService},
		{"201 [", 0, 0, true, partner.CodeBadAnswer},
		{"201 {}", 0, 0, true, partner.CodeBadAnswer},
		{"201 <html>", 0, 0, true, partner.CodeBadAnswer},
	} {
		n := &noted{answers: map[string][]string{path: {c.answer}}}
		out, _, err := newDesk(t, n.serve).CheckOut(context.Background(), contoso, "cart-1", requestID)
		if len(out.Orders) != c.orders || len(out.Errors) != c.errors || len(n.sent()) != 1 || n.sent()[0].request != requestID {
			t.Errorf("%s: %+v, sent %+v", c.answer, out, n.sent())
		}
		if c.code == "" {
			if err != nil {
				t.Errorf("%s: %v", c.answer, err)
			}
		} else if e := failsWith(t, err, c.code); e.Unclear != c.unclear {
			t.Errorf("%s: unclear %v", c.answer, e.Unclear)
		}
	}
}

func TestOrders(t *testing.T) {
	d := newDesk(t, script{
		of + "/orders": `{"totalCount":2,"items":[{"id":"order-1","status":"pending","creationDate":"2026-03-02T11:00:00Z","currencyCode":"EUR","totalPrice":"99.95",
			"lineItems":[{"offerId":"a:b:c","offerName":"Premium","friendlyName":"Büro","quantity":5,"subscriptionId":"s-1"}]},{"status":"x"}]}`,
		of + "/orders/order-1": `{"id":"order-1","status":"completed"}`,
		of + "/orders/order-2": `404 {"code":20000,"description":"The order was not found."}`,
		of + "/orders/order-3": `{}`,
	}.serve)
	ctx := context.Background()
	orders, err := d.Orders(ctx, contoso)
	check(t, err, []partner.Order{{ID: "order-1", Status: "pending", Currency: "EUR", Total: "99.95", Created: time.Date(2026, 3, 2, 11, 0, 0, 0, time.UTC),
		Lines: []partner.OrderLine{{OfferID: "a:b:c", OfferName: "Premium", Nickname: "Büro", Seats: 5, SubscriptionID: "s-1"}}}}, orders)
	order, err := d.Order(ctx, contoso, "order-1")
	check(t, err, partner.Order{ID: "order-1", Status: "completed"}, order)
	_, err = d.Order(ctx, contoso, "order-2")
	failsWith(t, err, partner.CodeNotFound)
	_, err = d.Order(ctx, contoso, "order-3")
	failsWith(t, err, partner.CodeBadAnswer)
}

const billingBody = `{"id":"1","firstName":"A","lastName":"B","email":"billing@contoso.com","culture":"de-DE","language":"de","companyName":"Contoso GmbH",
	"defaultAddress":{"country":"DE","city":"Berlin","addressLine1":"Hauptstraße 1","postalCode":"10115","firstName":"A","lastName":"B","phoneNumber":"+49","odd":1.50},
	"links":{"self":{"uri":"x"}},"attributes":{"etag":"\"e1\"","objectType":"CustomerBillingProfile"}}`

func TestBillingProfile(t *testing.T) {
	const path = of + "/profiles/billing"
	n := &noted{answers: map[string][]string{"GET " + path: {billingBody}, "PUT " + path: {billingBody}}}
	d := newDesk(t, n.serve)
	ctx := context.Background()
	before, err := d.BillingProfile(ctx, contoso)
	check(t, err, partner.BillingProfile{
		CompanyName: "Contoso GmbH", FirstName: "A", LastName: "B", Email: "billing@contoso.com", Culture: "de-DE", Language: "de",
		Address: partner.Address{Country: "DE", City: "Berlin", AddressLine1: "Hauptstraße 1", PostalCode: "10115", FirstName: "A", LastName: "B", PhoneNumber: "+49"},
	}, before)
	after := before
	after.Email, after.Address.City = "rechnung@contoso.com", "Potsdam"
	if correlation, err := d.UpdateBillingProfile(ctx, contoso, before, after, requestID); err != nil || correlation == "" {
		t.Fatal(err)
	}
	want := parsed(t, []byte(billingBody))
	want["email"], want["defaultAddress"].(map[string]any)["city"] = "rechnung@contoso.com", "Potsdam"
	if diff := cmp.Diff(want, parsed(t, []byte(n.sent()[0].body))); diff != "" {
		t.Error(diff)
	}
	if n.sent()[0].ifMatch != `"e1"` || n.sent()[0].request != requestID {
		t.Errorf("sent with %+v", n.sent()[0])
	}
	older := before
	older.LastName = "Before"
	if _, err := d.UpdateBillingProfile(ctx, contoso, older, after, requestID); len(n.sent()) != 1 {
		t.Error("a profile that somebody else changed was written over")
	} else {
		failsWith(t, err, partner.CodeConflict)
	}
}

// TestEntityTagsInBothForms: the service writes them with and without quotes.
func TestEntityTagsInBothForms(t *testing.T) {
	const path = of + "/profiles/billing"
	for tag, want := range map[string]string{`e1`: `"e1"`, `\"e1\"`: `"e1"`, `W/\"e1\"`: `W/"e1"`, "": "", `e\r\nX: 1`: "none"} {
		body := strings.Replace(billingBody, `\"e1\"`, tag, 1)
		n := &noted{answers: map[string][]string{"GET " + path: {body}, "PUT " + path: {body}}}
		d := newDesk(t, n.serve)
		before, err := d.BillingProfile(context.Background(), contoso)
		if err != nil {
			t.Fatal(err)
		}
		_, err = d.UpdateBillingProfile(context.Background(), contoso, before, before.With("city", "Potsdam"), requestID)
		if want == "none" {
			if failsWith(t, err, partner.CodeBadAnswer); len(n.sent()) != 0 {
				t.Errorf("%s was sent", tag)
			}
		} else if err != nil || n.sent()[0].ifMatch != want {
			t.Errorf("%s was sent as %+v, %v", tag, n.sent(), err)
		}
	}
}

func TestEveryFieldOfTheBillingProfileIsWritten(t *testing.T) {
	var before, after partner.BillingProfile
	count := 0
	var fill func(v reflect.Value)
	fill = func(v reflect.Value) {
		for i := range v.NumField() {
			if f := v.Field(i); f.Kind() == reflect.Struct {
				fill(f)
			} else {
				f.SetString("new")
				count++
			}
		}
	}
	fill(reflect.ValueOf(&after).Elem())
	changed := billingEdits(before, after)
	address, _ := changed["defaultAddress"].(edits)
	if got := len(changed) - 1 + len(address); got != count {
		t.Errorf("%d of %d fields are written: %v", got, count, changed)
	}
	if again := billingEdits(after, after); len(again) != 0 {
		t.Errorf("nothing changed, and %v is written", again)
	}
}

func TestAttestAgreement(t *testing.T) {
	templates := `{"items":[{"templateId":"old","agreementType":"MicrosoftCustomerAgreement","versionRank":1},
		{"templateId":"117a77b0-9360-443b-8795-c6dedc750cf9","agreementType":"MicrosoftCustomerAgreement","versionRank":2},{"templateId":"other","agreementType":"MicrosoftCloudAgreement","versionRank":9}]}`
	word := partner.Attestation{FirstName: "Anna", LastName: "Brunner", Email: "anna@contoso.com", Agreed: noon}
	for answer, code := range map[string]partner.Code{
		`201 {"templateId":"x"}`: "",
		`400 {"code":600061,"message":"exists","errorName":"x","isRetryable":false}`: "",
		`400 {"code":600049,"message":"no"}`:                                         partner.CodeService,
		"drop":                                                                       partner.CodeUnreachable,
	} {
		n := &noted{answers: map[string][]string{"GET /v1/agreements?agreementType=MicrosoftCustomerAgreement": {templates}, "POST " + of + "/agreements": {answer}}}
		_, err := newDesk(t, n.serve).AttestAgreement(context.Background(), contoso, word, requestID)
		if partner.CodeOf(err) != code {
			t.Errorf("%s: %v", answer, err)
		}
		var got map[string]any
		if err := json.Unmarshal([]byte(n.sent()[0].body), &got); err != nil {
			t.Fatal(err)
		}
		want := map[string]any{"templateId": "117a77b0-9360-443b-8795-c6dedc750cf9", "type": "MicrosoftCustomerAgreement", "dateAgreed": "2026-03-02T12:00:00Z",
			"primaryContact": map[string]any{"firstName": "Anna", "lastName": "Brunner", "email": "anna@contoso.com"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	// East of UTC it is the next day already: no time to come is sent.
	early := word
	early.Agreed = noon.Truncate(24*time.Hour).AddDate(0, 0, 1)
	n := &noted{answers: map[string][]string{"GET /v1/agreements?agreementType=MicrosoftCustomerAgreement": {templates}, "POST " + of + "/agreements": {`201 {}`}}}
	if _, err := newDesk(t, n.serve).AttestAgreement(context.Background(), contoso, early, requestID); err != nil || !strings.Contains(n.sent()[0].body, `"dateAgreed":"2026-03-02T12:00:00Z"`) {
		t.Errorf("sent %+v, %v", n.sent(), err)
	}
	n = &noted{answers: map[string][]string{"GET /v1/agreements?agreementType=MicrosoftCustomerAgreement": {`{"items":[]}`}}}
	_, err := newDesk(t, n.serve).AttestAgreement(context.Background(), contoso, word, requestID)
	failsWith(t, err, partner.CodeBadAnswer)
}

func TestRequestQualification(t *testing.T) {
	n := &noted{answers: map[string][]string{"POST " + of + "/qualifications": {`201 {"qualification":"Education","vettingStatus":"InReview","vettingCreateDate":"2026-03-02"}`}}}
	_, err := newDesk(t, n.serve).RequestQualification(context.Background(), contoso, partner.QualificationRequest{Name: "Education", Segment: "K12", Website: "https://school.example"}, requestID)
	if err != nil || !strings.Contains(n.sent()[0].body, `{"qualification":"Education","educationSegment":"K12","website":"https://school.example"}`) {
		t.Errorf("%v, sent %+v", err, n.sent())
	}
}
