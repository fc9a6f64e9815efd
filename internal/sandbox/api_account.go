package sandbox

import (
	"slices"
	"strings"
	"time"
)

const (
	customerAgreement = "MicrosoftCustomerAgreement"
	cloudAgreement    = "MicrosoftCloudAgreement"
	agreementPage     = "https://www.microsoft.com/licensing/docs/customeragreement"
)

// templateID is the agreement's template, as in the documentation's sample.
const templateID = "117a77b0-9360-443b-8795-c6dedc750cf9"

// agreements answers without links. The type that is meant where none is named
// is not the one that the customer accepts today: a trap of the service.
func (c *call) agreements() (reply, *problem) {
	kind := c.query.Get("agreementType")
	var items []agreementItem
	switch {
	case strings.EqualFold(kind, customerAgreement), kind == "*":
		items = c.confirmed()
	case kind == "", strings.EqualFold(kind, cloudAgreement):
	default:
		return reply{}, &problem{status: 400, code: 600052, description: "The agreement type is not known.", shape: shapeAgreement}
	}
	return reply{body: collect(items, nil)}, nil
}

// confirmed gives the confirmations of the agreement: that from the start, and
// those made here.
func (c *call) confirmed() []agreementItem {
	var items []agreementItem
	if c.tenant.agreement == agreementAttested {
		items = append(items, agreementItem{
			PrimaryContact: contactBody{FirstName: c.tenant.billing.FirstName, LastName: c.tenant.billing.LastName, Email: c.tenant.billing.Email, PhoneNumber: c.tenant.billing.Phone},
			TemplateID:     templateID, Type: customerAgreement, AgreementLink: agreementPage,
			DateAgreed: noZone(firstPurchase.AddDate(0, 0, int(c.tenant.entity%300)).Truncate(24 * time.Hour)),
		})
	}
	made, _ := c.center.made(c.tenant)
	return append(items, made...)
}

func (c *call) agreementTemplates() (reply, *problem) {
	kind := c.query.Get("agreementType")
	if kind != "*" && !strings.EqualFold(kind, customerAgreement) {
		return reply{}, &problem{status: 400, code: 600052, description: "The agreement type is not known.", shape: shapeAgreement}
	}
	return reply{body: collect([]map[string]any{{
		"templateId": templateID, "agreementType": customerAgreement, "agreementLink": agreementPage, "versionRank": 0,
	}}, nil)}, nil
}

func (c *call) directSigned() (reply, *problem) {
	return reply{body: signedStatus{IsSigned: c.tenant.agreement == agreementSigned}}, nil
}

// qualifications answers with a list without an envelope.
func (c *call) qualifications() (reply, *problem) { return reply{body: c.qualified()}, nil }

// qualified gives the qualification from the start and those asked for here.
func (c *call) qualified() []qualificationItem {
	d := c.center.world.dice(c.tenant.ref, 6)
	created := sevenDigits(firstPurchase.AddDate(0, 1, d.below(200)))
	isSchool := strings.Contains(c.tenant.name, "School") || strings.Contains(c.tenant.name, "Institute")
	var items []qualificationItem
	switch n := d.below(100); {
	case c.tenant.fresh: // nobody asked for one yet
	case isSchool, n < 5:
		items = append(items, qualificationItem{Qualification: "Education", VettingStatus: "Approved", VettingCreatedDate: created})
	case n < 8:
		items = append(items, qualificationItem{Qualification: "Nonprofit", VettingStatus: "InReview", VettingCreatedDate: created})
	}
	_, made := c.center.made(c.tenant)
	for _, q := range made {
		items = append(items, q.item(c.center.now()))
	}
	if items == nil {
		items = append(items, qualificationItem{Qualification: "None", VettingStatus: "Approved"})
	}
	return items
}

// managedServices lists the portals that open in the customer's context; none
// without rights. They are to be opened in a browser and never called.
func (c *call) managedServices() (reply, *problem) {
	if !c.tenant.granular && !c.tenant.dap {
		return reply{body: collect([]managedService(nil), nil)}, nil
	}
	portal := "https://portal.office.com/Partner/BeginClientSession.aspx?CTID=" + c.tenant.id + "&CSDEST="
	var items []managedService
	for _, s := range [][2]string{{"Exchange", "Exchange"}, {"MicrosoftCommunicationsOnline", "Microsoft Teams"}, {"SharePoint", "SharePoint"}, {"MicrosoftOffice", "Microsoft 365"}} {
		items = append(items, managedService{
			ID: s[0], Name: s[1], GroupName: "Office",
			Links: links{
				AdminService: get(portal + s[0]), ServiceHealth: get(portal + "Health"), ServiceTicket: get(portal + "ServiceTicket"),
			},
			Attributes: attributes{ObjectType: "ManagedService"},
		})
	}
	return reply{body: collect(items, nil)}, nil
}

