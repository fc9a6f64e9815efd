package welcome

import (
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/tui/widget"
)

// place is a field of the form.
type place int

const (
	company place = iota
	tenant
	country
	kind
	cloud
	mpn
	provider
	link
)

// form is the state of the form for a profile without sign-in.
type form struct {
	text  *i18n.Strings
	at    place
	typed map[place]*widget.Field
	kind  int // of partner.Kinds()
	cloud int // of partner.Clouds()
	tried bool
}

func newForm(text *i18n.Strings) form {
	f := form{text: text, typed: map[place]*widget.Field{}}
	for at, limit := range map[place]int{company: 256, tenant: 64, country: 64, mpn: 20, provider: 64, link: 4096} {
		f.typed[at] = &widget.Field{Limit: limit}
	}
	return f
}

// fields lists the fields that are asked for.
func (f *form) fields() []place {
	all := []place{company, tenant, country, kind, cloud}
	if f.partnerKind() == partner.KindIndirectReseller {
		all = append(all, mpn, provider)
	}
	if f.needsLink() {
		all = append(all, link)
	}
	return all
}

func (f *form) partnerKind() partner.Kind { return partner.Kinds()[f.kind] }
func (f *form) theCloud() partner.Cloud   { return partner.Clouds()[f.cloud] }

// needsLink reports whether no link can be made from the profile: only for the
// public cloud its shape is documented.
func (f *form) needsLink() bool { return f.theCloud() != partner.CloudPublic }

// field is the text field that has the focus; nil where one of several values
// is chosen.
func (f *form) field() *widget.Field { return f.typed[f.at] }

func (f *form) value(at place) string { return strings.TrimSpace(f.typed[at].Value()) }

func (f *form) move(by int) {
	f.complete()
	all := f.fields()
	f.at = all[(slices.Index(all, f.at)+by+len(all))%len(all)]
}

func (f *form) turn(by int) {
	if f.at == kind {
		n := len(partner.Kinds())
		f.kind = (f.kind + by + n) % n
		return
	}
	n := len(partner.Clouds())
	f.cloud = (f.cloud + by + n) % n
}

// complete writes the country's name in full where it is clear which is meant.
func (f *form) complete() {
	if found, _ := f.text.FindCountry(f.value(country)); found.Code != "" {
		f.typed[country].Set(f.text.CountryName(found.Code, found.Name))
	}
}

// profile is what the form says. Its name is made where it is kept.
func (f *form) profile() partner.Profile {
	found, _ := f.text.FindCountry(f.value(country))
	p := partner.Profile{
		Connection: partner.ConnectionOffline, Cloud: f.theCloud(),
		TenantID: partner.NormaliseGUID(f.value(tenant)), Company: f.value(company), Country: found.Code, Kind: f.partnerKind(),
	}
	if p.Kind == partner.KindIndirectReseller {
		p.MPNID, p.Provider = f.value(mpn), partner.NormaliseGUID(f.value(provider))
	}
	if f.needsLink() {
		p.Link = f.value(link)
	}
	return p
}

// mistake says what is wrong with a field; "" if nothing.
func (f *form) mistake(at place) string {
	t := f.text.Welcome
	switch at {
	case company:
		if f.value(company) == "" {
			return t.NeedCompany
		}
	case tenant:
		if !partner.ValidGUID(partner.NormaliseGUID(f.value(tenant))) {
			return t.BadTenant
		}
	case country:
		found, candidates := f.text.FindCountry(f.value(country))
		switch {
		case found.Code != "":
		case f.value(country) == "":
			return t.NeedCountry
		case len(candidates) > 0:
			return fmt.Sprintf(t.WhichCountry, f.text.CountryNames(candidates))
		default:
			return t.BadCountry
		}
	case mpn:
		if id := f.value(mpn); id == "" || strings.Trim(id, "0123456789") != "" {
			return t.BadMPN
		}
	case provider:
		if id := partner.NormaliseGUID(f.value(provider)); id != "" && !partner.ValidGUID(id) {
			return t.BadProvider
		}
	case link:
		return f.linkMistake()
	}
	return ""
}

func (f *form) linkMistake() string {
	t, p := f.text.Welcome, f.profile()
	if p.Link == "" {
		return t.NeedLink
	}
	_, verdict, findings := partner.InspectLink(p.Link, p)
	if verdict != partner.LinkBad {
		return ""
	}
	for _, found := range findings {
		if found.Bad {
			return fmt.Sprintf(t.BadLink, f.text.Finding(found))
		}
	}
	return fmt.Sprintf(t.BadLink, "")
}
