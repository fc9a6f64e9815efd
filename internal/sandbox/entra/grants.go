package entra

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strings"
	"sync"
	"time"
)

// grants are the codes and refresh tokens that were given out. They live as
// long as the server.
type grants struct {
	now   func() time.Time
	knobs *knobs

	mu      sync.Mutex
	devices map[string]*device // by device code
	codes   map[string]*code   // by authorization code
	refresh map[string]*refresh
	given   []string // every secret that was given out or shown to be known
}

// give notes a secret. The lock is not held.
func (g *grants) give(secret string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.given = append(g.given, secret)
	return secret
}

// allGiven are the secrets so far.
func (g *grants) allGiven() []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.given)
}

// device is a device code on its way.
type device struct {
	user, client, scope, claims string
	expires, next               time.Time
	pause                       time.Duration
	who                         *person
	refused                     *problem
	done                        bool
}

// code is an authorization code (RFC 6749, section 4.1, with RFC 7636).
type code struct {
	client, redirect, challenge, scope, claims string
	who                                        person
	expires                                    time.Time
}

// session is one sign-in: the refresh tokens that came of it.
type session struct {
	who     person
	client  string
	mfa     bool
	revoked bool
}

type refresh struct {
	session *session
	scope   string
	used    bool
}

func newGrants(now func() time.Time, k *knobs) *grants {
	return &grants{now: now, knobs: k, devices: map[string]*device{}, codes: map[string]*code{}, refresh: map[string]*refresh{}}
}

func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// codeLetters have none that look alike, as in the service's codes.
const codeLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

func userCode() string {
	var b [9]byte
	_, _ = rand.Read(b[:])
	for i := range b {
		b[i] = codeLetters[int(b[i])%len(codeLetters)]
	}
	return string(b[:])
}

// newDevice gives a device code and what the person enters.
func (g *grants) newDevice(client, scope, claims string) (string, *device) {
	id := g.give(random())
	g.mu.Lock()
	defer g.mu.Unlock()
	d := &device{user: userCode(), client: client, scope: scope, claims: claims, expires: g.now().Add(g.knobs.codeLives), pause: g.knobs.interval}
	g.devices[id] = d
	return id, d
}

// answerDevice takes what the person did with a code. It gives the problem that
// the page shows, and whether the code is known.
func (g *grants) answerDevice(user string, who person, accept bool) (*problem, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, d := range g.devices {
		if !strings.EqualFold(d.user, strings.TrimSpace(user)) || d.done || d.who != nil || d.refused != nil || g.now().After(d.expires) {
			continue
		}
		if !accept {
			d.refused = &problem{name: "authorization_declined", code: "AADSTS70016", words: "The end user has denied the authorization request."}
			return nil, true
		}
		if p := who.trouble(true); p != nil {
			d.refused = p
			return p, true
		}
		d.who = &who
		return nil, true
	}
	return nil, false
}

// pollDevice answers a question for a device code (RFC 8628, section 3.5).
func (g *grants) pollDevice(id, client string) (*device, *problem) {
	g.mu.Lock()
	defer g.mu.Unlock()
	d, ok := g.devices[id]
	now := g.now()
	switch {
	case !ok || d.client != client || d.done:
		return nil, &problem{name: "bad_verification_code", code: "AADSTS70018", words: "The device code is not valid."}
	case !now.Before(d.expires):
		return nil, &problem{name: "expired_token", code: "AADSTS70019", words: "Verification code expired. Have the user retry the sign-in."}
	case d.refused != nil:
		d.done = true
		return nil, d.refused
	case now.Before(d.next) || g.knobs.takes(&g.knobs.slowDown):
		d.pause += 5 * time.Second
		d.next = now.Add(d.pause - tolerance)
		return nil, &problem{name: "slow_down", code: "AADSTS70016", words: "Polling too fast."}
	case d.who == nil:
		d.next = now.Add(d.pause - tolerance)
		return nil, &problem{name: "authorization_pending", code: "AADSTS70016", words: "OAuth 2.0 device flow error. Authorization is pending. Continue polling."}
	}
	d.done = true
	return d, nil
}

// tolerance is what a question may come too early, because clocks tick and
// requests travel.
const tolerance = 100 * time.Millisecond

func (g *grants) newCode(c code) string {
	id := g.give(random())
	g.mu.Lock()
	defer g.mu.Unlock()
	c.expires = g.now().Add(10 * time.Minute)
	g.codes[id] = &c
	return id
}

// takeCode redeems an authorization code, once.
func (g *grants) takeCode(id string) (*code, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, ok := g.codes[id]
	delete(g.codes, id)
	return c, ok && g.now().Before(c.expires)
}

// newRefresh gives the next refresh token of a session.
func (g *grants) newRefresh(s *session, scope string) string {
	id := g.give("practice-refresh-" + random())
	g.mu.Lock()
	defer g.mu.Unlock()
	g.refresh[id] = &refresh{session: s, scope: scope}
	return id
}

// takeRefresh redeems a refresh token, once; the second time ends the session.
func (g *grants) takeRefresh(id, client string) (*refresh, *problem) {
	g.mu.Lock()
	defer g.mu.Unlock()
	r, ok := g.refresh[id]
	switch {
	case !ok || r.session.client != client:
		return nil, &problem{name: "invalid_grant", code: "AADSTS9002313", words: "Invalid request. Request is malformed or invalid."}
	case r.used || r.session.revoked:
		r.session.revoked = true
		return nil, &problem{name: "invalid_grant", code: "AADSTS50173", words: "The provided grant has expired due to it being revoked, a fresh auth token is needed."}
	case !r.session.mfa:
		return nil, &problem{name: "interaction_required", code: "AADSTS50076", claims: stepUp, words: "Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource."}
	}
	r.used = true
	return r, nil
}

// stepUp is what a sign-in must bring to be asked for the second factor.
const stepUp = `{"access_token":{"capolids":{"essential":true,"values":["5d8b1f2e-0000-4000-8000-0000000000aa"]}}}`

// revoke ends the sessions of a person.
func (g *grants) revoke(user string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, r := range g.refresh {
		if strings.EqualFold(r.session.who.user, user) {
			r.session.revoked = true
		}
	}
}
