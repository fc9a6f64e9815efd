package customers_test

import (
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/tuitest"
)

func TestTheHandoverCardIsCopied(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Card = func(r partner.Record) string { return "card of " + r.Customer.CompanyName }
	h := tuitest.NewHost(t, customers.New(d), 80, 24)
	h.Press("down", "C")
	if len(s.Copied) != 1 || s.Copied[0] != "card of Adventure Works GmbH" {
		t.Errorf("copied %q", s.Copied)
	}
}
