package main

import (
	"fmt"

	"github.com/spf13/cobra"

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
		Kind: p.Kind, MPNID: p.MPNID, Provider: p.Provider, Roles: roles, ClientID: p.ClientID, Link: p.Link, InUse: current == p.Name,
	}
}

func (a *app) profileCommand() *cobra.Command {
	words := a.text.CLI
	command := &cobra.Command{Use: "profile", Short: words.ProfileShort, Args: noArguments, RunE: showHelp}
	command.AddCommand(a.profileAddCommand(), &cobra.Command{
		Use: "list", Short: words.ProfileListShort, Args: noArguments,
		RunE: func(*cobra.Command, []string) error { return a.profileList() },
	}, &cobra.Command{
		Use: "use NAME", Short: words.ProfileUseShort, Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.profiles().Use(args[0]); err != nil {
				return err
			}
			return a.printProfile(args[0])
		},
	}, &cobra.Command{
		Use: "show [NAME]", Short: words.ProfileShowShort, Args: arguments(0, 1),
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
	words := a.text.CLI
	var p partner.Profile
	var roles []string
	command := &cobra.Command{
		Use: "add NAME", Short: words.ProfileAddShort, Args: arguments(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needFlags(command, "connection", "cloud", "tenant", "company", "country"); err != nil {
				return err
			}
			p.Name = args[0]
			p.TenantID = partner.NormaliseGUID(p.TenantID)
			p.Provider = partner.NormaliseGUID(p.Provider)
			p.ClientID = partner.NormaliseGUID(p.ClientID)
			for _, role := range roles {
				p.Roles = append(p.Roles, partner.Role(role))
			}
			if err := a.needWritable(); err != nil {
				return err
			}
			if err := a.profiles().Add(p); err != nil {
				return err
			}
			return a.printProfile(p.Name)
		},
	}
	flags := command.Flags()
	flags.StringVar((*string)(&p.Connection), "connection", "", "practice|live|offline")
	flags.StringVar((*string)(&p.Cloud), "cloud", "", "public|usgov|germany|china")
	flags.StringVar(&p.TenantID, "tenant", "", words.FlagTenant)
	flags.StringVar(&p.Company, "company", "", words.FlagCompany)
	flags.StringVar(&p.Country, "country", "", words.FlagCountry)
	flags.StringVar((*string)(&p.Kind), "kind", string(partner.KindDirect), "direct|indirect-provider|indirect-reseller")
	flags.StringVar(&p.MPNID, "mpn-id", "", words.FlagMPN)
	flags.StringVar(&p.Provider, "provider", "", words.FlagProvider)
	flags.StringArrayVar(&roles, "role", nil, "admin-agent|global-admin|sales-agent|helpdesk-agent")
	flags.StringVar(&p.ClientID, "client-id", "", words.FlagClientID)
	flags.StringVar(&p.Link, "link", "", words.FlagLink)
	return command
}

func (a *app) profileRemoveCommand() *cobra.Command {
	words := a.text.CLI
	yes := false
	command := &cobra.Command{
		Use: "remove NAME", Short: words.ProfileRemoveShort, Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.needWritable(); err != nil {
				return err
			}
			profile, err := a.profiles().Load(args[0])
			if err != nil {
				return err
			}
			if !yes {
				if err := a.asksYes(fmt.Sprintf(words.ProfileRemoveQuestion, args[0]), "--yes"); err != nil {
					return err
				}
			}
			kept, err := a.profiles().Remove(args[0], a.now())
			if err != nil {
				return err
			}
			if a.json {
				return writeJSON(a.out, a.profileJSON(profile))
			}
			fmt.Fprintf(a.out, words.ProfileRemoved+"\n", args[0], kept)
			return nil
		},
	}
	command.Flags().BoolVar(&yes, "yes", false, words.FlagYes)
	return command
}

func (a *app) profileList() error {
	profiles, damaged := a.profiles().List()
	if damaged != nil {
		a.report(damaged)
	}
	items := make([]profileJSON, 0, len(profiles))
	rows := [][]string{}
	for _, p := range profiles {
		item := a.profileJSON(p)
		items = append(items, item)
		mark := ""
		if item.InUse {
			mark = "*"
		}
		rows = append(rows, []string{mark, p.Name, p.Company, string(p.Connection), string(p.Cloud), p.Country})
	}
	if a.json {
		return writeJSON(a.out, list[profileJSON]{Items: items})
	}
	a.printTable(rows)
	if len(rows) == 0 {
		a.note("%s", a.text.CLI.NoProfile)
	}
	return nil
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
	common := a.text.Common
	a.printTable([][]string{
		{"name", p.Name}, {"company", p.Company}, {"tenant", p.TenantID}, {"cloud", common.Clouds[string(p.Cloud)]},
		{"country", p.Country}, {"kind", common.Kinds[string(p.Kind)]}, {"connection", common.Connections[string(p.Connection)]},
		{"mpn id", p.MPNID},
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
		return partner.Profile{}, usagef("%s", a.text.CLI.NoProfile)
	}
	return a.profiles().Load(name)
}

// showHelp is what a command does that only groups others.
func showHelp(command *cobra.Command, _ []string) error { return command.Help() }
