package signin

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// Identity is who is signed in, as the tokens say. It is for showing: what the
// person may do is decided by the service.
type Identity struct {
	TenantID   string // of the token; "" if it does not say
	ObjectID   string
	UserName   string // the name that the person signs in with
	Name       string
	Roles      []partner.Role // those that the token names; others may be there
	RolesKnown bool           // the token lists the person's groups by name, so that what is missing is not there
	MFA        bool           // the token says that more than a password was used
	ExpiresAt  time.Time      // of the access token
}

// globalAdminID is the template of the directory role Global Administrator
// (Microsoft Entra ID, "Microsoft Entra built-in roles").
const globalAdminID = "62e90394-69f5-4237-9190-012177145e10"

// agentGroups are the security groups of the partner's tenant that stand behind
// the roles of Partner Center.
var agentGroups = map[string]partner.Role{
	"adminagents": partner.RoleAdminAgent, "salesagents": partner.RoleSalesAgent, "helpdeskagents": partner.RoleHelpdeskAgent,
}

// claims are the parts of an access token that are read (Microsoft identity
// platform, "Access token claims reference"). Versions 1.0 and 2.0 name the
// user differently.
type claims struct {
	Tenant    string   `json:"tid"`
	Object    string   `json:"oid"`
	UPN       string   `json:"upn"`
	Unique    string   `json:"unique_name"`
	Preferred string   `json:"preferred_username"`
	Name      string   `json:"name"`
	Wids      []string `json:"wids"`
	Roles     []string `json:"roles"`
	Groups    []string `json:"groups"`
	Methods   []string `json:"amr"`
	Expires   int64    `json:"exp"`
}

// ReadToken reads what an access token says of the person, without checking its
// signature: only the service can do that. Tokens of another form than a JSON
// Web Token say nothing, and false is given.
func ReadToken(token string) (Identity, bool) {
	parts := strings.Split(token, ".")
	if len(parts) != 3 || len(token) > tokenLimit {
		return Identity{}, false
	}
	body, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return Identity{}, false
	}
	var c claims
	if json.Unmarshal(body, &c) != nil {
		return Identity{}, false
	}
	who := Identity{TenantID: partner.NormaliseGUID(c.Tenant), ObjectID: c.Object, Name: c.Name, MFA: slices.Contains(c.Methods, "mfa")}
	for _, name := range []string{c.UPN, c.Preferred, c.Unique} {
		if who.UserName == "" {
			who.UserName = name
		}
	}
	if c.Expires > 0 {
		who.ExpiresAt = time.Unix(c.Expires, 0).UTC()
	}
	who.Roles, who.RolesKnown = rolesOf(c)
	return who, true
}

// rolesOf finds the roles that a token names. Groups stand there as ids, which
// say nothing without the directory, unless the app asks for their names.
func rolesOf(c claims) (roles []partner.Role, known bool) {
	if slices.Contains(c.Wids, globalAdminID) {
		roles = append(roles, partner.RoleGlobalAdmin)
	}
	for _, name := range slices.Concat(c.Groups, c.Roles) {
		if role, ok := agentGroups[strings.ToLower(strings.ReplaceAll(name, " ", ""))]; ok {
			known = true
			roles = append(roles, role)
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles), known
}
