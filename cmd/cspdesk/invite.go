package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/invite"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/tui/term"
)

// handOver are the ways in which a command gives a mail away.
type handOver struct {
	eml      string
	open     bool
	copy     bool
	print    bool
	reminder bool
}

func (h *handOver) flags(command *cobra.Command, a *app) {
	flags := command.Flags()
	flags.StringVar(&h.eml, "eml", "", a.text.CLI.FlagEML)
	flags.BoolVar(&h.open, "open", false, a.text.CLI.FlagOpen)
	flags.BoolVar(&h.copy, "copy", false, a.text.CLI.FlagCopy)
	flags.BoolVar(&h.print, "print", false, a.text.CLI.FlagPrint)
}

// check refuses two documents on one standard output.
func (h *handOver) check(a *app) error {
	if h.print && a.json {
		return usagef("%s", a.text.CLI.PrintOrJSON)
	}
	return nil
}

// given reports whether any way was asked for.
func (h *handOver) given() bool { return h.eml != "" || h.open || h.copy || h.print }

func messageOf(inv partner.Invitation) mail.Message {
	return mail.Message{To: inv.To, Name: inv.Name, Subject: inv.Draft.Subject, Body: inv.Draft.Body(), Link: inv.Draft.Link}
}

// rehearse finds what will not work before anything is stored.
func (h *handOver) rehearse(a *app, message mail.Message) error {
	if _, err := message.RFC5322(a.now(), true); err != nil {
		return err
	}
	if h.open {
		if _, err := message.Mailto(); err != nil {
			return err
		}
		if why, ok := mail.NewOpener(mail.Environment{Getenv: a.getenv}).Available(); !ok {
			return partner.NewError(partner.CodeMailApp, why, nil)
		}
	}
	if h.copy {
		if route, ok := term.ClipboardRoute(a.getenv); !ok || route == term.RouteOSC52 && !a.errIsTTY {
			return partner.NewError(partner.CodeClipboard, a.text.CLI.NoClipboard, nil)
		}
	}
	if h.eml != "" {
		if _, err := os.Lstat(h.eml); err == nil {
			return said{partner.CodeFile, fmt.Sprintf(a.text.CLI.FileExists, h.eml), a.text.CLI.FileExistsFix}
		}
	}
	return nil
}

// do hands the mail over in every way that was asked for, and records each that
// worked. A draft is finished with the first of them. The first that fails ends it.
func (h *handOver) do(ctx context.Context, a *app, s *session, inv partner.Invitation) (partner.Invitation, error) {
	message := messageOf(inv)
	for _, way := range []struct {
		wanted  bool
		channel partner.Channel
		give    func() (detail string, err error)
	}{
		{h.eml != "", partner.ChannelFile, func() (string, error) {
			path, err := filepath.Abs(h.eml)
			if err != nil {
				return "", partner.NewError(partner.CodeFile, h.eml, err)
			}
			return path, mail.SaveEMLFile(path, message, a.now())
		}},
		{h.open, partner.ChannelMailApp, func() (string, error) {
			url, err := message.Mailto()
			if err != nil {
				return "", err
			}
			return "", mail.NewOpener(mail.Environment{Getenv: a.getenv}).Open(ctx, url)
		}},
		{h.copy, partner.ChannelClipboard, func() (string, error) {
			result, err := term.NewClipboard(a.getenv, a.errOut, a.errIsTTY).Copy(ctx, message.Body)
			return string(result.Route), err
		}},
		{h.print, partner.ChannelPrinted, func() (string, error) {
			text, err := message.RFC5322(a.now(), true)
			if err != nil {
				return "", err
			}
			return "", write(a.out, text)
		}},
	} {
		if !way.wanted {
			continue
		}
		detail, err := way.give()
		if err != nil {
			return inv, err
		}
		if inv.CanEdit() {
			if inv, err = s.invite.Finish(ctx, inv); err != nil {
				return inv, storedError{err, inv.ID} // its mail has left
			}
		}
		if inv, err = s.invite.RecordHandOver(ctx, inv.ID, way.channel, detail, h.reminder); err != nil {
			return inv, err
		}
	}
	return inv, nil
}

type inviteOptions struct {
	handOver
	manyOptions
	request  invite.Request
	like     string // id of the request that it begins as
	subject  string
	bodyFile string
	dryRun   bool
}

func (a *app) inviteCommand() *cobra.Command {
	words := a.text.CLI
	var o inviteOptions
	command := &cobra.Command{
		Use: "invite --to ADDRESS", Short: words.InviteShort, Long: words.InviteLong, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			if o.from != "" {
				return a.inviteMany(command, o)
			}
			if o.like == "" {
				if err := a.needFlags(command, "to"); err != nil {
					return err
				}
			}
			if err := o.check(a); err != nil {
				return err
			}
			return a.inviteOne(command, o)
		},
	}
	flags := command.Flags()
	flags.StringVar(&o.request.To, "to", "", words.FlagTo)
	flags.StringVar(&o.like, "like", "", words.FlagLike)
	flags.StringVar(&o.request.Name, "name", "", words.FlagName)
	flags.StringVar(&o.request.Country, "country", "", words.FlagCustomerCountry)
	flags.StringVar(&o.request.MailLang, "mail-lang", "", words.FlagMailLang)
	flags.BoolVar(&o.request.AdminRights, "admin-rights", false, words.FlagAdminRights)
	flags.StringVar(&o.request.Provider, "provider", "", words.FlagProvider)
	flags.StringVar(&o.subject, "subject", "", words.FlagSubject)
	flags.StringVar(&o.bodyFile, "body-file", "", words.FlagBodyFile)
	flags.StringVar(&o.request.Note, "note", "", words.FlagNote)
	flags.BoolVar(&o.dryRun, "dry-run", false, words.FlagDryRun)
	o.handOver.flags(command, a)
	o.manyOptions.flags(command, a)
	return command
}

