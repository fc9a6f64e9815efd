package invite

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// TestRowsInChinese: whatever is wrong with a row or a letter is said in the
// person's language.
func TestRowsInChinese(t *testing.T) {
	var wrong []error
	for _, text := range []string{
		"email\na@b.de,c\n", "email,name\n,Nobody\n", "email,admin_rights\na@b.de,perhaps\n", "email,name\na@b.de,\"x\" y\n",
		"email,country\na@b.de,Atlantis\n", "email,language\na@b.de,xx\n", "email\nnobody\n", "E mail\n", "email,email\n", "name\n", "", "email\n",
		"email\n\x00", strings.Repeat("email\n", maxRowsSize/6+1),
	} {
		rows, err := ReadRows(strings.NewReader(text), true)
		if err == nil {
			if err = rows[0].Err; err == nil {
				s, _ := testService(testProfile(), testLink)
				_, err = s.Prepare(t.Context(), rows[0].Request)
			}
		}
		wrong = append(wrong, err)
	}
	for _, text := range []string{"Hello", "Subject: \n\n{link}", "Subject: x\n\nHello", "Subject: x\n\n{link}\n{fly}", "\xff", strings.Repeat("x", MaxTemplate+1)} {
		_, err := ParseTemplate(text)
		wrong = append(wrong, err)
	}
	for _, err := range wrong {
		var refusal *partner.Error
		if !errors.As(err, &refusal) {
			t.Errorf("%v is no refusal", err)
		} else if i18n.Chinese().Detail(refusal.Detail) == refusal.Detail {
			t.Errorf("English in a Chinese row: %q", refusal.Detail)
		}
	}
}

func TestReadRows(t *testing.T) {
	for name, text := range map[string]string{
		"comma":     "email,name,country,language,admin_rights,note\nadmin@fabrikam.de,\"Fabrikam, AG\",DE,de,false,x\n\n,Nobody\nb@c.de,,,,perhaps,\n",
		"semicolon": "\ufeffName;E mail;x\r\n",
		"tab":       "Admin rights\tEmail\nTRUE\tadmin@fabrikam.de\nYes\ta@b.de\nno\tc@d.de\n",
		"late":      "\r\n\r\nEmail;Name\r\na@b.de;A, B\r\n",
		"utf16":     "\xff\xfee\x00m\x00a\x00i\x00l\x00\n\x00a\x00@\x00b\x00.\x00d\x00e\x00\n\x00",
		"quote":     "email,name\na@b.de,\"x\" y\nc@d.de,ok\n",
	} {
		rows, err := ReadRows(strings.NewReader(text), true)
		got := fmt.Sprint(err)
		if err == nil {
			var all []string
			for _, r := range rows {
				all = append(all, fmt.Sprintf("%d %s|%s|%s|%s|%v|%s|%v", r.Line, r.Request.To, r.Request.Name, r.Request.Country,
					r.Request.MailLang, r.Request.AdminRights, r.Request.Note, r.Err))
			}
			got = strings.Join(all, "\n")
		}
		want := map[string]string{
			"comma": "2 admin@fabrikam.de|Fabrikam, AG|DE|de|false|x|<nil>\n" +
				"4 |Nobody|||true||invalid-input: the email is missing\n" +
				"5 b@c.de||||false||invalid-input: admin_rights \"perhaps\" is neither true nor false",
			"semicolon": "invalid-input: column \"E mail\" is none of email, name, country, language, admin_rights, note",
			"tab":       "2 admin@fabrikam.de||||true||<nil>\n3 a@b.de||||true||<nil>\n4 c@d.de||||false||<nil>",
			"late":      "4 a@b.de|A, B|||true||<nil>",
			"utf16":     "2 a@b.de||||true||<nil>",
			"quote":     "2 ||||false||invalid-input: a quotation mark is missing or too many\n3 c@d.de|ok|||true||<nil>",
		}[name]
		if got != want {
			t.Errorf("%s:\n%s\nwant:\n%s", name, got, want)
		}
	}
	if rows, err := ReadRows(strings.NewReader("email,admin_rights\na@b.de,\nc@d.de,yes\n"), false); err != nil || rows[0].Request.AdminRights || !rows[1].Request.AdminRights {
		t.Errorf("where a row asks for rights only if it says so: %+v, %v", rows, err)
	}
	for text, want := range map[string]string{
		"": "no row of headings", "name\nx\n": "no column email", "email,email\na,b\n": "twice", "email\n": "no rows",
		"email\n\xff\n": "UTF-8", "email\n" + strings.Repeat("a@b.de\n", MaxRows+1): "1001 rows",
	} {
		if _, err := ReadRows(strings.NewReader(text), true); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: %v, want %q", text, err, want)
		}
	}
}

