package partnercenter

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

const (
	canary  = "canary-eyJ0eXAiOiJKV1QifQ.c2VjcmV0.d2hhdA"
	contoso = "0c39d6d5-c70d-4c55-bc02-f620844f3fd1"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// desk is a client of a scripted service, with a clock that stands still and
// waits that are noted and not waited.
type desk struct {
	*Client
	server *httptest.Server
	log    bytes.Buffer
	mu     sync.Mutex
	waits  []time.Duration
}

func newDesk(t *testing.T, handler http.HandlerFunc) *desk {
	t.Helper()
	d := &desk{server: httptest.NewServer(handler)}
	t.Cleanup(d.server.Close)
	client, err := New(d.server.URL, func(context.Context) (string, error) { return canary, nil }, Options{
		Now: func() time.Time { return noon },
		Wait: func(ctx context.Context, w time.Duration) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.waits = append(d.waits, w)
			return ctx.Err()
		},
		Log: slog.New(slog.NewTextHandler(&d.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Client = client
	t.Cleanup(func() {
		if strings.Contains(d.log.String(), canary) {
			t.Error("the token is in the log")
		}
	})
	return d
}

// read asks for a page of customers and reads it.
func (d *desk) read(size int, next string) ([]partner.Customer, string, error) {
	read, following, err := d.CustomersPage(context.Background(), size, next)
	if err != nil {
		return nil, "", err
	}
	customers, err := read()
	return customers, following, err
}

// failsWith checks an error's code and that the token is nowhere in it.
func failsWith(t *testing.T, err error, code partner.Code) *partner.Error {
	t.Helper()
	if got := partner.CodeOf(err); got != code {
		t.Fatalf("error %v has code %q, want %q", err, got, code)
	}
	e, ok := errors.AsType[*partner.Error](err)
	if !ok {
		t.Fatalf("error is a %T", err)
	}
	if all := fmt.Sprintf("%v %+v %#v", e, *e, *e); strings.Contains(all, canary) {
		t.Fatalf("the token is in the error: %s", all)
	}
	return e
}

// send writes a JSON answer.
func send(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprint(w, body)
}

// row is a customer of the list with a number for an id.
func row(i int) string {
	return fmt.Sprintf(`{"id":"%08d-0000-4000-8000-000000000000","companyProfile":{"tenantId":"%08d-0000-4000-8000-000000000000",
		"domain":"contoso%d.onmicrosoft.com","companyName":"Contoso %d","links":{"self":{"uri":"/customers/x/profiles/company","method":"GET","headers":[]}},
		"attributes":{"objectType":"CustomerCompanyProfile"}},"relationshipToPartner":"reseller",
		"links":{"self":{"uri":"/customers/x","method":"GET","headers":[]}},"attributes":{"objectType":"Customer"}}`, i, i, i, i)
}

// list wraps rows; next is the JSON of the link, or "".
func list(next string, rows ...string) string {
	links := `"self":{"uri":"/customers?size=2","method":"GET","headers":[]}`
	if next != "" {
		links += `,"next":` + next
	}
	return fmt.Sprintf(`{"totalCount":%d,"items":[%s],"links":{%s},"attributes":{"objectType":"Collection"}}`,
		len(rows), strings.Join(rows, ","), links)
}

// nextLink is a link as the service writes it.
func nextLink(uri, token string) string {
	raw, _ := json.Marshal(map[string]any{"uri": uri, "method": "GET",
		"headers": []map[string]string{{"key": "MS-ContinuationToken", "value": token}}})
	return string(raw)
}
