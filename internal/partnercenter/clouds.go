package partnercenter

import "cspdesk/internal/partner"

// BaseURL is where Partner Center answers the partners of a cloud (Partner
// Center, "Partner Center REST URLs"). The Germany cloud is closed; its former
// address was that of the public cloud, and none is given for it.
func BaseURL(c partner.Cloud) (string, bool) {
	switch c {
	case partner.CloudPublic, partner.CloudUSGov:
		return "https://api.partnercenter.microsoft.com", true
	case partner.CloudChina:
		return "https://partner.partnercenterapi.microsoftonline.cn", true
	}
	return "", false
}
