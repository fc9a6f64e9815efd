package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// profileJSON is a profile as scripts read it.
type profileJSON struct {
	Name       string             `json:"name"`
	Connection partner.Connection `json:"connection"`
	Cloud      partner.Cloud      `json:"cloud"`
	Tenant     string             `json:"tenant"`
	Company    string             `json:"company"`
	Country    string             `json:"country"`
	Kind       partner.Kind       `json:"kind"`
	MPNID      string             `json:"mpnId"`
	Provider   string             `json:"provider"`
	Roles      []partner.Role     `json:"role"`
	ClientID   string             `json:"clientId"`
	TokenStore partner.TokenStore `json:"tokenStore"`
	Link       string             `json:"link"`
	InUse      bool               `json:"inUse"`
}

func (a *app) profileJSON(p partner.Profile) profileJSON {
	current, _ := a.profiles().Current()
	roles := p.Roles
	if roles == nil {
		roles = []partner.Role{}
	}
	return profileJSON{
		Name: p.Name, Connection: p.Connection, Cloud: p.Cloud, Tenant: p.TenantID, Company: p.Company, Country: p.Country,
		Kind: p.Kind, MPNID: p.MPNID, Provider: p.Provider, Roles: roles, ClientID: p.ClientID, TokenStore: tokenStore(p), Link: p.Link, InUse: current == p.Name,
	}
}

// tokenStore is where the tokens of a profile are kept; "" if it has none.
func tokenStore(p partner.Profile) partner.TokenStore {
	if p.Connection != partner.ConnectionLive {
		return ""
	}
	return cmp.Or(p.TokenStore, partner.TokensInKeyring)
}

func (a *app) profileCommand() *cobra.Command {
	words := a.text.CLI
	command := &cobra.Command{Use: "profile", Short: words.ProfileShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(a.profileAddCommand(), a.profileEditCommand(), &cobra.Command{
		Use: "list", Short: words.ProfileListShort, Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error { return a.profileList() },
	}, &cobra.Command{
		Use: "use NAME", Short: words.ProfileUseShort, Args: a.oneArgument,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.needWritable(); err != nil {
				return err
			}
			if err := a.profiles().Use(args[0]); err != nil {
				return err
			}
			return a.printProfile(args[0])
		},
	}, &cobra.Command{
		Use: "show [NAME]", Short: words.ProfileShowShort, Args: a.noneOrOne,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return a.printProfile(args[0])
			}
			profile, err := a.currentProfile()
			if err != nil {
				return err
			}
			return a.printProfile(profile.Name)
		},
	}, a.profileRemoveCommand())
	return command
}

func (a *app) profileAddCommand() *cobra.Command {
	var given profileFlags
	command := &cobra.Command{
		Use: "add NAME", Short: a.text.CLI.ProfileAddShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			p := given.profile()
			p.Name = args[0]
			return a.profileAdd(command, p)
		},
	}
	given.register(a, command)
	return command
}

func (a *app) profileAdd(command *cobra.Command, p partner.Profile) error {
	if err := a.needFlags(command, "connection"); err != nil {
		return err
	}
	if err := a.needWritable(); err != nil {
		return err
	}
	if p.Connection == partner.ConnectionPractice {
		var err error
		if p, err = a.likePractice(command, p); err != nil {
			return err
		}
	} else if err := a.needFlags(command, "cloud", "tenant", "company", "country"); err != nil {
		return err
	}
	err := a.profiles().Add(p)
	if partner.CodeOf(err) == partner.CodeConflict {
		return said{partner.CodeConflict, fmt.Sprintf(a.text.CLI.ProfileExists, p.Name), a.text.CLI.ProfileExistsFix}
	}
	if err != nil {
		return err
	}
	return a.printProfile(p.Name)
}

// likePractice completes a profile with what the built-in Partner Center says
// of itself, and refuses what contradicts it: requests in another tenant's name
// could never be accepted there.
func (a *app) likePractice(command *cobra.Command, p partner.Profile) (partner.Profile, error) {
	s := &session{}
	defer s.Close()
	if err := a.openCenter(s); err != nil {
		return p, err
	}
	own, err := a.practiceProfile(command.Context(), s)
	if err != nil {
		return p, err
	}
	for _, field := range []struct{ flag, given, real string }{
		{"tenant", p.TenantID, own.TenantID}, {"country", p.Country, own.Country},
		{"cloud", string(p.Cloud), string(own.Cloud)}, {"mpn-id", p.MPNID, own.MPNID},
	} {
		if field.given != "" && field.given != field.real {
			return p, usagef(a.text.CLI.PracticeDiffers, "--"+field.flag, field.real)
		}
	}
	p.TenantID, p.Country, p.Cloud, p.MPNID = own.TenantID, own.Country, own.Cloud, own.MPNID
	p.Company = cmp.Or(p.Company, own.Company)
	if len(p.Roles) == 0 {
		p.Roles = own.Roles
	}
	return p, nil
}

