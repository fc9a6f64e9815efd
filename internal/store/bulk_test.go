package store_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// errDead is what everything gives once the program of a test is dead.
var errDead = errors.New("killed")

// mortal is a database and a mail app that can be used until the program dies:
// before its last step, or right behind it, so that nobody hears of it.
type mortal struct {
	*store.DB
	left   int  // steps to live; below 0 for ever
	behind bool // the last step still happens
	out    map[string]int
}

func (m *mortal) step(do func() error) error {
	switch {
	case m.left == 0:
		return errDead
	case m.left == 1 && !m.behind:
		m.left = 0
		return errDead
	}
	m.left--
	err := do()
	if m.left == 0 {
		return errDead
	}
	return err
}

func (m *mortal) SaveInvitation(ctx context.Context, inv partner.Invitation, done ...partner.Activity) (saved partner.Invitation, err error) {
	err = m.step(func() (err error) { saved, err = m.DB.SaveInvitation(ctx, inv, done...); return err })
	return saved, err
}

func (m *mortal) ReviseJobRow(ctx context.Context, job string, row partner.JobRow, was partner.RowState) error {
	return m.step(func() error { return m.DB.ReviseJobRow(ctx, job, row, was) })
}

// give is a folder: the same mail lies in it once, however often it is saved; or a
// mail app, in which each time counts.
func (m *mortal) give(way partner.Channel) invite.Give {
	return func(_ context.Context, inv partner.Invitation, file string) (string, error) {
		err := m.step(func() error {
			if way == partner.ChannelFile {
				m.out[inv.To+" "+file] = 1
			} else {
				m.out[inv.To]++
			}
			return nil
		})
		return file, err
	}
}

func bulkOf(m *mortal, at *time.Time) *invite.Bulk {
	profile := partner.Profile{
		Connection: partner.ConnectionOffline, Cloud: partner.CloudPublic, Kind: partner.KindDirect, Company: "Contoso Partner GmbH",
		TenantID: "11111111-2222-3333-4444-555555555555", Country: "DE", Roles: []partner.Role{partner.RoleAdminAgent},
	}
	service := invite.New(profile, m, nil, invite.Options{Actor: "anna", Now: func() time.Time { *at = at.Add(time.Second); return *at }})
	return invite.NewBulk(service, m, m, m)
}

// TestAKilledBatchGoesOn kills the program before and right behind each of its
// steps, and goes on with the batch as the next start does: every address gets
// one mail and has one request, whatever the moment was.
func TestAKilledBatchGoesOn(t *testing.T) {
	for _, way := range []partner.Channel{partner.ChannelFile, partner.ChannelMailApp} {
		for _, behind := range []bool{false, true} {
			for life := 1; killedAt(t, way, behind, life); life++ {
				if life > 60 {
					t.Fatal("the batch never ends")
				}
			}
		}
	}
}

// killedAt reports whether the program was killed before the batch was done.
func killedAt(t *testing.T, way partner.Channel, behind bool, life int) bool {
	t.Helper()
	where := fmt.Sprintf("%s, killed behind=%v step %d", way, behind, life)
	db := newDB(t)
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	m := &mortal{DB: db, left: -1, out: map[string]int{}}
	b := bulkOf(m, &at)
	rows := []invite.BulkRow{
		{Request: invite.Request{To: "a@fabrikam.de", Name: "Fabrikam AG", AdminRights: true, MailLang: "de"}},
		{Request: invite.Request{To: "b@contoso.com", Name: "Contoso", AdminRights: true}},
	}
	batch, err := b.Begin(t.Context(), partner.JobRequests, "", rows)
	if err != nil {
		t.Fatal(err)
	}
	m.left, m.behind = life, behind
	handOverAll(t, b, batch.ID, way, m, where)
	killed := m.left == 0
	m.left = -1
	b = bulkOf(m, &at)
	handOverAll(t, b, batch.ID, way, m, where)
	if batch, err = b.Load(t.Context(), batch.ID); err != nil {
		t.Fatal(err)
	}
	for _, row := range batch.Rows {
		if !row.Finished() {
			t.Errorf("%s: row %d is %s: %s", where, row.N, row.State, row.Detail)
		}
	}
	all, err := db.Invitations(t.Context())
	if err != nil || len(all) != len(rows) || len(m.out) != len(rows) {
		t.Errorf("%s: %d requests, mails %v, %v", where, len(all), m.out, err)
	}
	for _, inv := range all {
		if inv.State != partner.StateHandedOver || len(inv.HandedOver) != 1 {
			t.Errorf("%s: %s is %s, handed over %v", where, inv.To, inv.State, inv.HandedOver)
		}
	}
	for mail, n := range m.out {
		if n != 1 {
			t.Errorf("%s: %s left %d times", where, mail, n)
		}
	}
	return killed
}

