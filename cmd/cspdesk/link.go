package main

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
)

// maxText bounds what is read of a text to check, in bytes.
const maxText = 10 << 20

type linkJSON struct {
	Verdict            string        `json:"verdict"`
	Kind               string        `json:"kind"`
	PartnerID          string        `json:"partnerId"`
	MSPPID             string        `json:"msppId"`
	AdminRights        *bool         `json:"adminRights"`
	IndirectProviderID string        `json:"indirectProviderId"`
	Host               string        `json:"host"`
	Findings           []findingJSON `json:"findings"`
}

type findingJSON struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
}

func findingsJSON(findings []partner.Finding) []findingJSON {
	out := make([]findingJSON, 0, len(findings))
	for _, f := range findings {
		out = append(out, findingJSON{Code: f.Code, Message: f.Message, Line: f.Line})
	}
	return out
}

func (a *app) linkCommand() *cobra.Command {
	command := &cobra.Command{Use: "link", Short: a.text.CLI.LinkShort, Args: noArguments, RunE: showHelp}
	command.AddCommand(&cobra.Command{
		Use: "check URL", Short: a.text.CLI.LinkCheckShort, Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.linkCheck(args[0]) },
	})
	return command
}

// linkCheck reads a link. Without a profile it is compared with nothing.
func (a *app) linkCheck(text string) error {
	profile, err := a.profileIfAny()
	if err != nil {
		return err
	}
	link, verdict, findings := partner.InspectLink(text, profile)
	if a.json {
		err = writeJSON(a.out, linkJSON{
			Verdict: string(verdict), Kind: string(link.Kind), PartnerID: link.PartnerID, MSPPID: link.MSPPID,
			AdminRights: link.AdminRights, IndirectProviderID: link.IndirectProvider, Host: link.Host, Findings: findingsJSON(findings),
		})
	} else {
		rights := a.text.Common.Unknown
		if link.AdminRights != nil {
			rights = map[bool]string{true: a.text.Common.Yes, false: a.text.Common.No}[*link.AdminRights]
		}
		a.printTable([][]string{
			{"verdict", string(verdict)}, {"kind", string(link.Kind)}, {"partner tenant", link.PartnerID}, {"MPN id", link.MSPPID},
			{"admin rights", rights}, {"indirect provider", link.IndirectProvider}, {"host", link.Host},
		})
		a.printFindings(findings)
	}
	if err == nil && verdict != partner.LinkOK {
		err = errSaidNo
	}
	return err
}

func (a *app) printFindings(findings []partner.Finding) {
	for _, f := range findings {
		place := ""
		if f.Line > 0 {
			place = fmt.Sprintf(a.text.CLI.LineNumber, f.Line)
		}
		fmt.Fprintln(a.out, safetext.Line("- "+place+f.Message))
	}
}

func (a *app) draftCommand() *cobra.Command {
	words := a.text.CLI
	link := ""
	check := &cobra.Command{
		Use: "check FILE|-", Short: words.DraftCheckShort, Args: arguments(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.draftCheck(args[0], link) },
	}
	check.Flags().StringVar(&link, "link", "", words.FlagDraftLink)
	command := &cobra.Command{Use: "draft", Short: words.DraftShort, Args: noArguments, RunE: showHelp}
	command.AddCommand(check)
	return command
}

func (a *app) draftCheck(file, link string) error {
	if link == "" {
		profile, err := a.currentProfile()
		if err != nil {
			return err
		}
		built, err := partner.BuildLink(profile, true)
		if err != nil {
			return err
		}
		link = built.String()
	}
	text, err := a.readText(file)
	if err != nil {
		return err
	}
	verdict, findings := partner.CheckLink(string(text), link)
	if a.json {
		err = writeJSON(a.out, struct {
			Verdict  string        `json:"verdict"`
			Findings []findingJSON `json:"findings"`
		}{string(verdict), findingsJSON(findings)})
	} else {
		fmt.Fprintln(a.out, string(verdict))
		a.printFindings(findings)
	}
	if err == nil && verdict != partner.Intact {
		err = errSaidNo
	}
	return err
}

// readText reads a file, or standard input for "-", up to maxText.
func (a *app) readText(name string) ([]byte, error) {
	in := io.Reader(a.in)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, partner.NewError(partner.CodeFile, name, err)
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, maxText+1))
	if err != nil {
		return nil, partner.NewError(partner.CodeFile, name, err)
	}
	if len(text) > maxText {
		return nil, partner.NewError(partner.CodeTooLong, name, nil)
	}
	return text, nil
}

// profileIfAny is the profile that this run is about, or an empty one where
// none was added yet.
func (a *app) profileIfAny() (partner.Profile, error) {
	name, err := a.profileName()
	if err != nil || name == "" {
		return partner.Profile{}, err
	}
	profile, err := a.profiles().Load(name)
	if partner.CodeOf(err) == partner.CodeNotFound && a.profile == "" {
		return partner.Profile{}, nil
	}
	return profile, err
}
