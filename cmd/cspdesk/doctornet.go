package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/internal/signin"
)

const (
	stepLimit    = 10 * time.Second // for each step of the check
	clockMayDiff = 5 * time.Minute  // tokens are good for so long before and after their time
)

// The names of the steps, for scripts.
const (
	stepName      = "name"
	stepTLS       = "tls"
	stepAuthority = "authority"
	stepToken     = "token"
	stepMFA       = "mfa"
)

// path is the way to Partner Center, as far as it was checked.
type path struct {
	profile partner.Profile
	base    *url.URL
	token   string
}

// checkPath takes the steps of a live connection, one after the other, up to
// the first that fails; the others are named as not checked.
func (a *app) checkPath(ctx context.Context, profile partner.Profile) []doctorJSON {
	base, err := a.baseURL(profile.Cloud)
	if err != nil {
		return []doctorJSON{a.outcome(stepName, "", err)}
	}
	p := &path{profile: profile}
	if p.base, err = url.Parse(base); err != nil {
		return []doctorJSON{a.outcome(stepName, "", partner.NewError(partner.CodeInvalidInput, "CSPDESK_API_URL", nil))}
	}
	steps := []struct {
		name string
		take func(context.Context, *path) doctorJSON
	}{{stepName, a.checkName}, {stepTLS, a.checkSecure}, {stepAuthority, a.checkAuthority}, {stepToken, a.checkToken}, {stepMFA, a.checkMFA}}
	var items []doctorJSON
	failed := ""
	for _, step := range steps {
		item := doctorJSON{Detail: a.text.Doctor.Skipped, Fix: failed}
		if failed == "" {
			limited, cancel := context.WithTimeout(ctx, stepLimit)
			item = step.take(limited, p)
			if !item.OK && limited.Err() != nil && ctx.Err() == nil {
				item.Detail = fmt.Sprintf(a.text.Doctor.Late, int(stepLimit.Seconds()))
			}
			cancel()
		}
		item.Name = step.name
		if !item.OK {
			failed = item.Fix
		}
		items = append(items, item)
	}
	return items
}

// proxied reports whether requests go through a proxy.
func (p *path) proxied() bool {
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: p.base})
	return err == nil && proxy != nil
}

func (a *app) checkName(ctx context.Context, p *path) doctorJSON {
	words := a.text.Doctor
	if p.proxied() {
		return doctorJSON{OK: true, Detail: words.ViaProxy}
	}
	addresses, err := net.DefaultResolver.LookupHost(ctx, p.base.Hostname())
	if err != nil {
		return doctorJSON{Detail: p.base.Hostname(), Fix: words.NameFix}
	}
	return doctorJSON{OK: true, Detail: p.base.Hostname() + " · " + addresses[0]}
}

// checkSecure asks without a token: whatever answers proves the line.
func (a *app) checkSecure(ctx context.Context, p *path) doctorJSON {
	words := a.text.Doctor
	if p.base.Scheme == "http" {
		return doctorJSON{OK: true, Detail: words.ThisComputer}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, p.base.String(), nil)
	if err != nil {
		return doctorJSON{Detail: p.base.Host, Fix: words.SecureFix}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return doctorJSON{Detail: a.safe(err.Error()), Fix: words.SecureFix}
	}
	defer func() { _ = answer.Body.Close() }() // nothing of it is wanted
	if theirs, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		if off := a.now().Sub(theirs).Abs(); off > clockMayDiff {
			return doctorJSON{Detail: fmt.Sprintf(words.ClockOff, off.Round(time.Second)), Fix: words.ClockFix}
		}
	}
	version := "TLS"
	if answer.TLS != nil {
		version = tls.VersionName(answer.TLS.Version)
	}
	return doctorJSON{OK: true, Detail: fmt.Sprintf(words.SecureOK, version)}
}

// checkAuthority asks Microsoft Entra ID for the tenant. With a token of the
// environment nobody signs in, and it is not needed.
func (a *app) checkAuthority(ctx context.Context, p *path) doctorJSON {
	words := a.text.Doctor
	if a.getenv(automationVariable) != "" {
		return doctorJSON{OK: true, Detail: automationVariable}
	}
	if err := signin.CheckTenant(ctx, a.signInOptions(p.profile)); err != nil {
		item := a.outcome("", "", err)
		item.Fix = words.AuthorityFix
		return item
	}
	return doctorJSON{OK: true, Detail: fmt.Sprintf(words.AuthorityOK, a.text.Common.Clouds[string(p.profile.Cloud)])}
}

func (a *app) checkToken(ctx context.Context, p *path) doctorJSON {
	if p.token = a.getenv(automationVariable); p.token == "" {
		service, err := a.signInOf(p.profile)
		if err == nil {
			p.token, err = service.Token(ctx)
		}
		if err != nil {
			return a.outcome("", "", err)
		}
	}
	who, readable := signin.ReadToken(p.token)
	switch {
	case !readable || who.ExpiresAt.IsZero():
		return doctorJSON{OK: true, Detail: a.text.Doctor.MFAUnknown}
	case who.ExpiresAt.Before(a.now()):
		return a.outcome("", "", partner.NewError(partner.CodeSignIn, "", nil))
	case who.TenantID != "" && who.TenantID != p.profile.TenantID:
		return doctorJSON{Detail: fmt.Sprintf(a.text.CLI.OtherTenant, who.TenantID), Fix: a.text.CLI.OtherTenantFix}
	}
	return doctorJSON{OK: true, Detail: fmt.Sprintf(a.text.Doctor.TokenOK, who.ExpiresAt.Local().Format("2006-01-02 15:04"))}
}

func (a *app) checkMFA(_ context.Context, p *path) doctorJSON {
	words := a.text.Doctor
	who, readable := signin.ReadToken(p.token)
	switch {
	case !readable:
		return doctorJSON{OK: true, Detail: words.MFAUnknown}
	case !who.MFA:
		return doctorJSON{Detail: words.NoMFA, Fix: words.MFAFix}
	}
	return doctorJSON{OK: true, Detail: words.MFAOK}
}
