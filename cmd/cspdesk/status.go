package main

import (
	"cmp"
	"context"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/sandbox"
	"cspdesk/internal/signin"
)

// statusJSON is who is signed in, as scripts read it.
type statusJSON struct {
	Profile    string             `json:"profile"`
	Connection partner.Connection `json:"connection"`
	Cloud      partner.Cloud      `json:"cloud"`
	Company    string             `json:"company"`
	Tenant     string             `json:"tenant"`
	BaseURL    string             `json:"baseUrl"`
	SignedIn   bool               `json:"signedIn"`
	Source     string             `json:"source"` // sign-in, environment, practice, offline or none
	Account    string             `json:"account"`
	Name       string             `json:"name"`
	MFA        bool               `json:"mfa"`
	Roles      []partner.Role     `json:"roles"`
	RolesKnown bool               `json:"rolesKnown"`
	// RoleSources says of each role who tells of it: directory, sign-in or profile.
	RoleSources map[partner.Role]string `json:"roleSources"`
	RolesWhy    string                  `json:"rolesReason"` // why the directory did not tell when it was asked
	TokenStore  partner.TokenStore      `json:"tokenStore"`
	StoreWhy    string                  `json:"tokenStoreReason"`
	ExpiresAt   string                  `json:"expiresAt"`
	Error       *failure                `json:"error,omitempty"`
	why         error
}

func (a *app) statusCommand() *cobra.Command {
	again := false
	command := &cobra.Command{
		Use: "status", Short: a.text.SignIn.StatusShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.status(command.Context(), again) },
	}
	command.Flags().BoolVar(&again, "refresh", false, a.text.SignIn.FlagRefreshRoles)
	return command
}

func (a *app) status(ctx context.Context, again bool) (err error) {
	s := &session{}
	defer s.Close()
	if err := a.openProfile(ctx, s, false); err != nil {
		return err
	}
	reason := ""
	if again {
		if s.profile, reason, err = a.refreshRoles(ctx, s.profile); err != nil {
			return err
		}
	}
	return a.printStatus(ctx, s.profile, reason)
}

// printStatus shows the sign-in of a profile; its error, already printed, has
// the code sign-in where a person is needed. noRoles is why the directory did
// not tell the roles.
func (a *app) printStatus(ctx context.Context, p partner.Profile, noRoles string) error {
	st := a.statusOf(ctx, p)
	st.RolesWhy = noRoles
	var err error
	if a.json {
		err = writeJSON(a.out, st)
	} else {
		a.printFacts(a.statusRows(p, st))
	}
	if st.Error != nil {
		a.complain(*st.Error)
		return cmp.Or(err, error(reportedError{st.why}))
	}
	return err
}

// statusOf asks who is signed in with a profile.
func (a *app) statusOf(ctx context.Context, p partner.Profile) statusJSON {
	st := statusJSON{
		Profile: p.Name, Connection: p.Connection, Cloud: p.Cloud, Company: p.Company, Tenant: p.TenantID,
		Source: "none", Roles: p.Roles, RoleSources: map[partner.Role]string{},
	}
	for _, role := range p.Roles {
		st.RoleSources[role] = roleSource(role, p, signin.Identity{})
	}
	if st.Roles == nil {
		st.Roles = []partner.Role{}
	}
	switch p.Connection {
	case partner.ConnectionPractice:
		st.Source, st.RolesKnown, st.BaseURL = "practice", true, sandbox.Address(a.profiles().PracticeDir())
	case partner.ConnectionOffline:
		st.Source = "offline"
	default:
		st.why = a.liveStatus(ctx, p, &st)
	}
	if st.why != nil {
		f := describe(a.text, st.why)
		st.Error = &f
	}
	return st
}

// liveStatus asks for a token as a call would, so that what it says is true.
func (a *app) liveStatus(ctx context.Context, p partner.Profile, st *statusJSON) error {
	base, err := a.baseURL(p.Cloud)
	if err != nil {
		return err
	}
	st.BaseURL = base
	s := &session{profile: p}
	if err := a.connect(s); err != nil {
		return err
	}
	var who signin.Identity
	if s.signIn == nil {
		st.Source = "environment"
		who, _ = signin.ReadToken(a.getenv(automationVariable))
	} else {
		if who, err = s.signIn.Who(ctx); err == nil {
			st.Source = "sign-in"
		} else if st.Account, _ = s.signIn.Kept(ctx); partner.CodeOf(err) == partner.CodeUnreachable && st.Account != "" {
			st.Source = "sign-in" // what is kept is good; only nobody answers now
		}
		st.TokenStore, st.StoreWhy = s.signIn.Where()
		if err != nil {
			st.SignedIn = st.Source == "sign-in"
			return a.foreign(p, err)
		}
	}
	st.SignedIn = true
	st.Account, st.Name, st.MFA = who.UserName, who.Name, who.MFA
	told := p.RolesFrom == partner.RolesFromDirectory
	st.RolesKnown = who.RolesKnown || told && s.signIn != nil // a token of the environment may be another person's
	if roles := mergeRoles(p.Roles, who); len(roles) > 0 && !told {
		st.Roles, st.RoleSources = roles, map[partner.Role]string{}
		for _, role := range roles {
			st.RoleSources[role] = roleSource(role, p, who)
		}
	}
	if !who.ExpiresAt.IsZero() {
		st.ExpiresAt = timeJSON(who.ExpiresAt)
	}
	return nil
}

// statusRows are names and values of who is signed in, for people.
func (a *app) statusRows(p partner.Profile, st statusJSON) [][]string {
	words, common, cli := a.text.SignIn, a.text.Common, a.text.CLI
	rows := [][]string{
		{cli.Name, p.Name}, {cli.Company, p.Company}, {cli.Tenant, p.TenantID}, {cli.Cloud, common.Clouds[string(p.Cloud)]},
		{cli.Connection, common.Connections[string(p.Connection)]}, {words.Address, st.BaseURL}, {words.Signed, words.Sources[st.Source]},
	}
	if p.Connection == partner.ConnectionLive && st.SignedIn {
		second := common.No
		if st.MFA {
			second = common.Yes
		}
		rows = append(rows, []string{words.Account, st.Account}, []string{words.SecondFactor, second})
		if at, err := time.Parse(time.RFC3339, st.ExpiresAt); err == nil {
			rows = append(rows, []string{words.Expires, at.Local().Format(time.DateTime)})
		}
	}
	rows = append(rows, []string{cli.Roles, a.rolesRow(p, st)})
	if st.TokenStore != "" {
		rows = append(rows, []string{words.Store, i18n.Aside(words.Stores[string(st.TokenStore)], a.safe(st.StoreWhy))})
	}
	return rows
}
