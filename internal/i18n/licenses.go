package i18n

import (
	"fmt"

	"cspdesk/internal/partner"
)

// Licenses are the sentences about the licenses of a customer, and about jobs
// that concern many users.
type Licenses struct {
	Title                              string
	Product, All, Used, Free           string
	Suspended, Plans                   string
	NoFree                             string
	NotRead                            string // why a box cannot be changed yet
	Reading, Refreshing                string
	Empty, EmptyHint                   string
	Assign                             string // title
	For                                Plural // users
	ReadingUsers                       string // %[1]s read, %[2]s in all
	Keep, Give, Take                   string // what a box does
	GiveMany, TakeMany                 Plural // users who get or lose it, of many
	Held                               string // %[1]s of %[2]s users
	HeldByOne, HeldByNone              string // of one user
	Seats                              string // %[1]s free, %[2]s in all
	Over                               string // %s seats more in use than there are
	PlanOn, PlanOff                    string
	PlanKeeps                          string
	Location, LocationHint             string
	LocationAsk                        Plural // users without one
	LocationSet                        Plural // users who get one; the country follows
	Nothing                            string
	Ask                                Plural // users
	Before                             string // %[1]s product, %[2]s before, %[3]s after, %[4]s free seats after
	OutOf                              string // %[1]s product, %[2]s missing seats
	PlanChange                         string // %s product
	Buy                                string
	Reactivate                         string // the seats are there, and suspended
	No, Yes, BuyYes                    string
	Done                               string // %s the user
	Unchanged                          string // %s the user
	Warned                             string // %[1]s the user, %[2]s the service's words
	Working                            string
	JobTitle                           map[string]string // by partner.JobKind
	JobState                           map[string]string // by partner.JobState
	JobRunning                         string            // of a job that this program runs now
	RowState                           map[string]string // by partner.RowState
	JobFor                             string            // %[1]s kind, %[2]s customer
	Progress                           string            // %[1]s finished, %[2]s in all
	Counts                             [4]string         // %s done, unchanged, failed, unclear; see Strings.Counts
	Waiting                            string            // %s clock time
	Stopping                           string
	Stopped                            string // %s why
	StoppedHere                        string // by the person
	Interrupted                        Plural // jobs
	StopAsk, StopBody, StopNo, StopYes string
	ResumeAsk, ResumeBody              string
	ResumeNo, ResumeYes                string
	RetryAsk                           Plural // rows that failed
	ResumeLost                         string // passwords of users who are added from here
	ResumeSave                         string // hint of the field for their file
	Exported                           string // %s the file
	NoRows                             string
	PasswordUnknown                    string
	NoJobs                             string
	JobsTitle                          string
	Row                                string

	CLI LicensesCLI
}

// LicensesCLI are the sentences of the commands about licenses.
type LicensesCLI struct {
	Short, ListShort, AssignShort, RemoveShort         string
	FlagUser, FlagFile, FlagAll, FlagOff, FlagLocation string
	FlagProduct, FlagResume, FlagRetry                 string
	NoProduct, NoProductFix                            string // %s
	NoPlan, NoPlanFix                                  string // %s
	NoUsers, NoUsersFix                                string
	Interrupted, InterruptedFix                        string // %[1]s why, %[2]s the job
	InterruptedImportFix                               string // %[2]s the job, %[3]s the file with passwords
	Question                                           Plural // users
	ProgressNote                                       string // %[1]d finished, %[2]d in all
}

