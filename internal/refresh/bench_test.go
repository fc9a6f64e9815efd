package refresh_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/internal/refresh"
	"cspdesk/internal/store"
)

// The adapters fit without knowing this package.
var (
	_ refresh.Source = (*partnercenter.Client)(nil)
	_ refresh.Keeper = (*store.DB)(nil)
)

// serve gives customers in pages as the service does, after a delay.
func serve(tb testing.TB, total int, delay time.Duration) *partnercenter.Client {
	tb.Helper()
	pages := map[int]string{}
	for at := 0; at < total; at += 500 {
		rows := make([]string, 0, 500)
		for i := at; i < min(at+500, total); i++ {
			rows = append(rows, fmt.Sprintf(`{"id":"%08x-0000-4000-8000-000000000000","companyProfile":{"tenantId":"%08x-0000-4000-8000-000000000000","domain":"contoso%d.onmicrosoft.com","companyName":"Contoso %d Trading Company","links":{"self":{"uri":"/customers/%08x-0000-4000-8000-000000000000/profiles/company","method":"GET","headers":[]}},"attributes":{"objectType":"CustomerCompanyProfile"}},"relationshipToPartner":"reseller","links":{"self":{"uri":"/customers/%08x-0000-4000-8000-000000000000","method":"GET","headers":[]}},"attributes":{"objectType":"Customer"}}`, i, i, i, i, i, i))
		}
		next := ""
		if at+500 < total {
			next = fmt.Sprintf(`,"next":{"uri":"/customers?size=500&seekOperation=Next","method":"GET","headers":[{"key":"MS-ContinuationToken","value":"%d"}]}`, at+500)
		}
		pages[at] = `{"totalCount":500,"items":[` + strings.Join(rows, ",") + `],"links":{"self":{"uri":"/customers?size=500","method":"GET","headers":[]}` + next + `},"attributes":{"objectType":"Collection"}}`
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(delay) // the service's own time: what is measured is how it is used
		at, _ := strconv.Atoi(r.Header.Get("MS-ContinuationToken"))
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, pages[at])
	}))
	tb.Cleanup(server.Close)
	client, err := partnercenter.New(server.URL, func(context.Context) (string, error) { return "token", nil }, partnercenter.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return client
}

// counter is a store that keeps nothing.
type counter struct{ refresh.Keeper }

func (counter) BeginRefresh(context.Context, bool) (partner.RefreshPass, error) {
	return partner.RefreshPass{ID: 1}, nil
}
func (counter) SavePage(_ context.Context, _ int64, page []partner.Customer, _ string) (int, int, error) {
	return len(page), 0, nil
}
func (counter) FinishRefresh(context.Context, int64, bool) (int, error)   { return 0, nil }
func (counter) AbsentCount(context.Context, int64) (int, int, error)      { return 0, 0, nil }
func (counter) Invitations(context.Context) ([]partner.Invitation, error) { return nil, nil }
func (counter) AppendActivity(context.Context, partner.Activity) error    { return nil }

func pass(tb testing.TB, s *refresh.Service) refresh.Result {
	tb.Helper()
	j, err := s.Start(context.Background(), true)
	if err != nil {
		tb.Fatal(err)
	}
	r, err := j.Result()
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// TestThroughClientAndStore is a pass as it is made in earnest: over HTTP into a
// database, and once more with nothing new.
func TestThroughClientAndStore(t *testing.T) {
	client := serve(t, 1203, 0)
	db, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "cspdesk.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	s := refresh.New(client, db, refresh.Options{LockFile: filepath.Join(t.TempDir(), "refresh.lock")})
	if r := pass(t, s); r.Customers != 1203 || r.Added != 1203 || r.Changed != 0 || r.Requests != 3 || r.Retries != 0 {
		t.Errorf("%+v", r)
	}
	if r := pass(t, s); r.Customers != 1203 || r.Added != 0 || r.Changed != 0 || r.Vanished != 0 {
		t.Errorf("again: %+v", r)
	}
	s = refresh.New(serve(t, 100, 0), db, refresh.Options{})
	if r := pass(t, s); r.VanishedHeld != 1103 || r.Vanished != 0 || r.Customers != 100 {
		t.Errorf("a list that has shrunk: %+v", r)
	}
}

func BenchmarkRefresh(b *testing.B) {
	for _, bench := range []struct {
		name  string
		total int
		delay time.Duration
		store bool
	}{
		{"http alone, 20000", 20_000, 0, false},
		{"http alone, 20000, 20 ms a page", 20_000, 20 * time.Millisecond, false},
		{"into the store, 20000", 20_000, 0, true},
		{"into the store, 20000, 20 ms a page", 20_000, 20 * time.Millisecond, true},
	} {
		b.Run(bench.name, func(b *testing.B) {
			client := serve(b, bench.total, bench.delay)
			for n := 0; b.Loop(); n++ {
				var keeper refresh.Keeper = counter{}
				if bench.store {
					b.StopTimer()
					db, err := store.Open(context.Background(), filepath.Join(b.TempDir(), strconv.Itoa(n)+".db"), store.Options{})
					if err != nil {
						b.Fatal(err)
					}
					b.Cleanup(func() { _ = db.Close() })
					keeper = db
					b.StartTimer()
				}
				pass(b, refresh.New(client, keeper, refresh.Options{}))
			}
			b.ReportMetric(float64(bench.total*b.N)/b.Elapsed().Seconds(), "customers/s")
		})
	}
}