func (a *app) profileRemoveCommand() *cobra.Command {
	words := a.text.CLI
	yes := false
	command := &cobra.Command{
		Use: "remove NAME", Short: words.ProfileRemoveShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needWritable(); err != nil {
				return err
			}
			profile, err := a.profiles().Load(args[0])
			if err != nil {
				return err
			}
			if !yes {
				if err := a.asksYes(command.Context(), fmt.Sprintf(words.ProfileRemoveQuestion, args[0]), "--yes"); err != nil {
					return err
				}
			}
			if err := a.forgetTokens(command.Context(), profile); err != nil {
				return err
			}
			kept, err := a.profiles().Remove(args[0], a.now())
			if err != nil {
				return err
			}
			if a.json {
				return writeJSON(a.out, struct {
					profileJSON
					Kept string `json:"kept"`
				}{a.profileJSON(profile), kept})
			}
			fmt.Fprintf(a.out, words.ProfileRemoved+"\n", args[0], a.safe(kept))
			return nil
		},
	}
	command.Flags().BoolVar(&yes, "yes", false, words.FlagYes)
	return command
}

func (a *app) profileList() error {
	profiles, damaged := a.profiles().List()
	items := make([]profileJSON, 0, len(profiles))
	rows := [][]string{}
	for _, p := range profiles {
		item := a.profileJSON(p)
		items = append(items, item)
		mark := ""
		if item.InUse {
			mark = "*"
		}
		rows = append(rows, []string{mark, p.Name, p.Company, i18n.Word(a.text.Common.Connections, string(p.Connection)), a.text.Common.Clouds[string(p.Cloud)], a.country(p.Country)})
	}
	if a.json {
		return a.profileListJSON(items, damaged)
	}
	words := a.text.CLI
	t := a.newList("", words.Name, words.Company, words.Connection, words.Cloud, words.Country)
	t.none = func() { a.note("%s", i18n.Join(a.text.CLI.NoProfile, a.text.CLI.NoProfileFix)) }
	t.addAll(rows)
	return damaged
}

// profileListJSON names a damaged profile in the one document.
func (a *app) profileListJSON(items []profileJSON, damaged error) error {
	out := struct {
		list[profileJSON]
		Error *failure `json:"error,omitempty"`
	}{list: list[profileJSON]{Items: items}}
	if damaged != nil {
		f := describe(a.text, damaged)
		a.complain(f)
		out.Error = &f
		damaged = reportedError{damaged}
	}
	return cmp.Or(writeJSON(a.out, out), damaged)
}

func (a *app) printProfile(name string) error {
	p, err := a.profiles().Load(name)
	if err != nil {
		return err
	}
	item := a.profileJSON(p)
	if a.json {
		return writeJSON(a.out, item)
	}
	common, words := a.text.Common, a.text.CLI
	roles := make([]string, len(p.Roles))
	for i, role := range p.Roles {
		roles[i] = i18n.Word(common.Roles, string(role))
	}
	a.printFacts([][]string{
		{words.Name, p.Name}, {words.Company, p.Company}, {words.Tenant, p.TenantID}, {words.Cloud, common.Clouds[string(p.Cloud)]},
		{words.Country, a.country(p.Country)}, {words.Kind, common.Kinds[string(p.Kind)]}, {words.Connection, common.Connections[string(p.Connection)]},
		{words.MPNID, p.MPNID}, {words.Roles, strings.Join(roles, common.And)},
	})
	return nil
}

// currentProfile is the profile that this run is about. Errors have the code
// not-found, or invalid-input if there is none yet.
func (a *app) currentProfile() (partner.Profile, error) {
	name, err := a.profileName()
	if err != nil {
		return partner.Profile{}, err
	}
	if name == "" {
		return partner.Profile{}, a.noProfile()
	}
	return a.profiles().Load(name)
}

// noProfile is the error of a command that needs a profile.
func (a *app) noProfile() error {
	return said{partner.CodeInvalidInput, a.text.CLI.NoProfile, a.text.CLI.NoProfileFix}
}

// showHelp is what a command does that only groups others.
func showHelp(command *cobra.Command, _ []string) error { return command.Help() }
