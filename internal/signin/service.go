package signin

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"

	"cspdesk/internal/partner"
)

// Options say who signs in where. Cloud, Tenant, ClientID and Dir are needed.
type Options struct {
	Cloud     partner.Cloud
	Tenant    string             // Microsoft Entra tenant id
	ClientID  string             // of the app that was registered as a public client
	Store     partner.TokenStore // "" is the keyring
	Dir       string             // folder of the profile, which exists; "" keeps tokens in memory
	Authority string             // "" is the cloud's; another one must be https and this computer
	HTTP      *http.Client       // its Transport makes the requests; nil is the usual one
	Now       func() time.Time   // nil means time.Now
	Log       *slog.Logger       // gets one debug line for each request; nil means none
}

// Service is the sign-in of one profile. It may be used by several goroutines.
type Service struct {
	o      Options
	place  place
	client public.Client
	shelf  *shelf
	slot   chan struct{} // one acquisition at a time

	mu     sync.Mutex
	token  string
	who    Identity
	claims string // that the next sign-in must bring, as the service asked
	met    string // the last token that was renewed silently for claims
}

// renewBefore is how long before its end a token is renewed; MSAL does the same.
const renewBefore = 5 * time.Minute

// New makes the sign-in of a profile. Nothing is read or sent yet. Errors have
// the codes not-allowed (a cloud without sign-in) and invalid-input.
func New(o Options) (*Service, error) { return newService(o, systemRing{}) }

func newService(o Options, system ring) (*Service, error) {
	p, err := placeFor(o.Cloud, o.Authority)
	if err != nil {
		return nil, err
	}
	if !partner.ValidGUID(o.Tenant) || !partner.ValidGUID(o.ClientID) {
		return nil, partner.NewError(partner.CodeInvalidInput, "signing in needs the tenant id and the client id", nil)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{o: o, place: p, shelf: newShelf(o, system), slot: make(chan struct{}, 1)}
	s.client, err = public.New(o.ClientID,
		public.WithAuthority(p.authority+"/"+o.Tenant), public.WithCache(s.shelf),
		public.WithHTTPClient(newHTTP(p, o.HTTP, o.Now, o.Log)),
		// Microsoft's own list of authorities does not know an address of this computer.
		public.WithInstanceDiscovery(o.Authority == ""))
	if err != nil {
		return nil, partner.NewError(partner.CodeInvalidInput, "the authority cannot be used", nil)
	}
	return s, nil
}

func newShelf(o Options, system ring) *shelf {
	if o.Dir == "" || o.Store == partner.TokensInMemory {
		return &shelf{vault: &memory{}, log: o.Log}
	}
	lock := filepath.Join(o.Dir, lockFile)
	if o.Store == partner.TokensInFile {
		return &shelf{vault: file{filepath.Join(o.Dir, tokenFile)}, lock: lock, log: o.Log}
	}
	name := strings.Join([]string{string(o.Cloud), o.Tenant, o.ClientID}, "/")
	return &shelf{vault: keyringVault{ring: system, name: name, patience: ringPatience}, lock: lock, log: o.Log}
}

// acquire runs one acquisition: alone in this program, and with its refusals
// translated.
func (s *Service) acquire(ctx context.Context, work func(context.Context, *exchange, *hold) (public.AuthResult, error)) (public.AuthResult, error) {
	inner, x := withExchange(ctx)
	inner, h := withHold(inner)
	defer h.release()
	result, err := work(inner, x, h)
	if err == nil {
		return result, nil
	}
	if x.refused != nil && x.refused.claims != "" {
		s.mu.Lock()
		s.claims = x.refused.claims
		s.mu.Unlock()
	}
	return public.AuthResult{}, x.translate(ctx, s.place, s.o.Now(), err)
}

// Token gives an access token for Partner Center that is good for a while,
// renewed without the person where that is possible. A token that is still good
// costs no disk and no network. Errors have the code sign-in where the person
// is needed, unreachable where Microsoft Entra ID does not answer, store-busy,
// and cancelled.
func (s *Service) Token(ctx context.Context) (string, error) { return s.tokenBut(ctx, "", "") }

// Renew replaces a token that Partner Center refused although it is not over
// yet, with one that brings claims, which are JSON that it asked for, "" for
// none. It does nothing if that was done meanwhile. Where the person is needed
// for the claims, the next sign-in brings them: that is so, too, where the token
// that was renewed for claims does not do. Errors are those of Token.
func (s *Service) Renew(ctx context.Context, refused, claims string) error {
	if claims == "" {
		_, err := s.tokenBut(ctx, refused, "")
		return err
	}
	if s.again(refused, claims) {
		return &partner.Error{Code: partner.CodeSignIn, ServiceCode: "step-up"}
	}
	_, err := s.tokenBut(ctx, refused, claims)
	if partner.CodeOf(err) == partner.CodeSignIn {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.claims = cmp.Or(s.claims, claims) // Microsoft Entra ID may have named others, which come first
	}
	return err
}

// again keeps claims for the next sign-in if the refused token was renewed for
// claims already.
func (s *Service) again(refused, claims string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.met == "" || s.met != refused {
		return false
	}
	s.claims = claims
	return true
}

// tokenBut gives a token that is another one than a refused one, for which claims
// were asked.
func (s *Service) tokenBut(ctx context.Context, refused, claims string) (string, error) {
	if token, ok := s.current(refused); ok {
		return token, nil
	}
	select {
	case s.slot <- struct{}{}:
		defer func() { <-s.slot }()
	case <-ctx.Done():
		return "", partner.NewError(partner.CodeCancelled, "", ctx.Err())
	}
	if token, ok := s.current(refused); ok { // whoever had the slot renewed it
		return token, nil
	}
	result, err := s.acquire(ctx, func(ctx context.Context, _ *exchange, h *hold) (public.AuthResult, error) {
		return s.silently(ctx, h, refused, cmp.Or(claims, anew))
	})
	if err != nil {
		return "", err
	}
	if _, err := s.adopt(ctx, result); err != nil {
		return "", err
	}
	if claims != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.met = result.AccessToken
	}
	return result.AccessToken, nil
}

