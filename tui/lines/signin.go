package lines

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"cspdesk/internal/partner"
)

// Attempt is a sign-in that waits for the person.
type Attempt struct {
	Page      string    // to sign in on
	UserCode  string    // to enter there; "" where the browser of this computer is used
	ExpiresAt time.Time // of the code
	// Wait returns when the person has signed in, with the name of the account.
	Wait func(ctx context.Context) (account string, err error)
}

// Profiles keeps the partner accounts.
type Profiles interface {
	// Profiles lists all, and names the one in use. A damaged one is left out.
	Profiles(ctx context.Context) (all []partner.Profile, inUse string, err error)
	// UseProfile makes another one the one in use.
	UseProfile(ctx context.Context, name string) error
}

// Door is what is needed to sign in and out, and to work with another profile.
type Door struct {
	// DeviceCode and Browser begin a sign-in. Browser opens the page itself. Done
	// takes over what a sign-in gave.
	DeviceCode, Browser func(ctx context.Context) (Attempt, error)
	Done                func(ctx context.Context) error
	SignOut             func(ctx context.Context) error
	Off                 string // why there is no sign-in, translated; "" if there is
	// Status gives names and values of who is signed in, and why nobody is.
	Status   func(ctx context.Context) (rows [][]string, err error)
	Profiles Profiles
}

// connection signs in and out, and goes to another profile.
func (s *desk) connection(ctx context.Context) error {
	t, words, door := s.d.Text, s.d.Text.Lines.Manage, s.d.Door
	return s.menu(ctx, func() (string, string, string, []entry) {
		return words.Connection, t.Lines.Back, t.Lines.Helps.Connection, []entry{
			{label: words.Status, do: s.sayWho},
			{label: words.ByCode, off: door.Off, do: func(ctx context.Context) error { return s.signIn(ctx, door.DeviceCode) }},
			{label: words.ByBrowser, off: door.Off, do: func(ctx context.Context) error { return s.signIn(ctx, door.Browser) }},
			{label: words.SignOut, off: door.Off, do: s.signOut},
			{label: words.SwitchProfile, do: s.switchProfile},
		}
	})
}

func (s *desk) sayWho(ctx context.Context) error {
	rows, err := s.d.Door.Status(ctx)
	for _, row := range rows {
		if row[1] != "" {
			s.say(row[0] + s.d.Text.Common.Colon + line(row[1]))
		}
	}
	return err
}

// signIn says the page and the code, waits until the person has signed in, and
// opens everything anew.
func (s *desk) signIn(ctx context.Context, begin func(context.Context) (Attempt, error)) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	s.say(s.sentence(t.SignIn.Starting))
	attempt, err := begin(ctx)
	if err != nil {
		return err
	}
	if attempt.UserCode != "" {
		s.say(t.SignIn.CodeSteps[0], fmt.Sprintf(words.PageIs, line(attempt.Page)), t.SignIn.CodeSteps[1], fmt.Sprintf(words.CodeIs, line(attempt.UserCode)),
			fmt.Sprintf(words.CodeUntil, attempt.ExpiresAt.In(s.d.Now().Location()).Format(time.TimeOnly)), t.SignIn.CodeSteps[2])
	} else {
		s.say(t.SignIn.BrowserWaits, t.SignIn.BrowserAddress, fmt.Sprintf(words.PageIs, line(attempt.Page)))
	}
	s.say(words.Waiting)
	account, err := attempt.Wait(ctx)
	if err != nil {
		return err
	}
	s.say(fmt.Sprintf(words.SignedIn, line(account)), s.sentence(t.SignIn.Reading))
	if err := s.d.Door.Done(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	return s.again()
}

// again ends this run of the dialog, so that everything is opened anew.
func (s *desk) again() error {
	s.reopen = true
	return errEnd
}

func (s *desk) signOut(ctx context.Context) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	yes, err := s.sure(ctx, fmt.Sprintf(words.AskSignOut, line(s.d.Profile.Name)), words.KeepIt, words.YesOut)
	if err != nil || !yes {
		return err
	}
	if err := s.d.Door.SignOut(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	s.say(fmt.Sprintf(t.SignIn.SignedOut, line(s.d.Profile.Name)), t.SignIn.Remains)
	return s.again()
}

// switchProfile goes on with another partner account.
func (s *desk) switchProfile(ctx context.Context) error {
	t, words := s.d.Text, s.d.Text.Lines.Manage
	all, inUse, err := s.d.Door.Profiles.Profiles(ctx)
	if err != nil && len(all) == 0 {
		return err
	}
	if len(all) < 2 {
		s.say(t.SignIn.NoOthers)
		return nil
	}
	var labels []string
	for _, p := range all {
		label := line(p.Name)
		if p.Name == inUse {
			label = fmt.Sprintf(words.InUse, label)
		}
		labels = append(labels, s.sentence(label, line(p.Company), t.Common.Connections[string(p.Connection)]))
	}
	i, err := s.pick(ctx, t.SignIn.Profiles, t.Lines.Back, -1, labels)
	if err != nil || all[i].Name == inUse {
		return unlessBack(err)
	}
	if err := s.d.Door.Profiles.UseProfile(ctx, all[i].Name); err != nil {
		return err
	}
	s.say(fmt.Sprintf(words.Switched, line(cmp.Or(all[i].Company, all[i].Name))))
	return s.again()
}
