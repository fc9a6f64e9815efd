package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
)

// sameName is how many files of one minute get a number.
const sameName = 99

// listSaver writes what the customer list finds to a new file beside the mails,
// as customers list prints it. A file that could not be written to its end is
// removed.
func (d *desktop) listSaver(s *session) func(context.Context, partner.ListQuery, customers.FileFormat) (string, error) {
	return func(ctx context.Context, q partner.ListQuery, as customers.FileFormat) (path string, err error) {
		matches, _, err := s.db.CountCustomers(ctx, q)
		if err != nil {
			return "", err
		}
		file, err := newFile(d.a.mailDir(), "customers-"+d.a.now().Format("20060102-1504"), string(as))
		if err != nil {
			return "", err
		}
		defer func() {
			if err != nil {
				_ = os.Remove(file.Name()) // half a list is worse than none
			}
		}()
		a := *d.a
		a.out, a.errOut = file, io.Discard
		if as == customers.FileCSV {
			err = a.customersCSV(ctx, s, customersList{query: q})
		} else {
			err = a.customersJSON(ctx, s, customersList{query: q}, matches)
		}
		if closing := file.Close(); err == nil && closing != nil {
			err = partner.NewError(partner.CodeFile, closing.Error(), closing)
		}
		return file.Name(), err
	}
}

// newFile makes a file that did not exist, readable by this person alone.
func newFile(dir, stem, extension string) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	for n := 1; n <= sameName; n++ {
		name := stem + "." + extension
		if n > 1 {
			name = fmt.Sprintf("%s-%d.%s", stem, n, extension)
		}
		file, err := os.OpenFile(filepath.Join(dir, name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err == nil {
			return file, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, partner.NewError(partner.CodeFile, err.Error(), err)
		}
	}
	return nil, partner.NewError(partner.CodeFile, "too many files are named "+stem, nil)
}
