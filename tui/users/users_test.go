package users

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

var coho = partner.Customer{ID: tuitest.CustomerID(1), CompanyName: "Coho Vineyard", Domain: "cohovineyard.com", Country: "PT"}

// directory is the store and the service in memory.
type directory struct {
	all  []partner.User
	did  []string
	err  error // of every write
	gone error // of every reading at Partner Center

	readAt  time.Time // of the users
	country string    // of the customer, as it is stored
	jobs    int       // that are not finished
}

func (d *directory) UsersWindow(_ context.Context, _ partner.CustomerID, q partner.UserQuery, at partner.UserPlace, before, after int) (w partner.UserWindow, err error) {
	var found []partner.User
	for _, u := range d.all {
		if (u.State == "inactive") != q.Deleted {
			continue
		}
		w.Total++
		if strings.Contains(strings.ToLower(u.DisplayName+u.PrincipalName), strings.ToLower(q.Search)) {
			found = append(found, u)
		}
	}
	i := max(slices.IndexFunc(found, func(u partner.User) bool { return u.ID == at.User }), 0)
	if at.Edge == partner.EdgeLast {
		i = max(len(found)-1, 0)
	}
	from, to := max(i-before, 0), min(i+after+1, len(found))
	w.Rows, w.Anchor, w.AtStart, w.AtEnd, w.Matches = found[from:to], i-from, from == 0, to == len(found), len(found)
	return w, nil
}

func (d *directory) User(_ context.Context, _ partner.CustomerID, id string) (partner.User, error) {
	if i := slices.IndexFunc(d.all, func(u partner.User) bool { return u.ID == id }); i >= 0 {
		return d.all[i], nil
	}
	return partner.User{}, partner.NewError(partner.CodeNotFound, id, nil)
}

func (d *directory) Record(context.Context, partner.CustomerID) (partner.Record, error) {
	return partner.Record{
		Customer: partner.Customer{Country: d.country}, States: map[partner.Block]partner.BlockState{partner.BlockUsers: {FetchedAt: d.readAt}},
	}, nil
}

func (d *directory) Sync(_ context.Context, _ partner.CustomerID, told func(int)) (int, error) {
	told(len(d.all))
	return len(d.all), d.gone
}

func (d *directory) Details(ctx context.Context, c partner.CustomerID, id string) (manage.UserDetails, error) {
	u, err := d.User(ctx, c, id)
	return manage.UserDetails{User: u, Roles: []partner.DirectoryRole{{ID: "fe930be7-5e62-47db-91af-98c3a49a38b1", Name: "User Account Administrator"}}}, err
}

func (d *directory) Domains(context.Context, partner.CustomerID, []string) ([]string, error) {
	return []string{"coho.onmicrosoft.com", "cohovineyard.com"}, d.gone
}

func (d *directory) note(what string) error {
	d.did = append(d.did, what)
	return d.err
}

func (d *directory) Add(_ context.Context, _ partner.Customer, u partner.NewUser, _ []string) (partner.User, error) {
	user := partner.User{ID: "u-" + u.PrincipalName, DisplayName: u.DisplayName, PrincipalName: u.PrincipalName, State: "active"}
	d.all = append(d.all, user)
	return user, d.note("add " + u.PrincipalName + " " + u.UsageLocation)
}

func (d *directory) Edit(_ context.Context, _ partner.Customer, u partner.User, e partner.UserEdit) (partner.User, error) {
	return u, d.note("edit " + u.PrincipalName + " " + *e.DisplayName)
}

func (d *directory) ResetPassword(_ context.Context, _ partner.Customer, u partner.User, p partner.Password, _ bool) error {
	return d.note(fmt.Sprint("reset ", u.PrincipalName, " ", len(p.Reveal())))
}

func (d *directory) Delete(_ context.Context, _ partner.Customer, u partner.User) error {
	return d.note("delete " + u.PrincipalName)
}

func (d *directory) Restore(_ context.Context, _ partner.Customer, u partner.User) error {
	return d.note("restore " + u.PrincipalName)
}

func (d *directory) Roles(context.Context, partner.CustomerID) ([]partner.DirectoryRole, error) {
	return []partner.DirectoryRole{{ID: "62e90394-69f5-4237-9190-012177145e10", Name: "Company Administrator"}, {ID: "fe930be7-5e62-47db-91af-98c3a49a38b1", Name: "User Account Administrator"}}, d.gone
}

