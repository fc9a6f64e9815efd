package sandbox

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

func userBodyOf(t tenant, p person, now time.Time) userBody {
	b := userBody{
		ID: p.id, UserPrincipalName: p.Login, FirstName: p.First, LastName: p.Last, DisplayName: p.Display,
		UsageLocation: p.Location, UserDomainType: "managed", State: "active", ImmutableID: p.Immutable,
		Links:      links{Self: get("/customers/" + t.id + "/users/" + p.id)},
		Attributes: attributes{ObjectType: "CustomerUser"},
	}
	if p.Synced {
		at := noZone(now.Add(-time.Duration(p.Number%40) * time.Minute))
		b.LastDirectorySync = &at
	}
	if !p.Deleted.IsZero() {
		b.State = "inactive"
		b.SoftDeletionTime = sevenDigits(p.Deleted)
	}
	return b
}

// users lists the users; deleted ones only where the filter asks for them.
func (c *call) users() (reply, *problem) {
	f, bad := c.readFilter()
	if bad != nil {
		return reply{}, bad
	}
	deleted := false
	if f != nil {
		if !strings.EqualFold(f.Field, "UserState") || !strings.EqualFold(f.Operator, "equals") {
			return reply{}, invalid("The filter is not supported for users.")
		}
		deleted = strings.EqualFold(f.Value, "Inactive")
	}
	all := slices.DeleteFunc(c.center.people(c.tenant), func(p person) bool { return p.Deleted.IsZero() == deleted })
	if bad := c.sortPeople(all); bad != nil {
		return reply{}, bad
	}
	some, l, bad := onePage(c, all, "/customers/"+c.tenant.id+"/users", "users")
	if bad != nil {
		return reply{}, bad
	}
	var items []userBody
	for _, p := range some {
		items = append(items, userBodyOf(c.tenant, p, c.center.now()))
	}
	return reply{body: collect(items, l)}, nil
}

// onePage cuts the page that the call asks for out of a list.
func onePage[T any](c *call, all []T, path, what string) ([]T, *links, *problem) {
	size, bad := c.pageSize()
	if bad != nil {
		return nil, nil, bad
	}
	position, bad := c.position(what)
	if bad != nil {
		return nil, nil, bad
	}
	end := min(position+size, len(all))
	return all[min(position, end):end], c.pageLinks(path, what, size, end, end < len(all)), nil
}

func (c *call) sortPeople(all []person) *problem {
	var by func(a, b person) int
	switch strings.ToLower(c.query.Get("sortField")) {
	case "":
		return nil
	case "displayname":
		by = func(a, b person) int { return strings.Compare(a.Display, b.Display) }
	case "userprincipalname":
		by = func(a, b person) int { return strings.Compare(a.Login, b.Login) }
	default:
		return invalid("sortField is not supported.")
	}
	slices.SortStableFunc(all, by)
	if strings.HasPrefix(strings.ToLower(c.query.Get("sortDirection")), "desc") {
		slices.Reverse(all)
	}
	return nil
}

// findPerson gives the user in the address, deleted or not.
func (c *call) findPerson() (person, *problem) {
	id := c.values["user"]
	for _, p := range c.center.people(c.tenant) {
		if strings.EqualFold(p.id, id) {
			return p, nil
		}
	}
	return person{}, noUser(id)
}

// activePerson gives the user in the address; deleted ones can only be restored.
func (c *call) activePerson() (person, *problem) {
	p, bad := c.findPerson()
	if bad == nil && !p.Deleted.IsZero() {
		bad = noUser(p.id)
	}
	return p, bad
}

func noUser(id string) *problem {
	return &problem{status: 404, code: "60002", description: "The user was not found.", data: []any{id}}
}

func (c *call) user() (reply, *problem) {
	p, bad := c.findPerson()
	if bad != nil {
		return reply{}, bad
	}
	return reply{body: userBodyOf(c.tenant, p, c.center.now()), bom: true}, nil
}

// userChange is what a call may say about a user; nil for what it does not.
type userChange struct {
	UserPrincipalName *string
	FirstName         *string
	LastName          *string
	DisplayName       *string
	UsageLocation     *string
	ImmutableID       *string
	State             *string
	PasswordProfile   *passwordProfile
}

// readBody reads the JSON object of a call. Names fit in any case of their letters.
func (c *call) readBody(into any) *problem {
	if !strings.HasPrefix(strings.TrimSpace(string(c.body)), "{") || json.Unmarshal(c.body, into) != nil {
		return &problem{status: 400, code: 800002, description: "The body is not a valid object of this resource."}
	}
	return nil
}

// invalidField refuses the value of a member and names it.
func invalidField(member, text string) *problem {
	return &problem{status: 400, code: "3000", description: text, data: []any{member}}
}

// createUser answers 200, as the documentation's sample does, and repeats the
// password ("Create user accounts for a customer").
func (c *call) createUser() (reply, *problem) {
	var asked userChange
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	switch {
	case asked.UserPrincipalName == nil:
		return reply{}, invalidField("userPrincipalName", "userPrincipalName is missing.")
	case asked.DisplayName == nil:
		return reply{}, invalidField("displayName", "displayName is missing.")
	case asked.PasswordProfile == nil:
		return reply{}, invalidField("passwordProfile", "passwordProfile is missing.")
	}
	p := person{Number: c.center.nextUser(c.tenant)}
	p.id = c.center.world.userID(c.tenant.ref, p.Number)
	return c.saveUser(p, asked)
}

