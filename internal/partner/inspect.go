package partner

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// longLink is the length in bytes above which browsers and mail programs begin
// to cut links.
const longLink = 2048

// InspectLink reads a link and says what is odd about it, compared with the
// profile whose link it should be: nothing (ok), something unexpected (warn),
// or damage or a wrong partner (bad). Fields of the profile that are empty are
// not compared. The link given back is the text as it came, read as if simple
// damage were undone; only one with the verdict ok or warn is fit for use.
func InspectLink(s string, p Profile) (Link, Verdict, []Finding) {
	raw := strings.TrimSpace(s)
	in := inspection{profile: p}
	link, parts, ok := in.read(raw)
	if !ok {
		in.bad(FindingUnreadable, "This is not an http or https link.")
		return link, LinkBad, in.found
	}
	in.link, in.parts = link, parts
	in.checkAddress()
	in.checkShape()
	in.checkParams()
	if link.Kind == LinkReseller || link.Kind == LinkIndirectReseller || link.Kind == LinkOffice {
		in.checkPartner()
		in.checkRights()
		in.checkProvider()
	}
	return link, in.verdict(), in.found
}

// inspection is one run of InspectLink.
type inspection struct {
	profile Profile
	link    Link
	parts   urlParts
	found   []Finding
}

func (in *inspection) bad(code, format string, args ...any) {
	in.warn(code, format, args...)
	in.found[len(in.found)-1].Bad = true
}

func (in *inspection) warn(code, format string, args ...any) {
	f := Finding{Code: code, Message: fmt.Sprintf(format, args...)}
	for _, arg := range args {
		if value, ok := arg.(string); ok {
			f.Values = append(f.Values, value)
		}
	}
	in.found = append(in.found, f)
}

func (in *inspection) verdict() Verdict {
	verdict := LinkOK
	for _, f := range in.found {
		if f.Bad {
			return LinkBad
		}
		verdict = LinkWarn
	}
	return verdict
}

// read finds the damage that mail programs and copying do, and reads the link
// without it.
func (in *inspection) read(raw string) (Link, urlParts, bool) {
	clean := in.undoCharacters(raw)
	if inner, ok := strings.CutPrefix(clean, "<"); ok {
		clean = strings.TrimSuffix(inner, ">")
		in.bad(FindingBracketed, "The link stands in angle brackets. They are not part of it.")
	}
	if bare := strings.TrimRightFunc(clean, isSentencePunctuation); bare != clean {
		in.bad(FindingTrailing, "Punctuation stands behind the link: %s.", quote(clean[len(bare):]))
		clean = bare
	}
	if plain := strings.NewReplacer("&amp;", "&", "&AMP;", "&", "&#38;", "&").Replace(clean); plain != clean {
		in.bad(FindingHTMLEscaped, `"&" is written as "&amp;".`)
		clean = plain
	}
	if plain := strings.NewReplacer("=3D", "=", "=3d", "=").Replace(clean); plain != clean {
		in.bad(FindingQuotedPrintable, `The link is in quoted-printable encoding: "=3D" stands for "=".`)
		clean = plain
	}
	if strings.Contains(clean, `\`) {
		in.bad(FindingBackslash, `A "\" stands in the link.`)
	}
	if len(raw) > longLink {
		in.bad(FindingTooLong, "The link is longer than %d characters; mail programs would cut it.", longLink)
	}
	if len(raw) > maxLink {
		return Link{raw: raw}, urlParts{}, false
	}
	parts, ok := splitURL(clean)
	if !ok {
		return Link{Kind: LinkOther, raw: raw}, parts, false
	}
	return parts.link(raw), parts, true
}

// undoCharacters drops what cannot stand in a link, and says so.
func (in *inspection) undoCharacters(raw string) string {
	var lineBreak, space, invisible bool
	clean := strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029:
			lineBreak = true
		case isSpace(r):
			space = true
		case isInvisible(r) || isControl(r):
			invisible = true
		default:
			return r
		}
		return -1
	}, raw)
	if lineBreak {
		in.bad(FindingLineBreak, "The link is broken over lines.")
	}
	if space {
		in.bad(FindingSpace, "White space stands inside the link.")
	}
	if invisible {
		in.bad(FindingInvisible, "Invisible or control characters stand inside the link.")
	}
	if !utf8.ValidString(raw) {
		in.bad(FindingUnreadable, "The link is not valid text.")
	}
	return clean
}

