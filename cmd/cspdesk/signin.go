package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/internal/safetext"
	"cspdesk/internal/signin"
)

// signInOptions are those of a profile. An authority on this computer may be
// named for practice and tests, as the address of Partner Center may be.
func (a *app) signInOptions(p partner.Profile) signin.Options {
	return signin.Options{
		Cloud: p.Cloud, Tenant: p.TenantID, ClientID: p.ClientID, Store: p.TokenStore, Dir: a.profiles().Dir(p.Name),
		Authority: a.getenv("CSPDESK_AUTHORITY_URL"), Now: a.now, Log: a.log,
	}
}

// signInOf is the sign-in of a live profile.
func (a *app) signInOf(p partner.Profile) (*signin.Service, error) {
	words := a.text.SignIn
	switch {
	case p.Connection != partner.ConnectionLive:
		return nil, said{partner.CodeNotAllowed, fmt.Sprintf(words.NotLive, i18n.Word(a.text.Common.Connections, string(p.Connection))), words.NotLiveFix}
	case !signin.Available(p.Cloud):
		return nil, said{partner.CodeNotAllowed, strings.TrimRight(words.CloudClosed, ".。"), words.NotLiveFix}
	case p.ClientID == "":
		return nil, said{partner.CodeSignIn, words.NoApp, words.NoAppFix}
	}
	o := a.signInOptions(p)
	key := strings.Join([]string{o.Dir, o.Tenant, o.ClientID, string(o.Cloud), string(o.Store)}, "\x00")
	if known, ok := a.signIns.Load(key); ok {
		return known.(*signin.Service), nil
	}
	service, err := newSignIn(o)
	if partner.CodeOf(err) == partner.CodeInvalidInput {
		return nil, usagef("%s", words.BadAuthority)
	}
	if err == nil {
		a.signIns.Store(key, service)
	}
	return service, err
}

// newSignIn makes a sign-in. From then on tokens may be in memory.
func newSignIn(o signin.Options) (*signin.Service, error) {
	leavesNoCore()
	return signin.New(o)
}

// baseURL is where Partner Center answers a profile.
func (a *app) baseURL(cloud partner.Cloud) (string, error) {
	if base := a.getenv("CSPDESK_API_URL"); base != "" {
		return base, nil
	}
	base, known := partnercenter.BaseURL(cloud)
	if !known {
		return "", said{partner.CodeNotAllowed, fmt.Sprintf(a.text.CLI.NoAddress, a.text.Common.Clouds[string(cloud)]), a.text.CLI.NoAddressFix}
	}
	return base, nil
}

// connect gives a live session its client: with the token of the environment,
// or with those of a sign-in, which is asked for them when the first one is
// needed.
func (a *app) connect(s *session) error {
	base, err := a.baseURL(s.profile.Cloud)
	if err != nil {
		return err
	}
	o := a.clientOptions()
	o.BudgetFile = filepath.Join(a.profiles().Dir(s.profile.Name), "requests")
	token := a.getenv(automationVariable)
	if token != "" {
		if who, ok := signin.ReadToken(token); ok && who.TenantID != "" && who.TenantID != s.profile.TenantID {
			return a.foreign(s.profile, signin.OtherTenant(who, s.profile.TenantID))
		}
		s.client, err = partnercenter.New(base, func(context.Context) (string, error) { return token, nil }, o)
		return err
	}
	if s.signIn == nil {
		if s.signIn, err = a.signInOf(s.profile); err != nil {
			return err
		}
	}
	o.Renew = s.signIn.Renew
	s.client, err = partnercenter.New(base, s.signIn.Token, o)
	return err
}

// connectIfSignedIn is connect for what can also be done without: a session that
// nobody is signed in for stays without a client.
func (a *app) connectIfSignedIn(ctx context.Context, s *session) error {
	err := a.connect(s)
	if err == nil && s.signIn != nil {
		var account string
		if account, err = s.signIn.Kept(ctx); err == nil && account != "" {
			return nil
		}
	}
	if err == nil && s.signIn == nil {
		return nil
	}
	s.client, s.signIn = nil, nil
	if partner.CodeOf(err) == partner.CodeSignIn || partner.CodeOf(err) == partner.CodeNotAllowed {
		return nil
	}
	return err
}

// foreign names both tenants where a token is for another one than the profile.
func (a *app) foreign(p partner.Profile, err error) error {
	tenants, ok := errors.AsType[*signin.ForeignTenant](err)
	if !ok {
		return err
	}
	words := a.text.SignIn
	name := tenants.UserName
	if name == "" {
		name = words.Account
	}
	return said{partner.CodeSignIn, fmt.Sprintf(words.OtherTenant, name, tenants.Token, p.Company, p.TenantID), words.OtherTenantFix}
}

func (a *app) signInCommand() *cobra.Command {
	words := a.text.SignIn
	device, browser := false, false
	command := &cobra.Command{
		Use: "sign-in", Short: words.SignInShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if device && browser {
				return usagef("%s", words.OneWay)
			}
			return a.signIn(command.Context(), browser)
		},
	}
	command.Flags().BoolVar(&device, "device-code", false, words.FlagDeviceCode)
	command.Flags().BoolVar(&browser, "browser", false, words.FlagBrowser)
	return command
}

