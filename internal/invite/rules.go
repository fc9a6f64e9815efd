package invite

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// Codes of what Advise says.
const (
	AdviceRole         = "role-unsure"
	AdviceCloudClosed  = "cloud-closed"
	AdviceRightsLocked = "admin-rights-locked"
	AdviceRightsLater  = "admin-rights-later"
	AdviceMarket       = "market-" // followed by the partner.MarketVerdict, such as "market-other"
)

// Advise says what a person should know before asking, and what does not keep
// them from it: the service has the last word about roles and markets.
func (s *Service) Advise(r Request) []partner.Finding {
	var found []partner.Finding
	say := func(code, message string) {
		found = append(found, partner.Finding{Code: code, Message: message})
	}
	if partner.May(s.profile.Roles, partner.DeedRequestRelationship) == partner.Unsure {
		say(AdviceRole, "Partner Center may refuse this: it wants an admin agent or a sales agent.")
	}
	if c, _ := partner.FindCountry(r.Country); c.Code != "" { // which a file may name
		r.Country = c.Code
	}
	cloud := s.profile.Cloud
	if !cloud.AdminRightsOptional() {
		say(AdviceRightsLocked, "Partners of this cloud cannot leave admin rights out.")
	}
	if r.AdminRights && cloud != partner.CloudChina {
		say(AdviceRightsLater, "Since 9 October 2023 admin rights are not granted with a reseller relationship; ask for granular rights afterwards.")
	}
	if cloud == partner.CloudGermany {
		say(AdviceCloudClosed, "This cloud takes no new customers since 29 October 2021.")
		return found
	}
	switch verdict := partner.MarketIn(cloud, s.profile.Country, r.Country); verdict {
	case partner.MarketOther:
		say(AdviceMarket+string(verdict), "The customer is outside your market; Microsoft allows that in few cases.")
	case partner.MarketNotSold:
		say(AdviceMarket+string(verdict), "Microsoft does not offer the program in that country.")
	case partner.MarketOtherCloud:
		say(AdviceMarket+string(verdict), "Customers of that country belong to another cloud.")
	}
	return found
}

// Remarkable is what Advise says of one request and not of most: about its market.
func (s *Service) Remarkable(r Request) []partner.Finding {
	return slices.DeleteFunc(s.Advise(r), func(f partner.Finding) bool {
		return f.Code != AdviceCloudClosed && !strings.HasPrefix(f.Code, AdviceMarket)
	})
}

// checked refuses a request that breaks a rule, and fills in what was left open.
func (s *Service) checked(r Request) (Request, error) {
	if err := s.mayAsk(r.AdminRights); err != nil {
		return r, err
	}
	if plainLine(s.profile.Company) == "" {
		return r, invalid("the profile has no company name: customers read it in the mail")
	}
	r.Name = strings.TrimSpace(r.Name)
	var err error
	if r.To, err = checkedAddress(r.To); err != nil {
		return r, err
	}
	if r.Country = strings.TrimSpace(r.Country); r.Country != "" {
		c, _ := partner.FindCountry(r.Country)
		if c.Code == "" {
			return r, invalid(fmt.Sprintf("%q is not the name or the two-letter code of a country", r.Country))
		}
		r.Country = c.Code
	}
	if r.MailLang == "" {
		country := r.Country
		if country == "" {
			country = s.profile.Country
		}
		r.MailLang = partner.MailLanguageFor(country)
	}
	tags, ok := partner.MailLanguageTags(r.MailLang)
	if !ok {
		return r, invalid(fmt.Sprintf("there is no letter in %q; choose one of %s, or two with a comma between them",
			r.MailLang, strings.Join(partner.MailLanguages(), ", ")))
	}
	r.MailLang = strings.Join(tags, ",")
	for _, tag := range tags {
		if _, err := s.template(tag); err != nil {
			return r, err
		}
	}
	if r.Provider = partner.NormaliseGUID(r.Provider); r.Provider != "" {
		switch {
		case s.profile.Kind != partner.KindIndirectReseller:
			return r, notAllowed("only indirect resellers name an indirect provider in the link")
		case !partner.ValidGUID(r.Provider):
			return r, invalid("the indirect provider is named by its tenant id, a GUID")
		}
	}
	r.ProviderName = s.providerName(r)
	return r, nil
}

