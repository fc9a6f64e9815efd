package sandbox

import (
	"fmt"
	"slices"
	"strconv"

	"cspdesk/internal/partner"
)

// tenant is an organization with all that the pages and the API say of it.
type tenant struct {
	ref
	id, name, domain string
	tongue           int // index in tongues: names its people
	culture          string
	billing          billing // as filled in; country is always set
	complete         bool    // the billing profile may carry an agreement
	agreement        agreementState
	dap              bool // delegated admin rights of the time before October 2023
	granular         bool // granular rights to read users and licenses
	fresh            bool // became a customer by accepting an invitation here
	left             bool // the relationship was removed
}

// agreementState says how the Microsoft Customer Agreement came on file.
type agreementState uint8

const (
	agreementMissing   agreementState = iota
	agreementSigned                   // by the customer
	agreementAttested                 // confirmed by the partner from the start
	agreementConfirmed                // confirmed by the partner here
)

// billing is the part of an organization that a person may complete.
type billing struct {
	Company    string `json:"company"`
	FirstName  string `json:"firstName"`
	LastName   string `json:"lastName"`
	Email      string `json:"email"`
	Line1      string `json:"line1"`
	City       string `json:"city"`
	PostalCode string `json:"postalCode"`
	Country    string `json:"country"`
	Phone      string `json:"phone"`
}

// sample is a tenant that was written by hand.
type sample struct {
	name, domain, country string
	tongue                string // language part of tongue.tag
	incomplete            bool
	signed                bool
}

// listed are the first customers of the practice partner: Microsoft's
// fictitious companies and invented ones, in many scripts.
var listed = []sample{
	{name: "Adventure Works GmbH", domain: "adventure-works.com", country: "DE", tongue: "de"},
	{name: "Bäckerei Sonnenschein GmbH & Co. KG", domain: "baeckerei-sonnenschein.example", country: "DE", tongue: "de"},
	{name: "Northwind Traders", domain: "northwindtraders.com", country: "IE", tongue: "en"},
	{name: "Société Générale d’Ébénisterie SARL", domain: "ebenisterie.example", country: "FR", tongue: "fr"},
	{name: "Cerámicas Núñez e Hijos, S.L.", domain: "ceramicas-nunez.example", country: "ES", tongue: "es"},
	{name: "東亜貿易株式会社 デュッセルドルフ支店", domain: "toa-boeki.example", country: "DE", tongue: "ja"},
	{name: "Wingtip Toys", domain: "wingtiptoys.com", country: "NL", tongue: "nl"},
	{name: "蓝天科技（欧洲）有限公司", domain: "lantian.example", country: "DE", tongue: "zh"},
	{name: "Παπαδόπουλος Ναυτιλιακή Α.Ε.", domain: "papadopoulos.example", country: "GR", tongue: "el"},
	{name: "Litware, Inc.", domain: "litwareinc.com", country: "AT", tongue: "de"},
	{name: "Розова долина ООД", domain: "rozova-dolina.example", country: "BG", tongue: "bg"},
	{name: "Fourth Coffee", domain: "fourthcoffee.com", country: "IT", tongue: "it"},
	{name: "한빛전자 유럽 주식회사", domain: "hanbit.example", country: "CZ", tongue: "ko"},
	{name: "شركة النخيل للتجارة", domain: "alnakheel.example", country: "FR", tongue: "ar"},
	{name: "Lucerne Publishing", domain: "lucernepublishing.com", country: "CH", tongue: "de"},
	{name: "Kowalski i Wspólnicy sp. z o.o.", domain: "kowalski-wspolnicy.example", country: "PL", tongue: "pl"},
	{name: "School of Fine Art", domain: "fineartschool.net", country: "DE", tongue: "de"},
	{name: "Åkesson Trävaror AB", domain: "akesson.example", country: "SE", tongue: "sv"},
	{name: "Coho Vineyard", domain: "cohovineyard.com", country: "PT", tongue: "pt"},
	{name: "日の出製作所ヨーロッパ", domain: "hinode.example", country: "NL", tongue: "ja"},
	{name: "ТОВ «Зоря»", domain: "zoria.example", country: "PL", tongue: "uk"},
	{name: "Humongous Insurance", domain: "humongousinsurance.com", country: "GB", tongue: "en"},
	{name: "Strojírny Dvořák s.r.o.", domain: "strojirny-dvorak.example", country: "CZ", tongue: "cs"},
	{name: "Trey Research", domain: "treyresearch.net", country: "DE", tongue: "de"},
	{name: "龙腾物流集团 欧洲总部", domain: "longteng.example", country: "FR", tongue: "zh"},
	{name: "Szűcs Borászat Kft.", domain: "szucs.example", country: "HU", tongue: "hu"},
	{name: "Tailspin Toys", domain: "tailspintoys.com", country: "BE", tongue: "fr"},
	{name: "O’Brien & Sons (Wool) Ltd", domain: "obrien-wool.example", country: "IE", tongue: "en"},
	{name: "Margie’s Travel", domain: "margiestravel.com", country: "DE", tongue: "de"},
	{name: "Müller Präzisionsteile GmbH", domain: "mueller-praezision.example", country: "DE", tongue: "de"},
}

