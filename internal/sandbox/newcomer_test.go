package sandbox

import (
	"regexp"
	"testing"
	"time"
)

var dates = regexp.MustCompile(`"([A-Za-z]+)":"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d)`)

// TestNothingOfANewcomerIsOlderThanTheAcceptance: who has just become a customer has
// no history with this partner.
func TestNothingOfANewcomerIsOlderThanTheAcceptance(t *testing.T) {
	s := open(t, Options{})
	began := testTime
	v := visit(t, s, requestLink(t, s))
	for _, i := range []int{0, 1, 3, 4, 6, 8} {
		v.accept(prospectID(i))
		customer := "/v1/customers/" + prospectID(i)
		for _, part := range []string{"subscriptions", "servicerequests", "orders", "qualifications", "agreements", "entitlements", "subscribedskus", "profiles/billing"} {
			status, _, body := fetch(t, s, customer+"/"+part)
			if status != 200 {
				t.Fatalf("%s of prospect %d: %d %s", part, i, status, body)
			}
			for _, d := range dates.FindAllSubmatch(body, -1) {
				at, err := time.Parse("2006-01-02T15:04:05", string(d[2]))
				if err != nil || at.Before(began) {
					t.Errorf("%s of prospect %d: %s is %s", part, i, d[1], d[2])
				}
			}
		}
	}
}
