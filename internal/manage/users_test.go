package manage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

// town is a Partner Center with users for these tests.
type town struct {
	mu       sync.Mutex
	users    []partner.User
	licenses map[string][]partner.UserLicense
	roles    map[string][]partner.DirectoryRole
	writes   map[string]int // by what was written
	fail     func(what string) error
}

func newTown(n int) *town {
	all := &town{licenses: map[string][]partner.UserLicense{}, roles: map[string][]partner.DirectoryRole{}, writes: map[string]int{}}
	for i := range n {
		all.users = append(all.users, partner.User{
			ID: fmt.Sprintf("u%04d", i), DisplayName: fmt.Sprintf("User %d", i), PrincipalName: fmt.Sprintf("user%d@fabrikam.de", i),
			State: "active", UsageLocation: "CH",
		})
	}
	return all
}

// act writes something, or fails before it, or after it with an unclear error.
func (c *town) act(ctx context.Context, what string, do func()) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if ctx.Err() != nil {
		return "", partner.NewError(partner.CodeCancelled, "", ctx.Err())
	}
	var err error
	if c.fail != nil {
		err = c.fail(what)
	}
	if e, ok := errors.AsType[*partner.Error](err); err == nil || ok && e.Unclear {
		c.writes[what]++
		do()
	}
	return "corr", err
}

func (c *town) find(id string) *partner.User {
	if i := slices.IndexFunc(c.users, func(u partner.User) bool { return u.ID == id }); i >= 0 {
		return &c.users[i]
	}
	return &partner.User{}
}

func (c *town) UsersPage(_ context.Context, _ partner.CustomerID, deleted bool, next string) (page []partner.User, following string, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, u := range c.users {
		if (u.State == "inactive") == deleted && u.ID > next {
			if len(page) == 500 {
				return page, page[499].ID, nil
			}
			page = append(page, u)
		}
	}
	return page, "", nil
}

func (c *town) User(_ context.Context, _ partner.CustomerID, id string) (partner.User, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if u := c.find(id); u.State == "active" {
		return *u, nil
	}
	return partner.User{}, partner.NewError(partner.CodeNotFound, id, nil)
}

func (c *town) CustomDomains(context.Context, partner.CustomerID) ([]string, error) {
	if c.fail != nil {
		return nil, c.fail("domains")
	}
	return []string{"fabrikam.de", "fabrikam.onmicrosoft.com"}, nil
}

func (c *town) AddUser(ctx context.Context, _ partner.CustomerID, n partner.NewUser, _ string) (added partner.User, correlation string, err error) {
	correlation, err = c.act(ctx, "add "+n.PrincipalName, func() {
		added = partner.User{ID: "new-" + n.PrincipalName, DisplayName: n.DisplayName, PrincipalName: n.PrincipalName, State: "active", UsageLocation: n.UsageLocation}
		c.users = append(c.users, added)
	})
	if err != nil {
		added = partner.User{}
	}
	return added, correlation, err
}

func (c *town) EditUser(ctx context.Context, _ partner.CustomerID, id string, e partner.UserEdit, _ string) (string, error) {
	return c.act(ctx, "edit "+id, func() {
		u := c.find(id)
		for _, v := range []struct{ to, from *string }{{&u.DisplayName, e.DisplayName}, {&u.UsageLocation, e.UsageLocation}, {&u.PrincipalName, e.PrincipalName}} {
			if v.from != nil {
				*v.to = *v.from
			}
		}
	})
}

func (c *town) ResetPassword(ctx context.Context, _ partner.CustomerID, id string, _ partner.Password, _ bool, _ string) (string, error) {
	return c.act(ctx, "reset "+id, func() {})
}

func (c *town) DeleteUser(ctx context.Context, _ partner.CustomerID, id, _ string) (string, error) {
	return c.act(ctx, "delete "+id, func() { c.find(id).State = "inactive" })
}

func (c *town) RestoreUser(ctx context.Context, _ partner.CustomerID, id, _ string) (string, error) {
	return c.act(ctx, "restore "+id, func() { c.find(id).State = "active" })
}

func (c *town) DirectoryRoles(context.Context, partner.CustomerID) ([]partner.DirectoryRole, error) {
	return []partner.DirectoryRole{{ID: "r1", Name: "User Account Administrator"}}, nil
}

func (c *town) UserRoles(_ context.Context, _ partner.CustomerID, id string) ([]partner.DirectoryRole, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.roles[id], nil
}

func (c *town) AddRole(ctx context.Context, _ partner.CustomerID, role string, u partner.User, _ string) (string, error) {
	return c.act(ctx, "role "+u.ID, func() { c.roles[u.ID] = append(c.roles[u.ID], partner.DirectoryRole{ID: role}) })
}