// prospects are the organizations that the sign-in page offers.
var prospects = []sample{
	{name: "Fabrikam AG", domain: "fabrikam.com", country: "DE", tongue: "de"},
	{name: "Alpine Ski House", domain: "alpineskihouse.com", country: "CH", tongue: "de", signed: true},
	{name: "VanArsdel SARL", domain: "vanarsdelltd.com", country: "FR", tongue: "fr", incomplete: true},
	{name: "さくら工業株式会社 欧州支社", domain: "sakura-kogyo.example", country: "DE", tongue: "ja"},
	{name: "Graphic Design Institute", domain: "graphicdesigninstitute.com", country: "AT", tongue: "de", signed: true},
	{name: "Ελαιώνες Γεωργίου Ε.Π.Ε.", domain: "elaiones.example", country: "GR", tongue: "el", incomplete: true},
	{name: "Viñedos Peña S.A.", domain: "vinedos-pena.example", country: "ES", tongue: "es"},
	{name: "Wide World Importers", domain: "wideworldimporters.com", country: "GB", tongue: "en"},
	{name: "春风茶业（欧洲）有限公司", domain: "chunfeng.example", country: "NL", tongue: "zh", signed: true},
	{name: "Proseware, Inc.", domain: "proseware.com", country: "US", tongue: "en"},
	{name: "Relecloud Ltda.", domain: "relecloud.com", country: "BR", tongue: "pt"},
	{name: "蓝天科技（上海）有限公司", domain: "lantian-shanghai.example", country: "CN", tongue: "zh"},
}

// world computes every tenant that was there from the start.
type world struct {
	seed   uint64
	cipher cipher
	count  int // customers from the start
}

func newWorld(seed uint64, count int) world {
	return world{seed: seed, cipher: newCipher(seed), count: count}
}

// dice gives the throws for one aspect of a tenant.
func (w world) dice(r ref, aspect uint64) dice {
	return newDice(w.seed, uint64(r.kind), r.entity, uint64(r.item), aspect)
}

// customer gives the customer with number i, counted from 0.
func (w world) customer(i int) tenant {
	r := ref{kind: kindListed, entity: uint64(i)}
	name, domain, country, tongueIndex := w.label(i)
	d := w.dice(r, 1)
	t := tenant{ref: r, id: w.cipher.guid(r), name: name, domain: domain, tongue: tongueIndex, complete: true}
	w.fill(&t, country)
	t.granular = d.chance(60)
	t.dap = t.granular && d.chance(40)
	switch d.below(10) {
	case 0:
		t.agreement = agreementMissing
	case 1, 2, 3:
		t.agreement = agreementSigned
	default:
		t.agreement = agreementAttested
	}
	return t
}

