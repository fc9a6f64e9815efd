package main

import (
	"context"
	"errors"
	"fmt"

	"cspdesk/internal/i18n"
	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/internal/signin"
	"cspdesk/internal/store"
	"cspdesk/tui"
	"cspdesk/tui/profiles"
	"cspdesk/tui/screen"
	signinscreen "cspdesk/tui/signin"
	"cspdesk/tui/term"
	"cspdesk/tui/welcome"
)

// doors adds the screens that are reached from everywhere to a desk.
func (d *desktop) doors(s *session, unconnected error, desk tui.Desk) tui.Desk {
	text := d.a.text
	desk.Profiles = func() screen.Screen { return profiles.New(d, text) }
	if desk.SignInOff = d.signInOff(s, unconnected); desk.SignInOff == "" {
		desk.SignIn = func() screen.Screen { return d.signInScreen(s.signIn, d.signedIn(s.db)) }
	}
	return desk
}

// signInOff says why nobody can sign in; "" if somebody can.
func (d *desktop) signInOff(s *session, unconnected error) string {
	text := d.a.text
	switch {
	case d.a.readOnly:
		return text.Error(partner.CodeReadOnly).What
	case s.signIn != nil:
		return ""
	case unconnected != nil:
		why := describe(text, unconnected)
		return i18n.Join(why.Message, why.Hint)
	case d.a.getenv(automationVariable) != "":
		return i18n.Join(text.SignIn.FromEnvironment, text.SignIn.FromEnvironmentFix)
	}
	return fmt.Sprintf(text.SignIn.NotNeeded, text.SignIn.Sources[string(s.profile.Connection)])
}

// signedIn takes over a sign-in with the profile in use, whose store is told what
// is no longer in the way.
func (d *desktop) signedIn(db *store.DB) func(context.Context, *signin.Service) error {
	return func(ctx context.Context, service *signin.Service) error { return d.takeOver(ctx, db, service) }
}

func (d *desktop) takeOver(ctx context.Context, db *store.DB, service *signin.Service) error {
	p, err := d.a.currentProfile()
	if err != nil {
		return err
	}
	who, err := service.Who(ctx)
	if err != nil {
		return d.a.foreign(p, err)
	}
	s := &session{profile: p, signIn: service, db: db}
	if err := d.a.connect(s); err != nil {
		return err
	}
	s.watch()
	p = d.askRoles(ctx, service, p)
	_, err = d.a.learn(ctx, s.client, p, who)
	if partner.CodeOf(err) == partner.CodeSignIn {
		return err
	}
	if err != nil { // who the partner is was known before
		d.a.log.Error("the profile was not filled", "code", partner.CodeOf(err))
	}
	return nil
}

// askRoles is directoryRoles where a missing answer matters to nobody: status
// says why.
func (d *desktop) askRoles(ctx context.Context, service *signin.Service, p partner.Profile) partner.Profile {
	p, err := directoryRoles(ctx, service, p)
	if err != nil {
		d.a.log.Debug("the directory did not say the roles", "code", partner.CodeOf(err))
	}
	return p
}

// signInScreen is the screen of a service, and done what follows.
func (d *desktop) signInScreen(service *signin.Service, done func(context.Context, *signin.Service) error) screen.Screen {
	j := &joining{d: d, service: service, done: done}
	return j.screen()
}

// joining is a sign-in on the screen. Its service may be made by its first step.
type joining struct {
	d       *desktop
	service *signin.Service
	make    func(context.Context) (*signin.Service, error) // nil if service is there
	done    func(context.Context, *signin.Service) error
}

func (j *joining) screen() screen.Screen {
	a := j.d.a
	opener := mail.NewOpener(mail.Environment{Getenv: a.getenv})
	return signinscreen.New(signinscreen.Deps{
		Text: a.text, Clipboard: clipboard{term.NewClipboard(a.getenv, j.d.output, true)},
		DeviceCode: j.deviceCode, Open: opener.Open,
		Browser: func(ctx context.Context) (signinscreen.Attempt, error) { return j.browser(ctx, opener) },
		Done:    func(ctx context.Context) error { return j.done(ctx, j.service) },
	})
}

func (j *joining) ready(ctx context.Context) (err error) {
	if j.make != nil && j.service == nil {
		j.service, err = j.make(ctx)
	}
	return err
}

