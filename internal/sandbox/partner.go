package sandbox

// partnerAccount is the practice partner or one of its indirect providers.
type partnerAccount struct {
	id, name, domain, mpnID, country string
}

// The practice partner sells directly, in the European market, and may also
// work through two indirect providers, so that their links can be tried.
const (
	partnerName    = "Contoso Partner GmbH"
	partnerDomain  = "contoso-partner.example"
	partnerMPN     = "6301742"
	partnerCountry = "DE"
)

var providerNames = []partnerAccount{
	{name: "Woodgrove Distribution SE", domain: "woodgrove-distribution.example", mpnID: "4120055", country: "DE"},
	{name: "Blue Yonder Cloud B.V.", domain: "blueyonder-cloud.example", mpnID: "4120188", country: "NL"},
}

// partner gives the practice partner.
func (w world) partner() partnerAccount {
	return partnerAccount{
		id: w.cipher.guid(ref{kind: kindPartner}), name: partnerName, domain: partnerDomain,
		mpnID: partnerMPN, country: partnerCountry,
	}
}

// providers gives the indirect providers of the practice partner.
func (w world) providers() []partnerAccount {
	all := make([]partnerAccount, len(providerNames))
	for i, p := range providerNames {
		p.id = w.cipher.guid(ref{kind: kindProvider, entity: uint64(i)})
		all[i] = p
	}
	return all
}

// provider finds an indirect provider by its tenant id.
func (w world) provider(id string) (partnerAccount, bool) {
	r, ok := w.cipher.read(id)
	if !ok || r.kind != kindProvider || r.owner != 0 || r.item != 0 || r.entity >= uint64(len(providerNames)) {
		return partnerAccount{}, false
	}
	return w.providers()[r.entity], true
}