func (a *app) signIn(ctx context.Context, browser bool) error {
	words := a.text.SignIn
	if err := a.needWritable(); err != nil {
		return err
	}
	p, err := a.currentProfile()
	if err != nil {
		return err
	}
	if a.getenv(automationVariable) != "" {
		return said{partner.CodeNotAllowed, words.FromEnvironment, words.FromEnvironmentFix}
	}
	s := &session{profile: p}
	if s.signIn, err = a.signInOf(p); err != nil {
		return err
	}
	if _, err := s.signIn.Kept(ctx); err != nil {
		return err
	}
	if where, because := s.signIn.Where(); where == partner.TokensInMemory {
		return said{partner.CodeFile, fmt.Sprintf(words.CannotKeep, a.orStore(because)), words.NotKeptFix}
	}
	way := a.byDeviceCode
	if browser {
		way = a.byBrowser
	}
	who, err := way(ctx, s.signIn)
	if err != nil {
		return a.foreign(p, err)
	}
	if err := a.connect(s); err != nil {
		return err
	}
	p, why := directoryRoles(ctx, s.signIn, p)
	if why != nil {
		a.note(words.RolesUnread, a.whyNoRoles(why))
	}
	if p, err = a.learn(ctx, s.client, p, who); err != nil {
		if partner.CodeOf(err) == partner.CodeSignIn {
			return err
		}
		a.note(words.WhoUnknown, a.safe(describe(a.text, err).Message))
	}
	if where, because := s.signIn.Where(); where == partner.TokensInMemory {
		return said{partner.CodeFile, fmt.Sprintf(words.NotKept, a.orStore(because)), words.NotKeptFix}
	}
	if a.json {
		st := a.statusOf(ctx, p)
		st.RolesWhy = a.whyNoRoles(why)
		return writeJSON(a.out, st)
	}
	fmt.Fprintf(a.out, words.SignedIn+"\n", a.safe(who.UserName), a.safe(p.Company))
	where, _ := s.signIn.Where()
	fmt.Fprintf(a.out, words.KeptIn+"\n", words.Stores[string(where)])
	return nil
}

// orStore says why tokens are in memory; because the profile says so if the
// keyring did not fail.
func (a *app) orStore(why string) string {
	if why == "" {
		return a.text.SignIn.Stores[string(partner.TokensInMemory)]
	}
	return safetext.Line(a.text.Detail(why))
}

// byDeviceCode says on standard error, which may be no terminal, where to enter
// which code: without it, nobody could sign in.
func (a *app) byDeviceCode(ctx context.Context, service *signin.Service) (signin.Identity, error) {
	code, err := service.DeviceCode(ctx)
	if err != nil {
		return signin.Identity{}, err
	}
	fmt.Fprintf(a.errOut, a.text.SignIn.EnterCode+"\n", code.URL, code.UserCode, code.ExpiresAt.Local().Format(time.TimeOnly))
	return code.Wait(ctx)
}

func (a *app) byBrowser(ctx context.Context, service *signin.Service) (signin.Identity, error) {
	opener := mail.NewOpener(mail.Environment{Getenv: a.getenv})
	return service.Browser(ctx, a.text, func(page string) error {
		fmt.Fprintf(a.errOut, a.text.SignIn.OpenPage+"\n", page)
		// The page may be opened by hand where this computer has no browser to open.
		if err := opener.Open(ctx, page); err != nil {
			a.log.Debug("no browser was opened", "code", partner.CodeOf(err))
		}
		return nil
	})
}

// learn fills a profile with what the service and the token say of the partner
// and the person, and stores it. A service that answers for another tenant is
// refused.
func (a *app) learn(ctx context.Context, client *partnercenter.Client, p partner.Profile, who signin.Identity) (partner.Profile, error) {
	if told := p.RolesFrom == partner.RolesFromDirectory; !told && (who.RolesKnown || len(p.Roles) > 0) {
		p.Roles = mergeRoles(p.Roles, who) // a part of the roles alone would deny what the others allow
	}
	said, err := client.Profile(ctx)
	if err == nil {
		if said.TenantID != p.TenantID {
			return p, a.foreign(p, signin.OtherTenant(signin.Identity{TenantID: said.TenantID, UserName: said.Company}, p.TenantID))
		}
		if said.Country != "" {
			p.Country = said.Country
		}
		if said.MPNID != "" {
			p.MPNID = said.MPNID
		}
		if p.Company == "" {
			p.Company = said.Company
		}
	}
	return p, errors.Join(a.profiles().Save(p), err)
}

// mergeRoles takes over what a token says. It names the directory's roles, and
// those of Partner Center only where it lists the groups: others stay as the
// profile has them.
func mergeRoles(had []partner.Role, who signin.Identity) []partner.Role {
	has := map[partner.Role]bool{}
	if !who.RolesKnown {
		for _, role := range had {
			has[role] = true
		}
	}
	for _, role := range who.Roles {
		has[role] = true
	}
	var roles []partner.Role
	for _, role := range partner.Roles() {
		if has[role] {
			roles = append(roles, role)
		}
	}
	return roles
}

func (a *app) signOutCommand() *cobra.Command {
	return &cobra.Command{
		Use: "sign-out", Short: a.text.SignIn.SignOutShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.signOut(command.Context()) },
	}
}

func (a *app) signOut(ctx context.Context) error {
	words := a.text.SignIn
	if err := a.needWritable(); err != nil {
		return err
	}
	p, err := a.currentProfile()
	if err != nil {
		return err
	}
	service, err := a.signInOf(p)
	if err != nil {
		return err
	}
	if err := service.SignOut(ctx); err != nil {
		return err
	}
	if a.json {
		return writeJSON(a.out, a.statusOf(ctx, p))
	}
	fmt.Fprintf(a.out, words.SignedOut+"\n%s\n", p.Name, words.Remains)
	return nil
}
