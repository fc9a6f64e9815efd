package sandbox

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"cspdesk/internal/partner"
)

// The roles in a customer's organization that the sign-in page offers.
const (
	roleGlobal  = "global-admin"
	roleBilling = "billing-admin"
	roleUser    = "user"
)

var customerRoles = []string{roleGlobal, roleBilling, roleUser}

// asker is the partner behind an invitation, and the provider if it names one.
type asker struct {
	invitation
	partner  partnerAccount
	provider partnerAccount
}

// asker reads an invitation's parameters; where they do not hold, it has shown
// why and gives false.
func (s *site) asker(w http.ResponseWriter, r *http.Request, rawQuery string) (asker, bool) {
	inv, damage := readInvitation(rawQuery)
	if damage != "" {
		s.problem(w, r, http.StatusBadRequest, string(damage))
		return asker{}, false
	}
	a := asker{invitation: inv, partner: s.center.world.partner()}
	if inv.Partner != a.partner.id {
		s.problem(w, r, http.StatusNotFound, "no-partner")
		return asker{}, false
	}
	if inv.Provider != "" {
		provider, ok := s.center.world.provider(inv.Provider)
		if !ok {
			s.problem(w, r, http.StatusNotFound, "no-provider")
			return asker{}, false
		}
		a.provider = provider
	}
	return a, true
}

type landingData struct {
	Partner         string
	Fragment, Older string
}

// landing is what the invitation's link opens. Its script looks at the part
// behind the '#', which a server does not see.
func (s *site) landing(w http.ResponseWriter, r *http.Request) {
	a, ok := s.asker(w, r, r.URL.RawQuery)
	if !ok {
		return
	}
	s.show(w, r, http.StatusOK, "landing.html", page{
		Title: s.words.LandingTitle, Query: a.query().Encode(),
		Data: landingData{Partner: a.partner.name, Fragment: invitationFragment, Older: olderFragment},
	})
}

// guest is an organization on the sign-in page.
type guest struct {
	ID, Name, Domain, Country string
	Tags                      []string
}

type signInData struct {
	Guests    []guest
	Roles     []string
	Countries []partner.Country
}

func (s *site) signIn(w http.ResponseWriter, r *http.Request) {
	a, ok := s.asker(w, r, r.URL.RawQuery)
	if !ok {
		return
	}
	s.showSignIn(w, r, http.StatusOK, a, nil, map[string]string{"role": roleGlobal})
}

func (s *site) showSignIn(w http.ResponseWriter, r *http.Request, status int, a asker, wrong []fieldError, values map[string]string) {
	d := signInData{Roles: customerRoles, Countries: s.countries()}
	for _, t := range s.center.guests() {
		g := guest{ID: t.id, Name: t.billing.Company, Domain: t.domain, Country: s.countryName(t.billing.Country)}
		if s.center.isCustomer(t) {
			g.Tags = append(g.Tags, s.words.TagCustomer)
		} else {
			if partner.MarketIn(partner.CloudPublic, partnerCountry, t.billing.Country) != partner.MarketSame {
				g.Tags = append(g.Tags, s.words.TagOutside)
			}
			if !t.complete {
				g.Tags = append(g.Tags, s.words.TagIncomplete)
			}
			if t.agreement != agreementMissing {
				g.Tags = append(g.Tags, s.words.TagSigned)
			}
		}
		d.Guests = append(d.Guests, g)
	}
	s.show(w, r, status, "signin.html", page{
		Title: s.words.SignInTitle, Step: 1, Query: a.query().Encode(), Errors: wrong, Values: values, Data: d,
	})
}

// countryName is a country as people write it, and not as it is sorted in lists:
// without the article behind it.
func (s *site) countryName(code string) string {
	country, _ := partner.CountryByCode(code)
	return s.text.CountryName(code, strings.TrimSuffix(cmp.Or(country.Name, code), ", The"))
}

// countries are those to choose from, with and by their names in the language.
func (s *site) countries() []partner.Country {
	all := partner.Countries()
	for i, c := range all {
		all[i].Name = s.countryName(c.Code)
	}
	order := collate.New(language.Make(s.text.Language))
	slices.SortFunc(all, func(a, b partner.Country) int { return order.CompareString(a.Name, b.Name) })
	return all
}