// changeUser changes the members that the call has ("Update user accounts for
// a customer"), and restores a deleted user ("Restore a user account").
func (c *call) changeUser() (reply, *problem) {
	p, bad := c.findPerson()
	if bad != nil {
		return reply{}, bad
	}
	var asked userChange
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	if asked.State != nil && !strings.EqualFold(*asked.State, "active") {
		return reply{}, invalidField("state", "A user becomes inactive by being deleted.")
	}
	if !p.Deleted.IsZero() {
		if asked.State == nil {
			return reply{}, noUser(p.id)
		}
		p.Deleted, p.Held = time.Time{}, c.stillFree(p.Held)
		asked.UserPrincipalName = &p.Login // nobody else may have taken it meanwhile
	}
	return c.saveUser(p, asked)
}

func (c *call) resetPassword() (reply, *problem) {
	p, bad := c.activePerson()
	if bad != nil {
		return reply{}, bad
	}
	var asked userChange
	if bad := c.readBody(&asked); bad != nil {
		return reply{}, bad
	}
	if asked.PasswordProfile == nil {
		return reply{}, invalidField("passwordProfile", "passwordProfile is missing.")
	}
	return c.saveUser(p, userChange{PasswordProfile: asked.PasswordProfile})
}

// saveUser checks what is asked, changes the user and answers with it.
func (c *call) saveUser(p person, asked userChange) (reply, *problem) {
	if bad := c.checkUser(p, asked); bad != nil {
		return reply{}, bad
	}
	for _, m := range []struct {
		to   *string
		from *string
	}{
		{&p.Login, asked.UserPrincipalName}, {&p.First, asked.FirstName}, {&p.Last, asked.LastName}, {&p.Display, asked.DisplayName},
		{&p.Location, asked.UsageLocation}, {&p.Immutable, asked.ImmutableID},
	} {
		if m.from != nil {
			*m.to = *m.from
		}
	}
	p.Location = strings.ToUpper(p.Location)
	c.delta.Users = append(c.delta.Users, p)
	body := userBodyOf(c.tenant, p, c.center.now())
	body.PasswordProfile = asked.PasswordProfile
	return reply{status: http.StatusOK, body: body}, nil
}

func (c *call) checkUser(p person, asked userChange) *problem {
	for _, m := range []struct {
		name  string
		value *string
		limit int
	}{
		{"firstName", asked.FirstName, 64}, {"lastName", asked.LastName, 64}, {"displayName", asked.DisplayName, 256},
		{"userPrincipalName", asked.UserPrincipalName, 113}, {"immutableId", asked.ImmutableID, 256},
	} {
		if m.value != nil && !plainText(*m.value, m.limit) {
			return invalidField(m.name, m.name+" is too long or has characters that cannot be used.")
		}
	}
	if asked.DisplayName != nil && strings.TrimSpace(*asked.DisplayName) == "" {
		return invalidField("displayName", "displayName is missing.")
	}
	if asked.UserPrincipalName != nil {
		if bad := c.checkLogin(p.id, *asked.UserPrincipalName); bad != nil {
			return bad
		}
	}
	if asked.UsageLocation != nil && *asked.UsageLocation != "" {
		if _, ok := partner.CountryByCode(*asked.UsageLocation); !ok || len(*asked.UsageLocation) != 2 {
			return invalidField("usageLocation", "usageLocation is not the code of a country or region.")
		}
	}
	if asked.PasswordProfile != nil && !strongPassword(asked.PasswordProfile.Password) {
		return invalidField("passwordProfile", "The password needs 8 to 256 characters of three kinds: lower case, upper case, digits, symbols.")
	}
	return nil
}

// checkLogin checks a user principal name: of a domain of the customer that is
// not federated, and nobody else's.
func (c *call) checkLogin(id, login string) *problem {
	const member = "userPrincipalName"
	name, domain, ok := strings.Cut(login, "@")
	const plain = "abcdefghijklmnopqrstuvwxyz0123456789'.-_!#^~"
	if !ok || name == "" || utf8.RuneCountInString(name) > 64 || strings.Trim(strings.ToLower(name), plain) != "" || strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") {
		return invalidField(member, "userPrincipalName is not of the form name@domain.")
	}
	if !slices.ContainsFunc(c.tenant.domains(), func(d string) bool { return strings.EqualFold(d, domain) }) {
		return invalidField(member, "The domain of userPrincipalName is not a verified domain of the customer.")
	}
	for _, other := range c.center.people(c.tenant) {
		if other.id != id && other.Deleted.IsZero() && strings.EqualFold(other.Login, login) {
			return invalidField(member, "Another user of the customer has this userPrincipalName.")
		}
	}
	return nil
}

// strongPassword checks a password by Microsoft Entra's rules for cloud users.
func strongPassword(password string) bool {
	kinds := map[string]bool{}
	for _, r := range password {
		switch {
		case unicode.IsLower(r):
			kinds["lower"] = true
		case unicode.IsUpper(r):
			kinds["upper"] = true
		case unicode.IsDigit(r):
			kinds["digit"] = true
		default:
			kinds["symbol"] = true
		}
	}
	n := utf8.RuneCountInString(password)
	return n >= 8 && n <= 256 && len(kinds) >= 3
}

// deleteUser keeps the user for 30 days, inactive ("Delete a user account for
// a customer").
func (c *call) deleteUser() (reply, *problem) {
	p, bad := c.activePerson()
	if bad != nil {
		return reply{}, bad
	}
	p.Deleted = c.center.now().UTC()
	c.delta.Users = append(c.delta.Users, p)
	return reply{status: http.StatusNoContent}, nil
}
