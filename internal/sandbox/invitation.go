package sandbox

import (
	"net/url"
	"strings"
)

// The kinds of invitation, as they stand in the link.
const (
	invReseller = "ResellerRelationship"
	invIndirect = "IndirectResellerRelationship"
)

// invitation is what a link of a partner says.
type invitation struct {
	Type     string
	Partner  string // tenant id, lower case
	MSPP     string // digits; 0 for a direct bill partner
	DAP      string // "true", "false" or "" where the link does not say
	Provider string // tenant id of the indirect provider; "" if none
}

// invitationFragment ends the links of today, olderFragment those of before.
const (
	invitationFragment = "#/BillingAccounts/partner-invitation"
	olderFragment      = "#/partners/invitation"
)

// link gives the invitation's address in the shape that Partner Center
// documents, on this server.
func (i invitation) link(origin string) string {
	dap := i.DAP
	if dap == "" {
		dap = "false"
	}
	text := origin + "/Adminportal/Home?invType=" + i.Type + "&partnerId=" + i.Partner + "&msppId=" + i.MSPP + "&DAP=" + dap
	if i.Provider != "" {
		text += "&indirectCSPId=" + i.Provider
	}
	return text + invitationFragment
}

// query gives the parameters for the pages that follow the first one.
func (i invitation) query() url.Values {
	q := url.Values{"invType": {i.Type}, "partnerId": {i.Partner}, "msppId": {i.MSPP}}
	if i.DAP != "" {
		q.Set("DAP", i.DAP)
	}
	if i.Provider != "" {
		q.Set("indirectCSPId", i.Provider)
	}
	return q
}

// asksRights reports whether the partner asked for admin rights.
func (i invitation) asksRights() bool { return i.DAP == "true" }

// damage says what is wrong with a link; "" for nothing.
type damage string

const (
	damageEmpty    damage = "empty"    // no parameters: cut off, or behind the '#'
	damageAmp      damage = "amp"      // &amp; in place of &
	damageMissing  damage = "missing"  // a parameter is not there
	damageDouble   damage = "double"   // a parameter is there twice
	damageType     damage = "type"     // an unknown kind of invitation
	damagePartner  damage = "partner"  // the partner's id is cut or altered
	damageMSPP     damage = "mspp"     // the PartnerID is not a number
	damageDAP      damage = "dap"      // neither true nor false
	damageProvider damage = "provider" // the provider's id is cut or altered
)

// readInvitation reads the parameters before the '#', which is all that a
// server gets to see of a link.
func readInvitation(rawQuery string) (invitation, damage) {
	if strings.Contains(rawQuery, "&amp;") {
		return invitation{}, damageAmp
	}
	q, err := url.ParseQuery(rawQuery)
	if err != nil {
		return invitation{}, damageMissing
	}
	if len(q) == 0 {
		return invitation{}, damageEmpty
	}
	for _, name := range []string{"invType", "partnerId", "msppId", "DAP", "indirectCSPId"} {
		if len(q[name]) > 1 {
			return invitation{}, damageDouble
		}
	}
	i := invitation{
		Type: q.Get("invType"), Partner: strings.ToLower(q.Get("partnerId")), MSPP: q.Get("msppId"),
		DAP: strings.ToLower(q.Get("DAP")), Provider: strings.ToLower(q.Get("indirectCSPId")),
	}
	switch {
	case !q.Has("invType") || !q.Has("partnerId") || !q.Has("msppId"):
		return i, damageMissing
	case i.Type != invReseller && i.Type != invIndirect:
		return i, damageType
	case !isGUID(i.Partner):
		return i, damagePartner
	case !isNumber(i.MSPP):
		return i, damageMSPP
	case q.Has("DAP") && i.DAP != "true" && i.DAP != "false":
		return i, damageDAP
	case q.Has("indirectCSPId") && !isGUID(i.Provider):
		return i, damageProvider
	}
	return i, ""
}

func isGUID(text string) bool {
	_, ok := parseGUID(text)
	return ok
}

func isNumber(text string) bool {
	return text != "" && len(text) <= 20 && strings.Trim(text, "0123456789") == ""
}