// handOverAll is a start of the program: it hands over what waits, and the person
// looks into the mail app for what is unclear.
func handOverAll(t *testing.T, b *invite.Bulk, id string, way partner.Channel, m *mortal, where string) {
	t.Helper()
	batch, err := b.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	round, batch, err := b.Round(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range batch.Rows {
		if row.State == partner.RowUnclear {
			if way == partner.ChannelFile {
				t.Errorf("%s: a file is unclear", where)
			}
			if row, err = round.Decide(t.Context(), row, m.out[row.Request.To] > 0); err != nil {
				t.Fatalf("%s: %v", where, err)
			}
		}
		round.HandOver(t.Context(), row, way, m.give(way))
		if m.left == 0 {
			return
		}
	}
}

// Two programs with the same batch: the second one finds each row taken.
func TestABatchInTwoProgramsLeavesOnce(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	m := &mortal{DB: newDB(t), left: -1, out: map[string]int{}}
	b := bulkOf(m, &at)
	batch, err := b.Begin(t.Context(), partner.JobRequests, "", []invite.BulkRow{{Request: invite.Request{To: "a@fabrikam.de", AdminRights: true}}})
	if err != nil {
		t.Fatal(err)
	}
	first, batch, err := b.Round(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	second, _, err := b.Round(t.Context(), batch)
	if err != nil {
		t.Fatal(err)
	}
	if row := first.HandOver(t.Context(), batch.Rows[0], partner.ChannelMailApp, m.give(partner.ChannelMailApp)); row.State != partner.RowDone {
		t.Errorf("%+v", row)
	}
	row := second.HandOver(t.Context(), batch.Rows[0], partner.ChannelMailApp, m.give(partner.ChannelMailApp))
	if row.State != partner.RowFailed || row.Code != partner.CodeConflict || m.out["a@fabrikam.de"] != 1 {
		t.Errorf("%+v, mails %v", row, m.out)
	}
}

// What the person typed is there after the program ended: addresses, who is left
// out, letters, the step.
func TestABatchKeepsWhatWasTyped(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	m := &mortal{DB: newDB(t), left: -1, out: map[string]int{}}
	b := bulkOf(m, &at)
	batch, err := b.Begin(t.Context(), partner.JobRequests, "rows.csv", []invite.BulkRow{{Line: 2}, {Line: 3, Refused: "why"}})
	if err != nil {
		t.Fatal(err)
	}
	batch.Rows[0].Request.To, batch.Rows[1].Out = "half@", true
	batch.Folder, batch.Step, batch.Letters = "/mails", 2, map[string]invite.Template{"de": {Subject: "s", Opening: "o", Closing: "c"}}
	for _, row := range batch.Rows {
		if err := b.SaveRow(t.Context(), batch.ID, row); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.SaveText(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	open, err := b.Unfinished(t.Context(), partner.JobRequests)
	if err != nil || len(open) != 1 {
		t.Fatalf("%v, %v", open, err)
	}
	read, err := b.Load(t.Context(), open[0].ID)
	if err != nil || fmt.Sprint(read.Rows) != fmt.Sprint(batch.Rows) || fmt.Sprint(read.Letters) != fmt.Sprint(batch.Letters) || read.Step != 2 || read.Folder != "/mails" || read.From != "rows.csv" {
		t.Errorf("%+v, %v", read, err)
	}
	if err := b.Close(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	if open, err = b.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 {
		t.Errorf("%v, %v", open, err)
	}
}

// TestABatchThatIsOverNeedsNoWriting: a batch in which no mail waits is not offered,
// also where nothing may be written.
func TestABatchThatIsOverNeedsNoWriting(t *testing.T) {
	path, at := filepath.Join(t.TempDir(), "cspdesk.db"), time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	db := mustOpen(t, path)
	m := &mortal{DB: db, left: -1, out: map[string]int{}}
	b := bulkOf(m, &at)
	rows := []invite.BulkRow{{Line: 2, Request: invite.Request{To: "a@fabrikam.de", AdminRights: true}}, {Line: 3, Refused: "why"}}
	batch, err := b.Begin(t.Context(), partner.JobRequests, "rows.csv", rows)
	if err != nil {
		t.Fatal(err)
	}
	if open, err := b.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 1 {
		t.Fatalf("before a mail has left: %v, %v", open, err)
	}
	handOverAll(t, b, batch.ID, partner.ChannelFile, m, "killed after the last mail")
	must(t, db.Close())
	if m.DB, err = store.Open(t.Context(), path, store.Options{ReadOnly: true}); err != nil {
		t.Fatal(err)
	}
	defer m.Close()
	if open, err := b.Unfinished(t.Context(), partner.JobRequests); err != nil || len(open) != 0 {
		t.Errorf("read only: %v, %v", open, err)
	}
}
