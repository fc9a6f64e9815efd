package lines

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/refresh"
	"cspdesk/tui/tuitest"
)

const link = "https://admin.microsoft.com/Adminportal/Home?invType=ResellerRelationship&partnerId=11111111-1111-1111-1111-111111111111&msppId=0&DAP=true#/BillingAccounts/partner-invitation"

// world is everything around a dialog.
type world struct {
	*tuitest.Store
	byID     map[string]partner.Invitation
	fail     error // of the next writes
	linkErr  error
	giveErr  error
	given    []string
	edit     func(string) (string, error)
	job      *job
	conflict bool // somebody else changed the draft
	deaf     bool // the ledger cannot note that a mail left
	news     []partner.Change
	seenTo   int64
	terms    partner.Renewals
}

func (w *world) Invitations(context.Context) (all []partner.Invitation, err error) {
	for _, inv := range w.byID {
		all = append(all, inv)
	}
	slices.SortFunc(all, func(a, b partner.Invitation) int { return strings.Compare(a.ID, b.ID) })
	return all, nil
}

func (w *world) RefreshStatus(context.Context) (partner.RefreshStatus, error) {
	return partner.RefreshStatus{CompletedAt: tuitest.Now.Add(-3 * time.Hour)}, nil
}

func (w *world) SaveInvitation(_ context.Context, inv partner.Invitation, _ ...partner.Activity) (partner.Invitation, error) {
	old, ok := w.byID[inv.ID]
	switch {
	case w.fail != nil:
		return inv, w.fail
	case w.deaf && len(inv.HandedOver) > 0:
		return inv, errors.New("the disk is full")
	case ok != (inv.Revision > 0), ok && old.Revision != inv.Revision, w.conflict && ok:
		w.conflict = false
		return inv, partner.NewError(partner.CodeConflict, "", nil)
	}
	inv.Revision++
	w.byID[inv.ID] = inv
	return inv, nil
}

func (w *world) Invitation(_ context.Context, id string) (partner.Invitation, error) {
	inv, ok := w.byID[id]
	if !ok {
		return inv, partner.NewError(partner.CodeNotFound, id, nil)
	}
	return inv, nil
}

func (w *world) DeleteDraft(_ context.Context, id string) error {
	delete(w.byID, id)
	return nil
}

func (w *world) RelationshipRequest(context.Context, string) (string, error) { return link, w.linkErr }

func (w *world) Give(_ context.Context, channel partner.Channel, inv partner.Invitation) (string, error) {
	if w.giveErr != nil {
		return "", w.giveErr
	}
	w.given = append(w.given, string(channel)+" "+inv.Draft.Subject)
	return map[partner.Channel]string{partner.ChannelFile: "/home/anna/mail.eml", partner.ChannelClipboard: "native"}[channel], nil
}

func (w *world) Browse(_ context.Context, url string) error {
	w.given = append(w.given, "open "+url)
	return nil
}

func (w *world) Copy(_ context.Context, text string) (string, error) {
	w.given = append(w.given, "copy "+text)
	return "native", nil
}

func (w *world) Edit(_ context.Context, text string) (string, error) { return w.edit(text) }

// job is a refresh that has been asked for its progress so many times when it
// ends.
type job struct {
	steps  []refresh.Progress
	done   chan struct{}
	result refresh.Result
	err    error
}

func (j *job) Progress() refresh.Progress {
	p := j.steps[0]
	if j.steps = j.steps[1:]; len(j.steps) == 0 {
		close(j.done)
	}
	return p
}
func (j *job) Done() <-chan struct{}           { return j.done }
func (j *job) Result() (refresh.Result, error) { return j.result, j.err }

