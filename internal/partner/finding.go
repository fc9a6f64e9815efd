package partner

// Verdict is what InspectLink says about a link.
type Verdict string

// The verdicts on a link.
const (
	LinkOK   Verdict = "ok"
	LinkWarn Verdict = "warn" // usable, but not what was expected
	LinkBad  Verdict = "bad"  // damaged, or not the profile's
)

// TextVerdict is what CheckLink says about the link in a text.
type TextVerdict string

// The verdicts on a text.
const (
	Intact   TextVerdict = "intact"
	TextWarn TextVerdict = "warn"   // the link is there and works, with something odd about it
	Broken   TextVerdict = "broken" // missing, damaged, or beside another relationship link
)

// Finding is one thing that is odd about a link or a text. Codes are stable;
// the message is in English and may quote text that came from outside.
type Finding struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"` // in the text, from 1; 0 where there are no lines
	Bad     bool   `json:"-"`              // alone makes the verdict bad or broken

	// Values are what the message quotes, in the same form, for messages in
	// other languages; not all of it. They may come from outside.
	Values []string `json:"-"`
}

// Worst gives the finding to show where there is room for one: the first that
// alone makes the verdict bad or broken, or else the first; the zero Finding if
// there are none.
func Worst(findings []Finding) (worst Finding) {
	for i, f := range findings {
		if f.Bad {
			return f
		}
		if i == 0 {
			worst = f
		}
	}
	return worst
}

// Codes of findings that both InspectLink and CheckLink report.
const (
	FindingTrailing        = "trailing-punctuation"
	FindingHTMLEscaped     = "html-escaped"
	FindingQuotedPrintable = "quoted-printable"
	FindingPercent         = "percent-damaged"
	FindingInvisible       = "invisible-character"
	FindingLineBreak       = "line-break"
	FindingSpace           = "space-inside"
	FindingCut             = "cut"
	FindingUnreadable      = "unreadable"
)

// Codes of findings of InspectLink alone.
const (
	FindingOtherTenant        = "other-tenant"
	FindingLookAlikeHost      = "look-alike-host"
	FindingPunycodeHost       = "punycode-host"
	FindingUnknownHost        = "unknown-host"
	FindingUndocumentedHost   = "undocumented-host"
	FindingOtherCloudHost     = "other-cloud-host"
	FindingRewrittenHost      = "rewritten-host"
	FindingLoopbackHost       = "loopback-host"
	FindingLiveInPractice     = "live-link-in-practice"
	FindingNotHTTPS           = "not-https"
	FindingUserInfo           = "user-info"
	FindingPort               = "port"
	FindingUnknownPath        = "unknown-path"
	FindingBackslash          = "backslash"
	FindingBracketed          = "bracketed"
	FindingTooLong            = "too-long"
	FindingNotARequest        = "not-a-request"
	FindingAfterFragment      = "parameters-after-fragment"
	FindingMissingFragment    = "missing-fragment"
	FindingUnknownFragment    = "unknown-fragment"
	FindingDuplicated         = "duplicated-parameter"
	FindingUnknownParameter   = "unknown-parameter"
	FindingMissingPartner     = "missing-partner-id"
	FindingBadGUID            = "bad-guid"
	FindingMissingMSPP        = "missing-mspp-id"
	FindingBadMSPP            = "bad-mspp-id"
	FindingOtherMSPP          = "other-mspp-id"
	FindingOtherKind          = "other-kind"
	FindingMissingAdminRights = "missing-admin-rights"
	FindingBadAdminRights     = "bad-admin-rights"
	FindingRightsRequired     = "admin-rights-required"
	FindingMissingProvider    = "missing-provider"
	FindingForeignProvider    = "foreign-provider"
	FindingUnexpectedProvider = "unexpected-provider"
	FindingBadRelationshipID  = "bad-relationship-id"
)

// Codes of findings of CheckLink alone.
const (
	FindingMissing      = "missing"
	FindingAltered      = "altered"
	FindingCase         = "case-changed"
	FindingGlued        = "glued"
	FindingDoubled      = "doubled"
	FindingForeignLink  = "foreign-link"
	FindingGranularLink = "granular-link"
	FindingLeftover     = "leftover"
	FindingQuoted       = "quoted"
)