// signInDone takes the sign-in form, makes the organization if it is a new
// one, and goes on to the review.
func (s *site) signInDone(w http.ResponseWriter, r *http.Request) {
	a, ok := s.asker(w, r, r.PostForm.Get("invitation"))
	if !ok {
		return
	}
	values := formValues(r.PostForm, "tenant", "role", "name", "domain", "country")
	var wrong []fieldError
	id := values["tenant"]
	switch id {
	case "new":
		wrong = append(wrong, s.checkNew(values)...)
	case "":
		wrong = append(wrong, fieldError{"tenant", s.words.ErrorTenant})
	}
	if _, known := s.words.Roles[values["role"]]; !known {
		wrong = append(wrong, fieldError{"role", s.words.ErrorRole})
	}
	if len(wrong) > 0 {
		s.showSignIn(w, r, http.StatusUnprocessableEntity, a, wrong, values)
		return
	}
	if id == "new" {
		t, err := s.center.create(values["name"], values["domain"], values["country"])
		if err != nil {
			s.problem(w, r, http.StatusInternalServerError, "save")
			return
		}
		id = t.id
	}
	s.next(w, r, pathReview, a, id, values["role"])
}

// checkNew checks a new organization and brings its domain and country into
// their usual form.
func (s *site) checkNew(values map[string]string) []fieldError {
	var wrong []fieldError
	if !plainText(values["name"], 100) || values["name"] == "" {
		wrong = append(wrong, fieldError{"name", s.words.ErrorName})
	}
	values["domain"] = strings.ToLower(values["domain"])
	switch {
	case !isDomain(values["domain"]):
		wrong = append(wrong, fieldError{"domain", s.words.ErrorDomain})
	case s.center.domainTaken(values["domain"]):
		wrong = append(wrong, fieldError{"domain", s.words.ErrorTaken})
	}
	country, ok := partner.CountryByCode(values["country"])
	if !ok {
		wrong = append(wrong, fieldError{"country", s.words.ErrorCountry})
	}
	values["country"] = country.Code
	return wrong
}

// next sends the browser to the page that follows.
func (s *site) next(w http.ResponseWriter, r *http.Request, path string, a asker, tenantID, role string) {
	q := a.query()
	q.Set("tenant", tenantID)
	q.Set("role", role)
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, path+"?"+q.Encode(), http.StatusSeeOther)
}

// answerer is somebody who is signed in and has an invitation before them.
type answerer struct {
	asker
	tenant tenant
	role   string
}

// answerer checks who may answer; where they may not, it has shown why and
// gives false.
func (s *site) answerer(w http.ResponseWriter, r *http.Request, q url.Values, rawInvitation string) (answerer, bool) {
	a, ok := s.asker(w, r, rawInvitation)
	if !ok {
		return answerer{}, false
	}
	t, ok := s.center.tenant(q.Get("tenant"))
	if !ok {
		s.problemFor(w, r, http.StatusNotFound, problemData{Kind: "no-tenant"}, a.query().Encode())
		return answerer{}, false
	}
	who := answerer{asker: a, tenant: t, role: q.Get("role")}
	if status, kind := s.hindrance(who); kind != "" {
		d := problemData{Kind: kind, Asker: a.partner.name, SignedIn: t.billing.Company, Role: s.words.Roles[who.role]}
		s.problemFor(w, r, status, d, a.query().Encode())
		return answerer{}, false
	}
	return who, true
}

// hindrance says why somebody cannot answer; "" if nothing stands in the way.
// The market's rule is that of Microsoft's page "CSP global markets".
func (s *site) hindrance(who answerer) (status int, kind string) {
	if s.center.isCustomer(who.tenant) {
		return http.StatusConflict, "customer"
	}
	switch verdict := partner.MarketIn(partner.CloudPublic, partnerCountry, who.tenant.billing.Country); verdict {
	case partner.MarketSame:
	case partner.MarketOther, partner.MarketOtherCloud, partner.MarketNotSold:
		return http.StatusForbidden, string(verdict)
	default:
		return http.StatusForbidden, "unknown"
	}
	if who.role != roleGlobal {
		return http.StatusForbidden, "role"
	}
	return 0, ""
}

type reviewData struct {
	Asker          asker
	Partner        string
	PartnerDomain  string
	PartnerCountry string
	PartnerID      string
	MSPP           string
	Provider       string
	Indirect       bool
	Rights         bool
	Tenant         guest
	Role           string
	RoleName       string
	Signed         bool
}

func (s *site) reviewData(who answerer) reviewData {
	return reviewData{
		Asker: who.asker, Partner: who.partner.name, PartnerDomain: who.partner.domain, PartnerCountry: s.countryName(who.partner.country), PartnerID: who.partner.id, MSPP: who.MSPP, Provider: who.provider.name,
		Indirect: who.Type == invIndirect || who.Provider != "", Rights: who.asksRights(),
		Tenant: guest{ID: who.tenant.id, Name: who.tenant.billing.Company, Domain: who.tenant.domain, Country: s.countryName(who.tenant.billing.Country)},
		Role:   who.role, RoleName: s.words.Roles[who.role], Signed: who.tenant.agreement != agreementMissing,
	}
}

