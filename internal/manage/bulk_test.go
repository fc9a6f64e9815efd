package manage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/internal/store"
)

var assignPremium = Assignment{Change: partner.LicenseChange{Assign: []partner.LicenseGrant{{SkuID: "s1"}}}, Products: products}

// TestAThousandChangesWithThrottlingAndAKill stops the program in the middle of
// a write, and goes on with another: nobody is changed twice.
func TestAThousandChangesWithThrottlingAndAKill(t *testing.T) {
	center := newTown(1000)
	center.licenses["u0007"] = []partner.UserLicense{{SkuID: "s1"}} // has it already
	path := filepath.Join(t.TempDir(), "p", "cspdesk.db")
	a := around(t, path, center)
	if _, err := a.users.Sync(t.Context(), fabrikam.ID, func(int) {}); err != nil {
		t.Fatal(err)
	}
	ctx, kill := context.WithCancel(t.Context())
	var mu sync.Mutex
	calls, frozen := 0, make(chan struct{})
	center.fail = func(what string) error {
		mu.Lock()
		defer mu.Unlock()
		calls++
		switch {
		case calls%97 == 0:
			return &partner.Error{Code: partner.CodeThrottled, HTTPStatus: 429}
		case calls == 500: // the service acts, and the program never hears of it
			close(frozen)
			return &partner.Error{Code: partner.CodeUnreachable, Unclear: true}
		}
		return nil
	}
	job, err := a.bulk.ChangeMany(ctx, a.licenses, fabrikam, center.users, assignPremium)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.bulk.ChangeMany(ctx, a.licenses, fabrikam, center.users, assignPremium); partner.CodeOf(err) != partner.CodeUnderWay {
		t.Errorf("a second job beside the first: %v", err)
	}
	<-frozen
	kill()
	if err := job.Result(); partner.CodeOf(err) != partner.CodeCancelled {
		t.Fatalf("the job ended with %v", err)
	}
	a.db.Close()

	b := around(t, path, center)
	jobs, err := b.bulk.Jobs(t.Context(), fabrikam.ID)
	if err != nil || len(jobs) != 1 || jobs[0].State != partner.JobStopped || jobs[0].Counts.Waiting == 0 || jobs[0].Counts.Unclear != 1 {
		t.Fatalf("after the kill: %+v, %v", jobs, err)
	}
	if job, err = b.bulk.Resume(t.Context(), b.users, b.licenses, jobs[0].ID, false, nil); err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil {
		t.Fatal(err)
	}
	counts := job.Progress().Counts
	if counts.Total != 1000 || counts.Done+counts.Unchanged != 1000 || counts.Unchanged != 1 {
		t.Errorf("at the end: %+v", counts)
	}
	for _, u := range center.users {
		want := 1
		if u.ID == "u0007" {
			want = 0
		}
		if n := center.writes["licenses "+u.ID]; n != want || len(center.licenses[u.ID]) != 1 {
			t.Errorf("%s was changed %d times and has %v", u.ID, n, center.licenses[u.ID])
		}
	}
	if *a.waits+*b.waits == 0 {
		t.Error("the job never waited")
	}
	if open, err := b.core.Open(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("%d writes are open, %v", len(open), err)
	}
}