// A file in UTF-16 takes twice the bytes of its text: one that is too large is
// refused, and not cut at the limit.
func TestNoRowOfALargeFileIsLost(t *testing.T) {
	text := "email,note\n" + strings.Repeat("a@b.de,"+strings.Repeat("x", 3000)+"\n", 900)
	large := "\xff\xfe" + strings.Join(strings.Split(text, ""), "\x00") + "\x00"
	if rows, err := ReadRows(strings.NewReader(large), true); err == nil || !strings.Contains(err.Error(), "larger than 4 MB") {
		t.Errorf("%d of 900 rows, %v", len(rows), err)
	}
}

// hands collects what was handed over.
type hands struct {
	mails []string
	fail  func(inv partner.Invitation) error
}

func (h *hands) over(_ context.Context, inv partner.Invitation) (partner.Channel, string, error) {
	if h.fail != nil {
		if err := h.fail(inv); err != nil {
			return "", "", err
		}
	}
	if verdict, _ := partner.CheckLink(inv.Draft.Body(), inv.Draft.Link); verdict != partner.Intact {
		return "", "", errors.New("the link is damaged")
	}
	h.mails = append(h.mails, inv.To)
	return partner.ChannelFile, inv.ID + ".eml", nil
}

func run(t *testing.T, s *Service, l *ledger, b Batch) map[int]RowResult {
	t.Helper()
	results := map[int]RowResult{}
	b.Done = func(r RowResult) {
		if _, twice := results[r.Line]; twice {
			t.Errorf("row %d is done twice", r.Line)
		}
		results[r.Line] = r
	}
	if err := s.Run(t.Context(), b, slices.Collect(maps.Values(l.kept))); err != nil {
		t.Fatal(err)
	}
	return results
}

