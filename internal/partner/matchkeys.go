package partner

import (
	"slices"
	"strings"
	"unicode"
)

// publicMail are domains at which anybody can have a mailbox, so that they say
// nothing about the company.
var publicMail = []string{
	"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "ymail.com",
	"icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "gmx.com", "gmx.de", "gmx.net",
	"gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.com", "mail.ru", "yandex.com", "yandex.ru",
	"zoho.com", "fastmail.com", "hey.com", "tutanota.com", "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net",
	"sina.com", "sina.cn", "sohu.com", "139.com", "189.cn", "wo.cn", "aliyun.com", "naver.com", "daum.net", "hanmail.net",
	"orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "hotmail.fr", "hotmail.de", "hotmail.es",
	"outlook.de", "outlook.fr", "outlook.es", "outlook.jp", "live.de", "live.fr", "yahoo.de", "yahoo.fr", "yahoo.es",
	"libero.it", "bluewin.ch", "terra.com", "comcast.net", "verizon.net", "att.net", "btinternet.com", "rediffmail.com",
	"yahoo.co.jp", "yahoo.co.uk", "hotmail.co.uk", "hotmail.co.jp", "live.co.uk", "docomo.ne.jp", "ezweb.ne.jp",
	"softbank.ne.jp", "i.softbank.jp", "yahoo.com.cn", "yahoo.com.br", "yahoo.com.mx", "outlook.com.br", "uol.com.br",
	"bol.com.br", "terra.com.br", "vip.163.com", "vip.qq.com",
}

// startingDomains are the domains under which Microsoft gives a tenant its
// first name.
var startingDomains = []string{"onmicrosoft.com", "onmicrosoft.us", "onmicrosoft.de", "partner.onmschina.cn"}

// sharedSecondLevels are labels under which a country registers names on the
// third level, such as co.uk. It is the common part of such lists: a label that
// is missing here only makes a match by domain wider, and a person decides.
var sharedSecondLevels = []string{
	"ac", "asn", "co", "com", "edu", "firm", "gen", "gob", "gov", "gouv", "gv", "id", "ind", "info", "ltd", "me", "mil",
	"name", "ne", "net", "nhs", "nom", "or", "org", "plc", "police", "pro", "sch", "web", "lg", "go", "ad", "gr", "ed",
	"re", "pe", "hs", "art", "in", "k12",
}

// companyDomain gives the registrable part of a domain, in lower case: what one
// company has registered, such as contoso.co.uk of mail.contoso.co.uk. It is ""
// where the domain says nothing about a company.
func companyDomain(domain string) string {
	domain = strings.ToLower(strings.Trim(domain, ". \t\n"))
	labels := strings.Split(domain, ".")
	if len(labels) < 2 || slices.Contains(labels, "") {
		return ""
	}
	size := 2
	for _, base := range startingDomains {
		if strings.HasSuffix(domain, "."+base) {
			size = strings.Count(base, ".") + 2
		} else if domain == base {
			return ""
		}
	}
	if n := len(labels); size == 2 && n >= 2 && len(labels[n-1]) == 2 && slices.Contains(sharedSecondLevels, labels[n-2]) {
		size = 3
	}
	if len(labels) < size {
		return ""
	}
	registrable := strings.Join(labels[len(labels)-size:], ".")
	if slices.Contains(publicMail, domain) || slices.Contains(publicMail, registrable) {
		return ""
	}
	return registrable
}

// startingDomainName gives the name that a tenant has under one of Microsoft's
// starting domains, as a nameKey; "" for other domains.
func startingDomainName(domain string) string {
	domain = strings.ToLower(domain)
	for _, base := range startingDomains {
		if name, ok := strings.CutSuffix(domain, "."+base); ok && !strings.Contains(name, ".") {
			return nameKey(name)
		}
	}
	return ""
}

// legalForms are words that say which legal form a company has, folded.
var legalForms = func() map[string]bool {
	forms := map[string]bool{}
	for _, form := range strings.Fields(`ab ag aps as asa bhd bv bvba co company corp corporation cv ek eg ev gbr gmbh
		hf inc incorporated kft kg kgaa kk ks limited llc llp lp ltd ltda mbh mbb nv ohg oy oyj plc pt pte pty pvt
		private sa sab sae sapi sarl sas sasu scs sdn se sl slu sp snc spa spolka srl sro ug zoo zrt`) {
		forms[form] = true
	}
	return forms
}()

// legalFormsCJK stand at the start or the end of a name, without a space.
var legalFormsCJK = []string{
	"股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "集团公司", "公司", "株式会社", "合同会社", "有限会社", "合資会社",
	"(株)", "㈱", "(有)", "㈲", "주식회사", "유한회사", "(주)", "㈜",
}

// nameKey gives what is compared of a company's name: case, width, accents,
// spaces, punctuation and the legal form do not count. A name that is nothing
// but a legal form keeps it.
func nameKey(name string) string {
	folded := foldText(name)
	bare := folded
	for _, form := range legalFormsCJK {
		bare = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(bare), form), form)
	}
	words := strings.FieldsFunc(strings.ReplaceAll(bare, ".", ""), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	})
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return legalForms[w] })
	if len(kept) == 0 {
		kept = words
	}
	if key := strings.Join(kept, ""); key != "" {
		return key
	}
	return strings.Join(strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "")
}

// accents spells Latin letters with accents without them, and ligatures apart.
var accents = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ā", "a", "ă", "a", "ą", "a", "æ", "ae",
	"ç", "c", "ć", "c", "ĉ", "c", "ċ", "c", "č", "c", "ď", "d", "đ", "d", "ð", "d",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ē", "e", "ĕ", "e", "ė", "e", "ę", "e", "ě", "e",
	"ĝ", "g", "ğ", "g", "ġ", "g", "ģ", "g", "ĥ", "h", "ħ", "h",
	"ì", "i", "í", "i", "î", "i", "ï", "i", "ĩ", "i", "ī", "i", "ĭ", "i", "į", "i", "ı", "i", "ĵ", "j", "ķ", "k",
	"ĺ", "l", "ļ", "l", "ľ", "l", "ł", "l", "ñ", "n", "ń", "n", "ņ", "n", "ň", "n",
	"ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ō", "o", "ŏ", "o", "ő", "o", "œ", "oe",
	"ŕ", "r", "ŗ", "r", "ř", "r", "ś", "s", "ŝ", "s", "ş", "s", "ș", "s", "š", "s", "ß", "ss",
	"ţ", "t", "ț", "t", "ť", "t", "þ", "th", "ù", "u", "ú", "u", "û", "u", "ü", "u", "ũ", "u", "ū", "u", "ŭ", "u",
	"ů", "u", "ű", "u", "ų", "u", "ŵ", "w", "ý", "y", "ÿ", "y", "ŷ", "y", "ź", "z", "ż", "z", "ž", "z",
	"\u0300", "", "\u0301", "", "\u0302", "", "\u0303", "", "\u0307", "", "\u0308", "", "\u030a", "", "\u030c", "", "\u0327", "", "\u0328", "",
)

// foldText gives text without what does not count when names are compared:
// case, full width, accents and invisible characters.
func foldText(s string) string {
	s = strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return unicode.ToLower(foldWidth(r))
	}, s)
	return accents.Replace(s)
}