// customerRelationships lists the partners who hold the customer too.
func (c *call) customerRelationships() (reply, *problem) {
	var items []partnerRelationship
	for _, p := range c.center.othersOf(c.tenant) {
		items = append(items, relationshipOf(p, "is_indirect_cloud_solution_provider_of"))
	}
	return reply{body: collect(items, nil)}, nil
}

// othersOf gives the partners of a customer beside this one.
func (c *center) othersOf(t tenant) []partnerAccount {
	d := c.world.dice(t.ref, 8)
	if provider, ok := c.world.provider(c.changeOf(t.id).provider); ok {
		return []partnerAccount{provider}
	}
	if t.kind == kindListed && d.chance(15) {
		return []partnerAccount{pick(&d, c.world.providers())}
	}
	return nil
}

func relationshipOf(p partnerAccount, kind string) partnerRelationship {
	return partnerRelationship{
		ID: p.id, Name: p.name, RelationshipType: kind, State: "Active", MPNID: p.mpnID, Location: p.country,
		Attributes: attributes{ObjectType: "PartnerRelationship"},
	}
}

// relationships lists the partner's own: the providers it may work through,
// and the resellers that work through it.
func (c *call) relationships() (reply, *problem) {
	kind := c.query.Get("relationship_type")
	f, bad := c.readFilter()
	if bad != nil {
		return reply{}, bad
	}
	var items []partnerRelationship
	switch strings.ToLower(strings.ReplaceAll(kind, "_", "")) {
	case "isindirectresellerof":
		for _, p := range c.center.world.providers() {
			if f == nil || strings.Contains(strings.ToLower(p.name), strings.ToLower(f.Value)) {
				items = append(items, relationshipOf(p, "is_indirect_reseller_of"))
			}
		}
	case "isindirectcloudsolutionproviderof":
		for _, p := range c.center.world.resellers() {
			if f == nil || strings.Contains(strings.ToLower(p.name), strings.ToLower(f.Value)) {
				items = append(items, relationshipOf(p, "is_indirect_cloud_solution_provider_of"))
			}
		}
	default:
		return reply{}, invalid("relationship_type is missing or not known.")
	}
	return reply{body: collect(items, &links{Self: get("/v1/relationships?relationship_type=" + kind)})}, nil
}

func partnerAddress() addressBody {
	return addressBody{
		Country: partnerCountry, City: "München", AddressLine1: "Walter-Gropius-Straße 5", PostalCode: "80807",
		FirstName: "Anja", LastName: "Krüger", PhoneNumber: "+49 89 5550100",
	}
}

func (c *call) organizationProfile() (reply, *problem) {
	p := c.center.world.partner()
	return reply{bom: true, body: organizationProfile{
		ID: p.id, CompanyName: p.name, DefaultAddress: partnerAddress(), TenantID: p.id, Domain: p.domain,
		Email: "csp@" + p.domain, Language: "de", Culture: "de-DE",
		Links:      links{Self: get("/profiles/organization")},
		Attributes: attributes{Etag: `"practice-organization"`, ObjectType: "OrganizationProfile"},
	}}, nil
}

func (c *call) mpnProfile() (reply, *problem) {
	p := c.center.world.partner()
	if id := c.query.Get("mpnId"); id != "" && id != p.mpnID {
		for _, other := range slices.Concat(c.center.world.providers(), c.center.world.resellers()) {
			if other.mpnID == id {
				return reply{body: mpnBody(other)}, nil
			}
		}
		return reply{}, &problem{status: 404, code: 3000, description: "The PartnerID was not found."}
	}
	return reply{body: mpnBody(p)}, nil
}

func mpnBody(p partnerAccount) mpnProfile {
	return mpnProfile{
		PartnerName: p.name, MPNID: p.mpnID, ProfileType: "mpn_profile",
		Links: links{Self: get("/v1/profiles/mpn")}, Attributes: attributes{ObjectType: "MpnProfile"},
	}
}

func (c *call) legalProfile() (reply, *problem) {
	p := c.center.world.partner()
	return reply{body: legalProfile{
		CompanyName: p.name, Address: partnerAddress(), CompanyApproverAddress: partnerAddress(), CompanyApproverEmail: "anja.krueger@" + p.domain,
		PrimaryContact: contactBody{FirstName: "Anja", LastName: "Krüger", Email: "anja.krueger@" + p.domain, PhoneNumber: "+49 89 5550100"},
		VettingStatus:  "authorized", VettingSubStatus: "none", ProfileType: "legal_business_profile",
		Links: links{Self: get("/profiles/legalbusiness")}, Attributes: attributes{ObjectType: "LegalBusinessProfile"},
	}}, nil
}