func (d *directory) SetRole(_ context.Context, _ partner.Customer, u partner.User, r partner.DirectoryRole, has bool) error {
	return d.note(fmt.Sprint("role ", r.ID, " ", u.PrincipalName, " ", has))
}

func (d *directory) Check(context.Context, partner.CustomerID, string, []string) ([]manage.ImportRow, error) {
	if d.err != nil {
		return nil, d.err
	}
	rows, err := manage.ReadUsers(strings.NewReader("Display name,Email\nAnna,anna@cohovineyard.com\nBeat,beat@contoso.com\n"), []string{"cohovineyard.com"}, func(string) bool { return false })
	if len(d.all) == 0 {
		rows = rows[:1]
	}
	return rows, err
}

func (d *directory) Start(_ context.Context, _ partner.Customer, rows []manage.ImportRow, location string, _ []string, passwords string) (screen.Screen, error) {
	return &elsewhere{name: "job"}, d.note(fmt.Sprint("import ", len(rows), " ", location, " ", passwords))
}

// broken is a clipboard that takes nothing.
type broken struct{}

func (broken) Copy(context.Context, string) (string, error) {
	return "", partner.NewError(partner.CodeClipboard, "", nil)
}

type elsewhere struct {
	screen.Screen
	name string
}

func sample() *directory {
	d := &directory{readAt: tuitest.Now}
	for i, name := range []string{"Anna Brunner", "Beat Keller", "Céline Dubois", "李娜", "Zoë\x1b[31m Müller"} {
		u := partner.User{ID: fmt.Sprint("u", i), DisplayName: name, PrincipalName: fmt.Sprintf("user%d@cohovineyard.com", i), State: "active", UsageLocation: "PT"}
		if i < 2 {
			u.LicensesKnown, u.Licenses = true, []partner.UserLicense{{SkuID: "s", Name: "Microsoft 365 Business Premium", Off: []string{"p"}}}
		}
		d.all = append(d.all, u)
	}
	d.all[2].SyncedAt = tuitest.Now
	d.all = append(d.all, partner.User{ID: "u9", DisplayName: "Gone Before", PrincipalName: "gone@cohovineyard.com", State: "inactive", DeletedAt: tuitest.Now.AddDate(0, 0, -3)})
	return d
}

func deps(d *directory, text *i18n.Strings) (Deps, *tuitest.Store) {
	store := tuitest.Sample()
	return Deps{
		Text: text, Source: d, Reader: d, Writer: d, Remover: d, Roles: d, Importer: d, Clipboard: store,
		Off:          func(partner.Deed) string { return "" },
		ReadLicenses: func(context.Context, partner.Customer, []partner.User) error { return nil },
		Home:         func(context.Context, partner.Customer) string { return "" },
		Unfinished:   func(context.Context, partner.CustomerID) (int, error) { return d.jobs, nil },
		Licenses: func(_ partner.Customer, users []partner.User) screen.Screen {
			return &elsewhere{name: fmt.Sprint("licenses of ", len(users))}
		},
		Jobs: func(partner.Customer) screen.Screen { return &elsewhere{name: "jobs"} },
		Turn: func(_ partner.Customer, way int) screen.Screen { return &elsewhere{name: fmt.Sprint("turn ", way)} },
	}, store
}

// both runs a test in both languages.
func both(t *testing.T, test func(t *testing.T, text *i18n.Strings)) {
	for _, text := range []*i18n.Strings{i18n.English(), i18n.Chinese()} {
		t.Run(text.Language, func(t *testing.T) { test(t, text) })
	}
}

func host(t *testing.T, s screen.Screen, text *i18n.Strings) *tuitest.Host {
	h := tuitest.NewHost(t, s, 80, 21)
	h.Frame.Text = text
	return h
}

// went names the last screen that was asked for.
func went(h *tuitest.Host) string {
	for _, w := range slices.Backward(h.Wishes) {
		var to screen.Screen
		switch m := w.(type) {
		case screen.Push:
			to = m.Screen
		case screen.Replace:
			to = m.Screen
		case screen.Pop:
			return "back"
		}
		switch s := to.(type) {
		case nil:
		case *elsewhere:
			return s.name
		default:
			return fmt.Sprintf("%T", s)
		}
	}
	return ""
}

