package i18n

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// Manage are the sentences about changes at Microsoft that every area shares.
type Manage struct {
	FlagShowCalls string // of the command line
	WouldAsk      string // %s the question of the change, before the calls that --dry-run prints

	RoleDenied string // %[1]s the roles that Microsoft names, %[2]s those of the profile
	RoleUnsure string // the same
	RoleAsk    string // %s the roles

	GranularNeeded string            // %s the roles in the customer's tenant, one of which is needed
	GranularRoles  map[string]string // by their name in English
}

var manageEnglish = Manage{
	FlagShowCalls: "show the calls that would be made; change nothing",
	WouldAsk:      "Would ask: %s",

	RoleDenied: "Microsoft names %[1]s for this, and your profile says %[2]s",
	RoleUnsure: "Microsoft names %[1]s for this, and your profile says %[2]s. Partner Center decides.",
	RoleAsk:    "Ask someone with this role in your company: %s.",

	GranularNeeded: "It needs a role in the customer's tenant. Each of these is enough: %s.",
	GranularRoles: map[string]string{
		"Directory readers": "Directory readers", "Directory writers": "Directory writers", "Global reader": "Global reader",
		"License administrator": "License administrator", "Privileged authentication administrator": "Privileged authentication administrator",
		"Privileged role administrator": "Privileged role administrator", "Service support administrator": "Service support administrator",
		"User administrator": "User administrator",
	},
}

// Role explains what the roles of a person mean for a deed: why says that it is
// not possible, and whom to ask; note that only the service knows. Both are ""
// where the roles are named for it, and where they are not known.
func (s *Strings) Role(roles []partner.Role, d partner.Deed) (why, note string) {
	words := func(roles []partner.Role) string {
		names := make([]string, len(roles))
		for i, role := range roles {
			names[i] = Word(s.Common.Roles, string(role))
		}
		return strings.Join(names, s.Common.And)
	}
	named := partner.RolesFor(d)
	switch may := partner.May(roles, d); {
	case may == partner.Denied:
		why = Join(fmt.Sprintf(s.Manage.RoleDenied, words(named), words(roles)), fmt.Sprintf(s.Manage.RoleAsk, words(named)))
	case may == partner.Unsure && len(roles) > 0 && len(named) > 0:
		note = fmt.Sprintf(s.Manage.RoleUnsure, words(named), words(roles))
	}
	return why, note
}