func rowsOf(t *testing.T, text string) []Row {
	rows, err := ReadRows(strings.NewReader(text), true)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestBatch(t *testing.T) {
	l, links := newLedger(), &source{link: testLink}
	s := New(testProfile(), l, links, testOptions())
	rows := rowsOf(t, "email,name,language\na@fabrikam.de,Fabrikam AG,de\nno address,,\nb@contoso.com,,\nA@Fabrikam.de,again,\nc@x.de,,zz\n")
	broken := errors.New("the disk is full")
	h := &hands{fail: func(inv partner.Invitation) error {
		if inv.To == "b@contoso.com" {
			return broken
		}
		return nil
	}}
	states := func(results map[int]RowResult) string {
		var all []string
		for line := 2; line <= 6; line++ {
			all = append(all, string(results[line].State))
		}
		return strings.Join(all, " ")
	}
	if got := states(run(t, s, l, Batch{Rows: rows, DryRun: true, HandOver: h.over})); got != "would-invite rejected would-invite already-invited rejected" {
		t.Errorf("dry run: %s", got)
	}
	if len(l.kept) != 0 || len(h.mails) != 0 {
		t.Errorf("a dry run stored %d and handed over %v", len(l.kept), h.mails)
	}
	results := run(t, s, l, Batch{Rows: rows, HandOver: h.over})
	if got := states(results); got != "invited rejected failed already-invited rejected" || !errors.Is(results[4].Err, broken) {
		t.Errorf("first run: %s, %v", got, results[4].Err)
	}
	h.fail = nil
	if got := states(run(t, s, l, Batch{Rows: rows, HandOver: h.over})); got != "already-invited rejected invited already-invited rejected" {
		t.Errorf("second run: %s", got)
	}
	if len(l.kept) != 2 || strings.Join(h.mails, " ") != "a@fabrikam.de b@contoso.com" {
		t.Errorf("%d invitations, mails %v", len(l.kept), h.mails)
	}
	if len(links.asked) != 2 {
		t.Errorf("the link was asked for %d times in three runs", len(links.asked))
	}
	for _, inv := range l.kept {
		if inv.State != partner.StateHandedOver || len(inv.HandedOver) != 1 {
			t.Errorf("%s is %s, handed over %v", inv.To, inv.State, inv.HandedOver)
		}
	}
}

func TestBatchEndsWhereItIsEnded(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	ctx, cancel := context.WithCancel(t.Context())
	h := &hands{}
	var got []RowState
	err := s.Run(ctx, Batch{
		Rows: rowsOf(t, "email\na@b.de\nc@d.de\ne@f.de\n"),
		HandOver: func(ctx context.Context, inv partner.Invitation) (partner.Channel, string, error) {
			cancel()
			return h.over(ctx, inv)
		},
		Done: func(r RowResult) { got = append(got, r.State) },
	}, nil)
	if !errors.Is(err, context.Canceled) || !slices.Equal(got, []RowState{RowInvited, RowNotTried, RowNotTried}) {
		t.Errorf("%v, %v", err, got)
	}
	for _, inv := range l.kept {
		if inv.State != partner.StateHandedOver {
			t.Errorf("the mail that is out is %s", inv.State)
		}
	}
}

func TestBatchTemplate(t *testing.T) {
	s, l := testService(testProfile(), testLink)
	own, err := ParseTemplate("Subject: Hello {name}\n\nshort\n{link}\n")
	if err != nil {
		t.Fatal(err)
	}
	run(t, s, l, Batch{Rows: rowsOf(t, "email,name,language\na@b.de,Fabrikam AG,de\n"), Template: &own, HandOver: (&hands{}).over})
	for _, inv := range l.kept {
		if inv.Draft.Subject != "Hello Fabrikam AG" || inv.Draft.Opening != "short" {
			t.Errorf("%+v", inv.Draft)
		}
	}
}

func FuzzReadRows(f *testing.F) {
	f.Add([]byte("email,name\na@b.de,x\n"))
	f.Add([]byte("\xff\xfee\x00"))
	f.Add([]byte("email;note\n\"a@b.de\";\"x\ny\"\n\"\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, err := ReadRows(strings.NewReader(string(text)), true)
		if err == nil && (len(rows) == 0 || len(rows) > MaxRows) {
			t.Fatalf("%d rows", len(rows))
		}
		for _, r := range rows {
			if r.Err == nil && r.Request.To == "" || r.Line < 1 {
				t.Fatalf("%+v", r)
			}
		}
	})
}

// listed are requests that there are.
type listed []partner.Invitation

func (l listed) Invitations(context.Context) ([]partner.Invitation, error) { return l, nil }

// TestWhoAcceptedIsNotAskedAgain: a file that grows is run again and again. Who
// accepted the relationship meanwhile gets no second mail; admin rights may be
// asked for again.
func TestWhoAcceptedIsNotAskedAgain(t *testing.T) {
	l := newLedger()
	s := New(testProfile(), l, &source{link: testLink}, testOptions())
	rows, err := ReadRows(strings.NewReader("email,admin_rights\na@fabrikam.de,\n A@Fabrikam.de ,yes\nb@contoso.com,\n"), false)
	if err != nil {
		t.Fatal(err)
	}
	h := &hands{}
	run(t, s, l, Batch{Rows: rows[:1], HandOver: h.over})
	for id, inv := range l.kept {
		inv.State = partner.StateAccepted
		l.kept[id] = inv
	}
	marked, err := NewBulk(s, nil, nil, listed(slices.Collect(maps.Values(l.kept)))).ForFile(t.Context(), rows)
	if err != nil || !marked[0].Out || marked[0].Remark != RemarkAccepted || marked[1].Out || marked[2].Out {
		t.Errorf("the rows of the screen are %+v, %v", marked, err)
	}
	results := run(t, s, l, Batch{Rows: rows, DryRun: true, HandOver: h.over})
	if results[2].State != RowOpen || results[2].ID == "" || results[3].State != RowWould || results[4].State != RowWould {
		t.Errorf("the results are %+v", results)
	}
	if run(t, s, l, Batch{Rows: rows[:1], HandOver: h.over}); len(h.mails) != 1 {
		t.Errorf("mails to %v", h.mails)
	}
}