// errNobody is the code sign-in for a vault without tokens.
func errNobody() error {
	return &partner.Error{Code: partner.CodeSignIn, ServiceCode: "no-sign-in", Detail: ""}
}

// anew asks for a token although one is kept: MSAL passes by what is kept when
// there are claims, and these ask for nothing.
const anew = `{"access_token":{}}`

// silently renews under the lock: another program may have renewed meanwhile,
// and then its token is taken.
func (s *Service) silently(ctx context.Context, h *hold, refused, claims string) (public.AuthResult, error) {
	if err := s.shelf.take(ctx, h); err != nil {
		return public.AuthResult{}, err
	}
	account, err := s.account(ctx)
	if err != nil {
		return public.AuthResult{}, err
	}
	result, err := s.client.AcquireTokenSilent(ctx, s.place.scopes(), public.WithSilentAccount(account))
	if err != nil || result.AccessToken != refused {
		return result, err
	}
	return s.client.AcquireTokenSilent(ctx, s.place.scopes(), public.WithSilentAccount(account), public.WithClaims(claims))
}

// account is the one that is signed in.
func (s *Service) account(ctx context.Context) (public.Account, error) {
	accounts, err := s.client.Accounts(ctx)
	if err != nil {
		return public.Account{}, err
	}
	if len(accounts) == 0 {
		return public.Account{}, errNobody()
	}
	return accounts[0], nil
}

// current is the token in memory, if it is good for a while and not the refused
// one.
func (s *Service) current(refused string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token, s.token != "" && s.token != refused && s.o.Now().Add(renewBefore).Before(s.who.ExpiresAt)
}

