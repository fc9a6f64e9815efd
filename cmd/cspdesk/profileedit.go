package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
	"cspdesk/internal/signin"
)

// profileFlags are the flags that describe a profile.
type profileFlags struct {
	p     partner.Profile
	roles []string
}

func (f *profileFlags) register(a *app, command *cobra.Command) {
	words, p := a.text.CLI, &f.p
	flags := command.Flags()
	flags.StringVar((*string)(&p.Connection), "connection", "", "practice|live|offline")
	flags.StringVar((*string)(&p.Cloud), "cloud", "", "public|usgov|germany|china")
	flags.StringVar(&p.TenantID, "tenant", "", words.FlagTenant)
	flags.StringVar(&p.Company, "company", "", words.FlagCompany)
	flags.StringVar(&p.Country, "country", "", words.FlagCountry)
	flags.StringVar((*string)(&p.Kind), "kind", string(partner.KindDirect), "direct|indirect-provider|indirect-reseller")
	flags.StringVar(&p.MPNID, "mpn-id", "", words.FlagMPN)
	flags.StringVar(&p.Provider, "provider", "", words.FlagProvider)
	flags.StringArrayVar(&f.roles, "role", nil, "admin-agent|global-admin|sales-agent|helpdesk-agent")
	flags.StringVar(&p.ClientID, "client-id", "", words.FlagClientID)
	flags.StringVar((*string)(&p.TokenStore), "token-store", "", a.text.SignIn.FlagTokenStore)
	flags.StringVar(&p.Link, "link", "", words.FlagLink)
	complete(command, "connection", "practice", "live", "offline")
	complete(command, "cloud", "public", "usgov", "germany", "china")
	complete(command, "kind", "direct", "indirect-provider", "indirect-reseller")
	complete(command, "role", "admin-agent", "global-admin", "sales-agent", "helpdesk-agent")
	complete(command, "token-store", "keyring", "memory", "file")
}

// profile is what the flags say.
func (f *profileFlags) profile() partner.Profile {
	p := f.p
	p.TenantID = partner.NormaliseGUID(p.TenantID)
	p.Provider = partner.NormaliseGUID(p.Provider)
	p.ClientID = partner.NormaliseGUID(p.ClientID)
	if c, _ := partner.FindCountry(p.Country); c.Code != "" {
		p.Country = c.Code
	}
	for _, role := range f.roles {
		p.Roles = append(p.Roles, partner.Role(role))
	}
	return p
}

func (a *app) profileEditCommand() *cobra.Command {
	var given profileFlags
	command := &cobra.Command{
		Use: "edit NAME", Short: a.text.SignIn.EditShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error { return a.profileEdit(command, args[0], &given) },
	}
	given.register(a, command)
	return command
}

// profileEdit changes what flags name and nothing else. Tokens are removed when
// they are for something else, or kept elsewhere, than the profile now says.
func (a *app) profileEdit(command *cobra.Command, name string, given *profileFlags) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	old, err := a.profiles().Load(name)
	if err != nil {
		return err
	}
	next, said := old, given.profile()
	for flag, take := range map[string]func(){
		"connection": func() { next.Connection = said.Connection }, "cloud": func() { next.Cloud = said.Cloud },
		"tenant": func() { next.TenantID = said.TenantID }, "company": func() { next.Company = said.Company },
		"country": func() { next.Country = said.Country }, "kind": func() { next.Kind = said.Kind },
		"mpn-id": func() { next.MPNID = said.MPNID }, "provider": func() { next.Provider = said.Provider },
		"role": func() { next.Roles, next.RolesFrom = said.Roles, "" }, "client-id": func() { next.ClientID = said.ClientID },
		"token-store": func() { next.TokenStore = said.TokenStore }, "link": func() { next.Link = said.Link },
	} {
		if command.Flags().Changed(flag) {
			take()
		}
	}
	if err := a.profiles().Save(next); err != nil {
		return err
	}
	if next.Connection != old.Connection || next.Cloud != old.Cloud || next.TenantID != old.TenantID || next.ClientID != old.ClientID || next.TokenStore != old.TokenStore {
		if err := a.forgetTokens(command.Context(), old); err != nil {
			return err
		}
	}
	return a.printProfile(name)
}

// forgetTokens removes the tokens of a profile, if it can have any. A keyring that
// cannot be asked keeps what it may hold, and does not stop what they were removed
// for.
func (a *app) forgetTokens(ctx context.Context, p partner.Profile) error {
	if p.Connection != partner.ConnectionLive || p.ClientID == "" || !signin.Available(p.Cloud) {
		return nil
	}
	service, err := a.signInOf(p)
	if err != nil {
		return err
	}
	err = service.SignOut(ctx)
	if _, unasked := errors.AsType[*signin.KeyringError](err); unasked {
		fmt.Fprintln(a.errOut, a.safe(fmt.Sprintf(a.text.SignIn.Unasked, a.text.Explain(err).Detail)))
		return nil
	}
	return err
}
