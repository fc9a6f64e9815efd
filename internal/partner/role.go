package partner

import "slices"

// Role is a role of a person in the partner's own tenant.
type Role string

// The roles that matter for what this program does
// (Partner Center, "Assign roles, permissions and workspace access to users").
const (
	RoleAdminAgent    Role = "admin-agent"
	RoleGlobalAdmin   Role = "global-admin"
	RoleSalesAgent    Role = "sales-agent"
	RoleHelpdeskAgent Role = "helpdesk-agent"
)

// Roles lists every role in the order in which people choose them.
func Roles() []Role {
	return []Role{RoleAdminAgent, RoleGlobalAdmin, RoleSalesAgent, RoleHelpdeskAgent}
}

// Valid reports whether r is a role that this program knows.
func (r Role) Valid() bool { return slices.Contains(Roles(), r) }

// Permission is what the roles of a person say about an action. The service
// has the last word: only Denied keeps the program from trying.
type Permission int

// The permissions, from the best to the worst.
const (
	Allowed Permission = iota
	Unsure             // the roles are unknown, or Microsoft's pages disagree about them
	Denied
)