// checkShape looks at path and fragment.
func (in *inspection) checkShape() {
	path, fragment := strings.ToLower(in.parts.path), in.parts.fragment
	if strings.Contains(in.parts.path+fragment, "%") || in.percentInQuery() {
		in.bad(FindingPercent, "Percent escapes stand in the link, which has none when Partner Center gives it.")
	}
	if strings.ContainsAny(fragment, "?&=") {
		in.bad(FindingAfterFragment, "Parameters stand behind the #, where the admin center does not read them.")
	}
	switch in.link.Kind {
	case LinkReseller, LinkIndirectReseller:
		known := path == "/adminportal/home" || in.parts.host == hostAdminCloud && (path == "" || path == "/")
		if !known && knownHost(in.parts.host) {
			in.bad(FindingUnknownPath, "The path %s is not the one of a relationship link.", quote(in.parts.path))
		}
		in.checkFragment(fragment)
	case LinkGranular:
		if !validRelationshipID(in.link.RelationshipID) {
			in.bad(FindingBadRelationshipID, "The id of the granular admin relationship is damaged.")
		}
	case LinkOther:
		in.warn(FindingNotARequest, "The link does not ask for a relationship.")
	}
}

func (in *inspection) checkFragment(fragment string) {
	route := fragment[:indexAnyOrLen(fragment, "?&=")]
	switch {
	case strings.EqualFold(route, fragmentInvitation), strings.EqualFold(route, fragmentOlder):
	case strings.Trim(route, "/") == "":
		in.bad(FindingMissingFragment, "The part behind the # is missing; the link would open the admin center's start page.")
	case hasPrefixFold(fragmentInvitation, route), hasPrefixFold(fragmentOlder, route):
		in.bad(FindingCut, "The link is cut off in the part behind the #: %s.", quote(route))
	case hasPrefixFold(route, fragmentInvitation), hasPrefixFold(route, fragmentOlder):
		in.bad(FindingUnknownFragment, "Something is glued to the part behind the #: %s.", quote(route))
	default:
		in.warn(FindingUnknownFragment, "The part behind the # is not one that Microsoft documents: %s.", quote(route))
	}
}

func (in *inspection) percentInQuery() bool {
	for _, param := range in.parts.params {
		if strings.Contains(param.name+param.value, "%") {
			return true
		}
	}
	return false
}

// validRelationshipID reports whether s is the id of a granular admin
// relationship: two GUIDs joined with '-'.
func validRelationshipID(s string) bool {
	const one = len(zeroGUID)
	return len(s) == 2*one+1 && s[one] == '-' && ValidGUID(s[:one]) && ValidGUID(s[one+1:])
}

// linkParams are the parameters of each kind of link, in lower case.
var linkParams = map[LinkKind][]string{
	LinkReseller:         {"invtype", "partnerid", "msppid", "dap", "indirectcspid"},
	LinkIndirectReseller: {"invtype", "partnerid", "msppid", "dap", "indirectcspid"},
	LinkOffice:           {"type", "id", "csp", "msppid", "indirectcsp", "dap"},
}

func (in *inspection) checkParams() {
	seen := map[string]bool{}
	known, request := linkParams[in.link.Kind]
	for _, param := range in.parts.params {
		name := strings.ToLower(param.name)
		if seen[name] {
			in.bad(FindingDuplicated, "The parameter %s stands in the link more than once.", quote(param.name))
		}
		seen[name] = true
		unknown := request
		for _, k := range known {
			unknown = unknown && k != name
		}
		if unknown {
			in.warn(FindingUnknownParameter, "The parameter %s is not one of a relationship link.", quote(param.name))
		}
	}
}
