package licenses

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestMain(m *testing.M) { tuitest.Main(m) }

var coho = partner.Customer{ID: tuitest.CustomerID(1), CompanyName: "Coho Vineyard", Domain: "cohovineyard.com", Country: "PT"}

// seats is the store and the service in memory.
type seats struct {
	products []partner.License
	did      []string
	err      error
	gone     error
	jobs     int
}

func (d *seats) Record(context.Context, partner.CustomerID) (partner.Record, error) {
	return partner.Record{Licenses: d.products, States: map[partner.Block]partner.BlockState{partner.BlockLicenses: {FetchedAt: tuitest.Now}}}, nil
}

func (d *seats) User(context.Context, partner.CustomerID, string) (partner.User, error) {
	return partner.User{}, nil
}

func (d *seats) Read(_ context.Context, _ partner.CustomerID, users []partner.User, told func(int)) ([]partner.User, error) {
	told(len(users))
	return users, d.gone
}

func (d *seats) Change(_ context.Context, _ partner.Customer, u partner.User, a manage.Assignment) (manage.LicensesChanged, error) {
	d.did = append(d.did, fmt.Sprint(u.PrincipalName, " ", a.Change, " ", a.Location))
	return manage.LicensesChanged{}, d.err
}

func (d *seats) ReadSeats(context.Context, partner.CustomerID) {}

type elsewhere struct {
	screen.Screen
	name string
}

func sample() *seats {
	return &seats{products: []partner.License{
		{SkuID: "s1", Name: "Microsoft 365 Business Premium", Total: 25, Consumed: 23, Available: 2, Plans: []partner.ServicePlan{{ID: "p1", Name: "Exchange"}, {ID: "p2", Name: "Teams\x1b[2J"}}},
		{SkuID: "s2", Name: "Visio Plan 2", Total: 3, Consumed: 3, Available: 0, Suspended: 2},
		{SkuID: "s3", Name: "冒险家 Plan", Total: 1200, Consumed: 20, Available: 1180},
	}}
}

func people() []partner.User {
	held := []partner.UserLicense{{SkuID: "s1", Name: "Microsoft 365 Business Premium", Off: []string{"p2"}}}
	return []partner.User{
		{ID: "u1", PrincipalName: "anna@cohovineyard.com", UsageLocation: "PT", LicensesKnown: true, Licenses: held},
		{ID: "u2", PrincipalName: "beat@cohovineyard.com", LicensesKnown: true},
	}
}

func deps(d *seats, text *i18n.Strings) Deps {
	to := func(name string) func(partner.Customer) screen.Screen {
		return func(partner.Customer) screen.Screen { return &elsewhere{name: name} }
	}
	return Deps{
		Text: text, Source: d, Changer: d, Users: to("users"), Services: to("services"), Jobs: to("jobs"),
		Fetch:      func(context.Context, partner.CustomerID) error { return d.gone },
		Unfinished: func(context.Context, partner.CustomerID) (int, error) { return d.jobs, nil },
		Turn:       func(_ partner.Customer, way int) screen.Screen { return &elsewhere{name: fmt.Sprint("turn ", way)} },
		Many: func(_ context.Context, _ partner.Customer, users []partner.User, a manage.Assignment) (screen.Screen, error) {
			d.did = append(d.did, fmt.Sprint(len(users), " ", a.Change, " ", a.Location))
			return &elsewhere{name: "job"}, d.err
		},
	}
}

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

func went(h *tuitest.Host) string {
	for _, w := range slices.Backward(h.Wishes) {
		switch m := w.(type) {
		case screen.Push:
			return m.Screen.(*elsewhere).name
		case screen.Replace:
			return m.Screen.(*elsewhere).name
		case screen.Pop:
			return "back"
		}
	}
	return ""
}