// label gives what the customer list shows and filters of customer i.
func (w world) label(i int) (name, domain, country string, tongueIndex int) {
	if i < len(listed) {
		s := listed[i]
		return s.name, s.domain, s.country, tongueOf(s.tongue)
	}
	d := w.dice(ref{kind: kindListed, entity: uint64(i)}, 0)
	tongueIndex = d.below(len(tongues))
	t := &tongues[tongueIndex]
	family, trade := pick(&d, t.families), pick(&d, t.trades)
	core := family.native + " " + trade.native
	if t.surFirst {
		core = family.native + trade.native
	}
	plain := family.plain + "-" + trade.plain
	name = fmt.Sprintf(pick(&d, t.forms), core)
	return name, plain + "-" + strconv.FormatInt(int64(i), 36) + ".example", pick(&d, t.countries), tongueIndex
}

// prospect gives the organization with number i of the sign-in page.
func (w world) prospect(i int) tenant {
	s := prospects[i]
	r := ref{kind: kindProspect, entity: uint64(i)}
	t := tenant{ref: r, id: w.cipher.guid(r), name: s.name, domain: s.domain, tongue: tongueOf(s.tongue), complete: !s.incomplete}
	w.fill(&t, s.country)
	if s.incomplete {
		t.billing.Line1, t.billing.City, t.billing.PostalCode = "", "", ""
	}
	if s.signed {
		t.agreement = agreementSigned
	}
	return t
}

// created gives an organization that somebody made on the sign-in page.
func (w world) created(number uint64, name, domain, country string) tenant {
	r := ref{kind: kindCreated, entity: number}
	t := tenant{ref: r, id: w.cipher.guid(r), name: name, domain: domain, tongue: tongueFor(country)}
	w.fill(&t, country)
	t.billing = billing{Company: name, Country: country} // nobody works there yet
	return t
}

// fill writes the culture and the billing profile for a country.
func (w world) fill(t *tenant, country string) {
	d := w.dice(t.ref, 2)
	speech := &tongues[t.tongue]
	t.culture = cultureOf(country, speech.tag)
	given, family := pick(&d, speech.givens), pick(&d, speech.families)
	t.billing = billing{
		Company: t.name, FirstName: given.native, LastName: family.native,
		Email: given.plain + "." + family.plain + "@" + t.domain, Country: country,
	}
	if spots := places[country]; len(spots) > 0 {
		spot := pick(&d, spots)
		t.billing.City, t.billing.PostalCode = spot.city, spot.postal
		t.billing.Line1 = spot.street + " " + strconv.Itoa(1+d.below(180))
		t.billing.Phone = fmt.Sprintf("+%s 5550 %04d", dialCodes[country], d.below(10000))
	}
}

// dialCodes of the countries in places.
var dialCodes = map[string]string{
	"AT": "43", "AU": "61", "BE": "32", "BG": "359", "BR": "55", "CH": "41", "CN": "86", "CY": "357", "CZ": "420", "DE": "49",
	"DK": "45", "ES": "34", "FI": "358", "FR": "33", "GB": "44", "GR": "30", "HU": "36", "IE": "353", "IT": "39", "LU": "352",
	"MT": "356", "NL": "31", "PL": "48", "PT": "351", "RO": "40", "SE": "46", "US": "1",
}

func tongueOf(language string) int {
	for i := range tongues {
		if tongues[i].tag[:2] == language {
			return i
		}
	}
	return 0
}

// tongueFor gives the first language with companies in a country; English for
// a country without any.
func tongueFor(country string) int {
	for i := range tongues {
		if slices.Contains(tongues[i].countries, country) {
			return i
		}
	}
	return tongueOf("en")
}

// cultureOf gives the culture of a customer: the first of the country, unless
// the customer speaks another that Microsoft lists for the country.
func cultureOf(countryCode, speech string) string {
	country, ok := partner.CountryByCode(countryCode)
	if !ok {
		return "en-US"
	}
	for _, culture := range country.Locales {
		if culture[:2] == speech[:2] {
			return culture
		}
	}
	return country.Locale
}