func TestTheListAndWhereItLeads(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		dep, _ := deps(d, text)
		h := host(t, New(dep, coho), text)
		h.Frames("list")
		for _, c := range []struct{ keys, want string }{
			{"enter", "*users.One"}, {"n", "*users.Editor"}, {"i", "*users.Import"}, {"J", "jobs"}, {"a", "licenses of 1"}, {"]", "turn 1"}, {"[", "turn -1"},
			{"space space a", "licenses of 2"}, {"esc A a", "licenses of 5"}, {"esc esc", "back"},
		} {
			h.Wishes = nil
			for _, key := range strings.Fields(c.keys) {
				h.Press(strings.ReplaceAll(key, "space", " "))
			}
			if got := went(h); got != c.want {
				t.Errorf("%s leads to %q, want %q", c.keys, got, c.want)
			}
		}
		h.Press("/")
		h.Type("zzz")
		h.Press("enter", "/")
		h.Type("dubois") // takes the place of what was searched before
		h.Frames("search")
		h.Type("zzz")
		h.Frames("nothing-found")
		h.Press("esc", "f")
		h.Frames("deleted")
	})
}

func TestEmptyAndRefused(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(&directory{readAt: tuitest.Now}, text)
		host(t, New(dep, coho), text).Frames("empty")
		dep, _ = deps(&directory{}, text)
		host(t, New(dep, coho), text).Frames("never-read")
		dep, _ = deps(&directory{gone: tuitest.Forbidden()}, text)
		host(t, New(dep, coho), text).Frames("refused")
	})
}

func TestEveryWriteIsAskedForAndEnterIsSafe(t *testing.T) { both(t, asksBeforeWriting) }

func asksBeforeWriting(t *testing.T, text *i18n.Strings) {
	d := sample()
	dep, _ := deps(d, text)
	h := host(t, New(dep, coho), text)
	h.Press("x")
	h.Frames("delete")
	h.Press("enter", "x", "esc", "x", "up", "down", "enter")
	if len(d.did) != 0 {
		t.Fatalf("the safe answers did %v", d.did)
	}
	h.Press("x", "y", "y", "y") // the further presses find no question
	h.Press("f", "R", "y")
	want := "delete user0@cohovineyard.com, restore gone@cohovineyard.com"
	if got := strings.Join(d.did, ", "); got != want {
		t.Errorf("did %s, want %s", got, want)
	}
}

// TestAKeyIsAboutTheUserThatIsListed: a key that comes before the rows waits for
// them, and one write goes after the other.
func TestAKeyIsAboutTheUserThatIsListed(t *testing.T) {
	d := sample()
	dep, _ := deps(d, i18n.English())
	h := host(t, New(dep, coho), i18n.English())
	h.Hold("f", "R")()
	h.Press("y")
	h.Press("f", "/")
	h.Hold("b", "e", "a", "t", "enter", "x")()
	release := h.Hold("y")
	if b, off := h.Screen.Keys().Blocked(tuitest.Key("x")); !off || b.Why != i18n.English().Users.Working {
		t.Errorf("another one can be deleted at the same time: %+v", b)
	}
	release()
	if got := strings.Join(d.did, ", "); got != "restore gone@cohovineyard.com, delete user1@cohovineyard.com" {
		t.Errorf("did %s", got)
	}
	h.Press("esc", "A")
	d.all[0].DeletedAt = tuitest.Now
	if h.Press("a"); went(h) != "licenses of 4" {
		t.Errorf("licenses lead to %q", went(h))
	}
	h.Press("/", "esc")
	if went(h) == "back" || len(h.Screen.(*Screen).marks) != 5 {
		t.Errorf("esc in an empty search went %s and left %d marks", went(h), len(h.Screen.(*Screen).marks))
	}
}

// TestMarkAllMarksTheRestToo: marks that there are stay, until all have one.
func TestMarkAllMarksTheRestToo(t *testing.T) {
	d := sample()
	dep, _ := deps(d, i18n.English())
	h := host(t, New(dep, coho), i18n.English())
	h.Press(" ", "A")
	if n := len(h.Screen.(*Screen).marks); n != 5 { // all but the deleted one
		t.Errorf("%d of 5 are marked", n)
	}
	if h.Press("A"); len(h.Screen.(*Screen).marks) != 0 {
		t.Errorf("%d are marked still", len(h.Screen.(*Screen).marks))
	}
}

