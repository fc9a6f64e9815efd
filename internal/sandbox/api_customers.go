package sandbox

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

// maxPage is the largest page of customers and users that the service gives.
const maxPage = 500

// relationshipRequest answers with the link that the partner passes on
// (relationshiprequests of Microsoft's own API description; the parameters and
// the values of the answer as the documentation's sample has them).
func (c *call) relationshipRequest() (reply, *problem) {
	self := c.center.world.partner()
	inv := invitation{Type: invReseller, Partner: self.id, MSPP: "0"}
	if dual := c.query.Get("dualRoleIndirectRelationship"); dual != "" {
		if _, err := strconv.ParseBool(dual); err != nil {
			return reply{}, invalid("dualRoleIndirectRelationship is not a boolean.")
		}
	}
	if reseller := c.query.Get("indirectResellerId"); reseller != "" {
		return reply{}, invalid("indirectResellerId is for indirect providers; this account is none.")
	}
	if provider := c.query.Get("indirectCloudSolutionProviderId"); provider != "" {
		p, ok := c.center.world.provider(provider)
		if !ok {
			return reply{}, invalid("indirectCloudSolutionProviderId is not a provider of this account.")
		}
		inv.Type, inv.MSPP, inv.Provider = invIndirect, self.mpnID, p.id
	}
	return reply{body: relationshipRequest{URL: inv.link(c.origin), Attributes: attributes{ObjectType: "RelationshipRequest"}}}, nil
}

func invalid(text string) *problem { return &problem{status: 400, code: "3000", description: text} }

// customers lists a page. The next page is asked for with the link's address
// and its header; the address alone gives the first page again.
func (c *call) customers() (reply, *problem) {
	size, bad := c.pageSize()
	if bad != nil {
		return reply{}, bad
	}
	keep, bad := c.customerFilter()
	if bad != nil {
		return reply{}, bad
	}
	position, bad := c.position("customers")
	if bad != nil {
		return reply{}, bad
	}
	listed := make([]brief, 0, size)
	for len(listed) < size {
		b, ok := c.center.briefAt(position)
		if !ok && position >= c.center.total() {
			break
		}
		if ok && keep(b) {
			listed = append(listed, b)
		}
		position++
	}
	more := position < c.center.total()
	body, err := customerPage(listed, c.pageLinks("/customers", "customers", size, position, more))
	if err != nil {
		return reply{}, unwritten()
	}
	return reply{body: body}, nil
}

func (c *call) pageSize() (int, *problem) {
	text := c.query.Get("size")
	if text == "" {
		return maxPage, nil
	}
	size, err := strconv.Atoi(text)
	if err != nil || size < 0 || size > maxPage {
		return 0, &problem{status: 400, code: 3000, description: "size must be a number from 0 to 500."}
	}
	if size == 0 { // no page size of its own
		return maxPage, nil
	}
	return size, nil
}

// position reads the continuation header. A page is sought with both the
// operation in the address and the token in the header.
func (c *call) position(what string) (int, *problem) {
	switch c.query.Get("seekOperation") {
	case "", "First":
		return 0, nil
	case "Next":
	default:
		return 0, invalid("seekOperation is not offered for this page.")
	}
	token := c.request.Header.Get("MS-ContinuationToken")
	if token == "" {
		return 0, nil // as the service does: the first page again
	}
	position, ok := readToken(what, token)
	if !ok {
		return 0, invalid("The continuation token is not valid.")
	}
	return position, nil
}

// continuation tokens hold characters that careless clients change.
const tokenHead, tokenTail = "AQAAAA==,/+", ";p/==" // #nosec G101 -- a place in a list, no credential

func writeToken(what string, position int) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(position))
	return tokenHead + what + "," + base64.StdEncoding.EncodeToString(b[:]) + tokenTail
}

func readToken(what, token string) (int, bool) {
	middle, ok := strings.CutPrefix(token, tokenHead+what+",")
	if !ok {
		return 0, false
	}
	middle, ok = strings.CutSuffix(middle, tokenTail)
	if !ok {
		return 0, false
	}
	b, err := base64.StdEncoding.DecodeString(middle)
	if err != nil || len(b) != 8 {
		return 0, false
	}
	position := binary.BigEndian.Uint64(b)
	return int(position), position < 1<<40
}

// pageLinks writes the links of a page. As in production since 2021, some
// addresses carry the version and others do not.
func (c *call) pageLinks(path, what string, size, position int, more bool) *links {
	rest := url.Values{"size": {strconv.Itoa(size)}}
	for _, name := range []string{"filter", "sortField", "sortDirection", "startDate", "endDate"} {
		if value := c.query.Get(name); value != "" {
			rest.Set(name, value)
		}
	}
	l := &links{Self: get(path + "?" + rest.Encode())}
	if more {
		next := path + "?" + rest.Encode() + "&seekOperation=Next"
		if (position/size)%2 == 0 {
			next = "/v1" + next
		}
		l.Next = get(next, header{Key: "MS-ContinuationToken", Value: writeToken(what, position)})
	}
	return l
}

type filterBody struct {
	Field    string
	Value    string
	Operator string
}

