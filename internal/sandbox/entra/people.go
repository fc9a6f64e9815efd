package entra

import (
	"strings"

	"github.com/google/uuid"
)

// person is somebody who can sign in.
type person struct {
	user, name string
	tenant     string // that their tokens are for
	object     string // id
	wids       []string
	groups     []string // of the directory, by name

	noMFA        bool // signs in with a password alone
	noConsent    bool
	noDeviceCode bool
	stranger     bool // not in the partner's tenant
}

// globalAdmin is the template of the directory role Global Administrator
// (Microsoft Entra ID, "Microsoft Entra built-in roles").
const globalAdmin = "62e90394-69f5-4237-9190-012177145e10"

// people use Microsoft's fictitious companies.
const (
	fabrikamTenant = "f0a1b2c3-0000-4000-8000-00000fab12ca"
	tailspinTenant = "7a115914-0000-4000-8000-000000007075"
)

func peopleOf(t Tenant) []person {
	all := []person{
		{user: "anna@" + t.Domain, name: "Anna Brunner", tenant: t.ID, wids: []string{globalAdmin}, groups: []string{"All Employees", "AdminAgents"}},
		{user: "sven@" + t.Domain, name: "Sven Mortensen", tenant: t.ID, groups: []string{"SalesAgents"}, noMFA: true},
		{user: "helga@" + t.Domain, name: "Helga Steiner", tenant: t.ID, noConsent: true},
		{user: "dora@" + t.Domain, name: "Dora Lindqvist", tenant: t.ID, groups: []string{"HelpdeskAgents"}, noDeviceCode: true},
		{user: "carl@tailspintoys.example", name: "Carl Langhorn", tenant: tailspinTenant, stranger: true},
		{user: "bob@fabrikam.example", name: "Bob Kelly", tenant: fabrikamTenant},
	}
	for i := range all {
		all[i].object = uuid.NewSHA1(uuid.NameSpaceURL, []byte(all[i].user)).String()
	}
	return all
}

func (s *Server) person(user string) (person, bool) {
	for _, p := range s.people {
		if strings.EqualFold(p.user, user) {
			return p, true
		}
	}
	return person{}, false
}

// trouble says why somebody cannot sign in, nil if they can.
func (p person) trouble(device bool) *problem {
	switch {
	case p.stranger:
		return &problem{name: "invalid_request", code: "AADSTS50020", words: "User account '" + p.user + "' from identity provider does not exist in the tenant and cannot access the application in that tenant."}
	case p.noConsent:
		return &problem{name: "consent_required", code: "AADSTS65001", words: "The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource."}
	case p.noDeviceCode && device:
		return &problem{name: "access_denied", code: "AADSTS53003", words: "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."}
	}
	return nil
}
