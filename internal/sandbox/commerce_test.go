package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// subscriptionWith gives the path of a customer and a subscription of it that
// fits, as it is read.
func subscriptionWith(t *testing.T, s *Server, fits func(purchase) bool) (path string, p purchase) {
	t.Helper()
	w := newWorld(usualSeed, usualCustomers)
	for i := range usualCustomers {
		c := w.customer(i)
		for _, p := range w.purchases(c, testTime, testTime) {
			if fits(p) {
				return "/v1/customers/" + c.id + "/subscriptions/" + p.id, p
			}
		}
	}
	t.Fatal("no usual customer has such a subscription")
	return "", purchase{}
}

// with reads a resource, changes members and gives the whole of it.
func with(t *testing.T, s *Server, path string, members ...any) string {
	t.Helper()
	var whole map[string]any
	read(t, s, path, &whole)
	for i := 0; i < len(members); i += 2 {
		if members[i+1] == nil {
			delete(whole, members[i].(string))
			continue
		}
		whole[members[i].(string)] = members[i+1]
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func committed(p purchase) bool {
	return p.Status == stateActive && p.product.perUser && !p.Legacy && !p.Trial && p.Parent == ""
}

func late(p purchase) bool {
	return committed(p) && p.Term == "P1Y" && len(p.Lots) == 0 && p.AutoRenew && p.Quantity > 3
}

func TestSeatsOfNewCommerce(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	path, p := subscriptionWith(t, s, late)
	quantity := func() int {
		var b subscriptionBody
		read(t, s, path, &b)
		return b.Quantity
	}
	refused(t, s, 400, "800090", "0", "PATCH", path, with(t, s, path, "quantity", p.Quantity-1))
	if status, _, text := send(t, s, "PATCH", path, with(t, s, path, "quantity", p.Quantity+5)); status != 200 && status != 202 {
		t.Fatalf("%d %s", status, text)
	}
	s = again(t, s)
	var b subscriptionBody
	read(t, s, path, &b)
	want := &refundableQuantity{TotalQuantity: 5, Details: []refundableDetail{{5, sevenDigits(now.Add(giveBack))}}}
	if diff := cmp.Diff(want, b.RefundableQuantity); diff != "" || b.Quantity != p.Quantity+5 {
		t.Errorf("%d seats, %s", b.Quantity, diff)
	}
	refused(t, s, 400, "800090", "5", "PATCH", path, with(t, s, path, "quantity", p.Quantity-1))
	send(t, s, "PATCH", path, with(t, s, path, "quantity", p.Quantity+2))
	now = now.Add(giveBack - time.Second)
	send(t, s, "PATCH", path, with(t, s, path, "quantity", p.Quantity+1))
	if got := quantity(); got != p.Quantity+1 {
		t.Errorf("%d seats", got)
	}
	now = now.Add(time.Second)
	refused(t, s, 400, "800090", "0", "PATCH", path, with(t, s, path, "quantity", p.Quantity))
	refused(t, s, 400, "800095", "", "PATCH", path, with(t, s, path, "quantity", 10_001))
	refused(t, s, 400, "900275", "1", "PATCH", path, with(t, s, path, "quantity", 0))
	refused(t, s, 400, "900117", "", "PATCH", path, with(t, s, path, "status", "deleted"))
	refused(t, s, 400, "2054", "", "PATCH", path, with(t, s, path, "billingCycle", "triennial"))
	refused(t, s, 400, "3000", "termDuration", "PATCH", path, with(t, s, path, "termDuration", "P3Y"))
	refused(t, s, 400, "3000", "id", "PATCH", path, with(t, s, path, "id", "x"))
	refused(t, s, 400, "800002", "", "PATCH", path, with(t, s, path, "quantity", "many"))
	refused(t, s, 404, "20003", "", "PATCH", path+"x", `{}`)
	does(t, s, 200, "PATCH", path, with(t, s, path, "status", "suspended"), nil)
	refused(t, s, 400, "2001", "", "PATCH", path, with(t, s, path, "quantity", p.Quantity))
	does(t, s, 200, "PATCH", path, with(t, s, path, "status", "active"), nil)
}

// TestSomeChangesAreAnsweredLater finds subscriptions whose quantity the service
// changes after it has answered, and reads where the answer says.
func TestSomeChangesAreAnsweredLater(t *testing.T) {
	s := open(t, Options{Customers: 60})
	w, answers := newWorld(usualSeed, 60), map[int]int{}
	for i := range 60 {
		c := w.customer(i)
		for _, p := range w.purchases(c, testTime, testTime) {
			if !late(p) || p.Quantity == p.product.most() {
				continue
			}
			path := "/v1/customers/" + c.id + "/subscriptions/" + p.id
			status, h, text := send(t, s, "PATCH", path, with(t, s, path, "quantity", p.Quantity+1))
			answers[status]++
			if status == http.StatusAccepted {
				path = "/v1" + h.Get("Location")
				if len(text) > 0 {
					t.Errorf("202 with a body: %s", text)
				}
			}
			var b subscriptionBody
			if read(t, s, path, &b); b.Quantity != p.Quantity+1 {
				t.Errorf("%d: %d seats of %d", status, b.Quantity, p.Quantity+1)
			}
		}
	}
	if answers[http.StatusOK] == 0 || answers[http.StatusAccepted] == 0 || len(answers) != 2 {
		t.Errorf("answers: %v", answers)
	}
}

// TestWhatIsLeftOutIsReset plays the trap of the whole resource.
func TestWhatIsLeftOutIsReset(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	path, p := subscriptionWith(t, s, late)
	next := map[string]any{"product": map[string]any{"productId": p.product.productID(), "skuId": p.product.skuID(), "billingCycle": "monthly", "termDuration": "p1m"}, "quantity": 3}
	does(t, s, 200, "PATCH", path, with(t, s, path, "friendlyName", "Büro", "scheduledNextTermInstructions", next), nil)
	var b subscriptionBody
	read(t, s, path, &b)
	if b.FriendlyName != "Büro" || !b.AutoRenewEnabled || b.NextTerm == nil || *b.NextTerm.Quantity != 3 {
		t.Errorf("%+v", b)
	}
	does(t, s, 200, "PATCH", path, with(t, s, path, "friendlyName", "Werk"), nil)
	read(t, s, path, &b)
	if b.NextTerm == nil || !b.AutoRenewEnabled {
		t.Error("a whole resource lost its next term")
	}
	end := p.Ends
	now, b = end, subscriptionBody{}
	read(t, s, path, &b)
	if b.Quantity != 3 || b.TermDuration != "P1M" || b.CommitmentEndDateTime != sevenDigits(end.AddDate(0, 1, 0)) || b.NextTerm != nil || b.RefundableQuantity.TotalQuantity != 3 {
		t.Errorf("after the renewal: %+v", b)
	}
	does(t, s, 200, "PATCH", path, `{"friendlyName":"Werk"}`, &b)
	if b.AutoRenewEnabled {
		t.Error("automatic renewal stayed on though it was left out")
	}
	refused(t, s, 400, "3000", "scheduledNextTermInstructions", "PATCH", path, with(t, s, path, "scheduledNextTermInstructions", next))
	now = end.AddDate(0, 1, 0)
	read(t, s, path, &b)
	if b.Status != stateExpired {
		t.Errorf("after the end: %+v", b)
	}
	refused(t, s, 400, "2011", "", "PATCH", path, with(t, s, path, "status", "active"))
}

func TestLegacySubscriptionAndItsTag(t *testing.T) {
	s := open(t, Options{})
	path, p := subscriptionWith(t, s, func(p purchase) bool { return p.Legacy && p.Status == stateActive && p.Quantity > 3 })
	stale := with(t, s, path, "quantity", 2)
	var b subscriptionBody
	does(t, s, 200, "PATCH", path, with(t, s, path, "quantity", p.Quantity-1), &b)
	if b.Quantity != p.Quantity-1 || b.Attributes.Etag == p.etag() {
		t.Errorf("%+v", b)
	}
	refused(t, s, 400, "2055", "", "PATCH", path, stale)
	refused(t, s, 400, "2055", "", "PATCH", path, with(t, s, path, "quantity", 2), "If-Match", `"`+p.etag()+`"`)
	does(t, s, 200, "PATCH", path, with(t, s, path, "quantity", 2), nil, "If-Match", `"`+b.Attributes.Etag+`"`)
	refused(t, s, 400, "3000", "status", "PATCH", path, with(t, s, path, "status", "deleted"))
}

func TestAddonsFollowTheirSubscription(t *testing.T) {
	s := open(t, Options{})
	path, child := subscriptionWith(t, s, func(p purchase) bool { return p.Parent != "" && p.Status == stateActive })
	parent := path[:strings.LastIndex(path, "/")+1] + child.Parent
	var list collection[subscriptionBody]
	read(t, s, parent+"/addons", &list)
	if len(list.Items) != 1 || list.Items[0].ID != child.id {
		t.Errorf("%+v", list)
	}
	does(t, s, 200, "PATCH", parent, with(t, s, parent, "status", "suspended"), nil)
	var b subscriptionBody
	read(t, s, path, &b)
	if b.Status != stateSuspended {
		t.Errorf("the add-on is %s", b.Status)
	}
	refused(t, s, 409, "27009", "", "PATCH", path, with(t, s, path, "status", "active"))
	does(t, s, 200, "PATCH", parent, with(t, s, parent, "status", "active"), nil)
	does(t, s, 200, "PATCH", path, with(t, s, path, "status", "active"), nil)
}

func TestByUseHasNoQuantity(t *testing.T) {
	s := open(t, Options{})
	path, _ := subscriptionWith(t, s, func(p purchase) bool { return !p.product.perUser && p.Status == stateActive })
	refused(t, s, 400, "900279", "", "PATCH", path, with(t, s, path, "quantity", 2))
	refused(t, s, 400, "800093", "", "PATCH", path, with(t, s, path, "autoRenewEnabled", true))
	trial, _ := subscriptionWith(t, s, func(p purchase) bool { return p.Trial && p.Status == stateActive })
	refused(t, s, 400, "800093", "", "PATCH", trial, with(t, s, trial, "autoRenewEnabled", true))
}

// catalogItem fetches what a cart line needs to name.
func catalogItem(t *testing.T, s *Server, product *product, country string) string {
	t.Helper()
	var all collection[availabilityBody]
	read(t, s, "/v1/products/"+product.productID()+"/skus/"+product.skuID()+"/availabilities?country="+country, &all)
	return all.Items[0].CatalogItemID
}

func TestBuying(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	_, c := writable(t)
	base := "/v1/customers/" + c.id
	var before collection[subscriptionBody]
	read(t, s, base+"/subscriptions", &before)
	item := catalogItem(t, s, &products[6], c.billing.Country)
	line := func(item, cycle, term string, quantity int) string {
		return fmt.Sprintf(`{"id":0,"catalogItemId":%q,"quantity":%d,"billingCycle":%q,"termDuration":%q,"friendlyName":"Mail"}`, item, quantity, cycle, term)
	}
	carted := func(lines ...string) string {
		return `{"lineItems":[` + strings.Join(lines, ",") + `],"partnerOnRecordAttestationAccepted":true}`
	}
	refused(t, s, 400, "900206", "", "POST", base+"/carts", `{"lineItems":[`+line(item, "monthly", "P1Y", 2)+`]}`)
	refused(t, s, 400, "3000", "lineItems", "POST", base+"/carts", carted())
	var one cartBody
	does(t, s, 201, "POST", base+"/carts", carted(line(item, "monthly", "P1Y", 2), line("no:such:item", "annual", "P1Y", 1), line(item, "annual", "P1M", 0)), &one)
	if one.LineItems[0].Error != nil || one.LineItems[0].Pricing.ExtendedPrice != 2*one.LineItems[0].Pricing.ListPrice || one.LineItems[1].Error.Code != lineItem ||
		one.LineItems[2].Error.Code != lineInput || one.LineItems[0].OrderGroup == one.LineItems[1].OrderGroup || one.Status != "Active" {
		t.Errorf("%+v", one)
	}
	carts := base + "/carts/" + one.ID
	does(t, s, 200, "PUT", carts, carted(line(item, "monthly", "P1Y", 3), line("no:such:item", "annual", "P1Y", 1)), &one)
	var done checkoutBody
	id := "b1317092-f087-471e-a637-f66523b2b94c"
	for range 2 { // the second is the answer to the first
		does(t, s, 201, "POST", carts+"/checkout", "", &done, "MS-RequestId", id)
		if len(done.Orders) != 1 || len(done.OrderErrors) != 1 || done.Orders[0].Status != "pending" || done.Orders[0].LineItems[0].SubscriptionID != "" {
			t.Fatalf("%+v", done)
		}
	}
	refused(t, s, 400, "800065", "", "POST", carts+"/checkout", "")
	refused(t, s, 400, "800065", "", "PUT", carts, carted(line(item, "monthly", "P1Y", 3)))
	orders := base + "/orders/" + done.Orders[0].ID
	if status, _, text := fetch(t, s, orders); status != 404 || !strings.Contains(string(text), "20000") {
		t.Errorf("the order is visible at once: %d %s", status, text)
	}
	var o orderBody
	read(t, s, orders, &o)
	if o.Status != "pending" {
		t.Errorf("%+v", o)
	}
	var list collection[subscriptionBody]
	read(t, s, base+"/subscriptions", &list)
	if len(list.Items) != len(before.Items) {
		t.Error("the subscription is there before its order is done")
	}
	read(t, s, orders, &o)
	if o.Status != "completed" || o.LineItems[0].Quantity != 3 {
		t.Fatalf("%+v", o)
	}
	s = again(t, s)
	var bought subscriptionBody
	path := base + "/subscriptions/" + o.LineItems[0].SubscriptionID
	read(t, s, path, &bought)
	if bought.Quantity != 3 || bought.FriendlyName != "Mail" || bought.OrderID != o.ID || !bought.AutoRenewEnabled || bought.RefundableQuantity.TotalQuantity != 3 {
		t.Errorf("%+v", bought)
	}
	read(t, s, base+"/subscriptions?order_id="+o.ID, &list)
	if len(list.Items) != 1 {
		t.Errorf("%d subscriptions of the order", len(list.Items))
	}
	does(t, s, 200, "PATCH", path, with(t, s, path, "status", "deleted"), nil)
	refused(t, s, 400, "800091", "", "PATCH", path, with(t, s, path, "status", "active"))
	now = now.Add(2 * itemLife)
	does(t, s, 201, "POST", base+"/carts", carted(line(item, "monthly", "P1Y", 2)), &one)
	refused(t, s, 400, "800009", lineItem, "POST", base+"/carts/"+one.ID+"/checkout", "")
	now = now.Add(cartLife + time.Second)
	refused(t, s, 404, "1000", "", "POST", base+"/carts/"+one.ID+"/checkout", "")
}

func TestOrderCompletesWithTime(t *testing.T) {
	now := testTime
	s := open(t, Options{Now: func() time.Time { return now }})
	_, c := writable(t)
	base := "/v1/customers/" + c.id
	body := fmt.Sprintf(`{"lineItems":[{"id":"0","catalogItemId":%q,"quantity":1,"billingCycle":"annual","termDuration":"P1Y","addonItems":[{"id":"0","catalogItemId":%q,"quantity":1,"billingCycle":"annual","termDuration":"P1Y"}]}],"partnerOnRecordAttestationAccepted":true}`,
		catalogItem(t, s, &products[3], c.billing.Country), catalogItem(t, s, &products[productAddon], c.billing.Country))
	var one cartBody
	does(t, s, 201, "POST", base+"/carts", body, &one)
	var done checkoutBody
	does(t, s, 201, "POST", base+"/carts/"+one.ID+"/checkout", "", &done)
	visible := func() (n int) {
		var list collection[orderBody]
		read(t, s, base+"/orders", &list)
		return len(list.Items)
	}
	if visible() != 1 {
		t.Error("the order is in the list at once")
	}
	now = now.Add(showAfter)
	if visible() != 2 {
		t.Error("the order is not in the list")
	}
	now = now.Add(settleAfter)
	var o orderBody
	read(t, s, base+"/orders/"+done.Orders[0].ID, &o)
	if o.Status != "completed" || len(o.LineItems) != 2 || o.LineItems[1].Parent != o.LineItems[0].SubscriptionID {
		t.Errorf("%+v", o)
	}
}

func TestNothingIsSoldWithoutTheAgreement(t *testing.T) {
	s := open(t, Options{})
	w := newWorld(usualSeed, usualCustomers)
	for i := range usualCustomers {
		c := w.customer(i)
		if c.agreement != agreementMissing {
			continue
		}
		base := "/v1/customers/" + c.id
		var one cartBody
		does(t, s, 201, "POST", base+"/carts", fmt.Sprintf(`{"lineItems":[{"catalogItemId":%q,"quantity":1,"billingCycle":"annual","termDuration":"P1Y"}],"partnerOnRecordAttestationAccepted":true}`,
			catalogItem(t, s, &products[3], c.billing.Country)), &one)
		refused(t, s, 403, "13605", "", "POST", base+"/carts/"+one.ID+"/checkout", "")
		return
	}
	t.Fatal("every usual customer has the agreement")
}

func TestCatalogue(t *testing.T) {
	s := open(t, Options{})
	_, c := writable(t)
	var all, schools, azure collection[productBody]
	read(t, s, "/v1/products?country=de&targetView=OnlineServices", &all)
	read(t, s, "/v1/products?country=DE&targetView=OnlineServices&targetSegment=education", &schools)
	read(t, s, "/v1/customers/"+c.id+"/products?targetView=Azure", &azure)
	if len(all.Items) != len(products)-1 || len(schools.Items) == 0 || len(schools.Items) >= len(all.Items) || len(azure.Items) != 1 || all.Items[0].ProductType.ID != "OnlineServicesNCE" {
		t.Errorf("%d, %d and %d products", len(all.Items), len(schools.Items), len(azure.Items))
	}
	base := "/v1/products/" + products[0].productID()
	var skus collection[skuInfo]
	read(t, s, base+"/skus?country=DE", &skus)
	if skus.Items[0].ID != products[0].skuID() || skus.Items[0].DynamicAttributes["provisioningId"] != products[0].sku || skus.Items[0].MaximumQuantity != 300 {
		t.Errorf("%+v", skus.Items)
	}
	for path, code := range map[string]string{
		"/v1/products?targetView=OnlineServices": `"3000"`, "/v1/products?country=DE": "400036", "/v1/products?country=DE&targetView=Azure&targetSegment=x": "400030",
		"/v1/products/x/skus?country=DE": "400013", base + "/skus/9999/availabilities?country=DE": "400018",
		base + "/skus/" + products[0].skuID() + "/availabilities/x?country=DE": "400019",
	} {
		if _, _, text := fetch(t, s, path); !strings.Contains(string(text), `"code":`+code) {
			t.Errorf("%s: %s", path, text)
		}
	}
}

func FuzzSubscriptionBody(f *testing.F) {
	f.Add(`{"quantity":3,"status":"suspended","autoRenewEnabled":true,"scheduledNextTermInstructions":{"product":{},"quantity":1}}`)
	f.Fuzz(func(t *testing.T, body string) {
		c := newCenter(newWorld(usualSeed, 30), nil, nil, func() time.Time { return testTime })
		customer := c.world.customer(0)
		for _, p := range c.purchases(customer) {
			request, _ := http.NewRequest(http.MethodPatch, "/", nil)
			one := &call{api: &api{center: c}, tenant: customer, body: []byte(body), request: request, values: map[string]string{"subscription": p.id}}
			if _, bad := one.changeSubscription(); bad == nil && (one.delta.Purchases[0].Quantity < 1 || one.delta.Purchases[0].id != p.id) {
				t.Fatalf("%+v", one.delta)
			}
		}
	})
}

func FuzzCartBody(f *testing.F) {
	f.Add(`{"lineItems":[{"id":0,"catalogItemId":"a:b:c","quantity":1}],"partnerOnRecordAttestationAccepted":true}`)
	f.Fuzz(func(t *testing.T, body string) {
		c := newCenter(newWorld(usualSeed, 30), nil, nil, func() time.Time { return testTime })
		one := &call{api: &api{center: c}, tenant: c.world.customer(0), body: []byte(body)}
		good, bad := one.createCart()
		if bad != nil {
			return
		}
		if _, err := json.Marshal(good.body); err != nil || len(one.delta.Carts) != 1 {
			t.Fatalf("%v %+v", err, one.delta)
		}
	})
}

// TestCartErrors: a cart is answered with 201, and its lines say why not.
func TestCartErrors(t *testing.T) {
	s := open(t, Options{Faults: "cart-errors:method=POST:path=/v1/customers/*/carts$:count=1"})
	_, c := writable(t)
	base := "/v1/customers/" + c.id
	body := fmt.Sprintf(`{"lineItems":[{"id":0,"catalogItemId":%q,"quantity":2,"billingCycle":"monthly","termDuration":"P1Y"}],"partnerOnRecordAttestationAccepted":true}`,
		catalogItem(t, s, &products[6], c.billing.Country))
	for _, code := range []string{lineInventory, ""} { // struck once
		var one cartBody
		does(t, s, 201, "POST", base+"/carts", body, &one)
		got := ""
		if len(one.LineItems) == 1 && one.LineItems[0].Error != nil {
			got = one.LineItems[0].Error.Code
		}
		if got != code {
			t.Errorf("%q instead of %q: %+v", got, code, one)
		}
	}
}
