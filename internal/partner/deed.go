package partner

import "slices"

// Deed is something that a person can do at Microsoft for a customer.
type Deed string

// The deeds.
const (
	DeedRequestRelationship Deed = "request-relationship"
	DeedRequestGranular     Deed = "request-granular-rights"
	DeedEditCustomer        Deed = "edit-customer"
	DeedConfirmAgreement    Deed = "confirm-agreement"
	DeedBuy                 Deed = "buy"
	DeedChangeSubscription  Deed = "change-subscription"
	DeedCancelAzure         Deed = "cancel-azure"
	DeedListUsers           Deed = "list-users"
	DeedAddUser             Deed = "add-user"
	DeedEditUser            Deed = "edit-user"
	DeedRestoreUser         Deed = "restore-user"
	DeedDeleteUser          Deed = "delete-user"
	DeedResetPassword       Deed = "reset-password"
	DeedUserRoles           Deed = "user-roles"
	DeedAssignLicenses      Deed = "assign-licenses"
	DeedSupportContact      Deed = "support-contact"
	DeedSupportProfile      Deed = "support-profile"
	DeedServiceRequests     Deed = "service-requests"
	DeedRemoveRelationship  Deed = "remove-relationship"
	DeedRemoveAdminRights   Deed = "remove-admin-rights"
)

// rule says who may do a deed. A role in neither list is one that Microsoft's
// pages do not name for it: the service decides.
type rule struct {
	deed     Deed
	may      []Role   // named as appropriate
	not      []Role   // named, and not for this
	granular []string // roles in the customer's tenant, one of which is needed as well
}

// rules are the roles that Microsoft's pages name ("Assign roles, permissions
// and workspace access to users", and "Appropriate roles" at the head of the
// page of each deed).
var rules = []rule{
	{DeedRequestRelationship, []Role{RoleAdminAgent, RoleSalesAgent}, []Role{RoleHelpdeskAgent}, nil},
	{DeedRequestGranular, []Role{RoleAdminAgent}, []Role{RoleGlobalAdmin, RoleSalesAgent, RoleHelpdeskAgent}, nil},
	{DeedEditCustomer, []Role{RoleAdminAgent, RoleGlobalAdmin, RoleHelpdeskAgent}, nil, nil},
	{DeedConfirmAgreement, []Role{RoleAdminAgent}, []Role{RoleSalesAgent}, nil},
	{DeedBuy, []Role{RoleAdminAgent, RoleSalesAgent}, []Role{RoleHelpdeskAgent}, nil},
	{DeedChangeSubscription, []Role{RoleAdminAgent, RoleSalesAgent}, []Role{RoleHelpdeskAgent}, nil},
	{DeedCancelAzure, []Role{RoleGlobalAdmin}, nil, nil},
	{DeedListUsers, []Role{RoleAdminAgent, RoleSalesAgent, RoleHelpdeskAgent}, nil, []string{"Directory readers", "Global reader", "User administrator"}},
	{DeedAddUser, []Role{RoleAdminAgent}, nil, []string{"User administrator", "Directory writers"}},
	{DeedEditUser, []Role{RoleAdminAgent}, nil, []string{"User administrator", "Directory writers"}},
	{DeedRestoreUser, []Role{RoleAdminAgent}, nil, []string{"User administrator", "Directory writers"}},
	{DeedDeleteUser, []Role{RoleAdminAgent}, nil, []string{"User administrator"}},
	{DeedResetPassword, []Role{RoleAdminAgent, RoleHelpdeskAgent}, nil, []string{"User administrator", "Privileged authentication administrator"}},
	{DeedUserRoles, []Role{RoleAdminAgent}, nil, []string{"Privileged role administrator"}},
	{DeedAssignLicenses, []Role{RoleAdminAgent, RoleGlobalAdmin, RoleSalesAgent, RoleHelpdeskAgent}, nil,
		[]string{"License administrator", "User administrator", "Directory writers"}},
	{DeedSupportContact, []Role{RoleAdminAgent, RoleGlobalAdmin, RoleHelpdeskAgent}, nil, nil},
	{DeedSupportProfile, nil, nil, nil},
	{DeedServiceRequests, []Role{RoleAdminAgent, RoleHelpdeskAgent}, nil, []string{"Service support administrator"}},
	{DeedRemoveRelationship, []Role{RoleGlobalAdmin}, nil, nil},
	{DeedRemoveAdminRights, nil, nil, nil},
}

// Deeds lists every deed.
func Deeds() []Deed {
	all := make([]Deed, len(rules))
	for i, r := range rules {
		all[i] = r.deed
	}
	return all
}

func ruleOf(d Deed) rule {
	if i := slices.IndexFunc(rules, func(r rule) bool { return r.deed == d }); i >= 0 {
		return rules[i]
	}
	return rule{deed: d}
}

// May says whether a person with these roles may do d. The best role counts.
// No roles at all means that they are not known: then, and for a role that no
// page names, only the service knows.
func May(roles []Role, d Deed) Permission {
	r := ruleOf(d)
	best := Denied
	for _, role := range roles {
		switch {
		case slices.Contains(r.may, role):
			return Allowed
		case !slices.Contains(r.not, role):
			best = Unsure
		}
	}
	if len(roles) == 0 {
		return Unsure
	}
	return best
}

// RolesFor lists the roles that Microsoft's pages name for d, in the order of
// Roles; none if they name none.
func RolesFor(d Deed) []Role {
	var named []Role
	for _, role := range Roles() {
		if slices.Contains(ruleOf(d).may, role) {
			named = append(named, role)
		}
	}
	return named
}

// GranularRolesFor lists the roles in the customer's tenant, one of which d
// needs besides a role in the partner's own; none if it needs none.
func GranularRolesFor(d Deed) []string { return slices.Clone(ruleOf(d).granular) }
