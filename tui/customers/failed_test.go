package customers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/tuitest"
)

// TestAFailureSaysWhenItWas, wherever it is shown: what was in the way an hour ago
// need not be in the way now.
func TestAFailureSaysWhenItWas(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		s := tuitest.Sample()
		failed := partner.BlockState{Block: partner.BlockServices, FailedAt: tuitest.Now.Add(-3 * time.Hour), Failure: &partner.Error{Code: partner.CodeSignIn, ServiceCode: "no-sign-in"}}
		s.Records[tuitest.CustomerID(2)] = partner.Record{Customer: s.List[1], States: map[partner.Block]partner.BlockState{partner.BlockServices: failed}}
		d := deps(s)
		d.Text, d.Fetcher = text, nil
		want := i18n.Aside(text.Explain(failed.Failure).What, text.Age(tuitest.Now, failed.FailedAt))
		for name, h := range map[string]*tuitest.Host{
			"record": tuitest.NewHost(t, customers.New(d), 120, 30),
			"alone":  tuitest.NewHost(t, customers.NewBlock(d, s.List[1], partner.BlockServices), 120, 30),
			"detail": detailed(t, s, d, 120, 60),
		} {
			h.Frame.Text = text
			shown := strings.Join(h.Lines(), "\n")
			switch name {
			case "record":
				h.Press("right")
				shown = strings.Join(h.Lines(), "\n")
			case "detail":
				shown = aside(h)
			}
			joined := strings.NewReplacer(" ", "", "\n", "").Replace // the detail wraps
			if !strings.Contains(joined(shown), joined(want)) {
				t.Errorf("%s: no %q:\n%s", name, want, shown)
			}
		}
	}
}

// TestASignInLetsWhatFailedForItBeReadAgain at once, where anything else that is
// hardly older waits.
func TestASignInLetsWhatFailedForItBeReadAgain(t *testing.T) {
	s := tuitest.Sample()
	rec := tuitest.Record()
	for b, code := range map[partner.Block]partner.Code{partner.BlockLicenses: partner.CodeSignIn, partner.BlockUsers: partner.CodeService} {
		rec.States[b] = partner.BlockState{FetchedAt: tuitest.Now.Add(-3 * time.Minute), FailedAt: tuitest.Now.Add(-time.Minute), Failure: &partner.Error{Code: code}}
	}
	s.Records[tuitest.CustomerID(2)] = rec
	home(t, s, deps(s)).Press("right")
	if want := []string{fmt.Sprint(tuitest.CustomerID(2), " licenses")}; !slices.Equal(s.Fetched, want) {
		t.Errorf("fetched %v, want %v", s.Fetched, want)
	}
}
