package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/signin"
)

// directoryPermission lets an app read the names of groups and roles (Microsoft
// Graph, "List a user's memberships (direct and transitive)").
const directoryPermission = "Directory.Read.All"

// directoryRoles takes the roles of the person who is signed in over from the
// directory. A directory that does not tell leaves what the person said of
// themselves, and takes away what it told of whoever signed in before.
func directoryRoles(ctx context.Context, service *signin.Service, p partner.Profile) (partner.Profile, error) {
	roles, err := service.Roles(ctx)
	switch {
	case err == nil && len(roles) > 0:
		p.Roles, p.RolesFrom = roles, partner.RolesFromDirectory
	case p.RolesFrom == partner.RolesFromDirectory:
		p.Roles, p.RolesFrom = nil, ""
	}
	return p, err
}

// refreshRoles asks the directory again, for the profile in use. What it told
// before stays when it cannot be reached now. The reason says why it did not
// tell; "" if it did.
func (a *app) refreshRoles(ctx context.Context, p partner.Profile) (_ partner.Profile, reason string, err error) {
	if err := a.needWritable(); err != nil {
		return p, "", err
	}
	service, err := a.signInOf(p)
	if err != nil {
		return p, "", err
	}
	if a.getenv(automationVariable) != "" {
		return p, "", said{partner.CodeNotAllowed, a.text.SignIn.FromEnvironment, a.text.SignIn.FromEnvironmentFix}
	}
	next, why := directoryRoles(ctx, service, p)
	switch partner.CodeOf(why) {
	case "", partner.CodeForbidden:
		p, err = next, a.profiles().Save(next)
	}
	return p, a.whyNoRoles(why), err
}

// whyNoRoles says why the directory does not tell the roles; "" if it does.
func (a *app) whyNoRoles(err error) string {
	words := a.text.SignIn
	if err == nil {
		return ""
	}
	e, ok := errors.AsType[*partner.Error](err)
	switch {
	case ok && e.Code == partner.CodeForbidden && e.ServiceCode == signin.NamesHidden:
		return fmt.Sprintf(words.RolesHidden, directoryPermission)
	case ok && e.Code == partner.CodeForbidden:
		return fmt.Sprintf(words.RolesRefused, e.ServiceCode, directoryPermission)
	}
	return a.safe(describe(a.text, err).Message)
}

// roleSource says who tells of a role: the directory, the sign-in or the profile.
func roleSource(role partner.Role, p partner.Profile, who signin.Identity) string {
	switch {
	case p.RolesFrom == partner.RolesFromDirectory && slices.Contains(p.Roles, role):
		return "directory"
	case slices.Contains(who.Roles, role):
		return "sign-in"
	}
	return "profile"
}

// rolesRow is what the table of the status says of roles.
func (a *app) rolesRow(p partner.Profile, st statusJSON) string {
	words, common := a.text.SignIn, a.text.Common
	var shown []string
	for _, role := range st.Roles {
		name := i18n.Word(common.Roles, string(role))
		if source := words.RoleSources[st.RoleSources[role]]; source != "" && p.Connection == partner.ConnectionLive {
			name = i18n.Aside(name, source)
		}
		shown = append(shown, name)
	}
	if len(shown) == 0 {
		shown = []string{common.Unknown}
	}
	row := strings.Join(shown, common.And)
	switch {
	case st.RolesWhy != "":
		row = i18n.Aside(row, st.RolesWhy)
	case !st.RolesKnown && p.Connection == partner.ConnectionLive && p.RolesFrom == "":
		row = i18n.Aside(row, words.RolesFromYou)
	}
	return row
}
