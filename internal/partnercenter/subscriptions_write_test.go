package partnercenter

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

const requestID = "6f1c2f0e-0000-4000-8000-00000000abcd"

// noted is a service that answers by method and path and keeps what was sent.
type noted struct {
	mu      sync.Mutex
	answers map[string][]string // "METHOD path" to answers in turn, the last one again and again
	asked   map[string]int
	kept    []sent
}

type sent struct {
	line    string // method and path
	body    string
	ifMatch string
	request string
}

func (n *noted) serve(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	line := r.Method + " " + r.URL.RequestURI()
	body, _ := io.ReadAll(r.Body)
	if r.Method != http.MethodGet {
		n.kept = append(n.kept, sent{line, string(body), r.Header.Get("If-Match"), r.Header.Get("MS-RequestId")})
	}
	all := n.answers[line]
	if len(all) == 0 {
		send(w, 404, `{"code":1000,"description":"not scripted: `+line+`"}`)
		return
	}
	if n.asked == nil {
		n.asked = map[string]int{}
	}
	answer := all[min(n.asked[line], len(all)-1)]
	n.asked[line]++
	status := 200
	if got, err := fmt.Sscanf(answer, "%d ", &status); got == 1 && err == nil {
		_, answer, _ = strings.Cut(answer, " ")
	}
	if answer == "drop" {
		panic(http.ErrAbortHandler)
	}
	send(w, status, answer)
}

// sent is what was sent so far.
func (n *noted) sent() []sent {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.kept)
}

const subscriptionPath = of + "/subscriptions/5ab9e2a4-0000-4000-8000-000000000001"

func subscriptionJSON(change string) string {
	all := map[string]any{
		"id": "5AB9E2A4-0000-4000-8000-000000000001", "offerId": "CFQ7TTC0LCHC:0002:CFQ7TTC0ABCD", "offerName": "Microsoft 365 Business Premium",
		"friendlyName": "Office", "quantity": 25, "status": "active", "autoRenewEnabled": true, "unitType": "Licenses", "termDuration": "P1Y",
		"orderId": "order-1", "renewalTermDuration": "P1Y", "cancellationAllowedUntilDate": "2026-03-05T00:00:00Z",
		"refundableQuantity":            map[string]any{"totalQuantity": 5, "details": []any{map[string]any{"quantity": 5, "allowedUntilDateTime": "2026-03-05T00:00:00Z"}}},
		"refundOptions":                 []any{map[string]any{"type": "Full", "expiresAfter": "2026-03-04T00:00:00Z"}},
		"scheduledNextTermInstructions": map[string]any{"quantity": 30, "product": map[string]any{"productId": "CFQ7TTC0LCHC", "customTermEndDate": nil}},
		"productType":                   map[string]any{"id": "OnlineServicesNCE"}, "attributes": map[string]any{"objectType": "Subscription"},
	}
	var changed map[string]any
	if change != "" {
		if err := json.Unmarshal([]byte(change), &changed); err != nil {
			panic(err)
		}
	}
	maps.Copy(all, changed)
	raw, _ := json.Marshal(all)
	return string(raw)
}

func seen(t *testing.T) partner.Subscription {
	t.Helper()
	s, err := answer{body: []byte(subscriptionJSON(""))}.subscription()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatASubscriptionSaysOfItsWindows(t *testing.T) {
	s := seen(t)
	fifth := time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)
	if !s.RefundableKnown || !reflect.DeepEqual(s.Refundable, []partner.RefundableSeats{{Seats: 5, Until: fifth}}) ||
		!s.CancelUntil.Equal(fifth) || !s.RefundUntil.Equal(fifth.AddDate(0, 0, -1)) || !s.NextTerm || !s.NewCommerce() || s.OrderID != "order-1" {
		t.Errorf("got %+v", s)
	}
	total, err := answer{body: []byte(subscriptionJSON(`{"refundableQuantity":{"totalQuantity":3,"details":null},"scheduledNextTermInstructions":null}`))}.subscription()
	if err != nil || total.NextTerm || !reflect.DeepEqual(total.Refundable, []partner.RefundableSeats{{Seats: 3, Until: fifth}}) {
		t.Errorf("got %+v, %v", total, err)
	}
	none, err := answer{body: []byte(subscriptionJSON(`{"refundableQuantity":null}`))}.subscription()
	if err != nil || none.RefundableKnown {
		t.Errorf("got %+v, %v", none, err)
	}
}

func TestEachChangeOfASubscription(t *testing.T) {
	for _, c := range []struct {
		edit   partner.SubscriptionEdit
		member string
		value  any
	}{
		{partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}, "quantity", 30.0},
		{partner.SubscriptionEdit{Change: partner.ChangeAutoRenew}, "autoRenewEnabled", false},
		{partner.SubscriptionEdit{Change: partner.ChangeNickname, Nickname: "Büro <1>"}, "friendlyName", "Büro <1>"},
		{partner.SubscriptionEdit{Change: partner.ChangeSuspend}, "status", "suspended"},
		{partner.SubscriptionEdit{Change: partner.ChangeCancel}, "status", "deleted"},
	} {
		want := map[string]any{}
		if err := json.Unmarshal([]byte(subscriptionJSON("")), &want); err != nil {
			t.Fatal(err)
		}
		want[c.member] = c.value
		answer, _ := json.Marshal(want)
		n := &noted{answers: map[string][]string{"GET " + subscriptionPath: {subscriptionJSON("")}, "PATCH " + subscriptionPath: {string(answer)}}}
		now, settled, correlation, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), c.edit, requestID)
		if err != nil || !settled || correlation == "" || !c.edit.Shows(now) {
			t.Fatalf("%s: %+v, %v, %q, %v", c.edit.Change, now, settled, correlation, err)
		}
		var got map[string]any
		if err := json.Unmarshal([]byte(n.sent()[0].body), &got); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: sent %v, want %v", c.edit.Change, got, want)
		}
		if n.sent()[0].request != requestID || n.sent()[0].ifMatch != "" {
			t.Errorf("%s: sent with %+v", c.edit.Change, n.sent()[0])
		}
	}
}

