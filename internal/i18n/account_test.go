package i18n

import (
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

// TestQualified: the values of the service in words, and what it added since as
// it stands.
func TestQualified(t *testing.T) {
	for _, c := range []struct {
		given            partner.Qualification
		english, chinese string
	}{
		{partner.Qualification{Name: "Nonprofit", Vetting: "InReview"}, "Nonprofit, under review", "非营利，审核中"},
		{partner.Qualification{Name: "Education"}, "Education", "教育"},
		{partner.Qualification{Vetting: "Denied"}, "denied", "已拒绝"},
		{partner.Qualification{Name: "Museum", Vetting: "Pending"}, "Museum, Pending", "Museum，Pending"},
		{},
	} {
		if got := English().Qualified(c.given); got != c.english {
			t.Errorf("%+v reads %q", c.given, got)
		}
		if got := Chinese().Qualified(c.given); got != c.chinese {
			t.Errorf("%+v reads %q in Chinese", c.given, got)
		}
	}
}

// TestWhoEndedTheRightsIsSaidAlike: wherever rights are gone, the customer may have
// removed them, or we gave them up.
func TestWhoEndedTheRightsIsSaidAlike(t *testing.T) {
	for text, want := range map[*Strings][2]string{
		English(): {"The customer removed ", ", or you gave them up"}, Chinese(): {"客户已删除", "，或由您放弃"},
	} {
		for where, said := range map[string]string{
			"the account": text.Account.RightsText["removed"], "the record": text.Customers.Record.RightsRemoved, "support": text.Support.RightsRemoved,
		} {
			if !strings.HasPrefix(said, want[0]) || !strings.Contains(said, want[1]) {
				t.Errorf("%s says %q, without %q", where, said, want)
			}
		}
	}
}
