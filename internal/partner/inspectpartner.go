package partner

import "strings"

// checkPartner compares the inviting partner with the profile.
func (in *inspection) checkPartner() {
	l, p := in.link, in.profile
	switch {
	case l.PartnerID == "":
		in.bad(FindingMissingPartner, "The link does not name a partner.")
	case !ValidGUID(l.PartnerID):
		in.bad(FindingBadGUID, "The partner's tenant id %s is not a GUID.", quote(l.PartnerID))
	case p.TenantID != "" && !strings.EqualFold(l.PartnerID, p.TenantID):
		in.bad(FindingOtherTenant, "The link invites for the partner %s and not for %s.", l.PartnerID, quote(p.TenantID))
	}
	if indirect := p.Kind == KindIndirectReseller; p.Kind != "" && l.Indirect && !indirect {
		in.warn(FindingOtherKind, "The link is one of an indirect reseller, and the profile is not.")
	} else if p.Kind != "" && !l.Indirect && indirect {
		in.warn(FindingOtherKind, "The link is one of a direct partner, and the profile is not.")
	}
	switch {
	case l.MSPPID == "":
		in.warn(FindingMissingMSPP, "The link has no msppId.")
	case !isDigits(l.MSPPID):
		in.bad(FindingBadMSPP, "The msppId %s is not a number.", quote(l.MSPPID))
	case l.Indirect && !isPartnerNumber(l.MSPPID):
		in.warn(FindingOtherMSPP, "The msppId is %s; an indirect reseller's link carries the PartnerID.", l.MSPPID)
	case !l.Indirect && isPartnerNumber(l.MSPPID):
		in.warn(FindingOtherMSPP, "The msppId is %s; a direct partner's link carries 0.", l.MSPPID)
	case l.Indirect && p.Kind == KindIndirectReseller && p.MPNID != "" && l.MSPPID != p.MPNID:
		in.warn(FindingOtherMSPP, "The msppId is %s, and the profile's PartnerID is %s.", l.MSPPID, quote(p.MPNID))
	}
}

// checkRights looks at the parameter for delegated admin rights. Links on the
// older portal do not have it.
func (in *inspection) checkRights() {
	value, written := in.parts.get("DAP")
	switch {
	case written && in.link.AdminRights == nil:
		in.bad(FindingBadAdminRights, "DAP is %s and neither true nor false.", quote(value))
	case !written && in.link.Kind != LinkOffice:
		in.warn(FindingMissingAdminRights, "The link does not say whether it asks for admin rights (DAP).")
	case written && !*in.link.AdminRights && in.profile.Cloud != "" && !in.profile.Cloud.AdminRightsOptional():
		in.warn(FindingRightsRequired, "The link leaves admin rights out, which partners of this cloud cannot do.")
	}
}

// checkProvider looks at the indirect provider.
func (in *inspection) checkProvider() {
	l, p := in.link, in.profile
	switch {
	case l.IndirectProvider == "":
		if l.Indirect {
			in.warn(FindingMissingProvider, "The link does not name the indirect provider.")
		}
	case !ValidGUID(l.IndirectProvider):
		in.bad(FindingBadGUID, "The provider's tenant id %s is not a GUID.", quote(l.IndirectProvider))
	case !l.Indirect:
		in.warn(FindingUnexpectedProvider, "The link names an indirect provider, and is not an indirect reseller's.")
	case p.Provider != "" && !strings.EqualFold(l.IndirectProvider, p.Provider):
		in.warn(FindingForeignProvider, "The link names the provider %s; the profile's is %s.", l.IndirectProvider, quote(p.Provider))
	}
}