func TestTheProductsAndWhereTheyLead(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		d.jobs = 1
		h := host(t, New(deps(d, text), coho), text)
		h.Frames("products")
		h.Press("enter")
		h.Frames("products-open")
		for key, want := range map[string]string{"a": "users", "b": "services", "J": "jobs", "]": "turn 1", "[": "turn -1", "esc": "back"} {
			if h.Press(key); went(h) != want {
				t.Errorf("%s leads to %q, want %q", key, went(h), want)
			}
		}
		host(t, New(deps(&seats{}, text), coho), text).Frames("empty")
		host(t, New(deps(&seats{gone: tuitest.Forbidden()}, text), coho), text).Frames("refused")
	})
}

func TestBoxesBeforeAndAfter(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		h := host(t, NewAssign(deps(d, text), coho, people()), text)
		h.Frames("assign")
		h.Press("ctrl+s")
		if h.Screen.(*Assign).dialog != nil {
			t.Error("it asks about nothing")
		}
		h.Press(" ", "enter", "down", " ")
		h.Frames("assign-services")
		h.Press("ctrl+s")
		h.Frames("location")
		h.Press("ctrl+s")
		h.Frames("preview")
		h.Press("enter", "ctrl+s", "ctrl+s", "y", "y")
		if got := strings.Join(d.did, ", "); got != "2 {[{s1 [p1 p2]}] []} PT" || went(h) != "job" {
			t.Errorf("did %q, went %q", got, went(h))
		}
	})
}

// TestBoxesAreNotLostUnasked: boxes that were changed are asked about until they
// are applied.
func TestBoxesAreNotLostUnasked(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		h := host(t, NewAssign(deps(sample(), text), coho, people()), text)
		leave := h.Screen.(screen.Leaver).Leave
		if leave() != nil {
			t.Error("it asks about nothing")
		}
		h.Press("ctrl+s")
		if last, ok := h.Wishes[len(h.Wishes)-1].(screen.Notice); !ok || last.Level != screen.Warning {
			t.Errorf("with nothing to do it is told as done: %+v", last)
		}
		if h.Press(" "); leave() == nil {
			t.Fatal("a box is lost unasked")
		}
		if question, ok := leave()().(screen.Unstored); !ok || question.Text != text.App.LoseBoxes {
			t.Errorf("it asks %v", leave()())
		}
		h.Press("ctrl+s", "ctrl+s", "y")
		if went(h) != "job" || leave() != nil {
			t.Errorf("went %q, and still asks", went(h))
		}
	})
}

// TestBoxesWaitForWhoHasWhat: a box that cannot be changed yet says why.
func TestBoxesWaitForWhoHasWhat(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		unread := []partner.User{{ID: "u1", PrincipalName: "anna@cohovineyard.com"}}
		s := NewAssign(deps(sample(), text), coho, unread)
		s.Init() // its answers have not come yet
		for _, key := range []string{" ", "ctrl+s"} {
			if b, off := s.Keys().Blocked(tuitest.Key(key)); !off || b.Why != text.Licenses.NotRead {
				t.Errorf("%q while reading: %v, %q", key, off, b.Why)
			}
		}
		h := host(t, NewAssign(deps(&seats{gone: tuitest.Forbidden()}, text), coho, unread), text)
		want := text.Explain(tuitest.Forbidden()).What
		if b, off := h.Screen.Keys().Blocked(tuitest.Key(" ")); !off || b.Why != want {
			t.Errorf("after a refusal: %v, %q, want %q", off, b.Why, want)
		}
	})
}