func TestARoleThatMayNotIsToldWhy(t *testing.T) {
	d := sample()
	dep, _ := deps(d, i18n.English())
	dep.Off = func(partner.Deed) string { return "Ask an admin agent." }
	h := host(t, New(dep, coho), i18n.English())
	h.Press("n", "x", "a", "i")
	if len(h.Wishes) > 1 || len(d.did) > 0 {
		t.Errorf("did %v, went %v", d.did, h.Wishes)
	}
	if b, off := h.Screen.Keys().Blocked(tuitest.Key("x")); !off || b.Why != "Ask an admin agent." {
		t.Errorf("x is off: %v, %q", off, b.Why)
	}
}

func TestOneUser(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		dep, store := deps(d, text)
		h := host(t, NewOne(dep, coho, d.all[0]), text)
		h.Frames("one")
		h.Press("y")
		if len(store.Copied) != 1 || store.Copied[0] != "user0@cohovineyard.com" {
			t.Errorf("copied %q", store.Copied)
		}
		for key, want := range map[string]string{"e": "*users.Editor", "p": "*users.Editor", "o": "*users.RoleList", "a": "licenses of 1"} {
			if h.Press(key); went(h) != want {
				t.Errorf("%s leads to %q", key, went(h))
			}
		}
		h.Press("x", "y")
		host(t, NewOne(dep, coho, d.all[5]), text).Frames("one-deleted")
		r := host(t, NewRoleList(dep, coho, d.all[0]), text)
		r.Frames("roles")
		r.Press(" ")
		r.Frames("role-ask")
		r.Press("enter", "down", " ", "y")
		if got := strings.Join(d.did, ", "); got != "delete user0@cohovineyard.com, role fe930be7-5e62-47db-91af-98c3a49a38b1 user0@cohovineyard.com false" {
			t.Errorf("did %s", got)
		}
	})
}

// TestAUserIsAddedBeforeTheDomainsAreRead: whoever is quicker than the service, or
// cannot reach it, is asked about the domain that is known of the customer.
func TestAUserIsAddedBeforeTheDomainsAreRead(t *testing.T) {
	for _, gone := range []error{nil, partner.NewError(partner.CodeUnreachable, "", nil)} {
		d := sample()
		d.gone = gone
		dep, _ := deps(d, i18n.English())
		s := NewAdd(dep, coho)
		h := host(t, s, i18n.English())
		if gone == nil {
			s = NewAdd(dep, coho)
			h.Screen = s
			s.Expect(slotDomains) // and nobody answers
		}
		h.Type("Zoë")
		h.Press("tab")
		h.Type("zoe")
		h.Press("ctrl+s", "y")
		if got := strings.Join(d.did, ", "); got != "add zoe@cohovineyard.com PT" {
			t.Errorf("%v: did %q; the screen shows\n%s", gone, got, strings.Join(h.Lines(), "\n"))
		}
	}
}

func TestAddingAUserShowsThePasswordOnce(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		dep, store := deps(d, text)
		h := host(t, NewAdd(dep, coho), text)
		h.Frames("add")
		h.Press("ctrl+s")
		h.Frames("add-mistake")
		h.Type("Zoë")
		h.Press("tab")
		h.Type("zoe")
		h.Press("ctrl+s")
		h.Frames("add-ask")
		h.Press("enter", "ctrl+s", "y", "y") // the second y copies
		if got := strings.Join(d.did, ", "); got != "add zoe@cohovineyard.com PT" {
			t.Fatalf("did %s", got)
		}
		shown := h.Screen.(*Editor).shown.Reveal()
		if len(shown) != 16 || !strings.Contains(strings.Join(h.Lines(), "\n"), shown) {
			t.Errorf("the password is not shown: %q", h.Lines())
		}
		h.Screen.(*Editor).shown = partner.NewPassword("Sesame-42-Sesame") // the same in every frame
		h.Frames("password")
		h.Screen.(*Editor).shown = partner.NewPassword(shown)
		h.Press("y", "y")
		if len(store.Copied) != 1 || store.Copied[0] != shown {
			t.Errorf("copied %d times", len(store.Copied))
		}
		for _, w := range h.Wishes {
			if n, ok := w.(screen.Notice); ok && strings.Contains(n.Text, shown) {
				t.Error("the password is in a notice")
			}
		}
		h.Press("enter")
		if strings.Contains(strings.Join(h.Lines(), "\n"), shown) || went(h) != "back" {
			t.Error("the password is still shown")
		}
	})
}