func newWorld() *world {
	w := &world{Store: tuitest.Sample(), byID: map[string]partner.Invitation{}, edit: func(string) (string, error) { return "", errors.New("no editor") }}
	w.Fill = func(r *partner.Record, b partner.Block) {
		r.States = map[partner.Block]partner.BlockState{}
		for _, block := range partner.Blocks() {
			r.States[block] = partner.BlockState{Block: block, FetchedAt: tuitest.Now}
		}
		r.Licenses = []partner.License{{Name: "Visio Plan 2", Total: 3, Consumed: 1}}
	}
	for i, action := range []partner.Action{partner.ActionInvitationFinished, partner.ActionRefreshFinished} {
		w.Lines = append(w.Lines, partner.Activity{
			Source: partner.SourceHere, Seq: int64(9 - i), At: tuitest.Now.Add(-time.Hour), Actor: "anna", Action: action, Outcome: partner.OutcomeDone, Subject: "Fabrikam AG",
		})
	}
	return w
}

// hold runs a dialog and gives what was said.
func (w *world) hold(t *testing.T, text *i18n.Strings, change func(*Deps), answers ...string) string {
	t.Helper()
	var out bytes.Buffer
	p, n := tuitest.Profile(), 0
	p.Connection, p.Roles = partner.ConnectionLive, []partner.Role{partner.RoleAdminAgent}
	service := invite.New(p, w, w, invite.Options{
		Now: func() time.Time { return tuitest.Now }, Actor: "anna",
		NewID: func() string { n++; return fmt.Sprintf("inv-%06d", len(w.byID)*10+n) },
	})
	d := Deps{
		Text: text, Profile: p, Now: func() time.Time { return tuitest.Now }, Customers: w, Notes: w, Fetcher: w, Marks: w, Notebook: w, Views: w, Follow: w, News: w, Snoozer: service,
		Refresh: func(context.Context, refresh.How) (Job, error) { return w.job, nil },
		Letters: service, Blanks: service, Ledger: service, Keeper: service, Outlet: w, Copy: w.Copy,
		Repair:   func(text, link string) (string, string, bool) { return "Mended", "", text != "hopeless" },
		DueAfter: 7 * 24 * time.Hour, Every: time.Millisecond,
	}
	if change != nil {
		change(&d)
	}
	if _, err := Begin(text, strings.NewReader(strings.Join(answers, "\n")+"\n"), true, &out).Run(context.Background(), d); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	if bytes.ContainsRune(out.Bytes(), 0x1b) || bytes.ContainsRune(out.Bytes(), '\r') {
		t.Errorf("a control character was said:\n%q", out.String())
	}
	return out.String()
}

// TestDialogs holds whole dialogs against golden files, in both languages.
func TestDialogs(t *testing.T) {
	for name, answers := range map[string][]string{
		"customers":   {"1", "?", "o", "1", "", "n", "s advent", "2", "1", "0", "f tag:vip", "s -", "f", "-", "99", "2", "0", "0", "0"},
		"request":     {"2", "2", "Fabrikam AG", "admin@", "admin@fabrikam.de", "guinea", "0", "germany", "", "1", "mine", "4", "Good morning", "3", "1", "1", "0", "3", "1", "3", "1", "3", "0", "0", "0", "0"},
		"draft":       {"2", "1", "Litware", "0", "Litware AG", "", "", "", "", "", "0", "3", "1", "1", "0", "1", "2", "2", "0", "0"},
		"activity":    {"5", "x", "n", "s refresh", "0", "8", "9", "", "?", "0"},
		"end-of-file": {"2", "", "Litware"},
	} {
		for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
			t.Run(name+"."+text.Language, func(t *testing.T) {
				got := newWorld().hold(t, text, nil, answers...)
				tuitest.Golden(t, name+"."+text.Language, strings.Split(strings.TrimSuffix(got, "\n"), "\n"))
			})
		}
	}
}

func wants(t *testing.T, got string, parts ...string) {
	t.Helper()
	at := 0
	for _, part := range parts {
		i := strings.Index(got[at:], part)
		if i < 0 {
			t.Fatalf("%q is not said, or not at its place:\n%s", part, got)
		}
		at += i + len(part)
	}
}

// TestPages goes through a long list and back.
func TestPages(t *testing.T) {
	w := newWorld()
	fill := w.Fill
	w.Store = tuitest.Many(25)
	w.Fill = fill
	got := w.hold(t, i18n.English(), nil, "1", "n", "n", "n", "p", "p", "p", "15", "n", "15", "1", "0", "0", "0")
	wants(t, got, "1 to 10", "11 to 20", "21 to 25", "25. Contoso 000024", "That was the end.", "11 to 20", "1 to 10", "This is the beginning.",
		"That number is not on this page.", "11 to 20", "Contoso 000014, contoso14.com", "1 of 3 in use")
}

