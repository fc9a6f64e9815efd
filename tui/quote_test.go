package tui

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/customers"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// broken is a page that shows an error.
type broken struct {
	*page
	err error
}

func (b *broken) Failed() error { return b.err }

func quotable(id string) error {
	return &partner.Error{Code: partner.CodeService, HTTPStatus: 500, CorrelationID: id}
}

// TestTheCorrelationIDIsOneKeyAway: of a notice, of an error that a screen shows,
// and of the last of them when neither is in sight any more; also while somebody
// types.
func TestTheCorrelationIDIsOneKeyAway(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		for _, typing := range []bool{false, true} {
			var copied []string
			p := &broken{page: &page{name: "one", typing: typing}}
			d := start(t, 80, 24, Options{Text: text, Open: opening(p), Copy: func(_ context.Context, id string) (string, error) {
				copied = append(copied, id)
				return "osc52", nil
			}})
			hint := "alt+c " + text.Keys[string(keys.CopyCorrelation)].Short
			d.press("alt+c")
			d.shows(text.App.NoCorrelation)
			d.send(screen.Notice{Level: screen.Failure, Text: "It broke.", Correlation: "5f3b1c7e-0000-4000-8000-00000000abcd"})
			d.shows("It broke.", "5f3b1c7e-0000-4000-8000-00000000abcd", hint)
			d.press("alt+c")
			if strings.Contains(strings.Join(d.lines(), "\n"), hint) {
				t.Error("the key is named without an error")
			}
			p.err = quotable("in-sight")
			d.press("down", "alt+c")
			p.err = nil
			d.press("down", "alt+c")
			if !slices.Equal(copied, []string{"5f3b1c7e-0000-4000-8000-00000000abcd", "in-sight", "in-sight"}) {
				t.Errorf("copied %q", copied)
			}
			d.shows("in-sight")
			if got := p.keysGot(); got != "down down" {
				t.Errorf("the page got %q", got)
			}
		}
	}
}

// A broken clipboard is told, and a hostile id is drawn and copied harmlessly.
func TestTheCorrelationIDIsSafe(t *testing.T) {
	var copied string
	d := start(t, 60, 18, Options{Open: opening(&page{name: "one"}), Copy: func(_ context.Context, id string) (string, error) {
		copied = id
		return "", partner.NewError(partner.CodeClipboard, "", nil)
	}})
	d.send(screen.Notice{Level: screen.Failure, Text: "It broke.", Correlation: "\x1b[2J\nid"})
	d.shows("␛[2J␊id")
	d.press("alt+c")
	if d.shows(i18n.English().Error(partner.CodeClipboard).What); strings.ContainsAny(copied, "\x1b\n") {
		t.Errorf("copied %q", copied)
	}
}

// TestARefreshThatFailsIsQuoted goes the whole way from the list to the key.
func TestARefreshThatFailsIsQuoted(t *testing.T) {
	var copied string
	s := tuitest.Sample()
	deps := custom(s)
	deps.Refresh = func(context.Context, refresh.How) (customers.Job, error) { return nil, quotable("service-says") }
	d := start(t, 80, 24, Options{Open: opening(customers.New(deps)), Copy: func(_ context.Context, id string) (string, error) {
		copied = id
		return "osc52", nil
	}})
	d.press("r")
	d.shows("service-says", "alt+c")
	d.press("alt+c")
	if copied != "service-says" {
		t.Errorf("copied %q", copied)
	}
}

// troubled is a status that the test changes.
type troubled struct{ status partner.RefreshStatus }

func (s *troubled) RefreshStatus(context.Context) (partner.RefreshStatus, error) {
	return s.status, nil
}

// TestTheHeaderSaysWhyTheDataIsOld: in a word or two beside its age, until the
// service can be used again.
func TestTheHeaderSaysWhyTheDataIsOld(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		s := &troubled{partner.RefreshStatus{CompletedAt: tuitest.Now.Add(-3 * time.Hour)}}
		d := start(t, 80, 24, Options{Text: text, Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
			desk, err := opening(&page{name: "one"})(ctx, tongue)
			desk.Status = s
			return desk, err
		}})
		for _, code := range []partner.Code{partner.CodeUnreachable, partner.CodeSignIn, partner.CodeThrottled, partner.CodeService, partner.CodeBadAnswer} {
			s.status.Trouble = code
			d.send(screen.Changed{})
			why := text.App.Trouble[string(code)]
			if header := d.lines()[0]; why == "" || !strings.Contains(header, text.Age(tuitest.Now, s.status.CompletedAt)) || !strings.Contains(header, why) {
				t.Errorf("%s: %q", code, header)
			}
			s.status.TroubleAt = tuitest.Now.Add(-2 * time.Hour) // of an earlier run
			d.send(screen.Changed{})
			if header := d.lines()[0]; !strings.Contains(header, why+text.Common.Comma+text.Age(tuitest.Now, s.status.TroubleAt)) {
				t.Errorf("%s of an earlier run: %q", code, header)
			}
			s.status.TroubleAt = time.Time{}
			d.send(tea.WindowSizeMsg{Width: 60, Height: 18})
			if header := d.lines()[0]; !strings.Contains(header, "Contoso") || !strings.Contains(header, why) {
				t.Errorf("%s on a narrow window: %q", code, header)
			}
			d.send(tea.WindowSizeMsg{Width: 80, Height: 24})
			s.status.Trouble = ""
			d.send(screen.Changed{})
			if header := d.lines()[0]; strings.Contains(header, why) {
				t.Errorf("afterwards: %q", header)
			}
		}
	}
}

// The first call that goes well is seen with the next key, without a refresh.
func TestTheHeaderIsLookedAtAgain(t *testing.T) {
	s := &troubled{partner.RefreshStatus{Trouble: partner.CodeUnreachable}}
	d := start(t, 80, 24, Options{Open: func(ctx context.Context, _ *i18n.Strings) (Desk, error) {
		desk, err := opening(&page{name: "one"})(ctx, tongue)
		desk.Status, desk.Changes = s, &counting{generation: 1}
		return desk, err
	}})
	d.shows("no connection")
	s.status.Trouble = ""
	tuitest.Drain(t, d.update, d.app.Update(tuitest.Key("down"), tuitest.Now.Add(3*time.Second)))
	if header := d.lines()[0]; strings.Contains(header, "no connection") {
		t.Error(header)
	}
}