func TestAJobStopsWhereGoingOnMakesNoSense(t *testing.T) {
	for _, c := range []struct {
		err  *partner.Error
		stop bool
	}{
		{&partner.Error{Code: partner.CodeService, ServiceCode: "60012"}, true},
		{&partner.Error{Code: partner.CodeUnreachable}, true},
		{&partner.Error{Code: partner.CodeSignIn}, true},
		{&partner.Error{Code: partner.CodeService, ServiceCode: "3000"}, false},
		{&partner.Error{Code: partner.CodeNotFound}, false},
	} {
		center := newTown(20)
		a := fresh(t, center)
		center.fail = func(string) error { return c.err }
		job, err := a.bulk.ChangeMany(t.Context(), a.licenses, fabrikam, center.users, assignPremium)
		if err != nil {
			t.Fatal(err)
		}
		err = job.Result()
		counts := job.Progress().Counts
		if c.stop && (err == nil || counts.Failed != 0 || counts.Waiting != 20) || !c.stop && (err != nil || counts.Failed != 20) {
			t.Errorf("%v: ended with %v, %+v", c.err, err, counts)
		}
		stored, err := a.bulk.Job(t.Context(), job.ID)
		if err != nil || stored.Counts != counts || (stored.State == partner.JobStopped) != c.stop {
			t.Errorf("%v: stored %+v, %v", c.err, stored, err)
		}
		rows, err := a.bulk.Rows(t.Context(), job.ID, 0, 100)
		if err != nil || len(rows) != 20 || !c.stop && rows[3].ServiceCode != c.err.ServiceCode {
			t.Errorf("%v: rows %+v, %v", c.err, rows, err)
		}
	}
}

// A fault of our own stops the job and not the program.
func TestAPanicStopsTheJob(t *testing.T) {
	center := newTown(20)
	a := fresh(t, center)
	center.fail = func(string) error { panic("a secret") }
	job, err := a.bulk.ChangeMany(t.Context(), a.licenses, fabrikam, center.users, assignPremium)
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); partner.CodeOf(err) != partner.CodeInternal {
		t.Errorf("ended with %v", err)
	}
	if stored, err := a.bulk.Job(t.Context(), job.ID); err != nil || stored.State != partner.JobStopped {
		t.Errorf("stored %+v, %v", stored, err)
	}
}

// faulty is a store in which one reading goes wrong.
type faulty struct {
	*store.DB
	rows func() error // what reading rows gives, if it is an error
	user error        // what reading a user gives; nil to read it
}

func (f faulty) JobRows(ctx context.Context, job string, unfinished bool, after, limit int) ([]partner.JobRow, error) {
	if err := f.rows(); err != nil {
		return nil, err
	}
	return f.DB.JobRows(ctx, job, unfinished, after, limit)
}

func (f faulty) UserByLogin(ctx context.Context, id partner.CustomerID, login string) (partner.User, error) {
	if f.user != nil {
		return partner.User{}, f.user
	}
	return f.DB.UserByLogin(ctx, id, login)
}

// Nor does one where the rows are read, outside of any of them.
func TestAPanicBetweenTheRowsStopsTheJob(t *testing.T) {
	center := newTown(2)
	a := fresh(t, center)
	a.bulk.store = faulty{DB: a.db, rows: func() error { panic("a secret") }}
	job, err := a.bulk.ChangeMany(t.Context(), a.licenses, fabrikam, center.users, assignPremium)
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); partner.CodeOf(err) != partner.CodeInternal {
		t.Errorf("ended with %v", err)
	}
}

// A store that cannot say whether a user was added before is a reason to stop,
// and none to add them.
func TestNobodyIsAddedWhileTheStoreCannotBeRead(t *testing.T) {
	center := newTown(0)
	a := fresh(t, center)
	rows, err := ReadUsers(strings.NewReader(usersFile), nil, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	a.users.store = faulty{DB: a.db, user: partner.NewError(partner.CodeStoreBusy, "", nil)}
	job, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "CH", nil, func(string, partner.Password) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); partner.CodeOf(err) != partner.CodeStoreBusy || len(center.users) > 0 {
		t.Errorf("ended with %v, and %d users", err, len(center.users))
	}
}

const usersFile = "\xEF\xBB\xBFFirst name,Last name,Display name,Email,Status update\r\n" +
	"Anna,Brunner,Anna Brunner,anna@fabrikam.de,\r\nBeat,,Beat Keller,beat@fabrikam.de,\r\n"