// TestABriefBeforeTheRecord: a large record is not read out before its menu, which
// says how long all of it is. What could not be read is told at once.
func TestABriefBeforeTheRecord(t *testing.T) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		w := newWorld()
		w.Fill = func(r *partner.Record, _ partner.Block) {
			c := r.Customer
			*r = tuitest.Record()
			for i := range 15 {
				r.Users = append(r.Users, partner.User{DisplayName: fmt.Sprint("Anna ", i), State: "active"})
			}
			r.Customer = c
			r.States[partner.BlockLicenses] = partner.BlockState{FetchedAt: tuitest.Now.Add(-time.Hour), FailedAt: tuitest.Now, Failure: tuitest.Forbidden()}
		}
		got := w.hold(t, text, nil, "1", "1", "10", "1", "0", "0", "0")
		tuitest.Golden(t, "large-record."+text.Language, strings.Split(strings.TrimSuffix(got, "\n"), "\n"))
		_, said, _ := strings.Cut(got, " 10\n") // it was read again
		said, whole, _ := strings.Cut(said, " 1\n")
		brief, menu, _ := strings.Cut(strings.TrimSpace(said), "\n\n")
		whole, _, _ = strings.Cut(whole, "\n\n")
		if strings.Count(brief, "\n") > 5 || strings.Contains(brief, "Anna") {
			t.Errorf("before the menu is read:\n%s", brief)
		}
		if label := text.Count(text.Lines.ReadAll, strings.Count(whole, "\n")+1); !strings.Contains(menu, "1. "+label) || !strings.Contains(whole, "Anna 14") {
			t.Errorf("the menu does not say %q of:\n%s", label, whole)
		}
	}
}

// TestPortals: portals are named, and their long addresses said of the one that is
// chosen, to open it or to copy it. What is not safe is not opened.
func TestPortals(t *testing.T) {
	w := newWorld()
	fill, id := w.Fill, w.List[0].ID
	w.List[0].Pinned = true
	good := "https://portal.office.com/Partner/BeginClientSession.aspx?CTID=" + string(id) + "&CSDEST=Exchange"
	w.Fill = func(r *partner.Record, b partner.Block) {
		fill(r, b)
		r.Account.Address.Country, r.Account.Language = "de", "de"
		r.Services = []partner.ManagedService{{Name: "Exchange", AdminURL: good}, {Name: "Odd", AdminURL: "http://portal.office.com/"}}
	}
	record := []string{"1", "1", "1", "9"}
	got := w.hold(t, i18n.English(), nil, append(record, "1", "1", "1", "2", "2", "1", "0", "0", "0", "0", "0", "0")...)
	wants(t, got, "pinned.", "pinned.", "Germany", "Language: Deutsch", "Portals: Exchange, Odd.", "9. Portals: open one", "1. Exchange", good, "It opens in your browser, for this customer's tenant.",
		"Handed to your browser: Exchange.", "Copied: in the clipboard of this computer.", "http://portal.office.com/", "is not a safe https address", "Open it in the browser (not possible now)")
	if want := []string{"open " + good, "copy " + good}; !slices.Equal(w.given, want) {
		t.Errorf("%q, want %q", w.given, want)
	}
	if n := strings.Count(got, good); n > 2 {
		t.Errorf("the address was said %d times", n)
	}
}

