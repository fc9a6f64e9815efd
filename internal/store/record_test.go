package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
	"cspdesk/internal/store/fold"
)

const fabrikam = partner.CustomerID("2e0d5b4e-0000-4000-8000-000000000001")

func withFabrikam(t *testing.T) *store.DB {
	db := newDB(t)
	mustRefresh(t, db, []partner.Customer{{ID: fabrikam, CompanyName: "Fabrikam", Domain: "fabrikam.example", Relationship: "reseller"}}, true)
	return db
}

func TestRecordKeepsEveryBlock(t *testing.T) {
	db := withFabrikam(t)
	ctx := t.Context()
	at := start.Add(time.Hour)
	want := partner.Record{
		States: map[partner.Block]partner.BlockState{}, UsersTotal: 41,
		Account: partner.Account{CompanyName: "Fabrikam AG", Address: partner.Address{Country: "ch", City: "Zürich"}, CustomDomains: []string{"a.example"},
			AgreementAttested: start, Qualifications: []partner.Qualification{{Name: "Education"}}},
		Subscriptions: []partner.Subscription{{ID: "s", Quantity: 25, Ends: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), Status: "never-seen-before"}},
		Services:      []partner.ManagedService{{ID: "m", AdminURL: "https://example.com"}},
		Licenses:      []partner.License{{SkuID: "l", Total: 25, Consumed: 23}},
		Users:         []partner.User{{ID: "u", DisplayName: "Anna", LicensesKnown: true, Licenses: []partner.UserLicense{{SkuID: "l"}}}},
	}
	must(t, db.SaveAccount(ctx, fabrikam, want.Account, at))
	must(t, db.SaveServices(ctx, fabrikam, want.Subscriptions, want.Services, at))
	must(t, db.SaveLicenses(ctx, fabrikam, want.Licenses, at))
	must(t, db.SaveUsers(ctx, fabrikam, want.Users, 41, at))
	inv, err := db.SaveInvitation(ctx, partner.Invitation{ID: "inv-1", State: partner.StateAccepted, Customer: fabrikam})
	must(t, err)
	want.Invitations = []partner.Invitation{inv}
	for _, b := range partner.Blocks() {
		want.States[b] = partner.BlockState{Block: b, FetchedAt: at}
	}
	if want.Customer, err = db.Customer(ctx, fabrikam); err != nil {
		t.Fatal(err)
	}
	got, err := db.Record(ctx, fabrikam)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if c := got.Customer; c.Country != "CH" || c.Agreement != partner.AgreementAccepted || c.AdminRights != partner.AdminRightsNotRequested {
		t.Errorf("the list shows %+v", c)
	}
}

func TestAFailureStandsBesideTheLastGoodCopy(t *testing.T) {
	db := withFabrikam(t)
	ctx := t.Context()
	record, err := db.Record(ctx, fabrikam)
	must(t, err)
	if diff := cmp.Diff(partner.BlockState{Block: partner.BlockUsers}, record.States[partner.BlockUsers]); diff != "" {
		t.Error(diff)
	}
	failure := &partner.Error{Code: partner.CodeGranularRights, Detail: "d", ServiceCode: "600009", HTTPStatus: 403, CorrelationID: "c"}
	must(t, db.SaveUsers(ctx, fabrikam, []partner.User{{ID: "u"}}, 1, start))
	must(t, db.FailBlock(ctx, fabrikam, partner.BlockUsers, failure, start.Add(time.Hour)))
	must(t, db.FailBlock(ctx, fabrikam, partner.BlockLicenses, failure, start))
	record, err = db.Record(ctx, fabrikam)
	must(t, err)
	want := partner.BlockState{Block: partner.BlockUsers, FetchedAt: start, FailedAt: start.Add(time.Hour), Failure: failure}
	if diff := cmp.Diff(want, record.States[partner.BlockUsers]); diff != "" || len(record.Users) != 1 {
		t.Error(diff, record.Users)
	}
	if s := record.States[partner.BlockLicenses]; s.Failure == nil || !s.FetchedAt.IsZero() {
		t.Errorf("%+v", s)
	}
	must(t, db.SaveUsers(ctx, fabrikam, nil, 0, start.Add(2*time.Hour)))
	record, err = db.Record(ctx, fabrikam)
	must(t, err)
	if diff := cmp.Diff(partner.BlockState{Block: partner.BlockUsers, FetchedAt: start.Add(2 * time.Hour)}, record.States[partner.BlockUsers]); diff != "" {
		t.Error(diff)
	}
}

func TestAdminRightsAreFollowed(t *testing.T) {
	db := withFabrikam(t)
	for i, step := range []struct {
		delegated bool
		want      partner.AdminRights
		changed   int // step at which the change was seen; -1 for none yet
	}{
		{false, partner.AdminRightsNotRequested, -1},
		{true, partner.AdminRightsGranted, 1},
		{true, partner.AdminRightsGranted, 1},
		{false, partner.AdminRightsRemoved, 3},
		{false, partner.AdminRightsRemoved, 3},
		{true, partner.AdminRightsGranted, 5},
	} {
		must(t, db.SaveAccount(t.Context(), fabrikam, partner.Account{DelegatedAccess: step.delegated, AgreementUnchecked: true}, start.Add(time.Duration(i)*time.Hour)))
		c, err := db.Customer(t.Context(), fabrikam)
		must(t, err)
		want := time.Time{}
		if step.changed >= 0 {
			want = start.Add(time.Duration(step.changed) * time.Hour)
		}
		if c.AdminRights != step.want || !c.AdminRightsAt.Equal(want) || c.Agreement != partner.AgreementUnknown {
			t.Errorf("step %d: %+v", i, c)
		}
	}
}

