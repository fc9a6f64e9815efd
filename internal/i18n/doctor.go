package i18n

// Doctor are the sentences of the steps in which a live connection is checked.
type Doctor struct {
	Steps map[string]string // names of the steps

	ThisComputer, ViaProxy string
	NameFix                string
	SecureOK               string // %s version
	SecureFix              string
	ClockOff, ClockFix     string // %s how far
	AuthorityOK            string // %s host
	AuthorityFix           string
	TokenOK                string // %s until when
	MFAOK, NoMFA, MFAFix   string
	MFAUnknown             string
	Late                   string // %d seconds
	Skipped                string // a step before failed
}

var doctorEnglish = Doctor{
	Steps: map[string]string{
		"name": "host name", "tls": "secure line", "authority": "Microsoft Entra ID", "token": "access token", "mfa": "second factor",
	},
	ThisComputer: "this computer", ViaProxy: "the proxy looks it up",
	NameFix:  "check the network, the VPN and the DNS settings",
	SecureOK: "%s, trusted", SecureFix: "check the proxy, and the certificates that this computer trusts",
	ClockOff: "the clock differs by %s from Microsoft's", ClockFix: "set the clock of this computer",
	AuthorityOK: "%s knows the tenant", AuthorityFix: "check the tenant of the profile, and that the proxy lets it through",
	TokenOK: "good until %s",
	MFAOK:   "used", NoMFA: "the token does not say that one was used", MFAFix: "sign in again with multifactor authentication; Partner Center refuses many calls without",
	MFAUnknown: "the token cannot be read; Partner Center decides",
	Late:       "no answer within %d seconds",
	Skipped:    "not checked, because a step before it failed",
}