// adopt takes over what an acquisition gave, after a look whether it is for the
// tenant of the profile.
func (s *Service) adopt(ctx context.Context, result public.AuthResult) (Identity, error) {
	who, _ := ReadToken(result.AccessToken)
	who.TenantID = cmp.Or(who.TenantID, partner.NormaliseGUID(result.IDToken.TenantID))
	who.ObjectID = cmp.Or(who.ObjectID, result.IDToken.Oid)
	who.UserName = cmp.Or(who.UserName, result.Account.PreferredUsername, result.IDToken.PreferredUsername)
	who.Name = cmp.Or(who.Name, result.IDToken.Name)
	who.ExpiresAt = result.ExpiresOn.UTC()
	if who.TenantID != s.o.Tenant {
		s.forget(ctx, func(public.Account) bool { return true })
		return Identity{}, OtherTenant(who, s.o.Tenant)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token, s.who, s.claims = result.AccessToken, who, ""
	return who, nil
}

// ForeignTenant is behind the error of a token that is for another tenant than
// that of the profile.
type ForeignTenant struct{ Token, Profile, UserName string }

// Error names both tenants.
func (f *ForeignTenant) Error() string {
	return "the sign-in is for tenant " + f.Token + ", the profile for " + f.Profile
}

// OtherTenant is the error for a person whose token is for another tenant.
func OtherTenant(who Identity, tenant string) error {
	foreign := &ForeignTenant{Token: cmp.Or(who.TenantID, "-"), Profile: tenant, UserName: who.UserName}
	return &partner.Error{Code: partner.CodeSignIn, ServiceCode: "other-tenant", Detail: foreign.Error(), Err: foreign}
}

// forget removes accounts from what is kept.
func (s *Service) forget(ctx context.Context, which func(public.Account) bool) {
	inner, h := withHold(context.WithoutCancel(ctx))
	defer h.release()
	accounts, err := s.client.Accounts(inner)
	if err != nil {
		return // what cannot be read cannot be used either
	}
	for _, account := range accounts {
		if which(account) {
			_ = s.client.RemoveAccount(inner, account) // Export keeps what it cannot store in memory and does not fail
		}
	}
}

// Who gives the person whose token is in memory, or whose token is kept. It
// renews as Token does.
func (s *Service) Who(ctx context.Context) (Identity, error) {
	if _, err := s.Token(ctx); err != nil {
		return Identity{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.who, nil
}

// Kept names the account of which tokens are kept, without asking anybody; ""
// if there is none.
func (s *Service) Kept(ctx context.Context) (string, error) {
	inner, h := withHold(ctx)
	defer h.release()
	account, err := s.account(inner)
	if partner.CodeOf(err) == partner.CodeSignIn {
		return "", nil
	}
	return account.PreferredUsername, err
}

// Where says where the tokens are, and why not where they should be; "" if they
// are. It is known after Kept or the first acquisition.
func (s *Service) Where() (store partner.TokenStore, why string) {
	if err := s.shelf.whyMemory(); err != nil {
		return partner.TokensInMemory, err.Error()
	}
	if _, ok := s.shelf.vault.(*memory); ok {
		return partner.TokensInMemory, ""
	}
	return cmp.Or(s.o.Store, partner.TokensInKeyring), ""
}

// SignOut removes every token of the profile from where it is kept. What the
// person's browser remembers, and what was given to the app, stays at
// Microsoft. A *KeyringError is behind the code file where a keyring cannot be
// asked.
func (s *Service) SignOut(ctx context.Context) error {
	s.mu.Lock()
	s.token, s.who, s.claims, s.met = "", Identity{}, "", ""
	s.mu.Unlock()
	inner, h := withHold(ctx)
	defer h.release()
	if err := s.shelf.take(inner, h); err != nil {
		return err
	}
	err := s.shelf.clear(inner)
	if err == nil || partner.CodeOf(err) != partner.CodeInternal {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return partner.NewError(partner.CodeCancelled, "", err)
	}
	return partner.NewError(partner.CodeFile, err.Error(), err)
}

// HandOver moves what is kept to another service of the same tenant and app,
// such as that of a profile that was made of this sign-in.
func (s *Service) HandOver(ctx context.Context, to *Service) error {
	tokens, err := s.shelf.read(ctx)
	if err != nil {
		return err
	}
	inner, h := withHold(ctx)
	defer h.release()
	if err := to.shelf.take(inner, h); err != nil {
		return err
	}
	to.shelf.write(inner, tokens)
	return s.shelf.clear(ctx)
}
