package partner

import (
	"net/netip"
	"slices"
	"strings"
)

// urlParts is a link cut at its delimiters, with nothing decoded. The standard
// library's URL would decode, reorder and clean, and the text must stay as it
// came.
type urlParts struct {
	scheme, host, port   string // scheme and host in lower case
	userInfo             bool
	path, fragment       string
	hasFragment          bool
	params               []urlParam
	hasQuery             bool
	queryStart, queryEnd int // of the query in the text, without its '?'
}

// urlParam is one parameter of a query. Start and end mark its whole text.
type urlParam struct {
	name, value string
	hasValue    bool // an '=' is written
	start, end  int
}

// splitURL cuts an http or https link; ok is false for anything else.
func splitURL(s string) (p urlParts, ok bool) {
	i := strings.Index(s, "://")
	if i < 0 {
		return p, false
	}
	p.scheme = strings.ToLower(s[:i])
	if p.scheme != "http" && p.scheme != "https" {
		return p, false
	}
	start := i + len("://")
	end := start + indexAnyOrLen(s[start:], `/?#\`)
	p.cutAuthority(s[start:end])
	if p.host == "" {
		return p, false
	}
	pathEnd := end + indexAnyOrLen(s[end:], "?#")
	p.path = s[end:pathEnd]
	p.queryStart, p.queryEnd = pathEnd, pathEnd
	if pathEnd < len(s) && s[pathEnd] == '?' {
		p.hasQuery = true
		p.queryStart++
		p.queryEnd = p.queryStart + indexAnyOrLen(s[p.queryStart:], "#")
		p.params = splitQuery(s, p.queryStart, p.queryEnd)
	}
	if p.queryEnd < len(s) {
		p.hasFragment, p.fragment = true, s[p.queryEnd+1:]
	}
	return p, true
}

func indexAnyOrLen(s, chars string) int {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return i
	}
	return len(s)
}

func (p *urlParts) cutAuthority(authority string) {
	if _, host, ok := cutLast(authority, "@"); ok {
		p.userInfo, authority = true, host
	}
	p.host = strings.ToLower(authority)
	if closing := strings.LastIndexByte(authority, ']'); strings.LastIndexByte(authority, ':') > closing {
		host, port, _ := cutLast(authority, ":")
		p.host, p.port = strings.ToLower(host), port
	}
}

func splitQuery(s string, start, end int) []urlParam {
	var params []urlParam
	for start < end {
		stop := start + indexAnyOrLen(s[start:end], "&")
		if stop > start {
			name, value, hasValue := strings.Cut(s[start:stop], "=")
			params = append(params, urlParam{name, value, hasValue, start, stop})
		}
		start = stop + 1
	}
	return params
}

// get gives the value of the first parameter with that name, in either case.
func (p urlParts) get(name string) (string, bool) {
	for _, param := range p.params {
		if strings.EqualFold(param.name, name) {
			return param.value, true
		}
	}
	return "", false
}

// set changes the parameter in the text s: every occurrence, so that none
// contradicts another; a new one goes to the end of the query; "" takes it out.
func (p urlParts) set(s, name, value string) string {
	found := false
	for _, param := range slices.Backward(p.params) {
		if !strings.EqualFold(param.name, name) {
			continue
		}
		found = true
		switch {
		case value == "":
			s = cutParam(s, param, p.queryStart)
		case !strings.EqualFold(param.value, value):
			s = s[:param.start] + param.name + "=" + value + s[param.end:]
		}
	}
	if found || value == "" {
		return s
	}
	separator := "&"
	switch {
	case !p.hasQuery:
		separator = "?"
	case p.queryStart == p.queryEnd, s[p.queryEnd-1] == '&':
		separator = ""
	}
	return s[:p.queryEnd] + separator + name + "=" + value + s[p.queryEnd:]
}

// cutParam takes a parameter out of s, with the '&' that tied it to the others.
func cutParam(s string, param urlParam, queryStart int) string {
	start, end := param.start, param.end
	switch {
	case start > queryStart && s[start-1] == '&':
		start--
	case end < len(s) && s[end] == '&':
		end++
	}
	return s[:start] + s[end:]
}

// link reads the meaning of the parts.
func (p urlParts) link(raw string) Link {
	l := Link{Kind: LinkOther, Scheme: p.scheme, Host: p.host, Port: p.port, Fragment: p.fragment, raw: raw}
	relationship, partnerName, providerName := "", "partnerId", "indirectCSPId"
	if invType, ok := p.get("invType"); ok {
		relationship = invType
	} else if strings.HasSuffix(strings.ToLower(p.path), "/partnersignup.aspx") {
		relationship, _ = p.get("type")
		partnerName, providerName = "id", "indirectCSP"
	}
	switch {
	case strings.EqualFold(relationship, "ResellerRelationship"):
		l.Kind = LinkReseller
	case strings.EqualFold(relationship, "IndirectResellerRelationship"):
		l.Kind, l.Indirect = LinkIndirectReseller, true
	case relationship == "" && hasPrefixFold(p.fragment, fragmentGranular):
		l.Kind, l.RelationshipID = LinkGranular, p.fragment[len(fragmentGranular):]
		return l
	default:
		return l
	}
	if partnerName == "id" {
		l.Kind = LinkOffice
	}
	l.PartnerID = p.tenant(partnerName)
	l.IndirectProvider = p.tenant(providerName)
	l.MSPPID, _ = p.get("msppId")
	if value, ok := p.get("DAP"); ok {
		if asked := strings.EqualFold(value, "true"); asked || strings.EqualFold(value, "false") {
			l.AdminRights = &asked
		}
	}
	return l
}

func (p urlParts) tenant(name string) string {
	value, _ := p.get(name)
	if ValidGUID(value) {
		return strings.ToLower(value)
	}
	return value
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// Loopback reports whether a host is this computer. An IPv6 address may stand in
// brackets.
func Loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	address, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && address.Zone() == "" && address.IsLoopback()
}