// TestAPasswordThatNobodyHasIsNotClosedByEnter: closing asks once, unless the
// password was copied; every answer but one keeps it in sight.
func TestAPasswordThatNobodyHasIsNotClosedByEnter(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		for _, c := range []struct {
			keys   string
			broken bool // the clipboard
			closed bool
			copied int
		}{
			{keys: "enter"}, {keys: "esc"}, {keys: "enter enter"}, {keys: "esc esc"}, {keys: "enter w", closed: true}, {keys: "enter down down enter", closed: true},
			{keys: "y enter", closed: true, copied: 1}, {keys: "enter y", copied: 1}, {keys: "enter y esc", closed: true, copied: 1},
			{keys: "y enter", broken: true}, {keys: "enter y enter enter", broken: true},
		} {
			d := sample()
			dep, store := deps(d, text)
			if c.broken {
				dep.Clipboard = broken{}
			}
			h := host(t, NewReset(dep, coho, d.all[0]), text)
			h.Press("ctrl+s", "y")
			s := h.Screen.(*Editor)
			s.shown = partner.NewPassword("Sesame-42-Sesame") // the same in every frame
			h.Press(strings.Fields(c.keys)...)
			seen := strings.Contains(strings.Join(h.Lines(), "\n"), "Sesame-42-Sesame")
			if closed := went(h) == "back"; closed != c.closed || seen == c.closed || len(store.Copied) != c.copied {
				t.Errorf("%+v: closed %v, in sight %v, copied %d times", c, closed, seen, len(store.Copied))
			}
			if c.keys == "enter" {
				h.Frames("password-uncopied")
			}
		}
	})
}

// TestTheListStandsOnTheUserWhoWasAdded: a license comes next, so nobody looks for
// them in the list, whatever narrowed it before.
func TestTheListStandsOnTheUserWhoWasAdded(t *testing.T) {
	for _, before := range []string{"", "/ B e a t enter", "f"} {
		d := &directory{readAt: tuitest.Now}
		for i := range 200 {
			d.all = append(d.all, partner.User{ID: fmt.Sprint("u", i), DisplayName: fmt.Sprint("Beat ", i), State: "active"})
		}
		dep, _ := deps(d, i18n.English())
		list := host(t, New(dep, coho), i18n.English())
		list.Press(strings.Fields(before)...)
		form := host(t, NewAdd(dep, coho), i18n.English())
		form.Type("Zoë")
		form.Press("tab")
		form.Type("zoe")
		form.Press("ctrl+s", "y", "y", "enter")
		pop, ok := form.Wishes[len(form.Wishes)-1].(screen.Pop)
		if !ok {
			t.Fatalf("the form is not closed: %v", form.Wishes)
		}
		list.Send(screen.Changed{}) // as the desk delivers them
		list.Send(pop.Result)
		list.Send(screen.Shown{})
		if user, _ := list.Screen.(*Screen).selected(); user.PrincipalName != "zoe@cohovineyard.com" || !strings.Contains(strings.Join(list.Lines(), "\n"), "Zoë") {
			t.Errorf("after %q the cursor is on %q:\n%s", before, user.DisplayName, strings.Join(list.Lines(), "\n"))
		}
		if list.Press("a"); went(list) != "licenses of 1" {
			t.Errorf("a leads to %q", went(list))
		}
	}
}

