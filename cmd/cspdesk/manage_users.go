package main

import (
	"context"
	"os"
	"path/filepath"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/jobs"
	"cspdesk/tui/licenses"
	"cspdesk/tui/screen"
	"cspdesk/tui/term"
	"cspdesk/tui/users"
)

// directory are the services about the users of an open profile.
type directory struct {
	users    *manage.Users
	licenses *manage.Licenses
	bulk     *manage.Bulk
}

// startDirectory makes them; the profile has a Partner Center.
func (a *app) startDirectory(s *session) {
	users := manage.NewUsers(s.manage, s.client, s.db)
	s.directory = directory{
		users:    users,
		licenses: manage.NewLicenses(s.manage, s.client, users, s.refresh),
		bulk:     manage.NewBulk(s.manage, s.db, filepath.Join(a.profiles().Dir(s.profile.Name), "job.lock"), nil),
	}
}

// manageUsers opens the Users and the Licenses of a record where they are
// managed.
func (d *desktop) manageUsers(s *session, list *customers.Deps, locked string) {
	board := clipboard{term.NewClipboard(d.a.getenv, d.output, true)}
	off := func(deed partner.Deed) string {
		why, _ := d.a.text.Role(s.profile.Roles, deed)
		return i18n.Join(locked, why)
	}
	job := d.jobs(s, locked, board)
	var seats licenses.Deps
	people := users.Deps{
		Text: d.a.text, Source: s.db, Reader: s.directory.users, Writer: s.directory.users, Remover: s.directory.users, Roles: s.directory.users,
		Importer: importer{d.a, s, job}, Clipboard: board, Off: off, RefreshOff: locked,
		ReadLicenses: func(ctx context.Context, c partner.Customer, all []partner.User) error {
			_, err := s.directory.licenses.Read(ctx, c.ID, all, func(int) {})
			return err
		},
		Home:       s.home,
		Unfinished: s.unfinished,
		Licenses:   func(c partner.Customer, all []partner.User) screen.Screen { return licenses.NewAssign(seats, c, all) },
		Jobs:       func(c partner.Customer) screen.Screen { return jobs.NewList(job, c) },
		Turn:       func(c partner.Customer, way int) screen.Screen { return neighbor(list, c, partner.BlockUsers, way) },
	}
	seats = licenses.Deps{
		Text: d.a.text, Source: s.db, Changer: s.directory.licenses, Off: off(partner.DeedAssignLicenses), RefreshOff: locked,
		Fetch: func(ctx context.Context, id partner.CustomerID) error {
			return s.refresh.FetchBlock(ctx, id, partner.BlockLicenses)
		},
		Unfinished: s.unfinished,
		Many: func(ctx context.Context, c partner.Customer, all []partner.User, a manage.Assignment) (screen.Screen, error) {
			running, err := s.directory.bulk.ChangeMany(ctx, s.directory.licenses, c, all, a)
			if err != nil {
				return nil, err
			}
			return jobs.New(job, running.ID), nil
		},
		Users:    func(c partner.Customer) screen.Screen { return users.New(people, c) },
		Services: func(c partner.Customer) screen.Screen { return list.Manage(c, partner.BlockServices) },
		Jobs:     people.Jobs,
		Turn:     func(c partner.Customer, way int) screen.Screen { return neighbor(list, c, partner.BlockLicenses, way) },
	}
	others := list.Manage
	list.Manage = func(c partner.Customer, b partner.Block) screen.Screen {
		switch {
		case b == partner.BlockUsers:
			return users.New(people, c)
		case b == partner.BlockLicenses:
			return licenses.New(seats, c)
		case others != nil:
			return others(c, b)
		}
		return nil
	}
}

// home gives a customer's country, which the account tells; "" if it cannot be
// read.
func (s *session) home(ctx context.Context, c partner.Customer) string {
	_ = s.refresh.FetchBlock(ctx, c.ID, partner.BlockAccount) // without it the country is asked for
	record, err := s.db.Record(ctx, c.ID)
	if err != nil {
		return ""
	}
	return record.Customer.Country
}

// unfinished counts the jobs of a customer that run or can be resumed.
func (s *session) unfinished(ctx context.Context, id partner.CustomerID) (int, error) {
	all, err := s.directory.bulk.Jobs(ctx, id)
	n := 0
	for _, job := range all {
		if job.State != partner.JobDone {
			n++
		}
	}
	return n, err
}

func (d *desktop) jobs(s *session, locked string, board clipboard) jobs.Deps {
	return jobs.Deps{
		Text: d.a.text, Source: s.directory.bulk, Clipboard: board, Off: locked,
		Running: func(id string) jobs.Running {
			if running := s.directory.bulk.Running(id); running != nil {
				return running
			}
			return nil
		},
		Resume: func(ctx context.Context, id string, again bool, passwords string) (jobs.Running, error) {
			kept, err := d.a.openPasswordFile(passwords, true)
			if err != nil {
				return nil, err
			}
			running, err := s.directory.bulk.Resume(ctx, s.directory.users, s.directory.licenses, id, again, kept.keep())
			if err != nil {
				kept.close()
				return nil, err
			}
			go closeAfter(running, kept)
			return running, nil
		},
		Export: func(_ context.Context, job partner.Job, rows []partner.JobRow) (string, error) {
			return d.a.exportJob(job, rows)
		},
	}
}

// exportJob writes what became of the rows of a job into a new file in the
// folder for mails.
func (a *app) exportJob(job partner.Job, rows []partner.JobRow) (string, error) {
	file, err := newFile(a.mailDir(), "job-"+job.At.Local().Format("20060102-150405"), "csv")
	if err != nil {
		return "", err
	}
	items := make([]jobRowJSON, len(rows))
	for i, row := range rows {
		items[i] = a.toJobRow(row)
	}
	err = writeCSV(file, jobTable(items)...)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return "", partner.NewError(partner.CodeFile, file.Name(), err)
	}
	return file.Name(), nil
}

// importer adds the users of a file for the screens.
type importer struct {
	a    *app
	s    *session
	jobs jobs.Deps
}

// Check reads a file against the users of a customer.
func (i importer) Check(ctx context.Context, id partner.CustomerID, path string, domains []string) ([]manage.ImportRow, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	defer file.Close()
	return manage.ReadUsers(file, domains, i.s.taken(ctx, id))
}

// Start adds the users, and closes the file of passwords when the job has ended.
func (i importer) Start(ctx context.Context, c partner.Customer, rows []manage.ImportRow, location string, domains []string, passwords string) (screen.Screen, error) {
	kept, err := i.a.openPasswordFile(passwords, false)
	if err != nil {
		return nil, err
	}
	running, err := i.s.directory.bulk.AddMany(ctx, i.s.directory.users, c, rows, location, domains, kept.keep())
	if err != nil {
		kept.close()
		return nil, err
	}
	go closeAfter(running, kept)
	return jobs.New(i.jobs, running.ID), nil
}

// closeAfter closes the file of passwords when the job has ended.
func closeAfter(job *manage.BulkJob, passwords *passwordFile) {
	<-job.Done()
	passwords.close()
}