func (j *joining) deviceCode(ctx context.Context) (signinscreen.Attempt, error) {
	if err := j.ready(ctx); err != nil {
		return signinscreen.Attempt{}, err
	}
	code, err := j.service.DeviceCode(ctx)
	if err != nil {
		return signinscreen.Attempt{}, err
	}
	return signinscreen.Attempt{
		Page: code.URL, UserCode: code.UserCode, ExpiresAt: code.ExpiresAt,
		Wait: func(ctx context.Context) (string, error) {
			who, err := code.Wait(ctx)
			return who.UserName, err
		},
	}, nil
}

// browser opens the page and gives it to the screen, which then waits. What
// waits for the browser ends with that wait.
func (j *joining) browser(ctx context.Context, opener *mail.Opener) (signinscreen.Attempt, error) {
	if err := j.ready(ctx); err != nil {
		return signinscreen.Attempt{}, err
	}
	type result struct {
		who signin.Identity
		err error
	}
	listening, cancel := context.WithCancel(context.WithoutCancel(ctx))
	pages, results := make(chan string, 1), make(chan result, 1)
	go func() {
		who, err := j.service.Browser(listening, j.d.a.text, func(page string) error {
			pages <- page
			_ = opener.Open(listening, page) // the page stands on the screen too
			return nil
		})
		results <- result{who, err}
	}()
	select {
	case page := <-pages:
		return signinscreen.Attempt{Page: page, Wait: func(ctx context.Context) (string, error) {
			defer cancel()
			select {
			case r := <-results:
				return r.who.UserName, r.err
			case <-ctx.Done():
				return "", ctx.Err()
			}
		}}, nil
	case r := <-results:
		cancel()
		return signinscreen.Attempt{}, r.err
	case <-ctx.Done():
		cancel()
		return signinscreen.Attempt{}, ctx.Err()
	}
}

// Connect signs in before there is a profile, and makes one of what the service
// says.
func (d *desktop) Connect(c welcome.Connection) screen.Screen {
	o := d.a.signInOptions(partner.Profile{Cloud: c.Cloud, ClientID: c.ClientID})
	o.Dir = "" // in memory, until there is a profile
	j := &joining{d: d}
	j.make = func(ctx context.Context) (service *signin.Service, err error) {
		if err := d.a.needWritable(); err != nil {
			return nil, err
		}
		if o.Tenant, err = signin.FindTenant(ctx, o, c.Tenant); err != nil {
			return nil, err
		}
		return newSignIn(o)
	}
	j.done = func(ctx context.Context, service *signin.Service) error { return d.join(ctx, c, o.Tenant, service) }
	return j.screen()
}

// join makes the profile of a partner who has signed in, and the one in use.
func (d *desktop) join(ctx context.Context, c welcome.Connection, tenant string, service *signin.Service) error {
	who, err := service.Who(ctx)
	if err != nil {
		return err
	}
	base, err := d.a.baseURL(c.Cloud)
	if err != nil {
		return err
	}
	client, err := partnercenter.New(base, service.Token, d.a.clientOptions())
	if err != nil {
		return err
	}
	p, err := client.Profile(ctx)
	if err != nil {
		return err
	}
	if p.TenantID != tenant {
		return d.a.foreign(partner.Profile{TenantID: tenant, Company: c.Tenant}, signin.OtherTenant(signin.Identity{TenantID: p.TenantID, UserName: who.UserName}, tenant))
	}
	p.Connection, p.Cloud, p.ClientID, p.Kind, p.TokenStore = partner.ConnectionLive, c.Cloud, c.ClientID, c.Kind, c.Store
	if p = d.askRoles(ctx, service, p); p.RolesFrom == "" && who.RolesKnown {
		p.Roles = who.Roles
	}
	p.Name = nameFor(p)
	if err := d.a.profiles().Add(p); err != nil {
		return err
	}
	kept, err := d.a.signInOf(p)
	if err != nil {
		return err
	}
	return errors.Join(service.HandOver(ctx, kept), d.UseProfile(ctx, p.Name))
}

// Profiles lists the profiles.
func (d *desktop) Profiles(context.Context) ([]partner.Profile, string, error) {
	name, err := d.a.profileName()
	all, damaged := d.a.profiles().List()
	return all, name, errors.Join(err, damaged)
}

// UseProfile makes another profile the one in use: for good, or for this run
// where it was named when the program was started or nothing may be changed.
func (d *desktop) UseProfile(_ context.Context, name string) error {
	if _, err := d.a.profiles().Load(name); err != nil {
		return err
	}
	d.a.chosen.Store(&name)
	if d.a.readOnly || d.a.sandbox || d.a.profile != "" {
		return nil
	}
	return d.a.profiles().Use(name)
}