// TestThePlanIsNotToldAsDone: a box says what will be, and how many of the users it
// is about.
func TestThePlanIsNotToldAsDone(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		third := partner.User{ID: "u3", PrincipalName: "carl@cohovineyard.com", LicensesKnown: true}
		many, one := append(people(), third), people()
		l := text.Licenses
		for _, c := range []struct {
			users   []partner.User
			presses []string
			want    string
		}{
			{many, []string{" "}, text.Count(l.GiveMany, 2)},
			{many, []string{" ", " "}, text.Count(l.TakeMany, 1)},
			{one[1:], []string{" "}, l.Give},
			{one[:1], []string{" "}, l.Take},
			{one[:1], []string{"enter", "down", " "}, l.HeldByOne}, // a service alone
		} {
			h := host(t, NewAssign(deps(sample(), text), coho, c.users), text)
			h.Press(c.presses...)
			if shown := h.Lines()[3]; !strings.Contains(shown, c.want) || strings.Contains(shown, "is assigned") || strings.Contains(shown, "is taken") {
				t.Errorf("%d users, %q: no %q:\n%s", len(c.users), c.presses, c.want, shown)
			}
		}
	})
}

// TestTheUsageLocationIsPartOfTheQuestion, with the number of those who get it: who
// has what is assigned already is left as they are.
func TestTheUsageLocationIsPartOfTheQuestion(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		users := append(people(), partner.User{ID: "u3", PrincipalName: "carl@cohovineyard.com", LicensesKnown: true})
		users[0].UsageLocation = "" // and has the product
		h := host(t, NewAssign(deps(sample(), text), coho, users), text)
		h.Press(" ", "ctrl+s")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, text.Count(text.Licenses.LocationAsk, 2)[:12]) {
			t.Errorf("it asks about others:\n%s", shown)
		}
		h.Press("ctrl+s")
		want := text.Count(text.Licenses.LocationSet, 2) + text.Common.Colon + text.CountryName("PT", "Portugal")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, want) {
			t.Errorf("no %q:\n%s", want, shown)
		}
	})
}

// TestMissingSeatsAreToldFirst: nobody names a country for a change that cannot be.
func TestMissingSeatsAreToldFirst(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		h := host(t, NewAssign(deps(sample(), text), coho, people()[1:]), text) // has no usage location
		h.Press("down", " ", "ctrl+s")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, text.Licenses.NoFree) || h.Screen.(*Assign).location != nil {
			t.Errorf("%s", shown)
		}
	})
}

func TestOutOfSeatsOffersTheServices(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		h := host(t, NewAssign(deps(d, text), coho, people()[:1]), text)
		h.Press("down", " ", "ctrl+s")
		h.Frames("out-of-seats")
		h.Press("enter", "ctrl+s", "b")
		if len(d.did) != 0 || went(h) != "services" {
			t.Errorf("did %v, went %q", d.did, went(h))
		}
		// Another partner took the last seat meanwhile: the service says so.
		d.err = &partner.Error{Code: partner.CodeService, ServiceCode: "60012"}
		h = host(t, NewAssign(deps(d, text), coho, people()[:1]), text)
		h.Press("G", " ", "ctrl+s", "y")
		if len(d.did) != 1 || h.Screen.(*Assign).dialog == nil {
			t.Fatalf("did %v", d.did)
		}
		h.Press("b")
		if went(h) != "services" {
			t.Errorf("went %q", went(h))
		}
	})
}

// TestMoreSeatsInUseThanThereAre: a suspension leaves the users their licenses, so
// that the service counts less than no free seat. People read how many are over, and
// how many are missing for one more.
func TestMoreSeatsInUseThanThereAre(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		d.products[0].Total, d.products[0].Available, d.products[0].Suspended = 0, -23, 25
		d.products[1].Total, d.products[1].Consumed, d.products[1].Available = 0, 12345, -12345
		host(t, New(deps(d, text), coho), text).Frames("over")
		h := host(t, NewAssign(deps(d, text), coho, people()[:1]), text)
		h.Frames("over-assign")
		h.Press(" ", "ctrl+s") // takes one away
		h.Frames("over-preview")
		h.Press("esc", "down", " ", "ctrl+s") // assigns one
		h.Frames("over-missing")
	})
}