// TestNothingTypedIsLostUnasked: the list keeps a new user who was begun, a user
// what was changed, and a password is kept by nobody.
func TestNothingTypedIsLostUnasked(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		asks := func(s screen.Screen) bool {
			leave := s.(screen.Leaver).Leave()
			if leave == nil {
				return false
			}
			_, unstored := leave().(screen.Unstored)
			return unstored
		}
		list, one := New(dep, coho), NewOne(dep, coho, sample().all[0])
		for name, c := range map[string]struct {
			from screen.Screen
			key  string
		}{"new user": {list, "n"}, "changes": {one, "e"}} {
			h := host(t, c.from, text)
			h.Press(c.key)
			if asks(c.from) {
				t.Errorf("%s: it asks about nothing", name)
			}
			var form *Editor
			for _, w := range h.Wishes {
				if push, ok := w.(screen.Push); ok {
					form = push.Screen.(*Editor)
				}
			}
			typing := host(t, form, text)
			typing.Type("Max")
			if typing.Press("esc"); !asks(c.from) || asks(form) {
				t.Errorf("%s: it is lost unasked, or asked about though it is kept", name)
			}
			if form.finished = true; asks(c.from) {
				t.Errorf("%s: it asks about what was sent", name)
			}
		}
		reset := host(t, NewReset(dep, coho, sample().all[0]), text)
		if reset.Type("Sesame-42"); !asks(reset.Screen) {
			t.Error("a password that was typed is lost unasked")
		}
		shown := NewReset(dep, coho, sample().all[0])
		shown.finished, shown.shown = true, partner.NewPassword("Sesame-42-Sesame")
		if !asks(shown) {
			t.Error("a password that was made is lost unasked")
		}
		making := host(t, NewReset(dep, coho, sample().all[0]), text)
		release := making.Hold("ctrl+s", "y")
		if !asks(making.Screen) {
			t.Error("a password that is being set is lost unasked")
		}
		release()
		if host(t, shown, text).Press("enter", "w"); asks(shown) {
			t.Error("it asks about a password that was closed")
		}
	})
}

// TestTheFirstUserGetsTheCustomersCountry: where the customer's country is not
// known yet it is looked for, and nobody is added without a usage location.
func TestTheFirstUserGetsTheCustomersCountry(t *testing.T) {
	text := i18n.English()
	unknown := partner.Customer{ID: coho.ID, CompanyName: coho.CompanyName, Domain: coho.Domain}
	for _, c := range []struct{ stored, home, typed, want string }{
		{"PT", "", "", "PT"}, {"", "DE", "", "DE"}, {"", "", "", ""}, {"", "DE", "France", "FR"},
	} {
		d := &directory{readAt: tuitest.Now, country: c.stored}
		dep, _ := deps(d, text)
		dep.Home = func(context.Context, partner.Customer) string { return c.home }
		s := NewAdd(dep, unknown)
		if c.typed != "" {
			s.country.Field.Set(c.typed)
		}
		h := host(t, s, text)
		h.Type("Zoë")
		h.Press("tab")
		h.Type("zoe")
		h.Press("ctrl+s")
		if shown := strings.Join(h.Lines(), "\n"); c.want == "" {
			if !strings.Contains(shown, "name a country") || h.Screen.(*Editor).dialog != nil {
				t.Errorf("it does not say what is missing:\n%s", shown)
			}
			continue
		}
		h.Press("y")
		if got := strings.Join(d.did, ", "); got != "add zoe@cohovineyard.com "+c.want {
			t.Errorf("%+v: did %q", c, got)
		}
	}
}

func TestEditingKeepsWhatWasTypedWhenItFails(t *testing.T) { both(t, keepsWhatWasTyped) }

func keepsWhatWasTyped(t *testing.T, text *i18n.Strings) {
	d := sample()
	d.err = &partner.Error{Code: partner.CodeService, ServiceCode: "3000", Detail: "no"}
	dep, _ := deps(d, text)
	h := host(t, NewEdit(dep, coho, d.all[0]), text)
	h.Press("ctrl+s")
	if h.Screen.(*Editor).dialog != nil {
		t.Error("it asks about no change")
	}
	h.Type(" X")
	h.Press("ctrl+s")
	h.Frames("edit-ask")
	h.Press("y")
	if got := h.Screen.(*Editor).display.Value(); got != "Anna Brunner X" || went(h) == "back" {
		t.Errorf("after the refusal: %q", got)
	}
	d.err = nil
	h.Press("ctrl+s", "y")
	if len(d.did) != 2 || went(h) != "back" {
		t.Errorf("did %v, went %q", d.did, went(h))
	}
	r := host(t, NewReset(dep, coho, d.all[0]), text)
	r.Type("weak")
	r.Press("ctrl+s")
	r.Frames("reset-weak")
	r.Press("ctrl+u")
	r.Type("Sesame-42")
	r.Press("ctrl+s", "y")
	if d.did[2] != "reset user0@cohovineyard.com 9" {
		t.Errorf("did %v", d.did)
	}
}

