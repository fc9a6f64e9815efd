package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
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

func (a *app) findingsJSON(findings []partner.Finding) []findingJSON {
	out := make([]findingJSON, 0, len(findings))
	for _, f := range findings {
		out = append(out, findingJSON{Code: f.Code, Message: a.text.Finding(f), Line: f.Line})
	}
	return out
}

func (a *app) linkCommand() *cobra.Command {
	command := &cobra.Command{Use: "link", Short: a.text.CLI.LinkShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(&cobra.Command{
		Use: "check URL", Short: a.text.CLI.LinkCheckShort, Args: a.oneArgument,
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
	link, verdict, findings := partner.InspectLink(text, a.rehearsing(profile))
	if a.json {
		err = writeJSON(a.out, linkJSON{
			Verdict: string(verdict), Kind: string(link.Kind), PartnerID: link.PartnerID, MSPPID: link.MSPPID,
			AdminRights: link.AdminRights, IndirectProviderID: link.IndirectProvider, Host: link.Host, Findings: a.findingsJSON(findings),
		})
	} else {
		words, rights := a.text.CLI, a.text.Common.Unknown
		if link.AdminRights != nil {
			rights = a.yesNo(*link.AdminRights)
		}
		a.printFacts([][]string{
			{words.Verdict, i18n.Word(words.Verdicts, string(verdict))}, {words.Kind, i18n.Word(words.LinkKinds, string(link.Kind))}, {words.PartnerTenant, link.PartnerID},
			{words.MPNID, link.MSPPID}, {words.AdminRights, rights}, {words.IndirectProvider, link.IndirectProvider}, {words.Host, link.Host},
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
		a.say("- " + place + a.text.Finding(f))
	}
}

func (a *app) draftCommand() *cobra.Command {
	words := a.text.CLI
	link := ""
	check := &cobra.Command{
		Use: "check FILE|-", Short: words.DraftCheckShort, Args: a.oneArgument,
		RunE: func(command *cobra.Command, args []string) error {
			return a.draftCheck(command.Context(), args[0], link)
		},
	}
	check.Flags().StringVar(&link, "link", "", words.FlagDraftLink)
	command := &cobra.Command{Use: "draft", Short: words.DraftShort, Args: a.noArguments, RunE: showHelp}
	command.AddCommand(check)
	return command
}

func (a *app) draftCheck(ctx context.Context, file, link string) error {
	text, err := a.readText(ctx, file)
	if err != nil {
		return err
	}
	links := []string{link}
	if link == "" {
		if links, err = a.profileLinks(ctx); err != nil {
			return err
		}
	}
	verdict, findings := bestVerdict(mail.Text(text), links)
	if a.json {
		err = writeJSON(a.out, struct {
			Verdict  string        `json:"verdict"`
			Findings []findingJSON `json:"findings"`
		}{string(verdict), a.findingsJSON(findings)})
	} else {
		a.say(i18n.Word(a.text.CLI.Verdicts, string(verdict)))
		a.printFindings(findings)
	}
	if err == nil && verdict != partner.Intact {
		err = errSaidNo
	}
	return err
}

// bestVerdict compares a text with links of which any may be the one in it, and
// gives what it says of the one that fits best.
func bestVerdict(text string, links []string) (partner.TextVerdict, []partner.Finding) {
	badness := map[partner.TextVerdict]int{partner.Intact: 0, partner.TextWarn: 1, partner.Broken: 2}
	verdict, findings := partner.CheckLink(text, links[0])
	for _, link := range links[1:] {
		v, f := partner.CheckLink(text, link)
		if badness[v] < badness[verdict] || v == verdict && len(f) < len(findings) {
			verdict, findings = v, f
		}
	}
	return verdict, findings
}

// profileLinks are the links that a mail of the profile may carry: with and
// without admin rights, as Partner Center gives them, or as they are made from
// the profile where there is no connection.
func (a *app) profileLinks(ctx context.Context) ([]string, error) {
	s := &session{}
	defer s.Close()
	if err := a.openProfile(ctx, s, true); err != nil {
		return nil, err
	}
	if s.profile.Connection == partner.ConnectionLive {
		if err := a.connectIfSignedIn(ctx, s); err != nil {
			return nil, err
		}
	}
	provider := ""
	if s.profile.Kind == partner.KindIndirectReseller {
		provider = s.profile.Provider
	}
	link, err := a.profileLink(ctx, s, provider)
	if err != nil {
		return nil, err
	}
	link = link.WithIndirectProvider(provider)
	return []string{link.WithAdminRights(true).String(), link.WithAdminRights(false).String()}, nil
}

func (a *app) profileLink(ctx context.Context, s *session, provider string) (partner.Link, error) {
	switch {
	case s.client != nil:
		raw, err := s.client.RelationshipRequest(ctx, provider)
		if err != nil {
			return partner.Link{}, err
		}
		return partner.ParseLink(raw)
	case s.profile.Link != "":
		return partner.ParseLink(s.profile.Link)
	}
	return partner.BuildLink(s.profile, true)
}

// readText reads a file, or standard input for "-", up to maxText. What never
// comes to an end can be interrupted.
func (a *app) readText(ctx context.Context, name string) ([]byte, error) {
	type result struct {
		text []byte
		err  error
	}
	read := make(chan result, 1)
	go func() {
		in := io.Reader(a.in)
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				read <- result{nil, err}
				return
			}
			defer f.Close()
			in = f
		}
		text, err := io.ReadAll(io.LimitReader(in, maxText+1))
		read <- result{text, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-read:
		if r.err != nil {
			return nil, partner.NewError(partner.CodeFile, r.err.Error(), r.err)
		}
		if len(r.text) > maxText {
			return nil, said{partner.CodeInvalidInput, fmt.Sprintf(a.text.CLI.TextTooLong, name), a.text.CLI.TextTooLongFix}
		}
		return r.text, nil
	}
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
