// Package bulk is the screen of many mails at once: requests from marked
// customers or from a file of them, and reminders of marked invitations. It
// checks first who gets one, lets the letter be worded once for all, and hands
// the mails over one by one. Everything is kept as it is typed and as it is done,
// so that it can be left, or cut short, anywhere.
package bulk

import (
	"context"

	"cspdesk/internal/i18n"
	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
)

// Batches begins batches and finds them again: invite.Bulk.
type Batches interface {
	Begin(ctx context.Context, kind partner.JobKind, from string, rows []invite.BulkRow) (invite.BulkBatch, error)
	Load(ctx context.Context, id string) (invite.BulkBatch, error)
	Unfinished(ctx context.Context, kind partner.JobKind) ([]invite.BulkBatch, error)
}

// Keeper keeps what the person changes in one: invite.Bulk.
type Keeper interface {
	SaveRow(ctx context.Context, batch string, row invite.BulkRow) error
	SaveText(ctx context.Context, batch invite.BulkBatch) error
	Close(ctx context.Context, batch invite.BulkBatch) error
}

// Mails checks and makes the mails: invite.Bulk.
type Mails interface {
	Round(ctx context.Context, batch invite.BulkBatch) (*invite.BulkRound, invite.BulkBatch, error)
	Wording(lang string) (invite.Template, error)
	ReminderWording(lang string) invite.Template
}

// Service is all of them.
type Service interface {
	Batches
	Keeper
	Mails
}

// Deps is what the screen works with.
type Deps struct {
	Text    *i18n.Strings
	Service Service
	// Give hands one mail over by a channel; the folder is that of files.
	Give func(way partner.Channel, folder string) invite.Give
	// Ready says why mails cannot leave by a channel here; nil if they can.
	Ready func(way partner.Channel) error
	// Read reads the rows of a file.
	Read func(ctx context.Context, path string) ([]invite.BulkRow, error)
	// Advise says what a person should know before asking.
	Advise func(r invite.Request) []partner.Finding
	// Folder is where files go if the person says nothing else. Place gives a folder
	// as it is found from everywhere.
	Folder string
	Place  func(folder string) string
}

// Rows finds out who is meant.
type Rows func(ctx context.Context) ([]invite.BulkRow, error)
