package lines

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
)

// UserStore is where users are read from: the store.
type UserStore interface {
	UsersWindow(ctx context.Context, id partner.CustomerID, q partner.UserQuery, at partner.UserPlace, before, after int) (partner.UserWindow, error)
}

// Directory brings users into the store: manage.Users.
type Directory interface {
	Sync(ctx context.Context, id partner.CustomerID, told func(copied int)) (total int, err error)
	Domains(ctx context.Context, id partner.CustomerID, known []string) ([]string, error)
	Details(ctx context.Context, id partner.CustomerID, userID string) (manage.UserDetails, error)
}

// UserWriter changes users: manage.Users.
type UserWriter interface {
	Add(ctx context.Context, c partner.Customer, user partner.NewUser, domains []string) (partner.User, error)
	Edit(ctx context.Context, c partner.Customer, user partner.User, edit partner.UserEdit) (partner.User, error)
	ResetPassword(ctx context.Context, c partner.Customer, user partner.User, password partner.Password, forceChange bool) error
}

// Licenses reads and changes the licenses of users: manage.Licenses.
type Licenses interface {
	Read(ctx context.Context, id partner.CustomerID, users []partner.User, told func(read int)) ([]partner.User, error)
	Change(ctx context.Context, c partner.Customer, user partner.User, a manage.Assignment) (manage.LicensesChanged, error)
	ReadSeats(ctx context.Context, id partner.CustomerID)
}

// Subscriptions changes subscriptions: manage.Subscriptions.
type Subscriptions interface {
	Change(ctx context.Context, c partner.Customer, seen partner.Subscription, all []partner.Subscription, e partner.SubscriptionEdit) (manage.Changed, error)
}

// Billing reads and writes to whom bills go: manage.Account.
type Billing interface {
	Billing(ctx context.Context, id partner.CustomerID) (partner.BillingProfile, error)
	UpdateBilling(ctx context.Context, c partner.Customer, seen, next partner.BillingProfile) error
}

// Attester attests and qualifies: manage.Account.
type Attester interface {
	Attest(ctx context.Context, c partner.Customer, word partner.Attestation) error
	Qualify(ctx context.Context, c partner.Customer, q partner.QualificationRequest) error
}

// SupportStore is where service requests and support contacts are read from: the
// store.
type SupportStore interface {
	Support(ctx context.Context, id partner.CustomerID) (partner.Support, error)
}

// Requests reads service requests: manage.Requests.
type Requests interface {
	FetchRequests(ctx context.Context, id partner.CustomerID) error
	FetchRequest(ctx context.Context, id partner.CustomerID, request string) (partner.ServiceRequest, error)
	Topics(ctx context.Context) ([]partner.SupportTopic, error)
}

// RequestWriter changes service requests: manage.Requests.
type RequestWriter interface {
	OpenRequest(ctx context.Context, r partner.NewRequest) (number string, err error)
	AddNote(ctx context.Context, c partner.Customer, request, note string) error
	CloseRequest(ctx context.Context, c partner.Customer, request string) error
}

// Contacts reads and changes support contacts: manage.Support.
type Contacts interface {
	FetchContacts(ctx context.Context, id partner.CustomerID, subs []partner.Subscription) error
	Candidates(ctx context.Context) ([]partner.SupportContact, error)
	SetContact(ctx context.Context, c partner.Customer, sub partner.Subscription, to partner.SupportContact) error
}

// Removal ends relationships: manage.Removal.
type Removal interface {
	Preflight(ctx context.Context, id partner.CustomerID) (partner.Preflight, error)
	Remove(ctx context.Context, c partner.Customer) error
	RemoveAdminRights(ctx context.Context, c partner.Customer) error
}

// Pending knows the changes that got no answer: manage.Service.
type Pending interface {
	Open(ctx context.Context) ([]partner.Intent, error)
	Look(ctx context.Context, in partner.Intent) (manage.Finding, error)
	Resolve(ctx context.Context, id string, state partner.IntentState, found string) error
}

// Manage is what is needed to change something at Microsoft.
type Manage struct {
	Users         UserStore
	Directory     Directory
	Writer        UserWriter
	Remover       Remover
	Roles         Roles
	Licenses      Licenses
	Subscriptions Subscriptions
	Catalog       Catalog
	Till          Till
	Orders        Orders
	Billing       Billing
	Attester      Attester
	Support       SupportStore
	Requests      Requests
	RequestWriter RequestWriter
	Contacts      Contacts
	Removal       Removal
	// Packet is all that is needed to open a service request elsewhere.
	Packet func(ctx context.Context, r partner.NewRequest) (partner.SupportPacket, error)
}

// may says why a deed is not possible, translated; "" if it is.
func (s *desk) may(d partner.Deed) string {
	if s.d.Locked != "" {
		return s.d.Locked
	}
	why, _ := s.d.Text.Role(s.d.Profile.Roles, d)
	return why
}

