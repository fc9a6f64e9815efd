package manage

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// The limits of a file of users (Partner Center, "Add multiple user accounts for
// a customer").
const (
	MaxImport     = 100
	maxImportSize = 1 << 20 // bytes
)

// FileFault says why a file of users cannot be used at all.
type FileFault string

// The faults of a file.
const (
	FileLarge   FileFault = "file-large"
	FileNoText  FileFault = "file-no-text"
	FileColumns FileFault = "file-columns" // no heading as documented, or further columns
	FileEmpty   FileFault = "file-empty"
	FileRows    FileFault = "file-rows" // more than 100
)

// ImportRow is a row of a file of users.
type ImportRow struct {
	Line  int // in the file, from 1
	User  partner.NewUser
	Fault partner.UserFault // "" if it can be added
}

// ReadUsers reads a file with the columns First name, Last name, Display name,
// Email and Status update, in any order and case, separated by comma, semicolon
// or tab. CodeInvalidInput with a FileFault says that the file cannot be used;
// what is wrong with a row stands with it.
func ReadUsers(from io.Reader, domains []string, taken func(login string) bool) ([]ImportRow, error) {
	unusable := func(f FileFault) error { return partner.NewError(partner.CodeInvalidInput, string(f), nil) }
	text, err := io.ReadAll(io.LimitReader(from, maxImportSize+1))
	if err != nil {
		return nil, partner.NewError(partner.CodeFile, "", err)
	}
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	switch {
	case len(text) > maxImportSize:
		return nil, unusable(FileLarge)
	case !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0:
		return nil, unusable(FileNoText)
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes = partner.Separator(string(text)), -1, true
	heading, err := reader.Read()
	if err != nil {
		return nil, unusable(FileEmpty)
	}
	columns, ok := importColumns(heading)
	if !ok {
		return nil, unusable(FileColumns)
	}
	var rows []ImportRow
	seen := map[string]bool{}
	for {
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil || len(record) > len(columns) && strings.TrimSpace(strings.Join(record[len(columns):], "")) != "" {
			return nil, unusable(FileColumns)
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		if len(rows) == MaxImport {
			return nil, unusable(FileRows)
		}
		line, _ := reader.FieldPos(0)
		rows = append(rows, importRow(line, record, columns, domains, seen, taken))
	}
	if len(rows) == 0 {
		return nil, unusable(FileEmpty)
	}
	return rows, nil
}

// Addable gives the rows that can be added, in their order.
func Addable(rows []ImportRow) []ImportRow {
	return slices.DeleteFunc(slices.Clone(rows), func(r ImportRow) bool { return r.Fault != "" })
}

var importHeadings = []string{"first name", "last name", "display name", "email", "status update"}

// importColumns says which value each column holds, by its place in
// importHeadings. Display name and email must be there.
func importColumns(heading []string) (columns []int, ok bool) {
	found := map[int]bool{}
	for _, name := range heading {
		name = strings.ToLower(strings.TrimSpace(name))
		at := -1
		for i, known := range importHeadings {
			if name == known || strings.ReplaceAll(known, " ", "") == name {
				at = i
			}
		}
		if at < 0 || found[at] {
			return nil, false
		}
		found[at] = true
		columns = append(columns, at)
	}
	return columns, found[2] && found[3]
}

func importRow(line int, record []string, columns []int, domains []string, seen map[string]bool, taken func(string) bool) ImportRow {
	var cells [5]string
	for i, at := range columns {
		if i < len(record) {
			cells[at] = strings.TrimSpace(record[i])
		}
	}
	row := ImportRow{Line: line, User: partner.NewUser{
		FirstName: cells[0], LastName: cells[1], DisplayName: cells[2], PrincipalName: cells[3], ForceChange: true,
	}}
	login := strings.ToLower(cells[3])
	row.Fault = row.User.Fault(domains)
	switch {
	case row.Fault != "":
	case cells[4] != "":
		row.Fault = partner.UserStatusFilled
	case seen[login]:
		row.Fault = partner.UserLoginTwice
	case taken(login):
		row.Fault = partner.UserLoginTaken
	}
	seen[login] = true
	return row
}

// KeepPassword keeps the password of a user who was added, such as in a file.
type KeepPassword func(login string, password partner.Password) error

// bulkImport is the spec of a job that adds users.
type bulkImport struct {
	Location string   `json:"location"`
	Domains  []string `json:"domains"`
}

type importInput struct {
	FirstName, LastName, DisplayName string
}

// AddMany adds the users of a file, with a password of its own for each, that
// must be changed at the first sign-in. It returns at once.
func (b *Bulk) AddMany(ctx context.Context, u *Users, c partner.Customer, rows []ImportRow, location string, domains []string, keep KeepPassword) (*BulkJob, error) {
	if err := u.May(partner.DeedAddUser); err != nil {
		return nil, err
	}
	if keep == nil { // nobody would know them
		return nil, partner.NewError(partner.CodeInvalidInput, "passwords-nowhere", nil)
	}
	if _, known := partner.CountryByCode(location); !known {
		return nil, partner.NewError(partner.CodeInvalidInput, string(partner.UserLocationMissing), nil)
	}
	spec := bulkImport{Location: location, Domains: domains}
	text, err := json.Marshal(spec)
	if err != nil {
		return nil, partner.NewError(partner.CodeInternal, "", err)
	}
	var all []partner.JobRow
	for _, row := range rows {
		if row.Fault != "" {
			return nil, partner.NewError(partner.CodeInvalidInput, string(row.Fault), nil)
		}
		input, err := json.Marshal(importInput{row.User.FirstName, row.User.LastName, row.User.DisplayName})
		if err != nil {
			return nil, partner.NewError(partner.CodeInternal, "", err)
		}
		all = append(all, partner.JobRow{Key: strings.ToLower(row.User.PrincipalName), Name: row.User.PrincipalName, Input: input})
	}
	job := partner.Job{Kind: partner.JobImport, Customer: c.ID, Subject: nameOf(c), Spec: text}
	return b.start(ctx, job, all, b.adding(u, c, spec, keep))
}

// adding does a row of such a job.
func (b *Bulk) adding(u *Users, c partner.Customer, spec bulkImport, keep KeepPassword) work {
	return work{row: func(ctx context.Context, _ partner.Job, row partner.JobRow) (partner.RowState, error) {
		verdict, err := b.clear(ctx, partner.ActionUserAdded, c.ID, row.Name)
		if err != nil {
			return partner.RowUnclear, err
		}
		unknown := partner.NewError(partner.CodePasswordUnknown, "", nil)
		was, err := u.store.UserByLogin(ctx, c.ID, row.Name)
		exists := err == nil && was.DeletedAt.IsZero()
		switch {
		case verdict == VerdictHappened, exists && row.Code == "": // the file was checked: this job added the user
			return partner.RowFailed, unknown
		case err != nil && partner.CodeOf(err) != partner.CodeNotFound: // nobody knows whether it did
			return partner.RowFailed, err
		case exists: // it failed before, so that somebody else did
			return partner.RowFailed, partner.NewError(partner.CodeInvalidInput, string(partner.UserLoginTaken), nil)
		}
		var input importInput
		if err := json.Unmarshal(row.Input, &input); err != nil {
			return partner.RowFailed, partner.NewError(partner.CodeStoreDamaged, "the job cannot be read", err)
		}
		password, err := partner.GeneratePassword()
		if err != nil {
			return partner.RowFailed, err
		}
		added, err := u.Add(ctx, c, partner.NewUser{
			PrincipalName: row.Name, DisplayName: input.DisplayName, FirstName: input.FirstName, LastName: input.LastName,
			UsageLocation: spec.Location, Password: password, ForceChange: true,
		}, spec.Domains)
		if added.ID != "" && keep(row.Name, password) != nil {
			return partner.RowFailed, unknown
		}
		return partner.RowDone, err
	}}
}