func TestReadingAFileOfUsers(t *testing.T) {
	domains := []string{"fabrikam.de"}
	taken := func(login string) bool { return login == "taken@fabrikam.de" }
	heading := "Display name;Email;Status update\n"
	many := func(n int) string {
		var b strings.Builder
		b.WriteString(heading)
		for i := range n {
			fmt.Fprintf(&b, "User %d;user%d@fabrikam.de;\n", i, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, text string
		rows       int
		fault      FileFault
		faults     []partner.UserFault
	}{
		{"as documented", usersFile, 2, "", []partner.UserFault{"", ""}},
		{"semicolons", heading + "Anna;anna@fabrikam.de;\n", 1, "", []partner.UserFault{""}},
		{"tabs, blank lines", "Email\tDisplay name\n\nanna@fabrikam.de\tAnna\n\t\n", 1, "", []partner.UserFault{""}},
		{"an empty first line", "\n" + heading + "Anna;anna@fabrikam.de;\n", 1, "", []partner.UserFault{""}},
		{"what is wrong with a row", heading + ";a@fabrikam.de;\nAnna;;\nAnna;a@contoso.com;\nAnna;taken@fabrikam.de;\nB;b@fabrikam.de;x\nC;c@fabrikam.de;\nC;C@fabrikam.de;\n" + strings.Repeat("x", 51) + ";d@fabrikam.de;\n",
			8, "", []partner.UserFault{partner.UserNameMissing, partner.UserLoginMissing, partner.UserDomainForeign, partner.UserLoginTaken, partner.UserStatusFilled, "", partner.UserLoginTwice, partner.UserNameLong}},
		{"a hundred", many(100), 100, "", nil},
		{"too many", many(101), 0, FileRows, nil},
		{"nothing", "", 0, FileEmpty, nil},
		{"heading alone", heading, 0, FileEmpty, nil},
		{"another heading", "Name;Mail\nAnna;a@b\n", 0, FileColumns, nil},
		{"extra data", heading + "Anna;anna@fabrikam.de;;more\n", 0, FileColumns, nil},
		{"a picture", "\x89PNG\r\n\x00\x00", 0, FileNoText, nil},
		{"UTF-16", "\xff\xfeE\x00", 0, FileNoText, nil},
		{"a megabyte", strings.Repeat("x", 1<<20+1), 0, FileLarge, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := ReadUsers(strings.NewReader(c.text), domains, taken)
			e, _ := errors.AsType[*partner.Error](err)
			if c.fault != "" && (e == nil || e.Detail != string(c.fault)) || c.fault == "" && err != nil {
				t.Fatalf("error %v, want %q", err, c.fault)
			}
			if len(rows) != c.rows {
				t.Fatalf("%d rows, want %d", len(rows), c.rows)
			}
			for i, fault := range c.faults {
				if rows[i].Fault != fault {
					t.Errorf("line %d: %q, want %q", rows[i].Line, rows[i].Fault, fault)
				}
			}
		})
	}
}

func FuzzReadUsers(f *testing.F) {
	f.Add(usersFile)
	f.Add("Display name;Email\n\"a\"b;c@d")
	f.Add("Email\tDisplay name\n\x00")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := ReadUsers(strings.NewReader(text), nil, func(string) bool { return false })
		if err != nil && partner.CodeOf(err) != partner.CodeInvalidInput || len(rows) > MaxImport {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		for _, row := range rows {
			if row.Fault == "" && (row.User.DisplayName == "" || !strings.Contains(row.User.PrincipalName, "@")) {
				t.Fatalf("%+v passes", row)
			}
		}
	})
}