func TestTakingALicense(t *testing.T) {
	d := sample()
	h := host(t, NewAssign(deps(d, i18n.English()), coho, people()[:1]), i18n.English())
	h.Press(" ", "ctrl+s", "y", "y", "y")
	if got := strings.Join(d.did, ", "); got != "anna@cohovineyard.com {[] [s1]} " || went(h) != "back" {
		t.Errorf("did %q, went %q", got, went(h))
	}
	off := deps(d, i18n.English())
	off.Off = "Ask an admin agent."
	h = host(t, NewAssign(off, coho, people()[:1]), i18n.English())
	if h.Press(" ", "ctrl+s"); h.Screen.(*Assign).dialog != nil {
		t.Error("it asks although the role may not")
	}
}

// TestTheAgeIsThatOfEveryPart: what was read is told in the words of the record.
func TestTheAgeIsThatOfEveryPart(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		h := host(t, New(deps(sample(), text), coho), text)
		if want := fmt.Sprintf(text.Customers.Record.Fetched, text.Common.JustNow); !strings.Contains(strings.Join(h.Lines(), "\n"), want) {
			t.Errorf("no %q:\n%s", want, strings.Join(h.Lines(), "\n"))
		}
	})
}

// TestSuspendedSeatsAreReactivated: who has bought enough need not buy more, whether
// the seats are known to be suspended or the service refuses.
func TestSuspendedSeatsAreReactivated(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		d := sample()
		d.products[1].Total, d.products[1].Available, d.products[1].Suspended = 0, -3, 5
		h := host(t, NewAssign(deps(d, text), coho, people()[:1]), text)
		h.Press("down", " ", "ctrl+s")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, text.Licenses.Reactivate[:18]) || strings.Contains(shown, text.Licenses.Buy) {
			t.Errorf("%s", shown)
		}
		h.Frames("suspended-missing")
		d.products[1].Suspended = 3 // one too few
		h = host(t, NewAssign(deps(d, text), coho, people()[:1]), text)
		h.Press("down", " ", "ctrl+s")
		if shown := strings.Join(h.Lines(), "\n"); !strings.Contains(shown, text.Licenses.Buy) {
			t.Errorf("%s", shown)
		}
		d.products[1].Total, d.products[1].Available = 4, 1
		d.err = &partner.Error{Code: partner.CodeService, ServiceCode: "60012"}
		h = host(t, NewAssign(deps(d, text), coho, people()[:1]), text)
		h.Press("down", " ", "ctrl+s", "y")
		if shown := strings.Join(h.Lines(), "\n"); len(d.did) != 1 || !strings.Contains(shown, text.Licenses.Reactivate[:18]) {
			t.Errorf("%v\n%s", d.did, shown)
		}
	})
}

// TestWhatIsSuspendedIsSaidWhole, beside the product or below.
func TestWhatIsSuspendedIsSaidWhole(t *testing.T) {
	both(t, func(t *testing.T, text *i18n.Strings) {
		for _, width := range []int{60, 80, 120} {
			d := sample()
			d.products[0].Total, d.products[0].Available, d.products[0].Suspended = 0, -23, 25
			d.products[1].Total, d.products[1].Consumed, d.products[1].Available = 0, 12345, -12345
			h := host(t, New(deps(d, text), coho), text)
			h.Frame.Width = width
			shown := strings.Join(h.Lines(), "\n")
			if want := text.Licenses.Suspended + text.Common.Colon + "25"; !strings.Contains(shown, want) {
				t.Errorf("%d cells: no %q:\n%s", width, want, shown)
			}
			h.Press("enter", "down") // the services come after it, and the cursor is on the next product
			lines := h.Lines()
			at := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, text.Licenses.Suspended+text.Common.Colon+"25") })
			if !strings.Contains(strings.Join(lines[at:at+2], ""), "Exchange") {
				t.Errorf("%d cells:\n%s", width, strings.Join(lines, "\n"))
			}
		}
	})
}
