package partner

import "testing"

// TestASubscriptionHasOneName: the product, and a name of the customer's own behind
// it, in what keeps a relationship, in news, and where add-ons stop with it, too.
func TestASubscriptionHasOneName(t *testing.T) {
	for _, c := range []struct{ offer, nickname, want string }{
		{"Power BI Pro", "Sales", "Power BI Pro (Sales)"}, {"Power BI Pro", "", "Power BI Pro"}, {"Power BI Pro", "Power BI Pro", "Power BI Pro"}, {"", "Sales", "Sales"},
	} {
		s := Subscription{ID: "s", OfferName: c.offer, Nickname: c.nickname, Status: SubscriptionActive, Quantity: 3, UnitType: "Licenses"}
		fewer, child := s, s
		fewer.Quantity, child.ParentID = 2, "parent"
		names := map[string]string{
			"itself": s.Name(), "keeps the relationship": Blockers([]Subscription{s})[0].Name, "news": CompareSubscriptions([]Subscription{s}, []Subscription{fewer})[0].Subject,
			"stops with it": Subscription{ID: "parent"}.addOnsStop([]Subscription{child})[0].Names[0],
		}
		for where, got := range names {
			if got != c.want {
				t.Errorf("%s: %q, want %q", where, got, c.want)
			}
		}
	}
}