func (c *town) RemoveRole(ctx context.Context, _ partner.CustomerID, _, id, _ string) (string, error) {
	return c.act(ctx, "unrole "+id, func() { c.roles[id] = nil })
}

func (c *town) Licenses(context.Context, partner.CustomerID) ([]partner.License, error) {
	return products, nil
}

func (c *town) UserLicenses(ctx context.Context, _ partner.CustomerID, id string) ([]partner.UserLicense, error) {
	if ctx.Err() != nil {
		return nil, partner.NewError(partner.CodeCancelled, "", ctx.Err())
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.licenses[id]), nil
}

func (c *town) ChangeLicenses(ctx context.Context, _ partner.CustomerID, id string, change partner.LicenseChange, _ string) ([]string, string, error) {
	correlation, err := c.act(ctx, "licenses "+id, func() { c.licenses[id] = change.Apply(c.licenses[id], products) })
	return nil, correlation, err
}

var products = []partner.License{
	{SkuID: "s1", Name: "Microsoft 365 Business Premium", Total: 1200, Consumed: 0, Available: 1200, Group: "Group1"},
	{SkuID: "s2", Name: "Visio Plan 2", Total: 3, Consumed: 3, Group: "Group1"},
	{SkuID: "m1", Name: "Minecraft Education", Total: 9, Available: 9, Group: "Group2"},
}

// areas are the services around a store on the disk.
type areas struct {
	db       *store.DB
	core     *Service
	users    *Users
	licenses *Licenses
	bulk     *Bulk
	waits    *int
}