// solid is a text without the spaces that wrapping puts anywhere.
func solid(lines ...string) string { return strings.Join(strings.Fields(strings.Join(lines, " ")), "") }

func TestAFileOfUsers(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		dep, _ := deps(d, text)
		h := host(t, NewImport(dep, coho), text)
		h.Frames("import")
		h.Type("users.csv")
		h.Press("ctrl+s")
		if d.did != nil || !strings.Contains(solid(h.Lines()...), solid(text.Users.Faults["passwords-nowhere"])) {
			t.Fatalf("nobody would have the passwords, and it goes on:\n%s", strings.Join(h.Lines(), "\n"))
		}
		h.Type("secret.csv")
		h.Press("ctrl+s")
		h.Frames("import-mistakes")
		h.Press("y", "enter", "esc")
		if len(d.did) != 0 || h.Screen.(*Import).file.Value() != "users.csv" {
			t.Fatalf("did %v", d.did)
		}
		h.Press("ctrl+s", "ctrl+s") // read it; go on without
		h.Frames("import-without")
		if !strings.Contains(solid(h.Lines()...), solid(text.Count(text.Users.ImportWithout, 1))) {
			t.Errorf("the question does not say who is left out:\n%s", strings.Join(h.Lines(), "\n"))
		}
		h.Press("enter")
		if len(d.did) != 0 {
			t.Fatalf("enter is not safe: did %v", d.did)
		}
		h.Press("ctrl+s", "y")
		if got := strings.Join(d.did, ", "); got != "import 1 PT secret.csv" || went(h) != "job" {
			t.Errorf("did %s, went %q", got, went(h))
		}
		d.did = nil
		h.Press("r")
		if lines := strings.Join(h.Lines(), "\n"); strings.Index(lines, "beat@contoso.com") > strings.Index(lines, "anna@cohovineyard.com") {
			t.Errorf("the rows to correct stand below the others:\n%s", lines)
		}
		d.all = nil // now the file is fine
		h.Press("r")
		h.Frames("import-ask")
		if !strings.Contains(strings.Join(h.Lines(), "\n"), "secret.csv") {
			t.Error("the question does not say where the passwords are kept")
		}
		h.Press("y", "y")
		if got := strings.Join(d.did, ", "); got != "import 1 PT secret.csv" || went(h) != "job" {
			t.Errorf("did %s, went %q", got, went(h))
		}
	})
}

// TestWhatIsMissingIsNamed: an empty sign-in name is missing, not wrong.
func TestWhatIsMissingIsNamed(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		h := host(t, NewAdd(dep, coho), text)
		h.Type("Zoë")
		h.Press("ctrl+s")
		lines := strings.Join(h.Lines(), "\n")
		if !strings.Contains(lines, text.Users.Faults["login-missing"]) || strings.Contains(lines, text.Users.Faults["login-invalid"]) {
			t.Errorf("it does not say what is missing:\n%s", lines)
		}
		h = host(t, NewAdd(dep, coho), text)
		h.Press("tab", "tab", "tab")
		h.Type("Atlantis")
		h.Press("ctrl+s")
		if lines := strings.Join(h.Lines(), "\n"); !strings.Contains(lines, text.Users.Faults["location-unknown"]) || strings.Contains(lines, text.Welcome.BadCountry) {
			t.Errorf("of a country that is none it says:\n%s", lines)
		}
	})
}

// TestAPasswordIsNotReadOverTheShoulder: it is drawn as stars, until the box below
// it is ticked.
func TestAPasswordIsNotReadOverTheShoulder(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		h := host(t, NewReset(dep, coho, sample().all[0]), text)
		seen := func() bool { return strings.Contains(strings.Join(h.Lines(), "\n"), "Sesame") }
		if h.Type("Sesame-42"); seen() {
			t.Error("it is in sight while it is typed")
		}
		if h.Press("tab"); seen() {
			t.Error("it is in sight after it was typed")
		}
		if b, ok := h.Screen.Keys().Find(keys.FormCheck); !ok || !b.Short {
			t.Error("the line at the bottom does not name the key that ticks the box")
		}
		if h.Press(" "); !seen() {
			t.Error("nobody can see what was typed")
		}
		if h.Press("up"); !seen() {
			t.Error("it is hidden again in its field")
		}
		h.Press("tab", " ")
		h.Frames("reset")
		h.Press("ctrl+s", "y")
		if seen() {
			t.Error("it is in sight after it was sent")
		}
	})
}