// TestEveryAnswerIsStored ends the input after each answer of a request: what
// was answered until then is in the ledger.
func TestEveryAnswerIsStored(t *testing.T) {
	answers := []string{"2", "2", "Fabrikam AG", "admin@fabrikam.de", "DE", "", "", "mine", "4", "My subject"}
	for n := 3; n <= len(answers); n++ {
		w := newWorld()
		w.hold(t, i18n.English(), nil, answers[:n]...)
		if len(w.byID) != 1 {
			t.Fatalf("after %d answers %d drafts are stored", n, len(w.byID))
		}
		for _, inv := range w.byID {
			if inv.State != partner.StateDraft || inv.AdminRights || inv.Name != "Fabrikam AG" ||
				n >= 4 && inv.To != "admin@fabrikam.de" || n >= 5 && inv.Country != "DE" || n >= 8 && inv.Note != "mine" ||
				n >= 10 && inv.Draft.Subject != "My subject" || n >= 8 && !strings.Contains(inv.Draft.Link, "invType=") {
				t.Errorf("after %d answers the draft is %+v", n, inv)
			}
		}
	}
}

// TestWhatCannotBeStored is kept, said and stored with the next answer.
func TestWhatCannotBeStored(t *testing.T) {
	w := newWorld()
	w.fail = partner.NewError(partner.CodeStoreFull, "", nil)
	got := w.hold(t, i18n.English(), nil, "2", "", "Fabrikam AG", "0", "0", "0", "1", "", "Fabrikam AG", "0", "0", "0", "2", "0")
	wants(t, got, "Your answer could not be stored yet", "The disk is full", "Free some space", "Your text could not be stored", "For (enter keeps Fabrikam AG)", "Leave, and lose")
	if len(w.byID) != 0 {
		t.Fatal("it was stored all the same")
	}
	w = newWorld()
	w.conflict = true
	got = w.hold(t, i18n.English(), nil, "2", "", "Fabrikam AG", "admin@fabrikam.de", "0", "0", "0", "0")
	wants(t, got, "This draft was changed in another window")
	if len(w.byID) != 2 {
		t.Errorf("%d drafts are stored, want both", len(w.byID))
	}
}

// TestNoLink offers every way on: again, a pasted link, back.
func TestNoLink(t *testing.T) {
	w := newWorld()
	w.linkErr = &partner.Error{Code: partner.CodeUnreachable, CorrelationID: "5f3b1c7e"}
	got := w.hold(t, i18n.English(), nil,
		"2", "", "Fabrikam AG", "", "", "", "", "", "1", "2", "https://example.com", "2", link, "0", "0")
	wants(t, got, "Problem: Partner Center could not be reached", "Correlation id 5f3b1c7e", "could not be fetched", "This link cannot be used", "End of the mail.", "The draft is kept")
}

// TestEditor takes a text with the link intact, mends a damaged one only if asked,
// and never loses the link.
func TestEditor(t *testing.T) {
	for _, c := range []struct {
		answer, want string
		edit         func(string) (string, error)
		more         []string
	}{
		{want: "Hello\n\n" + link, edit: func(string) (string, error) { return "Hello\n\n" + link + "\n\nBye", nil }},
		{want: "Mended\n\n" + link, edit: func(string) (string, error) { return "no link", nil }, more: []string{"2"}},
		{want: "Contoso Partner", edit: func(string) (string, error) { return "no link", nil }, more: []string{""}},
		{want: "Contoso Partner", edit: func(string) (string, error) { return "hopeless", nil }},
		{want: "Contoso Partner", edit: func(s string) (string, error) { return s, nil }},
		{want: "Contoso Partner", edit: func(string) (string, error) { return "", partner.NewError(partner.CodeEditor, "vi: ended", nil) }},
	} {
		w := newWorld()
		w.edit = c.edit
		answers := append([]string{"2", "1", "Fabrikam AG", "", "", "", "", "", "5"}, c.more...)
		w.hold(t, i18n.English(), nil, append(answers, "0", "0")...)
		for _, inv := range w.byID {
			if body := inv.Draft.Body(); !strings.Contains(body, c.want) || !strings.Contains(body, link) {
				t.Errorf("the text is %q, want %q", body, c.want)
			}
		}
		if len(w.byID) != 1 {
			t.Errorf("%d drafts", len(w.byID))
		}
	}
}

