package main

import (
	"cmp"
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

type usersImport struct {
	w                   writing
	location, passwords string
	resumed, retried    string
	asCSV, skip         bool
}

func (a *app) usersImportCommand() *cobra.Command {
	t, o := a.text.Users.CLI, usersImport{}
	command := &cobra.Command{Use: "import CUSTOMER FILE.csv", Short: t.ImportShort, RunE: func(command *cobra.Command, args []string) error {
		if o.resumed+o.retried != "" {
			if err := a.oneArgument(command, args); err != nil {
				return err
			}
			return a.resumeJob(command.Context(), args[0], cmp.Or(o.retried, o.resumed), o.retried != "", o.asCSV, o.passwords)
		}
		needed := []string{"location", "passwords"}
		if o.w.dryRun { // nobody is added, and no password made
			needed = needed[:1]
		}
		if err := cmp.Or(a.exactly(2)(command, args), a.needFlags(command, needed...)); err != nil {
			return err
		}
		return a.importUsers(command.Context(), args[0], args[1], o)
	}}
	flags := command.Flags()
	flags.StringVar(&o.location, "location", "", t.FlagLocation)
	flags.StringVar(&o.passwords, "passwords", "", t.FlagPasswords)
	flags.StringVar(&o.resumed, "resume", "", t.FlagResume)
	flags.StringVar(&o.retried, "retry", "", a.text.Licenses.CLI.FlagRetry)
	flags.BoolVar(&o.skip, "skip-rejected", false, t.FlagSkip)
	flags.BoolVar(&o.asCSV, "csv", false, t.FlagCSV)
	o.w.flags(command, a)
	return command
}

// importUsers checks the file, asks, and adds the users.
func (a *app) importUsers(ctx context.Context, customer, path string, o usersImport) error {
	location, err := a.location(o.location)
	if err != nil {
		return err
	}
	var passwords *passwordFile
	defer func() { passwords.close() }()
	var job *manage.BulkJob
	var rejected []importRowJSON
	return a.writes(ctx, o.w, func(s *session) error {
		c, domains, err := a.customerAndDomains(ctx, s, customer)
		if err != nil {
			return err
		}
		var rows []manage.ImportRow
		if rows, rejected, err = a.checkUsersFile(ctx, s, c, path, domains, o.skip); err != nil {
			return err
		}
		if o.w.dryRun {
			return a.rehearseImport(ctx, s, c, rows, location, domains)
		}
		if err := a.confirms(ctx, o.w, a.text.Count(a.text.Users.ImportAsk, len(rows))); err != nil {
			return err
		}
		if passwords, err = a.openPasswordFile(o.passwords, false); err != nil {
			return err
		}
		job, err = s.directory.bulk.AddMany(ctx, s.directory.users, c, rows, location, domains, passwords.keep())
		return err
	}, func(s *session) error {
		return a.follow(ctx, s, job, jobOutput{o.asCSV, o.passwords, rejected})
	})
}

// rehearseImport shows the calls of an import.
func (a *app) rehearseImport(ctx context.Context, s *session, c partner.Customer, rows []manage.ImportRow, location string, domains []string) error {
	for _, row := range rows {
		row.User.UsageLocation, row.User.Password = location, partner.NewPassword(partner.Password{}.String())
		if _, err := s.directory.users.Add(ctx, c, row.User, domains); err != nil {
			return err
		}
	}
	return nil
}

// checkUsersFile reads the file against the customer's users and domains, and
// gives the rows that can be added. Where a row is wrong it says what, and nobody
// is added; with skip the others are.
func (a *app) checkUsersFile(ctx context.Context, s *session, c partner.Customer, path string, domains []string, skip bool) (good []manage.ImportRow, rejected []importRowJSON, err error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, partner.NewError(partner.CodeFile, err.Error(), err)
	}
	defer file.Close()
	if err := a.readUsers(ctx, s, c); err != nil {
		return nil, nil, err
	}
	rows, err := manage.ReadUsers(file, domains, s.taken(ctx, c.ID))
	if err != nil {
		return nil, nil, a.userFault(err)
	}
	out := list[importRowJSON]{Items: []importRowJSON{}}
	for _, row := range rows {
		item := importRowJSON{Line: row.Line, User: row.User.PrincipalName, State: "ok"}
		if row.Fault != "" {
			item.State, item.Reason = "rejected", a.text.Users.Faults[string(row.Fault)]
			rejected = append(rejected, item)
		}
		out.Items = append(out.Items, item)
	}
	good = manage.Addable(rows)
	switch {
	case len(rejected) == 0:
		return good, nil, nil
	case skip && len(good) > 0:
		for _, item := range rejected { // before the question
			a.note("%s", a.rejectedLine(item))
		}
		return good, rejected, nil
	case a.json:
		return nil, nil, cmp.Or(writeJSON(a.out, out), errSaidNo)
	}
	for _, item := range rejected {
		fmt.Fprintln(a.out, a.safe(a.rejectedLine(item)))
	}
	a.complain(failure{Message: a.text.Users.CLI.FileBad, Hint: a.text.Users.CLI.FileBadFix})
	return nil, nil, errSaidNo
}

// rejectedLine says what is wrong with a row of the file.
func (a *app) rejectedLine(row importRowJSON) string {
	return fmt.Sprintf(a.text.Users.ImportLine+"  %s  %s", row.Line, row.User, row.Reason)
}

type importRowJSON struct {
	Line   int    `json:"line"`
	User   string `json:"user"`
	State  string `json:"state"`
	Reason string `json:"reason"`
}

// taken says whether a user of the customer has a sign-in name. Deleted users
// keep theirs for 30 days.
func (s *session) taken(ctx context.Context, id partner.CustomerID) func(login string) bool {
	return func(login string) bool {
		_, err := s.db.UserByLogin(ctx, id, login)
		return err == nil
	}
}

// lastJob stands for the newest job of a customer that is not done.
const lastJob = "last"

func (s *session) findJob(ctx context.Context, c partner.Customer, id string, again bool) (partner.Job, error) {
	all, err := s.directory.bulk.Jobs(ctx, c.ID)
	for _, job := range all {
		if job.ID == id || id == lastJob && (job.State != partner.JobDone || again && job.Counts.Failed > 0) {
			return job, nil
		}
	}
	return partner.Job{}, cmp.Or(err, error(partner.NewError(partner.CodeNotFound, id, nil)))
}

// resumeJob goes on with an interrupted job of a customer; with again, what failed is tried
// once more.
func (a *app) resumeJob(ctx context.Context, customer, id string, again, asCSV bool, passwords string) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	return a.connected(ctx, func(s *session) error {
		c, err := a.findCustomer(ctx, s, customer)
		if err != nil {
			return err
		}
		job, err := s.findJob(ctx, c, id, again)
		if err != nil {
			return err
		}
		kept, err := a.openPasswordFile(passwords, true)
		if err != nil {
			return err
		}
		defer kept.close()
		if job.Kind == partner.JobImport && kept == nil {
			a.note("%s", a.text.Users.ImportLost)
		}
		running, err := s.directory.bulk.Resume(ctx, s.directory.users, s.directory.licenses, job.ID, again, kept.keep())
		if err != nil {
			return err
		}
		return a.follow(ctx, s, running, jobOutput{asCSV: asCSV, passwords: passwords})
	})
}