// TestAJobThatIsNotFinishedIsTold on the list as on that of the licenses, until it is.
func TestAJobThatIsNotFinishedIsTold(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		d.jobs = 1
		dep, _ := deps(d, text)
		h := host(t, New(dep, coho), text)
		h.Frames("list-job")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, text.Count(text.Licenses.Interrupted, 1)[:8]) {
			t.Errorf("it is not told:\n%s", shown)
		}
		lines := h.Lines()
		at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Anna") })
		if point, ok := h.Screen.(interface{ Point(line int) bool }); !ok || !point.Point(at) { // the cursor is there already
			t.Errorf("line %d is not the row of the first user:\n%s", at, strings.Join(lines, "\n"))
		}
		d.jobs = 0
		h.Send(screen.Changed{})
		if shown := strings.Join(h.Lines(), "\n"); strings.Contains(shown, text.Count(text.Licenses.Interrupted, 1)[:8]) {
			t.Errorf("it is told still:\n%s", shown)
		}
	})
}

// TestTheAnswerSaysWhatBecomesOfTheRole: giving one and taking one away are not the
// same answer.
func TestTheAnswerSaysWhatBecomesOfTheRole(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		s := NewRoleList(dep, coho, sample().all[0])
		h := host(t, s, text)
		given := 0
		for i, role := range s.all {
			want := text.Users.RoleTakeYes
			if !s.holds(role) {
				want, given = text.Users.RoleYes, given+1
			}
			h.Press("g")
			for range i {
				h.Press("down")
			}
			h.Press("enter")
			if s.dialog == nil || s.dialog.Options[1].Label != want {
				t.Errorf("%s: %+v, want %q", role.Name, s.dialog, want)
			}
			h.Press("esc")
		}
		if given == 0 || given == len(s.all) || text.Users.RoleYes == text.Users.RoleTakeYes {
			t.Errorf("%d of %d roles to give, %q", given, len(s.all), text.Users.RoleYes)
		}
	})
}

// TestAChineseNameBeginsWithTheFamilyName, as Chinese names do.
func TestAChineseNameBeginsWithTheFamilyName(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		add, edit, one := host(t, NewAdd(dep, coho), text), host(t, NewEdit(dep, coho, sample().all[0]), text), host(t, NewOne(dep, coho, sample().all[0]), text)
		for name, h := range map[string]*tuitest.Host{"new user": add, "changes": edit, "user": one} {
			lines := strings.Join(h.Lines(), "\n")
			if first := strings.Index(lines, text.Users.LastName) < strings.Index(lines, text.Users.FirstName); first != (text == i18n.Chinese()) {
				t.Errorf("%s: family name first is %v:\n%s", name, first, lines)
			}
		}
	})
}

// TestTheHeadIsThatOfEveryPart: the customer comes first, and the parts of the
// record with this one marked.
func TestTheHeadIsThatOfEveryPart(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		h := host(t, New(dep, coho), text)
		for _, deleted := range []bool{false, true} {
			lines := h.Lines()
			if !strings.HasPrefix(strings.TrimSpace(lines[0]), "Coho Vineyard") || !strings.Contains(lines[1], "["+text.Common.Blocks[string(partner.BlockUsers)]+"]") ||
				strings.Contains(lines[3], text.Users.Deleted) != deleted {
				t.Errorf("deleted %v:\n%s", deleted, strings.Join(lines[:4], "\n"))
			}
			h.Press("f")
		}
	})
}

// TestTheAgeIsThatOfEveryPart: what was read is told in the words of the record.
func TestTheAgeIsThatOfEveryPart(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		dep, _ := deps(sample(), text)
		h := host(t, New(dep, coho), text)
		if want := fmt.Sprintf(text.Customers.Record.Fetched, text.Common.JustNow); !strings.Contains(strings.Join(h.Lines(), "\n"), want) {
			t.Errorf("no %q:\n%s", want, strings.Join(h.Lines(), "\n"))
		}
	})
}