// TestHandOver tells what went wrong with a channel; the request is finished all
// the same.
func TestHandOver(t *testing.T) {
	w := newWorld()
	w.giveErr = partner.NewError(partner.CodeMailApp, "there is no mail app", nil)
	got := w.hold(t, i18n.English(), nil, "2", "", "Fabrikam AG", "", "", "", "", "", "1", "0", "0")
	wants(t, got, "Saved in your invitations.", "Problem: No mail app could be opened (there is no mail app). Copy the mail, or save it as a file.", "The request is finished.")
	for _, inv := range w.byID {
		if inv.State != partner.StateReady {
			t.Errorf("the request is %s", inv.State)
		}
	}
}

// TestAHandOverThatCannotBeNoted asks before the mail leaves a second time,
// also where the ledger could not note the first.
func TestAHandOverThatCannotBeNoted(t *testing.T) {
	w := newWorld()
	w.deaf = true
	got := w.hold(t, i18n.English(), nil, "2", "", "Fabrikam AG", "", "", "", "", "", "1", "1", "1", "0", "0")
	wants(t, got, "was handed over before")
	if len(w.given) != 1 {
		t.Errorf("the mail left %d times: %q", len(w.given), w.given)
	}
}

// TestRefresh says now and then how far it is, and asks about what it found.
func TestRefresh(t *testing.T) {
	w := newWorld()
	w.byID["inv-1"] = partner.Invitation{ID: "inv-1", Name: "Fabrikam AG", State: partner.StateHandedOver, Revision: 1, CreatedAt: tuitest.Now}
	w.job = &job{
		steps: []refresh.Progress{{}, {Customers: 500, Expected: 1000}, {Customers: 500, Expected: 1000}, {Customers: 1000}},
		done:  make(chan struct{}),
		result: refresh.Result{Customers: 1200, Added: 3, Changed: 1, Matches: []partner.Proposal{{
			Invitation: w.byID["inv-1"], Candidates: []partner.Candidate{{Customer: w.List[2], Reason: partner.MatchName}},
		}}},
	}
	got := w.hold(t, i18n.English(), nil, "4", "2", "0")
	wants(t, got, "Asking Partner Center", "Refreshing 500 of about 1,000 customers.", "1,200 customers read, 3 new, 1 changed.", "Was your request accepted?", "Yes, by Fabrikam AG, fabrikam.de", "Accepted by Fabrikam AG")
	if n := strings.Count(got, "500 of about"); n != 1 {
		t.Errorf("the same progress was said %d times", n)
	}
	if inv := w.byID["inv-1"]; inv.State != partner.StateAccepted {
		t.Errorf("the request is %s", inv.State)
	}
	wants(t, w.hold(t, i18n.English(), nil, "3", "1", "0", "0", "0"), "by customer Fabrikam AG (fabrikam.")
	w.byID["inv-1"] = partner.Invitation{ID: "inv-1", Name: "Fabrikam AG", State: partner.StateHandedOver, Revision: 1, CreatedAt: tuitest.Now}
	w.job.steps, w.job.done = []refresh.Progress{{}}, make(chan struct{})
	got = w.hold(t, i18n.English(), nil, "4", "3", "0")
	if inv := w.byID["inv-1"]; inv.State != partner.StateHandedOver || len(inv.Declined) != 1 || inv.Declined[0] != w.List[2].ID {
		t.Errorf("declined: %+v", inv)
	}
	wants(t, got, "by none of these", "Noted; the request stays open.")
	got = w.hold(t, i18n.Chinese(), func(d *Deps) { d.RefreshOff = "脱机" }, "4", "0")
	wants(t, got, "目前不可用", "脱机")
}

