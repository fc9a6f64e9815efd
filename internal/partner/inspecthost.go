package partner

import "strings"

// nationalHosts are the domains that Microsoft uses in the national clouds. The
// hosts of relationship links there are not documented.
var nationalHosts = map[Cloud][]string{
	CloudUSGov:   {"office365.us", "microsoft.us", "microsoftonline.us", "microsoft365.us"},
	CloudGermany: {"microsoftonline.de", "office.de"},
	CloudChina:   {"microsoftonline.cn"},
}

// mailFilters are hosts that mail filters put in front of links.
var mailFilters = []string{"safelinks.protection.outlook.com", "safelinks.protection.outlook.cn", "urldefense.com", "urldefense.proofpoint.com"}

func knownHost(host string) bool {
	return host == hostAdmin || host == hostAdminCloud || host == hostOffice
}

// checkAddress looks at scheme, host and port.
func (in *inspection) checkAddress() {
	host := in.parts.host
	if in.parts.userInfo {
		in.bad(FindingUserInfo, "A user name stands before the host; the link leads to %s.", quote(host))
	}
	if Loopback(host) {
		in.checkPracticeAddress()
		return
	}
	if in.parts.scheme != "https" {
		in.bad(FindingNotHTTPS, "The link is not https.")
	}
	switch in.parts.port {
	case "":
	case "443":
		in.warn(FindingPort, "The port 443 is written in the link. It is not wrong, but Partner Center does not write it.")
	default:
		in.bad(FindingPort, "The link leads to the port %s.", quote(in.parts.port))
	}
	in.checkHost(host)
}

// checkPracticeAddress judges a link to this computer: right for the practice
// Partner Center and for nobody else.
func (in *inspection) checkPracticeAddress() {
	switch {
	case in.profile.Connection == ConnectionPractice && in.parts.scheme == "http":
	case in.profile.Connection == "" && in.parts.scheme == "http":
		in.warn(FindingLoopbackHost, "The link leads to the practice Partner Center on this computer.")
	case in.profile.Connection == ConnectionPractice:
		in.bad(FindingLoopbackHost, "The practice Partner Center is reached by http.")
	default:
		in.bad(FindingLoopbackHost, "The link leads to this computer; no customer can open it.")
	}
}

func (in *inspection) checkHost(host string) {
	cloud := in.profile.Cloud
	switch {
	case knownHost(host):
		in.checkKnownHost(host)
	case isMailFilter(host):
		in.bad(FindingRewrittenHost, "A mail filter rewrote the link. Take it from Partner Center again.")
	case strings.Contains("."+host, ".xn--"):
		in.bad(FindingPunycodeHost, "The host %s is written in letters that only look like Microsoft's.", quote(host))
	case hostOfCloud(host) != "":
		if cloud != "" && hostOfCloud(host) != cloud {
			in.bad(FindingOtherCloudHost, "The host %s is Microsoft's, but of another cloud.", quote(host))
		} else {
			in.warn(FindingUndocumentedHost, "Microsoft does not document the host of relationship links in this cloud; compare %s with Partner Center.", quote(host))
		}
	case looksLikeMicrosoft(host):
		in.bad(FindingLookAlikeHost, "The host %s only looks like Microsoft's.", quote(host))
	default:
		in.bad(FindingUnknownHost, "The host %s is not one of Microsoft's admin centers.", quote(host))
	}
}

func (in *inspection) checkKnownHost(host string) {
	switch {
	case in.profile.Connection == ConnectionPractice:
		in.warn(FindingLiveInPractice, "The link leads to Microsoft and not to the practice Partner Center.")
	case in.profile.Cloud != "" && in.profile.Cloud != CloudPublic:
		in.warn(FindingUndocumentedHost, "Microsoft does not document the host of relationship links in this cloud; compare %s with Partner Center.", quote(host))
	}
	if (in.link.Kind == LinkOffice) != (host == hostOffice) && in.link.Kind != LinkOther {
		in.bad(FindingUnknownHost, "Links of this form do not lead to %s.", quote(host))
	}
}

func isMailFilter(host string) bool {
	for _, filter := range mailFilters {
		if host == filter || strings.HasSuffix(host, "."+filter) {
			return true
		}
	}
	return false
}

// hostOfCloud gives the national cloud that a host is in, "" if none.
func hostOfCloud(host string) Cloud {
	for cloud, domains := range nationalHosts {
		for _, domain := range domains {
			if host == domain || strings.HasSuffix(host, "."+domain) {
				return cloud
			}
		}
	}
	return ""
}

// lookAlikes are characters that are read as Latin letters.
var lookAlikes = strings.NewReplacer("0", "o", "1", "l", "rn", "m", "vv", "w", "а", "a", "с", "c", "е", "e", "і", "i",
	"ı", "i", "о", "o", "р", "p", "ѕ", "s", "т", "t", "ο", "o", "ι", "i", "α", "a", "κ", "k", "ⅿ", "m", "ｍ", "m")

// looksLikeMicrosoft reports whether a host that is not Microsoft's is made to
// be taken for it.
func looksLikeMicrosoft(host string) bool {
	plain := lookAlikes.Replace(host)
	for _, r := range host {
		if r >= 0x80 {
			return true
		}
	}
	for _, name := range []string{"microsoft", "office", "admin.cloud"} {
		if strings.Contains(plain, name) {
			return true
		}
	}
	for _, known := range []string{hostAdmin, hostAdminCloud, hostOffice} {
		if len(host) <= 2*len(known) && editDistance(plain, known) <= 3 {
			return true
		}
	}
	return false
}

// editDistance counts the insertions, deletions and replacements of bytes that
// turn a into b.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