// mayAsk holds the rules of role and cloud.
func (s *Service) mayAsk(adminRights bool) error {
	if partner.May(s.profile.Roles, partner.DeedRequestRelationship) == partner.Denied {
		return notAllowed("your role may not request relationships; ask an admin agent or a sales agent of your company")
	}
	if !adminRights && !s.profile.Cloud.AdminRightsOptional() {
		return notAllowed("partners of this cloud cannot leave admin rights out of a request")
	}
	return nil
}

func checkedAddress(to string) (string, error) {
	if strings.TrimSpace(to) == "" {
		return "", nil
	}
	return partner.ParseAddress(to)
}

// fetchLink gets the link and sets in it what was chosen.
func (s *Service) fetchLink(ctx context.Context, r Request) (string, error) {
	if s.links == nil || r.Offline {
		return s.offlineLink(r)
	}
	raw, err := s.links.RelationshipRequest(ctx, r.Provider)
	if err != nil {
		return "", err
	}
	return s.setLink(raw, r, partner.CodeBadAnswer)
}

// offlineLink takes the link that the person pasted into the profile, or makes
// one where its shape is documented.
func (s *Service) offlineLink(r Request) (string, error) {
	if s.profile.Link != "" && s.profile.Connection != partner.ConnectionPractice {
		return s.setLink(s.profile.Link, r, partner.CodeLinkBroken)
	}
	link, err := partner.BuildLink(s.profile, r.AdminRights)
	if err != nil {
		return "", err
	}
	return s.setLink(link.String(), r, partner.CodeLinkBroken)
}

// setLink sets rights and provider in a link and makes sure that the result is
// this partner's and says what was chosen. A link that fails is an error of the
// code given.
func (s *Service) setLink(raw string, r Request, code partner.Code) (string, error) {
	link, err := partner.ParseLink(raw)
	if err != nil {
		return "", partner.NewError(code, "the relationship link cannot be read", err)
	}
	link = link.WithAdminRights(r.AdminRights).WithIndirectProvider(r.Provider)
	if err := s.checkLink(link.String(), r.AdminRights, r.Provider, code); err != nil {
		return "", err
	}
	return link.String(), nil
}

// checkLink compares a link with the profile and with what was chosen. An old
// link that says nothing about admin rights asks for them.
func (s *Service) checkLink(raw string, adminRights bool, provider string, code partner.Code) error {
	link, verdict, findings := partner.InspectLink(raw, s.profile)
	if verdict == partner.LinkBad {
		return partner.NewError(code, partner.Worst(findings).Message, nil)
	}
	switch {
	case s.profile.Connection == partner.ConnectionPractice && !link.Practice():
		return partner.NewError(code, "the relationship link leads to Microsoft and not to the practice Partner Center", nil)
	case link.PartnerID != partner.NormaliseGUID(s.profile.TenantID):
		return partner.NewError(code, "the relationship link belongs to another partner tenant: "+link.PartnerID, nil)
	case link.AdminRights == nil && !adminRights, link.AdminRights != nil && *link.AdminRights != adminRights:
		return partner.NewError(code, "the relationship link does not ask for the admin rights that were chosen", nil)
	case link.IndirectProvider != provider:
		return partner.NewError(code, "the relationship link names another indirect provider than was chosen", nil)
	}
	return nil
}

func invalid(detail string) error { return partner.NewError(partner.CodeInvalidInput, detail, nil) }

func notAllowed(detail string) error { return partner.NewError(partner.CodeNotAllowed, detail, nil) }

func notEditable(inv partner.Invitation) error {
	return notAllowed("the invitation is " + string(inv.State) + " and can no longer be edited")
}