func TestAddingUsersOfAFile(t *testing.T) {
	center := newTown(1)
	a := fresh(t, center)
	rows, err := ReadUsers(strings.NewReader(usersFile), []string{"fabrikam.de"}, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var kept bytes.Buffer
	var passwords []string
	keep := func(login string, p partner.Password) error {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(&kept, login)
		passwords = append(passwords, p.Reveal())
		return nil
	}
	job, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "CH", nil, keep)
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(kept.String(), "@fabrikam.de"); n != 2 || job.Progress().Counts.Done != 2 || passwords[0] == passwords[1] {
		t.Errorf("%d passwords kept, %+v", n, job.Progress().Counts)
	}
	if _, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "CH", nil, nil); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Errorf("nobody would have the passwords: %v", err)
	}
	if _, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "", nil, keep); partner.CodeOf(err) != partner.CodeInvalidInput {
		t.Errorf("without a location: %v", err)
	}
}

// TestAnInterruptedImportAddsNobodyTwice loses the answer of one row and the
// program before another is noted.
func TestAnInterruptedImportAddsNobodyTwice(t *testing.T) {
	keep := func(string, partner.Password) error { return nil }
	center := newTown(0)
	a := fresh(t, center)
	rows, err := ReadUsers(strings.NewReader(usersFile), nil, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	center.fail = func(what string) error {
		if strings.HasPrefix(what, "add anna") {
			return &partner.Error{Code: partner.CodeUnreachable, Unclear: true}
		}
		return &partner.Error{Code: partner.CodeSignIn}
	}
	job, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "CH", nil, keep)
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); partner.CodeOf(err) != partner.CodeSignIn {
		t.Fatalf("ended with %v", err)
	}
	center.fail = nil
	if job, err = a.bulk.Resume(t.Context(), a.users, a.licenses, job.ID, false, keep); err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil {
		t.Fatal(err)
	}
	all, err := a.bulk.Rows(t.Context(), job.ID, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(r partner.JobRow) bool { return r.Name == "anna@fabrikam.de" })
	if all[i].Code != partner.CodePasswordUnknown || all[1-i].State != partner.RowDone {
		t.Errorf("rows %+v", all)
	}
	for _, login := range []string{"anna", "beat"} {
		if n := center.writes["add "+login+"@fabrikam.de"]; n != 1 {
			t.Errorf("%s was added %d times", login, n)
		}
	}
}

