package main

import (
	"context"
	"os"
	"path/filepath"

	"cspdesk/internal/invite"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/tui/bulk"
	"cspdesk/tui/customers"
	"cspdesk/tui/invitations"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/wizard"
)

// manyMails makes the screens of many mails at once: the doors that lead to them
// from marked customers, from marked invitations, and from a file.
type manyMails struct {
	deps    bulk.Deps
	service *invite.Bulk
	records invite.Records
}

func (d *desktop) manyMails(s *session, one wizard.Deps) manyMails {
	service := invite.NewBulk(s.invite, s.db, s.db, s.db)
	return manyMails{service: service, records: s.db, deps: bulk.Deps{
		Text: d.a.text, Service: service, Give: d.a.gives(one), Ready: d.a.canGive, Advise: s.invite.Advise, Folder: d.a.mailDir(), Place: absolute,
		Read: func(ctx context.Context, path string) ([]invite.BulkRow, error) {
			rows, err := readRows(path, s.invite.NewRequest().AdminRights)
			if err != nil {
				return nil, err
			}
			return service.ForFile(ctx, rows)
		},
	}}
}

// absolute is a folder as it is found from everywhere.
func absolute(folder string) string {
	if path, err := filepath.Abs(folder); err == nil {
		return path
	}
	return folder // the folder that the program was started in is gone
}

// readRows reads a file of requests; see invite.ReadRows.
func readRows(path string, rights bool) ([]invite.Row, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	defer file.Close()
	return invite.ReadRows(file, rights)
}

// gives hands one mail over, as the wizard does, but that files are found again
// after the program was cut short.
func (a *app) gives(one wizard.Deps) func(partner.Channel, string) invite.Give {
	return func(way partner.Channel, folder string) invite.Give {
		return func(ctx context.Context, inv partner.Invitation, file string) (string, error) {
			switch way {
			case partner.ChannelFile:
				return mail.SaveEMLOnce(folder, messageOf(inv), file, a.now())
			case partner.ChannelMailApp:
				m := messageOf(inv)
				return "", one.Post.Open(ctx, wizard.Mail{ID: inv.ID, To: m.To, Name: m.Name, Subject: m.Subject, Body: m.Body, Link: m.Link})
			}
			return one.Clipboard.Copy(ctx, inv.Draft.Body())
		}
	}
}

// canGive says why mails cannot leave by a channel on this computer.
func (a *app) canGive(way partner.Channel) error {
	if why, ok := mail.NewOpener(mail.Environment{Getenv: a.getenv}).Available(); way == partner.ChannelMailApp && !ok {
		return partner.NewError(partner.CodeMailApp, why, nil)
	}
	if _, ok := term.ClipboardRoute(a.getenv); way == partner.ChannelClipboard && !ok {
		return partner.NewError(partner.CodeClipboard, a.text.CLI.NoClipboard, nil)
	}
	return nil
}

// task is the key of the customer list.
func (m manyMails) task(locked string) customers.Task {
	key := keys.CustomersRequest
	key.Off, key.Why = locked != "", locked
	return customers.Task{Key: key, Many: m.customers}
}

// customers asks customers for a relationship with admin rights.
func (m manyMails) customers(ids []partner.CustomerID) screen.Screen {
	return bulk.New(m.deps, partner.JobRequests, func(ctx context.Context) ([]invite.BulkRow, error) {
		return m.service.ForCustomers(ctx, m.records, ids)
	})
}

// invitations reminds of requests, or hands their first mails over. Without any,
// what waits is gone on with.
func (m manyMails) invitations(ids []string) screen.Screen {
	if len(ids) == 0 {
		return bulk.New(m.deps, partner.JobReminders, nil)
	}
	return bulk.New(m.deps, partner.JobReminders, func(ctx context.Context) ([]invite.BulkRow, error) {
		return m.service.ForInvitations(ctx, ids)
	})
}

// unfinished counts the mails that wait in the batch that would be gone on with.
func (m manyMails) unfinished(ctx context.Context) (found invitations.Unfinished, err error) {
	for kind, count := range map[partner.JobKind]*int{partner.JobRequests: &found.Requests, partner.JobReminders: &found.Reminders} {
		waiting, err := m.service.Unfinished(ctx, kind)
		if err != nil {
			return found, err
		}
		if len(waiting) > 0 {
			*count = waiting[0].Waiting()
		}
	}
	return found, nil
}

// file asks for the customers of a file.
func (m manyMails) file() screen.Screen { return bulk.FromFile(m.deps) }