// review shows who asks for what; before it, the billing profile if that is
// not complete.
func (s *site) review(w http.ResponseWriter, r *http.Request) {
	if who, ok := s.answerer(w, r, r.URL.Query(), r.URL.RawQuery); ok {
		s.showReview(w, r, http.StatusOK, who, nil, nil)
	}
}

func (s *site) showReview(w http.ResponseWriter, r *http.Request, status int, who answerer, wrong []fieldError, values map[string]string) {
	p := page{Query: who.query().Encode(), Errors: wrong, Values: values, Data: s.reviewData(who)}
	if who.tenant.complete {
		p.Step, p.Title = 3, fill(s.words.ReviewTitle, who.partner.name)
		s.show(w, r, status, "review.html", p)
		return
	}
	p.Step, p.Title = 2, s.words.ProfileTitle
	if p.Values == nil {
		b := who.tenant.billing
		p.Values = map[string]string{
			"company": b.Company, "firstName": b.FirstName, "lastName": b.LastName, "email": b.Email,
			"line1": b.Line1, "city": b.City, "postalCode": b.PostalCode, "phone": b.Phone,
		}
	}
	s.show(w, r, status, "profile.html", p)
}

// profile takes the billing profile.
func (s *site) profile(w http.ResponseWriter, r *http.Request) {
	who, ok := s.answerer(w, r, r.PostForm, r.PostForm.Get("invitation"))
	if !ok {
		return
	}
	values := formValues(r.PostForm, "company", "firstName", "lastName", "email", "line1", "city", "postalCode", "phone")
	if wrong := s.checkProfile(values, who.tenant.billing.Country); len(wrong) > 0 {
		who.tenant.complete = false // a profile that was completed elsewhere meanwhile is shown for correction all the same
		s.showReview(w, r, http.StatusUnprocessableEntity, who, wrong, values)
		return
	}
	err := s.center.record(event{Type: eventCompleted, Tenant: who.tenant.id, Billing: &billing{
		Company: values["company"], FirstName: values["firstName"], LastName: values["lastName"], Email: values["email"],
		Line1: values["line1"], City: values["city"], PostalCode: values["postalCode"], Phone: values["phone"],
		Country: who.tenant.billing.Country,
	}})
	if err != nil {
		s.problem(w, r, http.StatusInternalServerError, "save")
		return
	}
	s.next(w, r, pathReview, who.asker, who.tenant.id, who.role)
}

// answer takes the answer to the invitation.
func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	who, ok := s.answerer(w, r, r.PostForm, r.PostForm.Get("invitation"))
	if !ok {
		return
	}
	e := event{Type: eventDeclined, Tenant: who.tenant.id, Provider: who.Provider, AdminRights: who.asksRights()}
	switch r.PostForm.Get("answer") {
	case "decline":
	case "accept":
		e.Type = eventAccepted
		e.Agreement = who.tenant.agreement == agreementMissing
		if wrong := s.checkAnswer(r.PostForm, who.tenant); len(wrong) > 0 || !who.tenant.complete {
			s.showReview(w, r, http.StatusUnprocessableEntity, who, wrong, formValues(r.PostForm, "authorize", "agreement"))
			return
		}
	default:
		s.showReview(w, r, http.StatusUnprocessableEntity, who, []fieldError{{"answer", s.words.ErrorAnswer}}, nil)
		return
	}
	if err := s.center.record(e); err != nil {
		s.problem(w, r, http.StatusInternalServerError, "save")
		return
	}
	s.next(w, r, pathResult, who.asker, who.tenant.id, who.role)
}

func (s *site) checkAnswer(form url.Values, t tenant) []fieldError {
	var wrong []fieldError
	if form.Get("authorize") != "yes" {
		wrong = append(wrong, fieldError{"authorize", s.words.ErrorAuthorize})
	}
	if t.agreement == agreementMissing && form.Get("agreement") != "yes" {
		wrong = append(wrong, fieldError{"agreement", s.words.ErrorAgreement})
	}
	return wrong
}

// result says what the answer did.
func (s *site) result(w http.ResponseWriter, r *http.Request) {
	a, ok := s.asker(w, r, r.URL.RawQuery)
	if !ok {
		return
	}
	t, ok := s.center.tenant(r.URL.Query().Get("tenant"))
	happened := s.center.changeOf(t.id)
	if !ok || happened.accepted.IsZero() && happened.declined.IsZero() {
		s.problemFor(w, r, http.StatusNotFound, problemData{Kind: "no-tenant"}, a.query().Encode())
		return
	}
	who := answerer{asker: a, tenant: t, role: r.URL.Query().Get("role")}
	p := page{Title: s.words.AcceptedTitle, Step: 4, Query: a.query().Encode(), Data: s.reviewData(who)}
	name := "accepted.html"
	if !s.center.isCustomer(t) {
		p.Title, name = s.words.DeclinedTitle, "declined.html"
	}
	s.show(w, r, http.StatusOK, name, p)
}