// TestStoppingAnImportFinishesWhoIsUnderWay: the user who is being added then is
// stored, and the password kept.
func TestStoppingAnImportFinishesWhoIsUnderWay(t *testing.T) {
	center := newTown(0)
	a := fresh(t, center)
	rows, err := ReadUsers(strings.NewReader(usersFile), nil, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	center.fail = func(string) error { stop(); return nil }
	kept := 0
	job, err := a.bulk.AddMany(ctx, a.users, fabrikam, rows, "CH", nil, func(string, partner.Password) error { kept++; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); partner.CodeOf(err) != partner.CodeCancelled {
		t.Errorf("ended with %v", err)
	}
	if counts := job.Progress().Counts; counts.Done != 1 || counts.Waiting != 1 || kept != 1 {
		t.Errorf("%+v, %d passwords kept", counts, kept)
	}
}

// TestAnImportThatIsResumedWithoutAPlaceForPasswords says of each user that the
// password is not known: it was promised to a file that is not there any more.
func TestAnImportThatIsResumedWithoutAPlaceForPasswords(t *testing.T) {
	center := newTown(0)
	a := fresh(t, center)
	rows, err := ReadUsers(strings.NewReader(usersFile), nil, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	center.fail = func(string) error { return &partner.Error{Code: partner.CodeSignIn} }
	job, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "CH", nil, func(string, partner.Password) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); partner.CodeOf(err) != partner.CodeSignIn {
		t.Fatalf("ended with %v", err)
	}
	center.fail = nil
	if job, err = a.bulk.Resume(t.Context(), a.users, a.licenses, job.ID, false, nil); err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil {
		t.Fatal(err)
	}
	all, err := a.bulk.Rows(t.Context(), job.ID, 0, 10)
	if err != nil || len(all) != 2 || all[0].Code != partner.CodePasswordUnknown || all[1].Code != partner.CodePasswordUnknown {
		t.Errorf("rows %+v, %v", all, err)
	}
}

// seats counts how often the licenses of a customer were read.
type seats struct{ n atomic.Int32 }

func (s *seats) FetchBlock(_ context.Context, _ partner.CustomerID, block partner.Block) error {
	if block == partner.BlockLicenses {
		s.n.Add(1)
	}
	return nil
}

// TestWhatFailedIsTriedAgain, and nobody else; and the seats are read after each
// run.
func TestWhatFailedIsTriedAgain(t *testing.T) {
	center := newTown(20)
	a := fresh(t, center)
	read := &seats{}
	a.licenses = NewLicenses(a.core, center, a.users, read)
	center.fail = func(what string) error {
		if what == "licenses u0003" || what == "licenses u0004" {
			return &partner.Error{Code: partner.CodeService, ServiceCode: "3000"}
		}
		return nil
	}
	job, err := a.bulk.ChangeMany(t.Context(), a.licenses, fabrikam, center.users, assignPremium)
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil || job.Progress().Counts.Failed != 2 || read.n.Load() != 1 {
		t.Fatalf("%v, %+v, the seats were read %d times", err, job.Progress().Counts, read.n.Load())
	}
	center.fail = nil
	for _, again := range []bool{false, true} {
		if job, err = a.bulk.Resume(t.Context(), a.users, a.licenses, job.ID, again, nil); err != nil {
			t.Fatal(err)
		}
		if err := job.Result(); err != nil {
			t.Fatal(err)
		}
		if counts := job.Progress().Counts; again != (counts.Failed == 0) || counts.Waiting != 0 {
			t.Errorf("tried again %v: %+v", again, counts)
		}
	}
	if n := job.Progress().Counts.Done; n != 20 || read.n.Load() != 3 {
		t.Errorf("%d done, the seats were read %d times", n, read.n.Load())
	}
	for i := range 20 {
		if n := center.writes[fmt.Sprintf("licenses u%04d", i)]; n != 1 {
			t.Errorf("user %d was changed %d times", i, n)
		}
	}
}

// TestAnImportThatIsTriedAgainTellsWhoExists: somebody else added one of those who
// failed, and one was added here with a password that nobody knows.
func TestAnImportThatIsTriedAgainTellsWhoExists(t *testing.T) {
	center := newTown(0)
	a := fresh(t, center)
	rows, err := ReadUsers(strings.NewReader(usersFile), nil, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	center.fail = func(what string) error {
		if strings.HasPrefix(what, "add anna") {
			return &partner.Error{Code: partner.CodeService, ServiceCode: "3000"}
		}
		return nil
	}
	job, err := a.bulk.AddMany(t.Context(), a.users, fabrikam, rows, "CH", nil, func(string, partner.Password) error { return errors.New("the disk is full") })
	if err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil || job.Progress().Counts.Failed != 2 {
		t.Fatalf("%v, %+v", err, job.Progress().Counts)
	}
	center.fail = nil
	center.users = append(center.users, partner.User{ID: "theirs", PrincipalName: "anna@fabrikam.de", DisplayName: "Anna", State: "active"})
	if _, err := a.users.Sync(t.Context(), fabrikam.ID, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if job, err = a.bulk.Resume(t.Context(), a.users, a.licenses, job.ID, true, func(string, partner.Password) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := job.Result(); err != nil {
		t.Fatal(err)
	}
	all, err := a.bulk.Rows(t.Context(), job.ID, 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all {
		want := partner.CodePasswordUnknown
		if row.Name == "anna@fabrikam.de" {
			want = partner.CodeInvalidInput
		}
		if row.Code != want || center.writes["add anna@fabrikam.de"] != 0 || center.writes["add beat@fabrikam.de"] != 1 {
			t.Errorf("%+v, written %v", row, center.writes)
		}
	}
}
