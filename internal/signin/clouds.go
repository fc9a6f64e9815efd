package signin

import (
	"net/url"
	"slices"
	"strings"

	"cspdesk/internal/partner"
)

// place is where the partners of a cloud sign in, and for what.
type place struct {
	authority string   // without the tenant
	resource  string   // Partner Center
	graph     string   // Microsoft Graph, as tokens name it
	directory string   // where Microsoft Graph answers
	hosts     []string // that may be asked for tokens, lower case
	pages     []string // domains under which a device code may be entered
}

// places are the authorities and resources of the clouds (Microsoft identity
// platform, "National clouds"; Partner Center, "Partner Center authentication").
// The Germany cloud is closed and has none.
var places = map[partner.Cloud]place{
	partner.CloudPublic: {
		authority: "https://login.microsoftonline.com", resource: "https://api.partnercenter.microsoft.com",
		graph: "https://graph.microsoft.com", directory: "https://graph.microsoft.com",
		hosts: []string{"login.microsoftonline.com", "login.microsoft.com", "login.windows.net"},
		pages: []string{"microsoft.com", "microsoftonline.com"},
	},
	partner.CloudUSGov: {
		authority: "https://login.microsoftonline.us", resource: "https://api.partnercenter.microsoft.com",
		graph: "https://graph.microsoft.us", directory: "https://graph.microsoft.us",
		hosts: []string{"login.microsoftonline.us"},
		pages: []string{"microsoft.com", "microsoftonline.us"},
	},
	partner.CloudChina: {
		authority: "https://login.partner.microsoftonline.cn", resource: "https://partner.partnercenterapi.microsoftonline.cn",
		graph: "https://microsoftgraph.chinacloudapi.cn", directory: "https://microsoftgraph.chinacloudapi.cn",
		hosts: []string{"login.partner.microsoftonline.cn", "login.chinacloudapi.cn"},
		pages: []string{"microsoft.com", "microsoftonline.cn", "chinacloudapi.cn"},
	},
}

// Available reports whether partners of a cloud can sign in.
func Available(c partner.Cloud) bool {
	_, ok := places[c]
	return ok
}

// placeFor gives the place of a cloud, with another authority if one is named:
// that one must be this computer, over https.
func placeFor(c partner.Cloud, authority string) (place, error) {
	p, ok := places[c]
	if !ok {
		return place{}, partner.NewError(partner.CodeNotAllowed, "nobody can sign in to the cloud "+string(c), nil)
	}
	if authority == "" {
		return p, nil
	}
	u, err := url.Parse(authority)
	if err != nil || u.Scheme != "https" || u.User != nil || !partner.Loopback(u.Hostname()) || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
		return place{}, partner.NewError(partner.CodeInvalidInput, "the authority must be https:// and an address of this computer", nil)
	}
	p.authority = "https://" + u.Host
	p.directory = p.authority // the look-alike serves both
	p.hosts, p.pages = []string{strings.ToLower(u.Host)}, []string{u.Hostname()}
	return p, nil
}

// scopes asks for one resource: a token is good for one.
func (p place) scopes() []string { return []string{p.resource + "/user_impersonation"} }

// asks reports whether a host may be asked for tokens.
func (p place) asks(host string) bool { return slices.Contains(p.hosts, strings.ToLower(host)) }

// shows reports whether a person may be sent to a page to enter a code.
func (p place) shows(page string) bool {
	u, err := url.Parse(page)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(p.pages, func(domain string) bool {
		return host == domain || strings.HasSuffix(host, "."+domain)
	})
}
