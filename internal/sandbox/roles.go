package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// directoryRole is a role in a customer's tenant. The service shows some under
// a label of old, so that only the id tells which one it is.
type directoryRole struct{ id, name string }

var directoryRoles = []directoryRole{
	{"62e90394-69f5-4237-9190-012177145e10", "Company Administrator"},
	{"fe930be7-5e62-47db-91af-98c3a49a38b1", "User Account Administrator"},
	{"729827e3-9c14-49f7-bb1b-9608f156bbb8", "Helpdesk Administrator"},
	{"b0f54661-2d74-4c50-afa3-1ec803f12efe", "Billing Administrator"},
	{"29232cdf-9323-42fd-ade2-1d097af3e4de", "Exchange Service Administrator"},
	{"f28a1f50-f6e7-4571-818b-6a12f2af6b6c", "SharePoint Service Administrator"},
	{"69091246-20e8-4a56-aa4d-066075b2a7a8", "Teams Administrator"},
	{"4d6ac14f-3453-41d0-bef9-a3e0c569773a", "License Administrator"},
	{"f023fd81-a637-4b56-95fd-791ac0226033", "Service Support Administrator"},
	{"966707d0-3269-4727-9be2-8c3a10f19b9d", "Password Administrator"},
	{"e8611ab8-c189-46e8-94e1-60213ab1f814", "Privileged Role Administrator"},
	{"f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"},
	{"88d8e3e3-8f55-4a1e-953a-9b9898b8876b", "Directory Readers"},
	{"9360feb5-f418-4baa-8175-e2a00bac4301", "Directory Writers"},
}

// firstRoles are the roles of the first users of a customer.
var firstRoles = []string{directoryRoles[0].id, directoryRoles[1].id, directoryRoles[2].id}

type directoryRoleBody struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	Links      links      `json:"links"`
	Attributes attributes `json:"attributes"`
}

type userMember struct {
	ID                string     `json:"id"`
	DisplayName       string     `json:"displayName"`
	UserPrincipalName string     `json:"userPrincipalName"`
	RoleID            string     `json:"roleId"`
	Attributes        attributes `json:"attributes"`
}

func (c *call) roleBody(r directoryRole) directoryRoleBody {
	return directoryRoleBody{
		ID: r.id, Name: r.name, Links: links{Self: get("/customers/" + c.tenant.id + "/directoryroles/" + r.id)},
		Attributes: attributes{ObjectType: "DirectoryRole"},
	}
}

func memberOf(role string, p person) userMember {
	return userMember{ID: p.id, DisplayName: p.Display, UserPrincipalName: p.Login, RoleID: role, Attributes: attributes{ObjectType: "UserMember"}}
}

func (c *call) directoryRoles() (reply, *problem) {
	var items []directoryRoleBody
	for _, r := range directoryRoles {
		items = append(items, c.roleBody(r))
	}
	return reply{body: collect(items, nil)}, nil
}

func (c *call) rolesOfUser() (reply, *problem) {
	p, bad := c.activePerson()
	if bad != nil {
		return reply{}, bad
	}
	var items []directoryRoleBody
	for _, r := range directoryRoles {
		if slices.Contains(p.Roles, r.id) {
			items = append(items, c.roleBody(r))
		}
	}
	return reply{body: collect(items, nil)}, nil
}

// findRole gives the id of the role in the address.
func (c *call) findRole() (string, *problem) {
	id := strings.ToLower(c.values["role"])
	if !slices.ContainsFunc(directoryRoles, func(r directoryRole) bool { return r.id == id }) {
		return "", &problem{status: 404, code: 1000, description: "The directory role was not found.", data: []any{id}}
	}
	return id, nil
}

func (c *call) roleMembers() (reply, *problem) {
	role, bad := c.findRole()
	if bad != nil {
		return reply{}, bad
	}
	var items []userMember
	for _, p := range c.center.people(c.tenant) {
		if p.Deleted.IsZero() && slices.Contains(p.Roles, role) {
			items = append(items, memberOf(role, p))
		}
	}
	items, l, bad := onePage(c, items, "/customers/"+c.tenant.id+"/directoryroles/"+role+"/usermembers", "members")
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: collect(items, l)}, nil
}

// addRoleMember gives a user a role; one who has it keeps it ("Set user roles
// for a customer").
func (c *call) addRoleMember() (reply, *problem) {
	role, bad := c.findRole()
	if bad != nil {
		return reply{}, bad
	}
	var asked struct{ ID string }
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	c.values["user"] = asked.ID
	p, bad := c.activePerson()
	if bad != nil {
		return reply{}, bad
	}
	if !slices.Contains(p.Roles, role) {
		p.Roles = append(slices.Clone(p.Roles), role)
		c.delta.Users = append(c.delta.Users, p)
	}
	return reply{status: http.StatusCreated, body: memberOf(role, p)}, nil
}

func (c *call) removeRoleMember() (reply, *problem) {
	role, bad := c.findRole()
	if bad != nil {
		return reply{}, bad
	}
	p, bad := c.activePerson()
	if bad != nil {
		return reply{}, bad
	}
	if !slices.Contains(p.Roles, role) {
		return reply{}, noUser(p.id)
	}
	p.Roles = slices.DeleteFunc(slices.Clone(p.Roles), func(r string) bool { return r == role })
	c.delta.Users = append(c.delta.Users, p)
	return reply{status: http.StatusNoContent}, nil
}
