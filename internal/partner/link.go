package partner

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// LinkKind is what a link asks of the customer who opens it.
type LinkKind string

// The kinds of link. Every shape but the last is taken from Microsoft's pages
// or from links that partners send.
const (
	LinkReseller         LinkKind = "reseller"          // a relationship with the partner
	LinkIndirectReseller LinkKind = "indirect-reseller" // with an indirect reseller and, if named, their provider
	LinkOffice           LinkKind = "office"            // the older form on portal.office.com, direct or indirect
	LinkGranular         LinkKind = "granular"          // approval of granular admin rights
	LinkOther            LinkKind = "other"             // anything else, such as the agreement alone
)

// The hosts and fragments of relationship links in the public cloud.
const (
	hostAdmin      = "admin.microsoft.com"
	hostAdminCloud = "admin.cloud.microsoft"
	hostOffice     = "portal.office.com"

	fragmentInvitation = "/BillingAccounts/partner-invitation"
	fragmentOlder      = "/partners/invitation"
	fragmentGranular   = "/partners/invitation/granularAdminRelationships/"
)

// maxLink is the longest link in bytes that ParseLink reads. Real ones have
// fewer than 300.
const maxLink = 8192

// Link is a parsed invitation link. It keeps the text it was parsed from; all
// changes are made in that text and leave the rest of it byte for byte.
type Link struct {
	Kind             LinkKind
	Scheme           string // lower case
	Host             string // lower case, without port
	Port             string // "" if not written
	PartnerID        string // tenant id of the inviting partner; a valid GUID in lower case, anything else as written; "" if absent
	MSPPID           string // 0 for a direct partner, else the reseller's PartnerID; "" if absent
	AdminRights      *bool  // nil if the link does not say, or says something else than true or false
	Indirect         bool   // names an indirect reseller's relationship
	IndirectProvider string // tenant id of the indirect provider, written as PartnerID is; "" if absent
	RelationshipID   string // of granular rights; "" otherwise
	Fragment         string // what follows the '#'

	raw string
}

// ParseLink reads a link. White space around it is dropped; everything else is
// kept as it is. It reads any http or https address: Kind says what it is, and
// InspectLink what is wrong with it. Errors are *Error with CodeInvalidInput.
func ParseLink(s string) (Link, error) {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return Link{}, NewError(CodeInvalidInput, "no link", nil)
	case len(s) > maxLink:
		return Link{}, NewError(CodeInvalidInput, "the link is too long", nil)
	case !utf8.ValidString(s):
		return Link{}, NewError(CodeInvalidInput, "the link is not valid text", nil)
	}
	for _, r := range s {
		if isSpace(r) || isControl(r) || isInvisible(r) {
			return Link{}, NewError(CodeInvalidInput, "the link holds white space or invisible characters", nil)
		}
	}
	parts, ok := splitURL(s)
	if !ok {
		return Link{}, NewError(CodeInvalidInput, "not an http or https link", nil)
	}
	return parts.link(s), nil
}

// String gives the text that the link was parsed from, with the changes that
// were made to it.
func (l Link) String() string { return l.raw }

// Practice reports whether the link leads to the practice Partner Center: http
// on a loopback host.
func (l Link) Practice() bool { return l.Scheme == "http" && Loopback(l.Host) }

// WithAdminRights gives the link with delegated admin rights asked for or not.
// Only the value of the parameter changes; where it is absent it is added
// before the '#'. Links that do not know the parameter (every kind but a
// reseller's on the admin center) are given back unchanged.
func (l Link) WithAdminRights(asked bool) Link {
	if l.Kind != LinkReseller && l.Kind != LinkIndirectReseller {
		return l
	}
	return l.with("DAP", strconv.FormatBool(asked))
}

// WithIndirectProvider gives the link with the tenant id of an indirect
// provider in it; "" takes the parameter out. Nothing else changes, and links
// that do not ask for a reseller relationship are given back unchanged.
func (l Link) WithIndirectProvider(tenant string) Link {
	switch l.Kind {
	case LinkReseller, LinkIndirectReseller:
		return l.with("indirectCSPId", tenant)
	case LinkOffice:
		return l.with("indirectCSP", tenant)
	}
	return l
}

func (l Link) with(name, value string) Link {
	parts, ok := splitURL(l.raw)
	if !ok {
		return l
	}
	raw := parts.set(l.raw, name, value)
	if raw == l.raw {
		return l
	}
	changed, _ := splitURL(raw)
	return changed.link(raw)
}

// BuildLink makes the link of an offline profile, in the shape that Partner
// Center documents for the public cloud. No shape is documented for the other
// clouds, so none is made up: CodeNotAllowed. The practice Partner Center gives
// its own links, on its own address. CodeInvalidInput says that the profile
// lacks a tenant id or, for an indirect reseller, the PartnerID.
func BuildLink(p Profile, adminRights bool) (Link, error) {
	switch {
	case p.Connection == ConnectionPractice:
		return Link{}, NewError(CodeNotAllowed, "the practice Partner Center gives its own links", nil)
	case p.Cloud != CloudPublic:
		return Link{}, NewError(CodeNotAllowed, "national-cloud link hosts are not documented: paste the link from Partner Center", nil)
	}
	tenant := NormaliseGUID(p.TenantID)
	if !ValidGUID(tenant) {
		return Link{}, NewError(CodeInvalidInput, "the profile's tenant id is not a GUID", nil)
	}
	invType, mspp := "ResellerRelationship", "0"
	if p.Kind == KindIndirectReseller {
		invType, mspp = "IndirectResellerRelationship", p.MPNID
		if !isPartnerNumber(mspp) {
			return Link{}, NewError(CodeInvalidInput, "an indirect reseller's link needs the PartnerID, digits only", nil)
		}
	}
	link, err := ParseLink("https://" + hostAdmin + "/Adminportal/Home?invType=" + invType +
		"&partnerId=" + tenant + "&msppId=" + mspp + "&DAP=" + strconv.FormatBool(adminRights) + "#" + fragmentInvitation)
	if err != nil || p.Kind != KindIndirectReseller || p.Provider == "" {
		return link, err
	}
	provider := NormaliseGUID(p.Provider)
	if !ValidGUID(provider) {
		return Link{}, NewError(CodeInvalidInput, "the provider's tenant id is not a GUID", nil)
	}
	return link.WithIndirectProvider(provider), nil
}

// isPartnerNumber reports whether s is a PartnerID: digits, not all zero.
func isPartnerNumber(s string) bool {
	return isDigits(s) && strings.Trim(s, "0") != ""
}

func isDigits(s string) bool {
	return s != "" && len(s) <= 20 && !slices.ContainsFunc([]byte(s), func(c byte) bool { return c < '0' || c > '9' })
}