var licensesEnglish = Licenses{
	Title: "Licenses", Product: "Product", All: "Seats", Used: "Used", Free: "Free", Suspended: "Suspended", Plans: "Services",
	NotRead: "Who has what is being read. The boxes can be changed after that.",
	NoFree:  "Not enough seats are free", Reading: "Reading", Refreshing: "Reading again",
	Empty: "This customer has no licenses", EmptyHint: "Buy a subscription first.",
	Assign: "Change licenses", For: Plural{"%s user", "%s users"}, ReadingUsers: "Reading who has what: %[1]s of %[2]s",
	Keep: "stays as it is", Give: "will be assigned", Take: "will be taken away", GiveMany: Plural{"%s will get it", "%s will get it"}, TakeMany: Plural{"%s will lose it", "%s will lose it"}, Held: "%[1]s of %[2]s have it", HeldByOne: "has it", HeldByNone: "does not have it", Seats: "%[1]s of %[2]s free", Over: "%s short",
	PlanOn: "on", PlanOff: "off", PlanKeeps: "Services are chosen where a product is assigned",
	Location: "Usage location", LocationHint: "a country, for those who have none",
	LocationAsk: Plural{"%s user has no usage location. Name the country for the license:", "%s users have no usage location. Name the country for their licenses:"},
	LocationSet: Plural{"New usage location of %s user", "New usage location of %s users"},
	Nothing:     "Nothing is changed yet: {license-box=space} changes a box",
	Ask:         Plural{"Change the licenses of %s user?", "Change the licenses of %s users?"},
	Before:      "%[1]s: %[2]s → %[3]s, free afterwards: %[4]s",
	OutOf:       "%[1]s: %[2]s missing", PlanChange: "%s: services are switched on or off",
	Buy:        "Buy more seats first: open the services of the customer.",
	Reactivate: "The seats are suspended. Reactivate the subscription first: open the services of the customer.",
	No:         "Do nothing", Yes: "Change them", BuyYes: "Open the services",
	Done: "The licenses of %s were changed", Unchanged: "%s had it so already", Warned: "The licenses of %[1]s were changed, and Microsoft says: %[2]s",
	Working:  "Partner Center is asked",
	JobTitle: map[string]string{"licenses": "Licenses for many", "import": "Users from a file"},
	JobState: map[string]string{"running": "interrupted", "done": "done", "stopped": "stopped"}, JobRunning: "running",
	RowState: map[string]string{"waiting": "waits", "done": "done", "unchanged": "was so already", "failed": "failed", "unclear": "not known", "rejected": "rejected"},
	JobFor:   "%[1]s: %[2]s", Progress: "%[1]s of %[2]s", Counts: [4]string{"%s done", "%s as before", "%s failed", "%s not known"},
	Waiting: "Partner Center asks to wait until %s", Stopping: "Stopping after the users who are under way", Stopped: "Stopped: %s",
	StoppedHere: "Stopped by you. What is done stays; {job-resume=r} goes on with the rest.",
	Interrupted: Plural{"%s job is not finished: {jobs-open=J} shows it", "%s jobs are not finished: {jobs-open=J} shows them"},
	StopAsk:     "Stop after the users who are under way?", StopBody: "What is done stays. The job can be resumed.", StopNo: "Go on", StopYes: "Stop",
	ResumeAsk: "Go on with this job?", ResumeBody: "Rows whose outcome is not known are looked at first. Nobody is changed twice.",
	RetryAsk:   Plural{"Try %s failed row again?", "Try %s failed rows again?"},
	ResumeLost: "The passwords of users who are added from here are kept nowhere: reset them afterwards.",
	ResumeSave: "the file of before or a new one; without it nobody knows the passwords of users who are added from here",
	ResumeNo:   "Not now", ResumeYes: "Go on", Exported: "The results are in %s",
	NoRows: "No row is left to show", PasswordUnknown: "added, but the password is not known: reset it", NoJobs: "Nothing was done to many users yet",
	JobsTitle: "Jobs", Row: "User",
	CLI: LicensesCLI{
		Short: "Look after the licenses of a customer", ListShort: "Show the products with their seats", AssignShort: "Assign a product to users",
		RemoveShort: "Take a product from users", FlagUser: "sign-in name; may be given many times", FlagFile: "file with a sign-in name a line; - is standard input",
		FlagAll: "every user of the customer", FlagOff: "switch this service off, by id or name; may be given many times",
		FlagLocation: "country for users who have no usage location", FlagProduct: "product, by id, part number or name", FlagResume: "go on with an interrupted job, by id; last is the newest one",
		FlagRetry: "go on with a job and try what failed once more, by id; last is the newest one",
		NoProduct: "No product %s is known", NoProductFix: "See cspdesk licenses list CUSTOMER.", NoPlan: "No service %s is known", NoPlanFix: "See cspdesk licenses list CUSTOMER --json.",
		NoUsers: "No users are named", NoUsersFix: "Add --user, --users-from or --all.", Interrupted: "The job stopped: %[1]s", InterruptedFix: "Go on with --resume %[2]s.",
		InterruptedImportFix: "Go on with --resume %[2]s --passwords %[3]s, or the passwords of the other users are kept nowhere.",
		Question:             Plural{"Change the licenses of %s user?", "Change the licenses of %s users?"},
		ProgressNote:         "%[1]d of %[2]d",
	},
}

// RowReason says why a row of a job is not done; "" if it is.
func (s *Strings) RowReason(row partner.JobRow) string {
	switch {
	case row.Code == "" || row.State == partner.RowWaiting: // which may have failed before
		return ""
	case row.Code == partner.CodePasswordUnknown:
		return s.Licenses.PasswordUnknown
	}
	err := &partner.Error{Code: row.Code, ServiceCode: row.ServiceCode, Detail: row.Detail}
	if why := s.Fault(err); why != "" {
		return why
	}
	words := s.Explain(err)
	return Aside(words.What, words.Detail)
}

// SeatsFree says how many seats of a product are free. After a suspension more are
// in use than there are: the service then gives a number below zero, which says
// nothing to people, and it is told how many are over.
func (s *Strings) SeatsFree(l partner.License) string {
	if l.Available < 0 {
		return fmt.Sprintf(s.Licenses.Over, s.Number(-l.Available))
	}
	return s.Number(l.Available)
}

// SeatsUse says how many of a product's seats are in use, and how many are over.
func (s *Strings) SeatsUse(l partner.License) string {
	use := fmt.Sprintf(s.Customers.Record.InUse, s.Number(l.Consumed), s.Number(l.Total))
	if l.Available < 0 {
		use += s.Common.Comma + s.SeatsFree(l)
	}
	return use
}
