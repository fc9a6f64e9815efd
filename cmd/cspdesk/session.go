package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"

	"cspdesk/internal/config"
	"cspdesk/internal/invite"
	"cspdesk/internal/manage"
	"cspdesk/internal/partner"
	"cspdesk/internal/partnercenter"
	"cspdesk/internal/refresh"
	"cspdesk/internal/sandbox"
	"cspdesk/internal/signin"
	"cspdesk/internal/store"
)

// session is an open profile with the services that work on it.
type session struct {
	profile   partner.Profile
	db        *store.DB
	client    *partnercenter.Client // nil for an offline profile
	signIn    *signin.Service       // nil where no sign-in is needed
	invite    *invite.Service
	refresh   *refresh.Service // nil for an offline profile
	manage    *manage.Service
	sales     sales // of services and accounts; empty for an offline profile
	support   supporting
	directory directory // of users and licenses; empty for an offline profile
	closers   []func() error
}

// Close ends the session; what was stored stays.
func (s *session) Close() error {
	var failures []error
	for i := len(s.closers) - 1; i >= 0; i-- {
		failures = append(failures, s.closers[i]())
	}
	return errors.Join(failures...)
}

// openSession opens the profile that this run is about. Commands that only
// read the store do not need the connection.
func (a *app) openSession(ctx context.Context, connect bool) (*session, error) {
	s := &session{}
	if err := a.fillSession(ctx, s, connect); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (a *app) fillSession(ctx context.Context, s *session, connect bool) (err error) {
	if err = a.openProfile(ctx, s, connect); err != nil {
		return err
	}
	if connect && s.profile.Connection == partner.ConnectionLive {
		if err = a.connect(s); err != nil {
			return err
		}
	}
	s.profile = a.rehearsing(s.profile)
	if s.db, err = a.openStore(ctx, s.profile.Name); err != nil {
		return err
	}
	s.closers = append(s.closers, s.db.Close)
	return a.startServices(s)
}

// openProfile finds the profile that this run is about, and makes the practice
// profile where there is none yet.
func (a *app) openProfile(ctx context.Context, s *session, connect bool) error {
	name, err := a.profileName()
	if err != nil {
		return err
	}
	if name != config.PracticeProfile {
		if s.profile, err = a.currentProfile(); err != nil {
			return err
		}
		if s.profile.Connection != partner.ConnectionPractice || !connect {
			return nil
		}
		return a.openCenter(s)
	}
	return a.openPractice(ctx, s, connect)
}

// openStore opens the database of a profile, and makes it unless nothing may
// be changed.
func (a *app) openStore(ctx context.Context, profile string) (*store.DB, error) {
	if !a.readOnly {
		if err := config.MakeDir(a.profiles().Dir(profile)); err != nil {
			return nil, err
		}
	}
	db, err := store.Open(ctx, a.profiles().Database(profile), store.Options{Now: a.now, Actor: a.actor, ReadOnly: a.readOnly, CheckLater: a.checkLater})
	if a.readOnly && partner.CodeOf(err) == partner.CodeNotFound {
		return nil, said{partner.CodeReadOnly, fmt.Sprintf(a.text.CLI.NoDataYet, profile), a.text.CLI.ReadOnlyFix}
	}
	return db, err
}

func (a *app) startServices(s *session) error {
	letters, err := a.profiles().Letters(s.profile.Name)
	if err != nil {
		return err
	}
	var links invite.LinkSource
	if s.client != nil {
		links = s.client
		s.watch()
		s.refresh = refresh.New(s.client, s.db, refresh.Options{
			Now: a.now, Actor: a.actor, LockFile: filepath.Join(a.profiles().Dir(s.profile.Name), "refresh.lock"),
		})
	}
	s.invite = invite.New(s.profile, s.db, links, invite.Options{Now: a.now, Actor: a.actor, Templates: letters})
	a.startManage(s)
	return nil
}

// watch has the store told what is in the way of the service.
func (s *session) watch() {
	if s.db.Writable() {
		s.client.Watch(func(code partner.Code) { _ = s.db.NoteTrouble(context.Background(), code) }) // no call fails for it
	}
}

// openPractice starts, or joins, the built-in Partner Center and makes its
// profile from what it says of itself, as signing in to a real one would.
func (a *app) openPractice(ctx context.Context, s *session, connect bool) error {
	profile, err := a.profiles().Load(config.PracticeProfile)
	known := err == nil
	if err != nil && partner.CodeOf(err) != partner.CodeNotFound {
		return err
	}
	if known && !connect {
		s.profile = profile
		return nil
	}
	if !known && a.readOnly {
		return said{partner.CodeReadOnly, a.text.CLI.NoPracticeYet, a.text.CLI.ReadOnlyFix}
	}
	if err := a.openCenter(s); err != nil || known {
		s.profile = profile
		return err
	}
	if s.profile, err = a.practiceProfile(ctx, s); err != nil {
		return err
	}
	return a.profiles().Save(s.profile)
}

// openCenter starts, or joins, the built-in Partner Center.
func (a *app) openCenter(s *session) error {
	server, err := sandbox.Open(sandbox.Options{Dir: a.profiles().PracticeDir(), Now: a.now, Language: a.text.Language})
	if err != nil {
		return err
	}
	s.closers = append(s.closers, server.Close)
	token := func(ctx context.Context) (string, error) { return server.Token(), server.Ensure(ctx) } // who served it may have ended
	s.client, err = partnercenter.New(server.URL(), token, a.clientOptions())
	return err
}

// practiceProfile is the profile that the built-in Partner Center asks for.
func (a *app) practiceProfile(ctx context.Context, s *session) (partner.Profile, error) {
	profile, err := s.client.Profile(ctx)
	profile.Name = config.PracticeProfile
	profile.Connection = partner.ConnectionPractice
	profile.Cloud = partner.CloudPublic
	profile.Kind = partner.KindDirect
	profile.Roles = []partner.Role{partner.RoleAdminAgent}
	return profile, err
}

// rehearsing takes a live profile for one of the practice connection while its
// Partner Center is an address of this computer: its links lead there too.
func (a *app) rehearsing(p partner.Profile) partner.Profile {
	if p.Connection != partner.ConnectionLive {
		return p
	}
	address, err := url.Parse(a.getenv("CSPDESK_API_URL"))
	if err != nil {
		return p
	}
	host := address.Hostname()
	if ip, err := netip.ParseAddr(host); host == "localhost" || err == nil && ip.IsLoopback() {
		p.Connection = partner.ConnectionPractice
	}
	return p
}

func (a *app) clientOptions() partnercenter.Options {
	o := partnercenter.Options{Now: a.now, Log: a.log}
	if a.calls != nil {
		o.Rehearse = func(r partnercenter.Rehearsal) { *a.calls = append(*a.calls, r) }
	}
	return o
}
