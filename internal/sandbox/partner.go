package sandbox

// partnerAccount is the practice partner or one of its indirect providers.
type partnerAccount struct {
	id, name, domain, mpnID, country string
}

// The practice partner sells directly, in the European market. It may also work
// through two indirect providers, so that their links can be tried, and two
// resellers work through it.
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

// resellers gives the resellers that work through the practice partner. They
// can be the support contact of a subscription.
func (w world) resellers() []partnerAccount {
	all := []partnerAccount{
		{name: "Tailspin Cloud Services", domain: "tailspin-cloud.example", mpnID: "5210331", country: "DE"},
		{name: "Wide World IT Kft.", domain: "wideworld-it.example", mpnID: "5210877", country: "HU"},
	}
	for i := range all {
		all[i].id = w.cipher.guid(ref{kind: kindReseller, entity: uint64(i)})
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