// readFilter reads the filter parameter; nil if there is none.
func (c *call) readFilter() (*filterBody, *problem) {
	text := c.query.Get("filter")
	if text == "" {
		return nil, nil
	}
	var f filterBody
	if json.Unmarshal([]byte(text), &f) != nil {
		return nil, invalid("The filter is not valid JSON.")
	}
	return &f, nil
}

// customerFilter gives the test that the filter asks for; starts_with is the
// only operator for customers.
func (c *call) customerFilter() (func(brief) bool, *problem) {
	f, bad := c.readFilter()
	if bad != nil || f == nil {
		return func(brief) bool { return true }, bad
	}
	if !strings.EqualFold(f.Operator, "starts_with") {
		return nil, invalid("The operator of the filter is not supported for customers.")
	}
	value := strings.ToLower(f.Value)
	starts := func(text string) bool { return strings.HasPrefix(strings.ToLower(text), value) }
	switch strings.ToLower(f.Field) {
	case "companyname":
		return func(b brief) bool { return starts(b.name) }, nil
	case "domain":
		return func(b brief) bool { return starts(b.domain) }, nil
	case "indirectcloudsolutionprovider":
		return func(b brief) bool { return b.provider != "" && starts(b.provider) }, nil
	case "indirectreseller":
		return func(brief) bool { return false }, nil // a direct bill partner has no resellers
	}
	return nil, invalid("The field of the filter is not supported for customers.")
}

func customerListItem(b brief) customerItem {
	return customerItem{
		ID: b.id, RelationshipToPartner: "reseller",
		CompanyProfile: companyProfile{
			TenantID: b.id, Domain: b.domain, CompanyName: b.name,
			Links:      links{Self: get("/customers/" + b.id + "/profiles/company")},
			Attributes: attributes{ObjectType: "CustomerCompanyProfile"},
		},
		Links:      links{Self: get("/customers/" + b.id)},
		Attributes: attributes{ObjectType: "Customer"},
	}
}

func (c *call) customer() (reply, *problem) {
	t := c.tenant
	body := customerBody{
		ID: t.id, CommerceID: c.center.world.cipher.guid(ref{kind: kindCommerce, owner: t.kind, entity: t.entity}),
		CompanyProfile: c.company(), BillingProfile: c.billing(),
		RelationshipToPartner: "reseller", AllowDelegatedAccess: t.dap,
		Links:      links{Self: get("/customers/" + t.id)},
		Attributes: attributes{ObjectType: "Customer"},
	}
	if t.granular {
		body.CustomDomains = t.domains()
	}
	return reply{body: body}, nil
}

// domains gives the verified domains; every tenant has one of the form that
// Microsoft gives out.
func (t tenant) domains() []string {
	first, _, _ := strings.Cut(t.domain, ".")
	return []string{t.domain, strings.ReplaceAll(first, "-", "") + ".onmicrosoft.com"}
}

// company shows the address only to those who may read the tenant.
func (c *call) company() companyProfile {
	t := c.tenant
	p := companyProfile{
		TenantID: t.id, Domain: t.domain, CompanyName: t.billing.Company,
		Links:      links{Self: get("/customers/" + t.id + "/profiles/company")},
		Attributes: attributes{ObjectType: "CustomerCompanyProfile"},
	}
	if t.granular || t.dap {
		address := t.address()
		address.FirstName, address.LastName = "", ""
		p.Address, p.Email = &address, t.billing.Email
	}
	return p
}

func (t tenant) address() addressBody {
	b := t.billing
	return addressBody{
		Country: b.Country, City: b.City, AddressLine1: b.Line1, PostalCode: b.PostalCode,
		FirstName: b.FirstName, LastName: b.LastName, PhoneNumber: b.Phone,
	}
}

func (c *call) billing() billingProfile {
	t := c.tenant
	if changed, _ := c.center.billingOf(t); changed != nil {
		return *changed
	}
	return billingProfile{
		ID: t.id, FirstName: t.billing.FirstName, LastName: t.billing.LastName, Email: t.billing.Email,
		Culture: t.culture, Language: t.culture[:2], CompanyName: t.billing.Company, DefaultAddress: t.address(),
		Links:      links{Self: get("/v1/customers/" + t.id + "/profiles/billing")},
		Attributes: attributes{Etag: t.billingTag(0), ObjectType: "CustomerBillingProfile"},
	}
}

func (c *call) companyProfile() (reply, *problem) { return reply{body: c.company()}, nil }

func (c *call) billingProfile() (reply, *problem) { return reply{body: c.billing()}, nil }

// organization answers with a list without an envelope.
func (c *call) organization() (reply, *problem) {
	b := c.tenant.billing
	return reply{body: []organizationItem{{
		Street: b.Line1, CountryLetterCode: b.Country, PostalCode: b.PostalCode, City: b.City,
		DisplayName: b.Company, TechnicalMails: []string{b.Email},
	}}}, nil
}

// customDomains answers with a list without an envelope.
func (c *call) customDomains() (reply, *problem) { return reply{body: c.tenant.domains()}, nil }
