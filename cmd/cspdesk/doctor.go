package main

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cspdesk/internal/i18n"
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
		Use: "doctor", Short: a.text.CLI.DoctorShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.doctor(command.Context()) },
	}
}

// The names of the checks, for scripts.
const (
	checkTerminal   = "terminal"
	checkLocale     = "locale"
	checkClipboard  = "clipboard"
	checkMail       = "mail app"
	checkClock      = "clock"
	checkProfile    = "profile"
	checkDatabase   = "database"
	checkRoles      = "roles"
	checkConnection = "connection"
)

// doctor checks one thing after the other; what fails does not end it.
func (a *app) doctor(ctx context.Context) error {
	items := []doctorJSON{a.checkTerminal(), a.checkLocale(), a.checkClipboard(), a.checkMail(), a.checkClock()}
	items = append(items, a.checkProfile(ctx)...)
	var answer error
	for _, item := range items {
		if !item.OK {
			answer = errSaidNo
		}
	}
	if a.json {
		return cmp.Or(writeJSON(a.out, list[doctorJSON]{Items: items}), answer)
	}
	var rows [][]string
	for _, item := range items {
		mark, rest := "ok", item.Detail
		if !item.OK {
			mark, rest = "--", item.Detail+a.text.Common.Colon+item.Fix
		}
		rows = append(rows, []string{mark, cmp.Or(a.text.CLI.Doctor[item.Name], a.text.Doctor.Steps[item.Name]), rest})
	}
	a.printTable(rows)
	return answer
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
	if term.NeedTerminal(a.in, a.outFile, a.getenv) != nil {
		return doctorJSON{Name: checkTerminal, Detail: words.NoTerminal, Fix: words.TerminalFix}
	}
	return doctorJSON{Name: checkTerminal, OK: true, Detail: a.getenv("TERM")}
}

func (a *app) checkLocale() doctorJSON {
	item := doctorJSON{Name: checkLocale, OK: runtime.GOOS == "windows" || term.UTF8(a.getenv), Detail: locale(a.process)}
	if !item.OK {
		item.Fix = a.text.CLI.LocaleFix
	}
	return item
}

func (a *app) checkClipboard() doctorJSON {
	words := a.text.CLI
	route, ok := term.ClipboardRoute(a.getenv)
	item := doctorJSON{Name: checkClipboard, OK: ok, Detail: string(route)}
	switch {
	case !ok:
		item.Detail, item.Fix = words.NoClipboard, words.ClipboardFix
	case route == term.RouteOSC52:
		item.Detail = words.ClipboardOSC52
	}
	return item
}

func (a *app) checkMail() doctorJSON {
	name, ok := mail.NewOpener(mail.Environment{Getenv: a.getenv}).Available()
	item := doctorJSON{Name: checkMail, OK: ok, Detail: name}
	if !ok {
		why, _, _ := strings.Cut(name, "; set ") // the fix says it
		item.Detail, item.Fix = a.text.Detail(why), a.text.CLI.MailFix
	}
	return item
}

func (a *app) checkClock() doctorJSON {
	now := a.now()
	item := doctorJSON{Name: checkClock, OK: now.After(plausibleSince), Detail: timeJSON(now)}
	if !item.OK {
		item.Fix = a.text.CLI.ClockFix
	}
	return item
}

// checkProfile opens the profile and asks Partner Center who it is.
func (a *app) checkProfile(ctx context.Context) []doctorJSON {
	words := a.text.CLI
	s, err := a.openSession(ctx, false)
	if err != nil {
		items := []doctorJSON{a.outcome(checkProfile, "", err)}
		for _, name := range []string{checkDatabase, checkRoles, checkConnection} {
			items = append(items, doctorJSON{Name: name, Detail: words.NotChecked, Fix: items[0].Fix})
		}
		return items
	}
	items := []doctorJSON{
		a.outcome(checkProfile, s.profile.Name+" · "+s.profile.Company, nil),
		a.checkDatabase(ctx, s),
		a.checkRoles(s.profile),
	}
	s.Close()
	// As it is stored: the session takes a live profile for a practice one while
	// Partner Center is an address of this computer.
	if stored, err := a.currentProfile(); err == nil && stored.Connection == partner.ConnectionLive {
		items = append(items, a.checkPath(ctx, stored)...)
	}
	return append(items, a.checkConnection(ctx, s.profile))
}

func (a *app) checkDatabase(ctx context.Context, s *session) doctorJSON {
	item := a.outcome(checkDatabase, a.text.CLI.DatabaseOK, s.db.Check(ctx))
	if why := s.db.ReadOnlyReason(); item.OK && why != nil {
		f := describe(a.text, why)
		item.Detail += " · " + f.Message
		if !a.readOnly {
			item.OK, item.Fix = false, f.Hint
		}
	}
	return item
}

func (a *app) checkRoles(profile partner.Profile) doctorJSON {
	words := a.text.CLI
	item := doctorJSON{Name: checkRoles, OK: true}
	var roles []string
	for _, role := range profile.Roles {
		roles = append(roles, i18n.Word(a.text.Common.Roles, string(role)))
	}
	switch partner.May(profile.Roles, partner.DeedRequestRelationship) {
	case partner.Unsure:
		roles = append(roles, words.RolesUnknown)
	case partner.Denied:
		roles = append(roles, words.RolesDenied)
		item.OK, item.Fix = false, words.RolesFix
	}
	item.Detail = strings.Join(roles, " · ")
	return item
}

func (a *app) checkConnection(ctx context.Context, profile partner.Profile) doctorJSON {
	words := a.text.CLI
	if profile.Connection == partner.ConnectionOffline {
		return doctorJSON{Name: checkConnection, OK: true, Detail: words.ConnectionOffline}
	}
	s, err := a.openSession(ctx, true)
	if err != nil {
		return a.outcome(checkConnection, "", err)
	}
	defer s.Close()
	who, err := s.client.Profile(ctx)
	if err == nil && partner.NormaliseGUID(who.TenantID) != profile.TenantID {
		return doctorJSON{Name: checkConnection, Detail: fmt.Sprintf(words.OtherTenant, who.TenantID), Fix: words.OtherTenantFix}
	}
	return a.outcome(checkConnection, fmt.Sprintf(words.ConnectionOK, who.Company), err)
}