func around(t *testing.T, path string, c *town, roles ...partner.Role) areas {
	t.Helper()
	db, err := store.Open(t.Context(), path, store.Options{Now: func() time.Time { return now }, Actor: "anna"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	pass, err := db.BeginRefresh(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := db.SavePage(t.Context(), pass.ID, []partner.Customer{fabrikam}, ""); err != nil {
		t.Fatal(err)
	}
	if roles == nil {
		roles = []partner.Role{partner.RoleAdminAgent}
	}
	a := areas{db: db, waits: new(int)}
	a.core = New(partner.Profile{Roles: roles}, db, Options{Now: func() time.Time { return now }, Actor: "anna"})
	a.users = NewUsers(a.core, c, db)
	a.licenses = NewLicenses(a.core, c, a.users, nil)
	a.bulk = NewBulk(a.core, db, filepath.Join(filepath.Dir(path), "job.lock"), func(context.Context, time.Duration) error { *a.waits++; return nil })
	return a
}

func fresh(t *testing.T, c *town, roles ...partner.Role) areas {
	a := around(t, filepath.Join(t.TempDir(), "p", "cspdesk.db"), c, roles...)
	if _, err := a.users.Sync(t.Context(), fabrikam.ID, func(int) {}); err != nil {
		t.Fatal(err)
	}
	return a
}

func TestEveryWriteAboutAUserIsRecordedAndStored(t *testing.T) {
	c := newTown(1200)
	a := fresh(t, c)
	ctx := t.Context()
	name := "Anna Brunner"
	first := c.users[0]
	steps := []struct {
		action partner.Action
		do     func() error
		want   func(u partner.User, err error) bool
	}{
		{partner.ActionUserEdited, func() error {
			_, err := a.users.Edit(ctx, fabrikam, first, partner.UserEdit{DisplayName: &name})
			return err
		},
			func(u partner.User, _ error) bool { return u.DisplayName == name }},
		{partner.ActionPasswordReset, func() error {
			return a.users.ResetPassword(ctx, fabrikam, first, partner.NewPassword("Sesame-42"), true)
		}, func(partner.User, error) bool { return true }},
		{partner.ActionRoleAdded, func() error { return a.users.SetRole(ctx, fabrikam, first, partner.DirectoryRole{ID: "r1"}, true) },
			func(partner.User, error) bool { return len(c.roles["u0000"]) == 1 }},
		{partner.ActionRoleRemoved, func() error { return a.users.SetRole(ctx, fabrikam, first, partner.DirectoryRole{ID: "r1"}, false) },
			func(partner.User, error) bool { return len(c.roles["u0000"]) == 0 }},
		{partner.ActionUserDeleted, func() error { return a.users.Delete(ctx, fabrikam, first) },
			func(u partner.User, _ error) bool { return u.State == "inactive" && !u.DeletedAt.IsZero() }},
		{partner.ActionUserRestored, func() error { return a.users.Restore(ctx, fabrikam, first) },
			func(u partner.User, _ error) bool { return u.State == "active" && u.DeletedAt.IsZero() }},
	}
	for i, step := range steps {
		if err := step.do(); err != nil {
			t.Fatalf("%s: %v", step.action, err)
		}
		if u, err := a.db.User(ctx, fabrikam.ID, "u0000"); !step.want(u, err) {
			t.Errorf("%s: the store has %+v, %v", step.action, u, err)
		}
		lines, err := a.db.Activities(ctx, partner.ActivityQuery{})
		if err != nil || len(lines) != i+1 || lines[0].Action != step.action || lines[0].CorrelationID != "corr" || lines[0].Subject != "Fabrikam AG" {
			t.Errorf("%s: the record has %d lines, the last %+v (%v)", step.action, len(lines), lines[0], err)
		}
		for _, line := range lines {
			if strings.Contains(fmt.Sprintf("%+v", line), "Sesame") {
				t.Error("the password is in the record")
			}
		}
	}
	w, err := a.db.UsersWindow(ctx, fabrikam.ID, partner.UserQuery{}, partner.UserPlace{Edge: partner.EdgeFirst}, 0, 10)
	if err != nil || w.Total != 1200 {
		t.Errorf("%d users, %v", w.Total, err)
	}
}

func TestAddingAUser(t *testing.T) {
	good := partner.NewUser{PrincipalName: "zoe@fabrikam.de", DisplayName: "Zoë", Password: partner.NewPassword("Sesame-42")}
	domains := []string{"fabrikam.de"}
	with := func(change func(*partner.NewUser)) partner.NewUser {
		u := good
		change(&u)
		return u
	}
	for _, c := range []struct {
		name   string
		user   partner.NewUser
		role   partner.Role
		refuse error
		want   partner.Code
		detail string
	}{
		{"added", good, partner.RoleAdminAgent, nil, "", ""},
		{"no name", with(func(u *partner.NewUser) { u.DisplayName = " " }), partner.RoleAdminAgent, nil, partner.CodeInvalidInput, "display-name-missing"},
		{"foreign domain", with(func(u *partner.NewUser) { u.PrincipalName = "zoe@contoso.com" }), partner.RoleAdminAgent, nil, partner.CodeInvalidInput, "domain-foreign"},
		{"odd login", with(func(u *partner.NewUser) { u.PrincipalName = "zo e@fabrikam.de" }), partner.RoleAdminAgent, nil, partner.CodeInvalidInput, "login-invalid"},
		{"weak", with(func(u *partner.NewUser) { u.Password = partner.NewPassword("sesame42") }), partner.RoleAdminAgent, nil, partner.CodeInvalidInput, "password-simple"},
		{"refused", good, partner.RoleAdminAgent, &partner.Error{Code: partner.CodeService, ServiceCode: "3000"}, partner.CodeService, ""},
		{"no answer", good, partner.RoleAdminAgent, &partner.Error{Code: partner.CodeUnreachable, Unclear: true}, partner.CodeUnclear, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			center := newTown(1)
			a := fresh(t, center, c.role)
			center.fail = func(string) error { return c.refuse }
			if c.refuse == nil {
				center.fail = nil
			}
			_, err := a.users.Add(t.Context(), fabrikam, c.user, domains)
			e, _ := errors.AsType[*partner.Error](err)
			if partner.CodeOf(err) != c.want || c.detail != "" && e.Detail != c.detail {
				t.Fatalf("%v, want %s %s", err, c.want, c.detail)
			}
			if c.want != partner.CodeUnclear {
				return
			}
			center.fail = nil
			if _, again := a.users.Add(t.Context(), fabrikam, c.user, domains); partner.CodeOf(again) != partner.CodeUnresolved {
				t.Errorf("it is sent again: %v", again)
			}
			open, _ := a.core.Open(t.Context())
			if finding, err := a.core.Look(t.Context(), open[0]); err != nil || finding.Verdict != VerdictHappened {
				t.Errorf("reading finds %+v, %v", finding, err)
			}
			if center.writes["add zoe@fabrikam.de"] != 1 {
				t.Errorf("it was sent %d times", center.writes["add zoe@fabrikam.de"])
			}
		})
	}
}

// TestReadingTellsWhatBecameOfAWrite loses the answer of each write, before and
// after the service acted.
func TestReadingTellsWhatBecameOfAWrite(t *testing.T) {
	name := `An "odd" name`
	for _, c := range []struct {
		what string
		do   func(a areas, u partner.User) error
		want Verdict // if it happened; "" where reading does not tell
	}{
		{"edit", func(a areas, u partner.User) error {
			_, err := a.users.Edit(t.Context(), fabrikam, u, partner.UserEdit{DisplayName: &name})
			return err
		}, VerdictHappened},
		{"delete", func(a areas, u partner.User) error { return a.users.Delete(t.Context(), fabrikam, u) }, VerdictHappened},
		{"role", func(a areas, u partner.User) error {
			return a.users.SetRole(t.Context(), fabrikam, u, partner.DirectoryRole{ID: "r1", Name: "A role"}, true)
		}, VerdictHappened},
		{"licenses", func(a areas, u partner.User) error {
			_, err := a.licenses.Change(t.Context(), fabrikam, u, Assignment{Products: products, Change: partner.LicenseChange{Assign: []partner.LicenseGrant{{SkuID: "s1", Off: []string{"p1", "p2"}}}}})
			return err
		}, VerdictHappened},
		{"reset", func(a areas, u partner.User) error {
			return a.users.ResetPassword(t.Context(), fabrikam, u, partner.NewPassword("Sesame-42"), true)
		}, VerdictUnknown},
	} {
		for _, acted := range []bool{true, false} {
			center := newTown(3)
			a := fresh(t, center)
			center.fail = func(what string) error {
				if acted {
					return &partner.Error{Code: partner.CodeUnreachable, Unclear: true}
				}
				return errors.New("lost")
			}
			err := c.do(a, center.users[1])
			if !acted { // as a kill before the service acted would leave it
				err = a.db.BeginIntent(t.Context(), reopened(t, a))
			}
			if acted && partner.CodeOf(err) != partner.CodeUnclear || !acted && err != nil {
				t.Fatalf("%s: %v", c.what, err)
			}
			center.fail = nil
			open, err := a.core.Open(t.Context())
			if err != nil || len(open) != 1 {
				t.Fatalf("%s: %d open, %v", c.what, len(open), err)
			}
			want := c.want
			if !acted && want == VerdictHappened {
				want = VerdictNot
			}
			if finding, err := a.core.Look(t.Context(), open[0]); err != nil || finding.Verdict != want {
				t.Errorf("%s, acted %v: %+v, %v", c.what, acted, finding, err)
			}
		}
	}
}

// reopened gives the last write that failed, as if its program had been killed.
func reopened(t *testing.T, a areas) partner.Intent {
	t.Helper()
	lines, err := a.db.Activities(t.Context(), partner.ActivityQuery{})
	if err != nil || len(lines) == 0 {
		t.Fatal("nothing was recorded", err)
	}
	object, detail, _ := strings.Cut(lines[0].Detail, ": ")
	if i := strings.LastIndex(detail, ": internal"); i >= 0 {
		detail = detail[:i]
	} else {
		detail = ""
	}
	return partner.Intent{ID: "killed", At: now, Action: lines[0].Action, Customer: fabrikam.ID, Object: object, Detail: detail}
}

func TestLicensesOfOneUser(t *testing.T) {
	center := newTown(2)
	center.licenses["u0000"] = []partner.UserLicense{{SkuID: "s2", Name: "Visio Plan 2"}}
	center.users[1].UsageLocation = ""
	a := fresh(t, center)
	change := partner.LicenseChange{Assign: []partner.LicenseGrant{{SkuID: "s1", Off: []string{"p"}}, {SkuID: "m1"}}, Remove: []string{"s2"}}
	got, err := a.licenses.Change(t.Context(), fabrikam, center.users[0], Assignment{Change: change, Products: products})
	if err != nil || len(got.After) != 2 || got.Before[0].SkuID != "s2" {
		t.Fatalf("%+v, %v", got, err)
	}
	if center.writes["licenses u0000"] != 2 {
		t.Errorf("%d writes for two groups", center.writes["licenses u0000"])
	}
	if got, err = a.licenses.Change(t.Context(), fabrikam, center.users[0], Assignment{Change: change, Products: products}); err != nil || !got.Unchanged || center.writes["licenses u0000"] != 2 {
		t.Errorf("again: %+v, %v after %d writes", got, err, center.writes["licenses u0000"])
	}
	stored, err := a.db.User(t.Context(), fabrikam.ID, "u0000")
	if err != nil || len(stored.Licenses) != 2 || stored.Licenses[0].Name != "Microsoft 365 Business Premium" {
		t.Errorf("stored %+v, %v", stored, err)
	}
	_, err = a.licenses.Change(t.Context(), fabrikam, center.users[1], Assignment{Change: change, Products: products})
	if e, _ := errors.AsType[*partner.Error](err); e == nil || e.Detail != string(partner.UserLocationMissing) || center.writes["licenses u0001"] != 0 {
		t.Errorf("without a location: %v", err)
	}
	if _, err = a.licenses.Change(t.Context(), fabrikam, center.users[1], Assignment{Change: change, Products: products, Location: "DE"}); err != nil || center.find("u0001").UsageLocation != "DE" {
		t.Errorf("with a location: %v, %q", err, center.find("u0001").UsageLocation)
	}
}

func TestDetailsOfLicensesAreReadBack(t *testing.T) {
	change := partner.LicenseChange{Assign: []partner.LicenseGrant{{SkuID: "s1", Off: []string{"p1", "p2"}}, {SkuID: "x"}}, Remove: []string{"s2", "m1"}}
	if diff := cmp.Diff(change, readDetail(detailOf(change, products))); diff != "" {
		t.Error(diff)
	}
}