// TestNothingHostileIsSaid: text from outside stays on its line and sends no
// control characters.
func TestNothingHostileIsSaid(t *testing.T) {
	w, s := newOffice(), i18n.English()
	w.Store = tuitest.HostileStore()
	evil := tuitest.Hostile()[0]
	w.users[0].DisplayName, w.users[0].PrincipalName = evil, evil+"@fabrikam.de"
	w.support.Requests[0].Title, w.support.Requests[0].Description, w.support.Requests[0].Notes[0].Text, w.support.Requests[0].Contact = evil, evil, evil, evil
	w.blockers = []partner.Blocker{{Kind: partner.BlockerSoftware, Name: evil}}
	w.billing.CompanyName, w.profiles[0].Company = evil, evil
	w.open = []partner.Intent{{ID: "i", Actor: evil, Action: partner.ActionSubscriptionChanged, Subject: evil, Detail: evil}}
	w.news = []partner.Change{{Seq: 1, Customer: w.List[0].ID, CompanyName: evil, Kind: partner.ChangeKind(evil), Subject: evil, Before: evil, After: evil}}
	w.terms = partner.Renewals{Decide: []partner.Renewal{{Customer: w.List[0].ID, CompanyName: evil, Subscription: partner.Subscription{OfferName: evil, Term: evil}, Kind: partner.RenewalLong}}, Known: 1}
	w.Kept, w.roles, w.orders = []partner.View{{Number: 1, Name: evil, Query: partner.ListQuery{Search: evil}}}, []partner.DirectoryRole{{Name: evil}}, []partner.Order{{ID: evil, Status: evil}}
	answers := []string{"1", "v", "1", "3", "1"}
	for range len(w.List)/page + 1 {
		answers = append(answers, "n")
	}
	answers = append(answers, "s -", "1", "2", "1", "1", "0", "2", "2", "0", "0", "3", "1", "1", "3", "2", "0", "0", "4", "1", "0", "0", "5", "1", "0", "0", "6", "0", "7", "1", "0", "8", "1", "0", "2", "0", "4", "0", "0", "0", "0",
		"5", "n", "n", "n", "0", "6", "1", "1", "2", "2", "7", "1", "5", "0", "0", "8", "t", "0", "0",
		"1", "s -", "4", "2", "1", "4", "0", "0", "0", "3", "3", "0", "0", "8", "4", "0", "1", "0", "0", "0", "0", "0")
	got := w.held(t, i18n.English(), nil, answers...)
	if len(w.did) == 0 {
		t.Error("nothing was changed on the way")
	}
	wants(t, got, s.Marks.ViewsTitle, s.Lines.List.Own, s.Changes.Title, s.Changes.Renewals, "Roles of", "Orders of", s.Lines.Bye)
	for _, r := range got {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' {
			t.Fatalf("%q was said", r)
		}
	}
}

// TestLocked leaves nothing to change.
func TestLocked(t *testing.T) {
	w := newWorld()
	w.byID["inv-1"] = partner.Invitation{ID: "inv-1", Name: "Fabrikam AG", State: partner.StateReady, Revision: 1, CreatedAt: tuitest.Now}
	got := w.hold(t, i18n.English(), func(d *Deps) { d.Locked, d.RefreshOff = "Locked", "Locked" }, "2", "4", "3", "1", "2", "3", "4", "0", "0", "0")
	if len(w.given) > 0 || w.byID["inv-1"].State != partner.StateReady {
		t.Errorf("something was done:\n%s", got)
	}
	wants(t, got, "Locked", "Request a reseller relationship (not possible now)", "Withdraw this request (not possible now)")
}

// TestInterrupted ends with the error of the context.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r, _ := io.Pipe() // nobody answers
	dialog := Begin(i18n.English(), r, false, io.Discard)
	w := newWorld()
	_, err := dialog.Run(ctx, Deps{Text: i18n.English(), Now: func() time.Time { return tuitest.Now }, Customers: w, Notes: w, News: w})
	if partner.CodeOf(err) != partner.CodeCancelled {
		t.Errorf("it ended with %v", err)
	}
	if _, err := dialog.WantsPractice(ctx); partner.CodeOf(err) != partner.CodeCancelled {
		t.Errorf("the first question ended with %v", err)
	}
}

func TestFirstStart(t *testing.T) {
	for answer, want := range map[string]bool{"1\n": true, "0\n": false, "": false, "x\n\n1\n": true} {
		var out bytes.Buffer
		got, err := Begin(i18n.English(), strings.NewReader(answer), false, &out).WantsPractice(context.Background())
		if err != nil || got != want || !strings.Contains(out.String(), "cspdesk profile add") {
			t.Errorf("%q gives %v, %v:\n%s", answer, got, err, out.String())
		}
	}
}