func (a *app) inviteOne(command *cobra.Command, o inviteOptions) error {
	if !o.dryRun {
		if err := a.needWritable(); err != nil {
			return err
		}
	}
	ctx := command.Context()
	s, err := a.openSession(ctx, true)
	if err != nil {
		return err
	}
	defer s.Close()
	inv, err := a.prepareOne(command, s, o)
	if err != nil {
		return err
	}
	if err := o.rehearse(a, messageOf(inv)); err != nil {
		return err
	}
	known, err := s.db.Invitations(ctx)
	if err != nil {
		return err
	}
	if id, open := s.invite.OpenTo(known, inv.To, inv.ID); open {
		fmt.Fprintln(a.errOut, a.safe(fmt.Sprintf(a.text.Wizard.OpenAlready, inv.To, id)))
	}
	advice := s.invite.Advise(invite.RequestOf(inv))
	if o.dryRun {
		return a.inviteDryRun(inv, o, advice)
	}
	if inv, err = a.finishOne(ctx, s, inv, o); err != nil {
		return err
	}
	if o.print {
		return nil
	}
	if !o.given() {
		a.note(a.text.CLI.NotLeft, inv.ID)
	}
	if err := a.printInvitation(inv, advice); err != nil {
		return storedError{err, inv.ID}
	}
	return nil
}

// prepareOne makes the request that the flags describe. What they do not say is
// as usual, or as in the request that it is to be like.
func (a *app) prepareOne(command *cobra.Command, s *session, o inviteOptions) (inv partner.Invitation, err error) {
	ctx, usual := command.Context(), s.invite.NewRequest()
	if o.like != "" {
		earlier, err := s.db.Invitation(ctx, o.like)
		if err != nil {
			return inv, err
		}
		inv = s.invite.Again(earlier)
		usual = invite.RequestOf(inv)
	}
	said := func(name string) bool { return command.Flags().Changed(name) }
	r := o.request
	if country, _ := a.text.FindCountry(r.Country); country.Code != "" {
		r.Country = country.Code
	}
	for name, text := range map[string]struct{ now, usual *string }{
		"to": {&r.To, &usual.To}, "name": {&r.Name, &usual.Name}, "country": {&r.Country, &usual.Country},
		"mail-lang": {&r.MailLang, &usual.MailLang}, "provider": {&r.Provider, &usual.Provider}, "note": {&r.Note, &usual.Note},
	} {
		if !said(name) {
			*text.now = *text.usual
		}
	}
	if !said("admin-rights") {
		r.AdminRights = usual.AdminRights
	}
	if inv.Draft.Link == "" {
		inv, err = s.invite.Prepare(ctx, r)
	} else {
		inv, err = s.invite.Rewrite(inv, r)
	}
	if err != nil {
		return inv, err
	}
	return inv, a.editDraft(ctx, &inv, o)
}

// finishOne stores a request and hands its mail over in the ways that were asked
// for. Until the mail has left it is a draft, and where none of it could leave
// there is none.
func (a *app) finishOne(ctx context.Context, s *session, inv partner.Invitation, o inviteOptions) (partner.Invitation, error) {
	if !o.given() {
		return s.invite.Finish(ctx, inv)
	}
	inv, err := s.invite.SaveDraft(ctx, inv)
	if err != nil {
		return inv, err
	}
	inv, err = o.do(ctx, a, s, inv)
	switch _, kept := errors.AsType[storedError](err); {
	case err == nil, kept:
		return inv, err
	case inv.CanEdit():
		return inv, errors.Join(err, s.invite.DeleteDraft(context.WithoutCancel(ctx), inv.ID))
	}
	return inv, storedError{err, inv.ID}
}

// editDraft takes the subject and the text that the person brought along. The
// text must hold the link, undamaged.
func (a *app) editDraft(ctx context.Context, inv *partner.Invitation, o inviteOptions) error {
	if o.subject != "" {
		inv.Draft.Subject = o.subject
	}
	if o.bodyFile == "" {
		return nil
	}
	body, err := a.readText(ctx, o.bodyFile)
	if err != nil {
		return err
	}
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	verdict, findings := partner.CheckLink(text, inv.Draft.Link)
	if verdict == partner.Broken {
		return said{partner.CodeLinkBroken, a.text.CLI.LinkBroken + a.text.Finding(partner.Worst(findings)), fmt.Sprintf(a.text.CLI.PutLink, inv.Draft.Link)}
	}
	opening, closing, ok := partner.SplitBody(text, inv.Draft.Link)
	if !ok {
		return said{partner.CodeLinkBroken, a.text.CLI.LinkNotAlone, fmt.Sprintf(a.text.CLI.PutLink, inv.Draft.Link)}
	}
	inv.Draft.Opening, inv.Draft.Closing = opening, closing
	return nil
}

// inviteDryRun shows what would be stored, after the checks of finishing.
func (a *app) inviteDryRun(inv partner.Invitation, o inviteOptions, advice []partner.Finding) error {
	a.note("%s", a.text.CLI.NothingStored)
	if !o.print {
		return a.printInvitation(inv, advice)
	}
	text, err := messageOf(inv).RFC5322(a.now(), true)
	if err != nil {
		return err
	}
	return write(a.out, text)
}