// TestAChangeKeepsWhatNobodyDocumented: random members, at every depth, go back
// as they came.
func TestAChangeKeepsWhatNobodyDocumented(t *testing.T) {
	for seed := range uint64(50) {
		resource := anyResource(rand.New(rand.NewPCG(seed, 7)), 3)
		for name, value := range parsed(t, []byte(subscriptionJSON(""))) {
			resource[name] = value
		}
		text, err := json.Marshal(resource)
		if err != nil {
			t.Fatal(err)
		}
		n := &noted{answers: map[string][]string{"GET " + subscriptionPath: {string(text)}, "PATCH " + subscriptionPath: {string(text)}}}
		edit := partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 26}
		if _, _, _, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), edit, requestID); err != nil {
			t.Fatal(err)
		}
		resource["quantity"] = json.Number("26")
		if got := parsed(t, []byte(n.sent()[0].body)); !reflect.DeepEqual(got, parsed(t, mustJSON(t, resource))) {
			t.Fatalf("seed %d: sent %s", seed, n.sent()[0].body)
		}
	}
}

func mustJSON(t *testing.T, value any) []byte {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestAChangeThatSomebodyElseMade(t *testing.T) {
	n := &noted{answers: map[string][]string{"GET " + subscriptionPath: {subscriptionJSON(`{"quantity":40}`)}}}
	edit := partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}
	now, _, _, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), edit, requestID)
	failsWith(t, err, partner.CodeConflict)
	if len(n.sent()) > 0 || now.Quantity != 40 {
		t.Errorf("sent %v, read %+v", n.sent(), now)
	}
	for _, refusal := range []string{`412 {}`, `400 {"code":2055,"description":"The ETag is stale."}`} {
		n := &noted{answers: map[string][]string{
			"GET " + subscriptionPath:   {subscriptionJSON(`{"attributes":{"etag":"\"eTag1\""}}`)},
			"PATCH " + subscriptionPath: {refusal},
		}}
		_, _, _, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), edit, requestID)
		if e := failsWith(t, err, partner.CodeConflict); e.Unclear || len(n.sent()) != 1 || n.sent()[0].ifMatch != `"eTag1"` {
			t.Errorf("%s: %+v, sent %+v", refusal, e, n.sent())
		}
	}
}

func TestAChangeThatTakesItsTime(t *testing.T) {
	edit := partner.SubscriptionEdit{Change: partner.ChangeSuspend}
	old, done := subscriptionJSON(""), subscriptionJSON(`{"status":"suspended"}`)
	n := &noted{answers: map[string][]string{"GET " + subscriptionPath: {old, old, old, done}, "PATCH " + subscriptionPath: {"202 "}}}
	now, settled, _, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), edit, requestID)
	if err != nil || !settled || now.Status != "suspended" {
		t.Errorf("%+v, %v, %v", now, settled, err)
	}
	n = &noted{answers: map[string][]string{"GET " + subscriptionPath: {old}, "PATCH " + subscriptionPath: {"202 "}}}
	d := newDesk(t, n.serve)
	now, settled, _, err = d.ChangeSubscription(context.Background(), contoso, seen(t), edit, requestID)
	if err != nil || settled || now.Status != "active" || len(d.waits) != len(settleAfter) || len(n.sent()) != 1 {
		t.Errorf("%+v, %v, %v, waited %v, sent %v", now, settled, err, d.waits, n.sent())
	}
}

func TestAChangeWhoseAnswerIsLost(t *testing.T) {
	edit := partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}
	for answer, unclear := range map[string]bool{
		"drop": true, `500 {"code":900225}`: true, `504 <html>`: true, `408 {"code":800003}`: true,
		`400 {"code":"800090","description":"no"}`: false, `403 {"code":"900308"}`: false, `409 {"code":900278}`: false, `404 {"code":20003}`: false,
	} {
		n := &noted{answers: map[string][]string{"GET " + subscriptionPath: {subscriptionJSON("")}, "PATCH " + subscriptionPath: {answer}}}
		_, _, _, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), edit, requestID)
		e := failsWith(t, err, partner.CodeOf(err))
		if e.Unclear != unclear || len(n.sent()) != 1 {
			t.Errorf("%s: %+v, sent %d times", answer, e, len(n.sent()))
		}
	}
}

func TestAChangeIsRepeatedWhereItWasThrottled(t *testing.T) {
	n := &noted{answers: map[string][]string{"GET " + subscriptionPath: {subscriptionJSON("")}, "PATCH " + subscriptionPath: {`429 {"statusCode":429}`, subscriptionJSON(`{"quantity":30}`)}}}
	now, settled, _, err := newDesk(t, n.serve).ChangeSubscription(context.Background(), contoso, seen(t), partner.SubscriptionEdit{Change: partner.ChangeSeats, Seats: 30}, requestID)
	if err != nil || !settled || now.Quantity != 30 || len(n.sent()) != 2 || n.sent()[0].request != n.sent()[1].request {
		t.Errorf("%+v, %v, %v, sent %+v", now, settled, err, n.sent())
	}
}
