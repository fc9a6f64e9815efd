package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/mail"
	"cspdesk/internal/partner"
	"cspdesk/tui/term"
)

// plausibleSince is a day before any build of this program: a clock that shows
// an earlier one is wrong.
var plausibleSince = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

type doctorJSON struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail"`
	Fix    string `json:"fix"`
}

func (a *app) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: a.text.CLI.DoctorShort, Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.doctor(command.Context()) },
	}
}

// doctor checks one thing after the other; what fails does not end it.
func (a *app) doctor(ctx context.Context) error {
	items := []doctorJSON{a.checkTerminal(), a.checkLocale(), a.checkClipboard(), a.checkMail(), a.checkClock()}
	items = append(items, a.checkProfile(ctx)...)
	ok := true
	for _, item := range items {
		ok = ok && item.OK
	}
	if a.json {
		if err := writeJSON(a.out, list[doctorJSON]{Items: items}); err != nil {
			return err
		}
	} else {
		for _, item := range items {
			mark, rest := "ok  ", item.Detail
			if !item.OK {
				mark, rest = "--  ", item.Detail+": "+item.Fix
			}
			fmt.Fprintln(a.out, a.safe(mark+item.Name+"  "+rest))
		}
	}
	if !ok {
		return errSaidNo
	}
	return nil
}

// outcome makes a line of a check that gave an error or nothing.
func (a *app) outcome(name, detail string, err error) doctorJSON {
	if err == nil {
		return doctorJSON{Name: name, OK: true, Detail: detail}
	}
	f := describe(a.text, err)
	return doctorJSON{Name: name, Detail: f.Message, Fix: f.Hint}
}

func (a *app) checkTerminal() doctorJSON {
	words := a.text.CLI
	if !a.inIsTTY || !a.outIsTTY {
		return doctorJSON{Name: words.DoctorTerminal, Detail: words.NoTerminal, Fix: words.TerminalFix}
	}
	return doctorJSON{Name: words.DoctorTerminal, OK: true, Detail: a.getenv("TERM")}
}

func (a *app) checkLocale() doctorJSON {
	words := a.text.CLI
	item := doctorJSON{Name: words.DoctorLocale, OK: runtime.GOOS == "windows" || term.UTF8(a.getenv), Detail: locale(a.process)}
	if !item.OK {
		item.Fix = words.LocaleFix
	}
	return item
}

func (a *app) checkClipboard() doctorJSON {
	words := a.text.CLI
	route, ok := term.ClipboardRoute(a.getenv)
	item := doctorJSON{Name: words.DoctorClipboard, OK: ok, Detail: string(route)}
	if route == term.RouteOSC52 {
		item.Detail = words.ClipboardOSC52
	}
	if !ok {
		item.Fix = words.ClipboardFix
	}
	return item
}

func (a *app) checkMail() doctorJSON {
	words := a.text.CLI
	name, ok := mail.NewOpener(mail.Environment{Getenv: a.getenv}).Available()
	item := doctorJSON{Name: words.DoctorMail, OK: ok, Detail: name}
	if !ok {
		item.Fix = words.MailFix
	}
	return item
}

func (a *app) checkClock() doctorJSON {
	words := a.text.CLI
	now := a.now()
	item := doctorJSON{Name: words.DoctorClock, OK: now.After(plausibleSince), Detail: timeJSON(now)}
	if !item.OK {
		item.Fix = words.ClockFix
	}
	return item
}

// checkProfile opens the profile and asks Partner Center who it is.
func (a *app) checkProfile(ctx context.Context) []doctorJSON {
	words := a.text.CLI
	name, err := a.profileName()
	if err != nil || name == "" {
		item := a.outcome(words.DoctorProfile, words.NoDatabase, err)
		item.OK, item.Fix = false, words.ProfileFix
		return []doctorJSON{item}
	}
	s, err := a.openSession(ctx, false)
	if err != nil {
		return []doctorJSON{a.outcome(words.DoctorProfile, name, err)}
	}
	items := []doctorJSON{
		a.outcome(words.DoctorProfile, s.profile.Name+" · "+s.profile.Company, nil),
		a.outcome(words.DoctorDatabase, words.DatabaseOK, s.db.Check(ctx)),
		a.checkRoles(s.profile),
	}
	s.Close()
	return append(items, a.checkConnection(ctx, s.profile))
}

func (a *app) checkRoles(profile partner.Profile) doctorJSON {
	words := a.text.CLI
	item := doctorJSON{Name: words.DoctorRoles, OK: true}
	for _, role := range profile.Roles {
		item.Detail += a.text.Common.Roles[string(role)] + " "
	}
	switch partner.MayRequestRelationship(profile.Roles) {
	case partner.Unsure:
		item.Detail += words.RolesUnknown
	case partner.Denied:
		item.OK, item.Detail, item.Fix = false, item.Detail+words.RolesDenied, words.RolesFix
	}
	return item
}

func (a *app) checkConnection(ctx context.Context, profile partner.Profile) doctorJSON {
	words := a.text.CLI
	if profile.Connection == partner.ConnectionOffline {
		return doctorJSON{Name: words.DoctorConnection, OK: true, Detail: words.ConnectionOffline}
	}
	s, err := a.openSession(ctx, true)
	if err != nil {
		return a.outcome(words.DoctorConnection, "", err)
	}
	defer s.Close()
	who, err := s.client.Profile(ctx)
	return a.outcome(words.DoctorConnection, fmt.Sprintf(words.ConnectionOK, who.Company), err)
}
