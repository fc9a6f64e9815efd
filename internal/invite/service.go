package invite

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cspdesk/internal/partner"
)

// Request is what a person asks for, before there is a mail.
type Request struct {
	AdminRights  bool   // delegated administration privileges asked for
	Name         string // company that is expected to accept; "" if not said
	To           string // mail address; "" if not said
	Country      string // ISO 3166-1 alpha-2 of the customer; "" if not said
	MailLang     string // as partner.MailLanguageTags reads it; "" chooses by Country, or by the partner's own
	Provider     string // tenant id of the indirect provider in the link; "" for none
	ProviderName string // as the customer should read it; "" if unknown
	Note         string // own note, never sent
	Offline      bool   // take the link from the profile and do not ask Partner Center
}

// Ledger keeps invitations. SaveInvitation inserts an invitation of revision 0
// and otherwise replaces the revision that it was read at, together with the
// activities or not at all; it gives CodeConflict if there is an invitation of
// that id or of a later revision already, CodeNotFound if it is gone.
type Ledger interface {
	SaveInvitation(ctx context.Context, inv partner.Invitation, done ...partner.Activity) (partner.Invitation, error)
	Invitation(ctx context.Context, id string) (partner.Invitation, error)
	DeleteDraft(ctx context.Context, id string) error
}

// LinkSource gives the personal link for the partner, with a provider's tenant
// id in it or none.
type LinkSource interface {
	RelationshipRequest(ctx context.Context, provider string) (string, error)
}

// Options are what a Service needs from its surroundings. Nil functions stand
// for the real thing.
type Options struct {
	Now          func() time.Time
	Actor        string                     // login name on this computer
	NewID        func() string              // a new invitation's id
	ProviderName func(tenant string) string // "" if unknown
	// Templates are the person's own, by language, as ParseTemplate reads them.
	Templates map[string]string
}

// Service prepares, finishes and follows relationship requests of one profile.
// It holds no state of its own and may be used from several goroutines.
type Service struct {
	profile partner.Profile
	ledger  Ledger
	links   LinkSource
	o       Options
}

// New gives a Service. Without a LinkSource, links are made from the profile.
func New(p partner.Profile, ledger Ledger, links LinkSource, o Options) *Service {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = newID
	}
	if o.ProviderName == nil {
		o.ProviderName = func(string) string { return "" }
	}
	return &Service{profile: p, ledger: ledger, links: links, o: o}
}

// newID is short enough to be typed: "inv-" and six characters of base32.
func newID() string { return "inv-" + strings.ToLower(rand.Text()[:6]) }

// NewRequest is where a new request starts: with the rights that are usual in the
// cloud, and an indirect reseller's usual provider.
func (s *Service) NewRequest() Request {
	r := Request{AdminRights: s.profile.Cloud.AdminRightsUsual()}
	if s.profile.Kind == partner.KindIndirectReseller {
		r.Provider = partner.NormaliseGUID(s.profile.Provider)
	}
	return r
}

// RequestOf is the request behind an invitation, to be changed and given to
// Rewrite.
func RequestOf(inv partner.Invitation) Request {
	return Request{
		AdminRights: inv.AdminRights, Name: inv.Name, To: inv.To, Country: inv.Country,
		MailLang: inv.MailLang, Provider: inv.Provider, Note: inv.Note,
	}
}

// Prepare makes an invitation that is not stored yet: it checks the rules, gets
// the link from Partner Center (or from the profile: Request.Offline), sets in
// it what was chosen, and writes the letter. Nothing changes at Microsoft.
//
// Errors: CodeNotAllowed by role, cloud or kind of partner; CodeInvalidInput;
// CodeBadAnswer for a link that is not this partner's; those of the LinkSource,
// after which Offline may help.
func (s *Service) Prepare(ctx context.Context, r Request) (partner.Invitation, error) {
	r, err := s.checked(r)
	if err != nil {
		return partner.Invitation{}, err
	}
	link, err := s.fetchLink(ctx, r)
	if err != nil {
		return partner.Invitation{}, err
	}
	now := s.o.Now()
	inv := partner.Invitation{
		ID: s.o.NewID(), State: partner.StateDraft, Step: 2,
		Draft:     s.letter(r, link),
		CreatedBy: s.o.Actor, PartnerID: partner.NormaliseGUID(s.profile.TenantID),
		CreatedAt: now, UpdatedAt: now,
	}
	return apply(inv, r), nil
}

