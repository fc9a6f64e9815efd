package partner

import (
	"slices"
	"testing"
)

// TestRoleByDeed is the table of Microsoft's pages, written down a second time
// in another form: one letter a role, in the order of Roles (admin agent,
// global admin, sales agent, helpdesk agent). y: named; n: named and not
// enough; -: not named, so the service decides.
func TestRoleByDeed(t *testing.T) {
	table := map[Deed]string{
		DeedRequestRelationship: "y-yn",
		DeedRequestGranular:     "ynnn",
		DeedEditCustomer:        "yy-y",
		DeedConfirmAgreement:    "y-n-",
		DeedBuy:                 "y-yn",
		DeedChangeSubscription:  "y-yn",
		DeedCancelAzure:         "-y--",
		DeedListUsers:           "y-yy",
		DeedAddUser:             "y---",
		DeedEditUser:            "y---",
		DeedRestoreUser:         "y---",
		DeedDeleteUser:          "y---",
		DeedResetPassword:       "y--y",
		DeedUserRoles:           "y---",
		DeedAssignLicenses:      "yyyy",
		DeedSupportContact:      "yy-y",
		DeedSupportProfile:      "----",
		DeedServiceRequests:     "y--y",
		DeedRemoveRelationship:  "-y--",
		DeedRemoveAdminRights:   "----",
	}
	means := map[byte]Permission{'y': Allowed, '-': Unsure, 'n': Denied}
	if len(Deeds()) != len(table) {
		t.Errorf("%d deeds, and %d in the table", len(Deeds()), len(table))
	}
	for _, d := range Deeds() {
		row := table[d]
		if len(row) != len(Roles()) {
			t.Errorf("%s is not in the table", d)
			continue
		}
		if got := May(nil, d); got != Unsure {
			t.Errorf("with unknown roles %s is %d", d, got)
		}
		for i, a := range Roles() {
			want := means[row[i]]
			if got := May([]Role{a}, d); got != want {
				t.Errorf("%s as %s: %d, want %d", d, a, got, want)
			}
			if named := slices.Contains(RolesFor(d), a); named != (want == Allowed) {
				t.Errorf("%s named for %s: %v", a, d, named)
			}
			for j, b := range Roles() { // the better of two roles counts
				if got, want := May([]Role{a, b}, d), min(want, means[row[j]]); got != want {
					t.Errorf("%s as %s and %s: %d, want %d", d, a, b, got, want)
				}
			}
		}
	}
}

func TestWhatNobodyKnowsIsForTheService(t *testing.T) {
	if got := May([]Role{RoleHelpdeskAgent}, "something new"); got != Unsure {
		t.Errorf("an unknown deed is %d", got)
	}
	if RolesFor("something new") != nil || GranularRolesFor("something new") != nil {
		t.Error("an unknown deed names roles")
	}
	if got := GranularRolesFor(DeedDeleteUser); !slices.Equal(got, []string{"User administrator"}) {
		t.Errorf("deleting a user needs %v", got)
	}
}
