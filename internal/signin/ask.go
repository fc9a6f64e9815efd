package signin

import (
	"context"
	"strings"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
)

// DeviceCode is a code that the person enters on another page, on any device.
type DeviceCode struct {
	UserCode  string
	URL       string // https, at Microsoft
	ExpiresAt time.Time
	wait      func(context.Context) (Identity, error)
}

// Wait asks, at the pace that the service wants, until the person has entered
// the code and signed in. Errors have the code sign-in for a code that was
// declined, has expired, or led to a refusal, and those of Token.
func (d *DeviceCode) Wait(ctx context.Context) (Identity, error) { return d.wait(ctx) }

// maxUserCode bounds what is shown as a code.
const maxUserCode = 24

// DeviceCode asks for a code. Conditional Access often forbids this way, which
// shows when the code is entered: Browser is the other one.
func (s *Service) DeviceCode(ctx context.Context) (*DeviceCode, error) {
	var code public.DeviceCode
	_, err := s.acquire(ctx, func(ctx context.Context, _ *exchange, _ *hold) (_ public.AuthResult, err error) {
		code, err = s.client.AcquireTokenByDeviceCode(ctx, s.place.scopes(), s.extra()...)
		return public.AuthResult{}, err
	})
	if err != nil {
		return nil, err
	}
	r := code.Result
	if !s.place.shows(r.VerificationURL) || r.UserCode == "" || len(r.UserCode) > maxUserCode || strings.Trim(r.UserCode, codeLetters) != "" {
		return nil, partner.NewError(partner.CodeBadAnswer, "the page or the code that was named is not one of Microsoft's", nil)
	}
	pause := time.Duration(min(max(r.Interval, 0), 60)) * time.Second
	if pause == 0 {
		pause = usualInterval
	}
	d := &DeviceCode{UserCode: r.UserCode, URL: r.VerificationURL, ExpiresAt: r.ExpiresOn}
	d.wait = func(ctx context.Context) (Identity, error) {
		return s.enter(ctx, func(ctx context.Context, x *exchange, _ *hold) (public.AuthResult, error) {
			x.ends, x.pause, x.next = r.ExpiresOn, pause, s.o.Now().Add(pause)
			return code.AuthenticationResult(ctx)
		})
	}
	return d, nil
}

const codeLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"

// extra brings the claims that the service asked for, such as a second factor.
func (s *Service) extra() []public.AcquireByDeviceCodeOption {
	if claims := s.asked(); claims != "" {
		return []public.AcquireByDeviceCodeOption{public.WithClaims(claims)}
	}
	return nil
}

func (s *Service) asked() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.claims
}

// Browser signs in through a browser on this computer, which open shows the
// page in, and which comes back to an address that this program listens on
// meanwhile; the page there is in the language of text. It returns when the
// browser came back, or with ctx. Errors are those of DeviceCode.Wait, and those
// of open.
func (s *Service) Browser(ctx context.Context, text *i18n.Strings, open func(page string) error) (who Identity, err error) {
	back, err := newComeback(text)
	if err != nil {
		return Identity{}, err
	}
	defer func() { back.close(err) }()
	return s.enter(ctx, func(ctx context.Context, _ *exchange, _ *hold) (public.AuthResult, error) {
		asked := s.asked()
		scopes := append(s.place.scopes(), "openid", "offline_access", "profile")
		page, err := s.client.AuthCodeURL(ctx, s.o.ClientID, back.address, scopes, public.WithClaims(asked))
		if err == nil {
			page, err = back.page(page)
		}
		if err == nil {
			err = open(page)
		}
		if err != nil {
			return public.AuthResult{}, err
		}
		code, err := back.code(ctx)
		if err != nil {
			return public.AuthResult{}, err
		}
		return s.client.AcquireTokenByAuthCode(ctx, code, back.address, s.place.scopes(), public.WithChallenge(back.verifier), public.WithClaims(asked))
	})
}

// enter is a sign-in with the person. What is kept afterwards is this account
// alone.
func (s *Service) enter(ctx context.Context, work func(context.Context, *exchange, *hold) (public.AuthResult, error)) (Identity, error) {
	result, err := s.acquire(ctx, work)
	if err != nil {
		return Identity{}, err
	}
	who, err := s.adopt(ctx, result)
	if err != nil {
		return Identity{}, err
	}
	s.forget(ctx, func(other public.Account) bool { return other.HomeAccountID != result.Account.HomeAccountID })
	return who, nil
}
