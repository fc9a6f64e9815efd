package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
)

// manyOptions are the flags of many requests at once.
type manyOptions struct {
	from     string
	dir      string
	template string
}

// rowJSON is what became of a row, as scripts read it.
type rowJSON struct {
	Line   int             `json:"line"`
	To     string          `json:"to"`
	Name   string          `json:"name"`
	State  invite.RowState `json:"state"`
	SameAs int             `json:"sameAs,omitempty"` // the line above with the same address
	ID     string          `json:"id,omitempty"`
	File   string          `json:"file,omitempty"`
	Reason string          `json:"reason,omitempty"`
	Advice []findingJSON   `json:"advice,omitempty"`
}

func (o *manyOptions) flags(command *cobra.Command, a *app) {
	flags, words := command.Flags(), a.text.CLI.Many
	flags.StringVar(&o.from, "from", "", fmt.Sprintf(words.FlagFrom, strings.Join(invite.RowColumns(), ", ")))
	flags.StringVar(&o.dir, "eml-dir", "", words.FlagDir)
	flags.StringVar(&o.template, "template", "", words.FlagTemplate)
}

// ofOneRequest are the flags that mean nothing for many.
var ofOneRequest = []string{
	"to", "like", "name", "country", "mail-lang", "admin-rights", "provider", "subject", "body-file", "note", "eml", "copy", "print",
}

// inviteMany makes a request for each row of a file. Where the mails go is a
// folder, or the mail app, one after another.
func (a *app) inviteMany(command *cobra.Command, o inviteOptions) error {
	for _, name := range ofOneRequest {
		if command.Flags().Changed(name) {
			return usagef(a.text.CLI.Many.NotTogether, "--from", "--"+name)
		}
	}
	ctx := command.Context()
	if o.dir == "" && !o.open && !o.dryRun {
		return usagef("%s", a.text.CLI.Many.NoWay)
	}
	if !o.dryRun {
		if err := a.needWritable(); err != nil {
			return err
		}
	}
	if o.dir != "" { // the record says where a mail is, whatever folder it is read in
		path, err := filepath.Abs(o.dir)
		if err != nil {
			return partner.NewError(partner.CodeFile, o.dir, err)
		}
		o.dir = path
	}
	batch := invite.Batch{DryRun: o.dryRun}
	var err error
	if batch.Template, err = a.batchTemplate(ctx, o.template); err != nil {
		return err
	}
	s, err := a.openSession(ctx, true)
	if err != nil {
		return err
	}
	defer s.Close()
	if batch.Rows, err = readRows(o.from, s.invite.NewRequest().AdminRights); err != nil {
		return err
	}
	return a.runBatch(ctx, s, batch, o)
}

func (a *app) batchTemplate(ctx context.Context, name string) (*invite.Template, error) {
	if name == "" {
		return nil, nil
	}
	text, err := a.readText(ctx, name)
	if err != nil {
		return nil, err
	}
	t, err := invite.ParseTemplate(string(text))
	return &t, err
}

func (a *app) runBatch(ctx context.Context, s *session, batch invite.Batch, o inviteOptions) error {
	known, err := s.db.Invitations(ctx)
	if err != nil {
		return err
	}
	ctx, end := context.WithCancel(ctx)
	defer end()
	batch.HandOver = a.handOverMany(o, end)
	items := make([]rowJSON, 0, len(batch.Rows))
	line := progressLine{to: a.errOut, on: a.errIsTTY && o.dir != ""}
	batch.Done = func(r invite.RowResult) {
		row := rowJSON{
			Line: r.Line, To: r.Request.To, Name: r.Request.Name, State: r.State, SameAs: r.SameAs, ID: r.ID, File: r.Detail, Advice: a.findingsJSON(r.Advice),
		}
		if r.Err != nil {
			row.Reason = strings.ToValidUTF8(a.mistake(r.Err), "\uFFFD")
		}
		items = append(items, row)
		line.show(fmt.Sprintf(a.text.CLI.Many.Progress, len(items), len(batch.Rows)))
	}
	ended := s.invite.Run(ctx, batch, known)
	line.clear()
	var answer error
	for _, row := range items {
		if row.State == invite.RowRejected || row.State == invite.RowFailed {
			answer = errSaidNo
		}
	}
	if ended != nil {
		answer = ended
	}
	if a.json {
		return cmp.Or(writeJSON(a.out, list[rowJSON]{Items: items}), answer)
	}
	if o.dryRun {
		a.note("%s", a.text.CLI.NothingStored)
	}
	a.printInvited(items)
	return answer
}

// mistake is why a row failed: of one that is wrong, what is.
func (a *app) mistake(err error) string {
	if partner.CodeOf(err) == partner.CodeInvalidInput {
		return a.text.Explain(err).Mistake()
	}
	return describe(a.text, err).Message
}

// printInvited says of each row who is asked and what became of it.
func (a *app) printInvited(items []rowJSON) {
	words := a.text.CLI
	t := a.newList(words.Many.Line, words.State, words.ID, words.To, words.Company, a.text.Activity.Detail)
	t.whole = true // what is wrong is read whole
	var cells [][]string
	for _, row := range items {
		state, detail := string(row.State), cmp.Or(row.Reason, row.File)
		if row.SameAs > 0 {
			state, detail = "twice", fmt.Sprintf(words.Many.SameAs, row.SameAs)
		}
		var said []string
		for _, finding := range row.Advice {
			said = append(said, finding.Message)
		}
		cells = append(cells, []string{fmt.Sprint(row.Line), words.Many.States[state], row.ID, row.To, row.Name, i18n.Join(append(said, detail)...)})
	}
	t.addAll(cells)
}

// handOverMany saves each mail in the folder, or opens it in the mail app and
// asks before the next one.
func (a *app) handOverMany(o inviteOptions, end func()) invite.HandOver {
	opened := false
	return func(ctx context.Context, inv partner.Invitation) (partner.Channel, string, error) {
		if o.dir != "" {
			path, err := mail.SaveEMLOnce(o.dir, messageOf(inv), inv.ID, a.now())
			return partner.ChannelFile, path, err
		}
		if opened {
			if err := a.asksYes(ctx, fmt.Sprintf(a.text.CLI.Many.Next, inv.To), "--eml-dir"); err != nil {
				if said, ok := errors.AsType[said](err); ok && said.code == partner.CodeNotAllowed {
					end() // the rest waits for the next run
				}
				return "", "", err
			}
		}
		opened = true
		url, err := messageOf(inv).Mailto()
		if err != nil {
			return "", "", err
		}
		return partner.ChannelMailApp, "", mail.NewOpener(mail.Environment{Getenv: a.getenv}).Open(ctx, url)
	}
}