// apply writes a request into an invitation.
func apply(inv partner.Invitation, r Request) partner.Invitation {
	inv.AdminRights, inv.Name, inv.To, inv.Country = r.AdminRights, r.Name, r.To, r.Country
	inv.MailLang, inv.Provider, inv.Note = r.MailLang, r.Provider, r.Note
	return inv
}

// Rewrite changes a draft after the request changed: the parameters in its link,
// and those lines of the letter that the person has not edited. In another
// language it is all or nothing, so that one mail is never in two languages: an
// edited letter stays as it is. Fresh writes it anew. Nothing is stored.
func (s *Service) Rewrite(inv partner.Invitation, r Request) (partner.Invitation, error) {
	if !inv.CanEdit() {
		return inv, notEditable(inv)
	}
	r, err := s.checked(r)
	if err != nil {
		return inv, err
	}
	link, err := s.setLink(inv.Draft.Link, r, partner.CodeLinkBroken)
	if err != nil {
		return inv, err
	}
	before := s.letterOf(inv)
	after := s.letter(r, link)
	draft := inv.Draft
	draft.Link = link
	if r.MailLang == inv.MailLang || sameText(inv.Draft, before) {
		draft.Subject = unlessEdited(draft.Subject, before.Subject, after.Subject)
		draft.Opening = unlessEdited(draft.Opening, before.Opening, after.Opening)
		draft.Closing = unlessEdited(draft.Closing, before.Closing, after.Closing)
	}
	inv = apply(inv, r)
	inv.Draft = draft
	return inv, nil
}

// unlessEdited is a part of a letter after a change of the request: what would be
// written now, and the lines that the person has edited as they are.
func unlessEdited(now, before, after string) string {
	if now == before {
		return after
	}
	was, is, lines := strings.Split(before, "\n"), strings.Split(after, "\n"), strings.Split(now, "\n")
	if len(was) != len(is) {
		return now // which line follows from which cannot be told
	}
	for i, line := range lines {
		if j := slices.Index(was, line); j >= 0 {
			lines[i] = is[j]
		}
	}
	return strings.Join(lines, "\n")
}

func sameText(a, b partner.Draft) bool {
	return a.Subject == b.Subject && a.Opening == b.Opening && a.Closing == b.Closing
}

// Edited reports whether the person has changed the letter's words.
func (s *Service) Edited(inv partner.Invitation) bool {
	return !sameText(inv.Draft, s.letterOf(inv))
}

// Fresh gives the letter of an invitation as it was before any edit, with the
// invitation's link.
func (s *Service) Fresh(inv partner.Invitation) partner.Draft { return s.letterOf(inv) }

func (s *Service) letterOf(inv partner.Invitation) partner.Draft {
	r := RequestOf(inv)
	r.ProviderName = s.providerName(r)
	return s.letter(r, inv.Draft.Link)
}

// letter writes the mail by the person's templates where there are any.
func (s *Service) letter(r Request, link string) partner.Draft {
	return inLanguages(r.MailLang, func(lang string) partner.Draft {
		l := letterIn(lang)
		t, err := s.template(lang)
		if err != nil {
			t = usualTemplate(l)
		}
		return t.write(l, s.profile, r, link)
	})
}

// template is the person's own in a language, or the usual one.
func (s *Service) template(lang string) (Template, error) {
	text, own := s.o.Templates[lang]
	if !own {
		return usualTemplate(letterIn(lang)), nil
	}
	t, err := ParseTemplate(text)
	if err != nil {
		return t, invalid(fmt.Sprintf("your letter in %s: %s", lang, errorDetail(err)))
	}
	return t, nil
}

func errorDetail(err error) string {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		return e.Detail
	}
	return err.Error()
}

// Reminder writes the mail that reminds of an invitation: the same link and
// closing with a new subject and opening. It is edited and handed over like the
// first mail, and stored nowhere.
func (s *Service) Reminder(inv partner.Invitation) partner.Draft {
	return s.reminder(nil, inv)
}

func (s *Service) providerName(r Request) string {
	if r.Provider == "" || r.ProviderName != "" {
		return r.ProviderName
	}
	return s.o.ProviderName(r.Provider)
}