func TestBlocksOfNobodyAreRefused(t *testing.T) {
	db := newDB(t)
	wantCode(t, db.SaveLicenses(t.Context(), fabrikam, nil, start), partner.CodeNotFound)
	wantCode(t, db.FailBlock(t.Context(), fabrikam, partner.BlockUsers, &partner.Error{}, start), partner.CodeNotFound)
	_, err := db.Record(t.Context(), fabrikam)
	wantCode(t, err, partner.CodeNotFound)
}

func TestFindCustomersByIDOrDomain(t *testing.T) {
	db := withFabrikam(t)
	for search, want := range map[string]int{
		string(fabrikam): 1, "2E0D5B4E-0000-4000-8000-000000000001": 1, "Fabrikam.EXAMPLE": 1, "fabrikam": 0, "": 0, "%": 0,
	} {
		found, err := db.FindCustomers(t.Context(), search)
		must(t, err)
		if len(found) != want {
			t.Errorf("%q finds %d", search, len(found))
		}
	}
}

// TestCustomersByTheirWholeName in many scripts: as it is, in capitals, and not by
// a part.
func TestCustomersByTheirWholeName(t *testing.T) {
	db := newDB(t)
	names := []string{"Adventure Works GmbH", "Adventure Works", "Bäckerei Zürich", "Backerei Zurich AG", "Åkesson Trävaror AB", "上海冒险家科技有限公司", "上海冒险家",
		"アドベンチャー", "Контосо Торговый", "Παράδειγμα", "شركة كونتوسو", "Ławka ß", "Contoso, Ltd.", "Contoso Ltd", "\u202econtoso"}
	var list []partner.Customer
	for i, name := range names {
		id := partner.CustomerID(fmt.Sprintf("00000000-0000-4000-8000-%012d", i))
		if i%3 == 0 {
			id = partner.CustomerID(fmt.Sprint("odd id ", i))
		}
		list = append(list, partner.Customer{ID: id, CompanyName: name, Domain: fmt.Sprint(i, ".example")})
	}
	mustRefresh(t, db, list, true)
	for i, name := range names {
		for _, typed := range []string{name, strings.ToUpper(name), " " + name + " "} {
			found, err := db.CustomersNamed(t.Context(), typed)
			must(t, err)
			if !slices.ContainsFunc(found, func(c partner.Customer) bool { return c.ID == list[i].ID }) {
				t.Errorf("%q does not find %q", typed, name)
			}
			for _, c := range found {
				if fold.Fold(c.CompanyName) != fold.Fold(name) {
					t.Errorf("%q finds %q", typed, c.CompanyName)
				}
			}
		}
	}
	if found, err := db.CustomersNamed(t.Context(), "Backerei zurich"); err != nil || len(found) != 1 {
		t.Errorf("without accents: %v, %v", found, err)
	}
	for _, none := range []string{"", " ", "Adventure", "Works", "上海", "%", "odd id 0"} {
		if found, err := db.CustomersNamed(t.Context(), none); err != nil || len(found) != 0 {
			t.Errorf("%q finds %v, %v", none, found, err)
		}
	}
}

func TestInvitationsAreSavedOnlyOverWhatWasRead(t *testing.T) {
	db := newDB(t)
	ctx := t.Context()
	first, err := db.SaveInvitation(ctx, partner.Invitation{ID: "inv-1", State: partner.StateDraft, Note: "one"})
	must(t, err)
	mine, theirs := first, first
	theirs.Note = "theirs"
	_, err = db.SaveInvitation(ctx, theirs)
	must(t, err)
	mine.Note = "mine"
	_, err = db.SaveInvitation(ctx, mine, partner.Activity{Action: partner.ActionInvitationFinished})
	wantCode(t, err, partner.CodeConflict)
	_, err = db.SaveInvitation(ctx, partner.Invitation{ID: "inv-1", Note: "new"})
	wantCode(t, err, partner.CodeConflict)
	_, err = db.SaveInvitation(ctx, partner.Invitation{ID: "inv-2", Revision: 3})
	wantCode(t, err, partner.CodeNotFound)
	_, err = db.SaveInvitation(ctx, partner.Invitation{})
	wantCode(t, err, partner.CodeInvalidInput)
	got, err := db.Invitation(ctx, "inv-1")
	must(t, err)
	if got.Note != "theirs" || got.Revision != 2 {
		t.Errorf("%+v", got)
	}
	if lines, err := db.Activities(ctx, partner.ActivityQuery{}); err != nil || len(lines) != 0 {
		t.Errorf("%+v, %v", lines, err)
	}
}

func TestOnlyDraftsAreDeleted(t *testing.T) {
	db := newDB(t)
	for _, s := range partner.InvitationStates() {
		_, err := db.SaveInvitation(t.Context(), partner.Invitation{ID: string(s), State: s})
		must(t, err)
		want := partner.CodeNotAllowed
		if s == partner.StateDraft {
			want = ""
		}
		wantCode(t, db.DeleteDraft(t.Context(), string(s)), want)
	}
	wantCode(t, db.DeleteDraft(t.Context(), "none"), partner.CodeNotFound)
	all, err := db.Invitations(t.Context())
	must(t, err)
	if len(all) != 4 || all[0].ID != string(partner.StateWithdrawn) {
		t.Errorf("%+v", all)
	}
}
