package partner

import (
	"slices"
	"strings"
	"testing"
)

func TestInspectLink(t *testing.T) {
	direct := Profile{Connection: ConnectionLive, Cloud: CloudPublic, Kind: KindDirect, TenantID: tenant}
	reseller := Profile{Connection: ConnectionOffline, Cloud: CloudPublic, Kind: KindIndirectReseller, TenantID: tenant, MPNID: "601089", Provider: provider}
	practice := Profile{Connection: ConnectionPractice, Cloud: CloudPublic, Kind: KindDirect, TenantID: tenant}
	cloud := func(c Cloud) Profile { p := direct; p.Cloud = c; return p }
	rights := swap("DAP=false", "DAP=true")
	host := func(h string) string { return swap("admin.microsoft.com", h) }
	for _, c := range []struct {
		name, text string
		profile    Profile
		want       Verdict
		codes      string // all of them, in order
	}{
		{"direct", theLink, direct, LinkOK, ""},
		{"with spaces around", "\n " + theLink + " \n", direct, LinkOK, ""},
		{"with rights", rights, direct, LinkOK, ""},
		{"without profile", theLink, Profile{}, LinkOK, ""},
		{"tenant in capitals", swap(tenant, strings.ToUpper(tenant)), direct, LinkOK, ""},
		{"path in another case", swap("Adminportal", "AdminPortal"), direct, LinkOK, ""},
		{"older fragment", swap("/BillingAccounts/partner-invitation", "/partners/invitation"), direct, LinkOK, ""},
		{"new host", swap("admin.microsoft.com/Adminportal/Home", "admin.cloud.microsoft/"), direct, LinkOK, ""},
		{"indirect", indirectLink, reseller, LinkOK, ""},
		{"office", officeLink, direct, LinkOK, ""},
		{"office, indirect", officeIndir, reseller, LinkOK, ""},
		{"granular", granularLink, direct, LinkOK, ""},
		{"practice", practiceLink, practice, LinkOK, ""},
		{"practice over IPv6", strings.Replace(practiceLink, "127.0.0.1", "[::1]", 1), practice, LinkOK, ""},
		{"practice on localhost", strings.Replace(practiceLink, "127.0.0.1", "localhost", 1), practice, LinkOK, ""},
		{"provider inviting for itself", theLink, Profile{Kind: KindIndirectProvider, TenantID: tenant}, LinkOK, ""},

		{"without rights said", swap("&DAP=false", ""), direct, LinkWarn, FindingMissingAdminRights},
		{"port 443", host("admin.microsoft.com:443"), direct, LinkWarn, FindingPort},
		{"without msppId", swap("&msppId=0", ""), direct, LinkWarn, FindingMissingMSPP},
		{"msppId of a reseller", swap("msppId=0", "msppId=601089"), direct, LinkWarn, FindingOtherMSPP},
		{"another reseller's msppId", strings.Replace(indirectLink, "601089", "6531449", 1), reseller, LinkWarn, FindingOtherMSPP},
		{"reseller with msppId 0", strings.Replace(indirectLink, "601089", "0", 1), reseller, LinkWarn, FindingOtherMSPP},
		{"another kind", theLink, reseller, LinkWarn, FindingOtherKind},
		{"provider expected", strings.Replace(indirectLink, "&indirectCSPId="+provider, "", 1), reseller, LinkWarn, FindingMissingProvider},
		{"foreign provider", strings.Replace(indirectLink, provider, stranger, 1), reseller, LinkWarn, FindingForeignProvider},
		{"provider in a direct link", swap("#", "&indirectCSPId="+provider+"#"), direct, LinkWarn, FindingUnexpectedProvider},
		{"agreement alone", agreementLink, direct, LinkWarn, FindingNotARequest},
		{"unknown parameter", swap("&DAP", "&utm_source=mail&DAP"), direct, LinkWarn, FindingUnknownParameter},
		{"unknown fragment", swap("partner-invitation", "other"), direct, LinkWarn, FindingUnknownFragment},
		{"real link in practice", theLink, practice, LinkWarn, FindingLiveInPractice},
		{"practice link, no profile", practiceLink, Profile{}, LinkWarn, FindingLoopbackHost},
		{"US Government, public host", rights, cloud(CloudUSGov), LinkWarn, FindingUndocumentedHost},
		{"US Government, own host", strings.Replace(rights, "admin.microsoft.com", "portal.office365.us", 1), cloud(CloudUSGov), LinkWarn, FindingUndocumentedHost},
		{"US Government, no rights", theLink, cloud(CloudUSGov), LinkWarn, FindingUndocumentedHost + " " + FindingRightsRequired},
		{"Germany, no rights", theLink, cloud(CloudGermany), LinkWarn, FindingUndocumentedHost + " " + FindingRightsRequired},
		{"China, own host", host("portal.partner.microsoftonline.cn"), cloud(CloudChina), LinkWarn, FindingUndocumentedHost},

		{"nothing", "", direct, LinkBad, FindingUnreadable},
		{"a word", "contoso", direct, LinkBad, FindingUnreadable},
		{"script", "javascript:alert(1)", direct, LinkBad, FindingTrailing + " " + FindingUnreadable},
		{"ftp", swap("https", "ftp"), direct, LinkBad, FindingUnreadable},
		{"invalid text", theLink + "\xff", direct, LinkBad, FindingUnreadable + " " + FindingUnknownFragment},
		{"another partner", foreignLink, direct, LinkBad, FindingOtherTenant},
		{"no partner", swap("partnerId="+tenant+"&", ""), direct, LinkBad, FindingMissingPartner},
		{"empty partner", swap(tenant, ""), direct, LinkBad, FindingMissingPartner},
		{"bad GUID", swap("1b9e", "1b9"), direct, LinkBad, FindingBadGUID},
		{"zero GUID", swap(tenant, zeroGUID), direct, LinkBad, FindingBadGUID},
		{"bad provider", strings.Replace(indirectLink, provider, "contoso", 1), reseller, LinkBad, FindingBadGUID},
		{"http", swap("https", "http"), direct, LinkBad, FindingNotHTTPS},
		{"user info", swap("https://", "https://admin.microsoft.com@"), direct, LinkBad, FindingUserInfo},
		{"user info hides the host", host("admin.microsoft.com@example.net"), direct, LinkBad, FindingUserInfo + " " + FindingUnknownHost},
		{"port", host("admin.microsoft.com:8443"), direct, LinkBad, FindingPort},
		{"look-alike", host("admin.micros0ft.com"), direct, LinkBad, FindingLookAlikeHost},
		{"look-alike rn", host("adrnin.microsoft.com"), direct, LinkBad, FindingLookAlikeHost},
		{"look-alike by one letter", host("admin.microsft.com"), direct, LinkBad, FindingLookAlikeHost},
		{"subdomain", host("admin.microsoft.com.example.net"), direct, LinkBad, FindingLookAlikeHost},
		{"dash", host("admin-microsoft.com"), direct, LinkBad, FindingLookAlikeHost},
		{"trailing dot", host("admin.microsoft.com."), direct, LinkBad, FindingLookAlikeHost},
		{"Cyrillic", host("admin.miсrosoft.com"), direct, LinkBad, FindingLookAlikeHost},
		{"punycode", host("admin.xn--mirosoft-lng.com"), direct, LinkBad, FindingPunycodeHost},
		{"unknown host", host("www.example.net"), direct, LinkBad, FindingUnknownHost},
		{"address as host", host("203.0.113.7"), direct, LinkBad, FindingUnknownHost},
		{"office host for the newer form", host("portal.office.com"), direct, LinkBad, FindingUnknownHost},
		{"Safe Links", "https://eur01.safelinks.protection.outlook.com/?url=" + percentAll(theLink), direct, LinkBad, FindingRewrittenHost + " " + FindingPercent + " " + FindingNotARequest},
		{"another cloud's host", host("portal.office365.us"), direct, LinkBad, FindingOtherCloudHost},
		{"another path", swap("Adminportal/Home", "Adminportal/Hom"), direct, LinkBad, FindingUnknownPath},
		{"backslash", swap("/Adminportal/", `\Adminportal/`), direct, LinkBad, FindingBackslash + " " + FindingUnknownPath},
		{"practice link in a live profile", practiceLink, direct, LinkBad, FindingLoopbackHost},
		{"practice link offline", strings.Replace(practiceLink, "127.0.0.1", "localhost", 1), direct, LinkBad, FindingLoopbackHost},
		{"practice by https", strings.Replace(practiceLink, "http:", "https:", 1), practice, LinkBad, FindingLoopbackHost},
		{"behind the fragment", swap("&DAP=false", "") + "&DAP=false", direct, LinkBad, FindingAfterFragment + " " + FindingMissingAdminRights},
		{"no fragment", swap(fragment, ""), direct, LinkBad, FindingMissingFragment},
		{"empty fragment", swap(fragment, "#/"), direct, LinkBad, FindingMissingFragment},
		{"cut fragment", theLink[:len(theLink)-4], direct, LinkBad, FindingCut},
		{"glued fragment", theLink + "Please", direct, LinkBad, FindingUnknownFragment},
		{"duplicated", swap("DAP=false", "DAP=false&DAP=true"), direct, LinkBad, FindingDuplicated},
		{"duplicated in another case", swap("msppId=0", "msppId=0&MSPPID=0"), direct, LinkBad, FindingDuplicated},
		{"bad rights", swap("DAP=false", "DAP=maybe"), direct, LinkBad, FindingBadAdminRights},
		{"bad msppId", swap("msppId=0", "msppId=x"), direct, LinkBad, FindingBadMSPP},
		{"HTML", swap("&", "&amp;"), direct, LinkBad, FindingHTMLEscaped},
		{"quoted-printable", swap("=", "=3D"), direct, LinkBad, FindingQuotedPrintable},
		{"percent in the fragment", swap("#/B", "#%2FB"), direct, LinkBad, FindingPercent + " " + FindingUnknownFragment},
		{"broken percent", swap(tenant, tenant+"%"), direct, LinkBad, FindingPercent + " " + FindingBadGUID},
		{"line break", swap("&DAP", "\n&DAP"), direct, LinkBad, FindingLineBreak},
		{"space", swap("&DAP", " &DAP"), direct, LinkBad, FindingSpace},
		{"zero width", swap("&DAP", "\u200b&DAP"), direct, LinkBad, FindingInvisible},
		{"NUL", swap("&DAP", "\x00&DAP"), direct, LinkBad, FindingInvisible},
		{"full stop", theLink + ".", direct, LinkBad, FindingTrailing},
		{"Chinese full stop", theLink + "。", direct, LinkBad, FindingTrailing},
		{"angle brackets", "<" + theLink + ">", direct, LinkBad, FindingBracketed},
		{"too long", swap("&DAP", "&x="+strings.Repeat("y", longLink)+"&DAP"), direct, LinkBad, FindingTooLong + " " + FindingUnknownParameter},
		{"much too long", swap("&DAP", "&x="+strings.Repeat("y", maxLink)+"&DAP"), direct, LinkBad, FindingTooLong + " " + FindingUnreadable},
		{"granular cut", granularLink[:len(granularLink)-1], direct, LinkBad, FindingBadRelationshipID},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, verdict, findings := InspectLink(c.text, c.profile)
			var codes []string
			for _, f := range findings {
				codes = append(codes, f.Code)
			}
			if verdict != c.want || strings.Join(codes, " ") != c.codes {
				t.Errorf("%s\n%s %v\nwant %s %s\n%+v", c.text, verdict, codes, c.want, c.codes, findings)
			}
			if Worst(findings).Bad != (verdict == LinkBad) {
				t.Errorf("%s, and the worst of %+v is %+v", verdict, findings, Worst(findings))
			}
			if verdict != LinkBad && l.String() != strings.TrimSpace(c.text) {
				t.Errorf("the link became %s", l)
			}
		})
	}
}

// Every text of the corpus that damages the link is told, too, when the link is
// pasted alone with that damage.
func TestInspectLinkFindsDamagedLinks(t *testing.T) {
	p := Profile{Connection: ConnectionLive, Cloud: CloudPublic, Kind: KindDirect, TenantID: tenant}
	harmless := []string{ // other links that are right by themselves
		"DAP changed", "older fragment", "query order", "host moved", "path in another case", "upper case", "lower case", "first letter capital", "in angle brackets with URL:",
	}
	before, behind, _ := strings.Cut(in("|"), "|")
	for _, c := range brokenTexts {
		if slices.Contains(harmless, c.name) || !strings.HasPrefix(c.text, before) {
			continue
		}
		alone := strings.TrimSuffix(strings.TrimPrefix(c.text, before), behind)
		if _, verdict, _ := InspectLink(alone, p); verdict == LinkOK {
			t.Errorf("%s: %q is ok", c.name, alone)
		}
	}
}