// confirm says what a change brings with it, and asks; enter says no, and that
// nothing was changed is said.
func (s *desk) confirm(ctx context.Context, d partner.Deed, question, no, yes string, body ...string) (bool, error) {
	_, note := s.d.Text.Role(s.d.Profile.Roles, d)
	for _, sentence := range append(body, note) {
		if sentence != "" {
			s.say(s.sentence(line(sentence)))
		}
	}
	is, err := s.sure(ctx, line(question), no, yes)
	if err == nil && !is {
		s.say(s.d.Text.Lines.NothingChanged)
	}
	return is, err
}

// managing lists what can be done with a customer.
func (s *desk) managing(c partner.Customer) []entry {
	words := s.d.Text.Lines.Manage
	about := func(label string, do func(context.Context, partner.Customer) error) entry {
		return entry{label: label, off: s.d.RefreshOff, do: func(ctx context.Context) error { return unlessBack(do(ctx, c)) }}
	}
	return []entry{
		about(words.Users, s.people), about(words.Services, s.subscriptions), about(words.Account, s.accountOf),
		about(words.Requests, s.serviceRequests), about(words.Contacts, s.contacts), about(words.End, s.removal),
		{label: s.d.Text.Lines.List.Own, off: s.d.Locked, do: func(ctx context.Context) error { return s.own(ctx, c.ID) }},
	}
}

// inTurn asks one thing after another; going back asks the one before again, and
// from the first one leaves.
func inTurn(ctx context.Context, steps ...func(context.Context) error) error {
	for i := 0; i < len(steps); {
		switch err := steps[i](ctx); {
		case err == nil:
			i++
		case errors.Is(err, errBack) && i > 0:
			i--
		default:
			return err
		}
	}
	return nil
}

// asking is a question for a text that is stored in into. wrong says what is wrong
// with it, "" if nothing.
func (s *desk) asking(name, hint string, into *string, wrong func(string) string) func(context.Context) error {
	return func(ctx context.Context) error {
		for {
			value, err := s.field(ctx, name, hint, *into)
			if err != nil {
				return err
			}
			if why := wrong(value); why != "" {
				s.say(s.sentence(i18n.Capital(why)))
				continue
			}
			*into = value
			return nil
		}
	}
}

// needed takes no empty answer.
func (s *desk) needed(value string) string {
	if value == "" || len([]rune(value)) > 50 {
		return s.d.Text.Account.Required
	}
	return ""
}

// unanswered lists the changes that got no answer, and lets the person decide
// about each.
func (s *desk) unanswered(ctx context.Context) error {
	t := s.d.Text
	s.say("", t.Pending.Tell)
	for {
		open, err := s.d.Pending.Open(ctx)
		if err != nil {
			return err
		}
		if len(open) == 0 {
			s.say(t.Pending.Empty)
			return nil
		}
		var entries []entry
		for _, in := range open {
			sent := line(fmt.Sprintf(t.Pending.Sent, t.Moment(in.At.In(s.d.Now().Location())), in.Actor))
			entries = append(entries, entry{label: s.sentence(s.intentName(in), sent), do: func(ctx context.Context) error {
				return s.unansweredOne(ctx, in)
			}})
		}
		if err := s.choose(ctx, t.Pending.Title, t.Lines.Back, t.Lines.Helps.Pending, entries); err != nil {
			return unlessBack(err)
		}
	}
}

// intentName is what was to be done, about whom.
func (s *desk) intentName(in partner.Intent) string {
	parts := []string{i18n.Word(s.d.Text.Common.Actions, string(in.Action))}
	for _, more := range []string{in.Subject, in.Object, s.d.Text.Meant(in.Action, in.Detail), s.d.Text.Result(in.Result)} {
		if more != "" {
			parts = append(parts, line(more))
		}
	}
	return strings.Join(parts, s.d.Text.Common.Comma)
}

func (s *desk) unansweredOne(ctx context.Context, in partner.Intent) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	found := manage.Finding{}
	noting := func(label, question string, state partner.IntentState) entry {
		return entry{label: label, off: s.d.Locked, do: func(ctx context.Context) error {
			yes, err := s.sure(ctx, i18n.Join(question, t.Pending.AskBody), t.Pending.AskNo, t.Pending.AskYes)
			if err != nil || !yes {
				return err
			}
			if err := s.d.Pending.Resolve(context.WithoutCancel(ctx), in.ID, state, found.Found); err != nil {
				return err
			}
			s.say(s.sentence(t.Pending.Resolved))
			return errBack
		}}
	}
	return s.menu(ctx, func() (string, string, string, []entry) {
		return s.intentName(in), t.Lines.Back, t.Lines.Helps.Pending, []entry{
			{label: words.Look, off: s.d.RefreshOff, do: func(ctx context.Context) (err error) {
				s.say(t.Pending.Looking)
				if found, err = s.d.Pending.Look(ctx, in); err != nil {
					return err
				}
				said := t.Pending.Verdicts[string(found.Verdict)]
				if found.Found != "" {
					said += t.Common.Colon + line(t.FoundNow(in, found.Found))
				}
				s.say(s.sentence(said))
				return nil
			}},
			noting(words.Made, t.Pending.AskDone, partner.IntentDone), noting(words.NotMade, t.Pending.AskFailed, partner.IntentFailed),
			noting(words.Aside, t.Pending.AskDismiss, partner.IntentDismissed),
		}
	})
}
