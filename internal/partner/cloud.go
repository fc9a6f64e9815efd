package partner

// Cloud is the Microsoft cloud that a partner account belongs to. A partner of
// one cloud never relates to a customer of another.
type Cloud string

// The clouds of the Cloud Solution Provider program.
const (
	CloudPublic  Cloud = "public"
	CloudUSGov   Cloud = "usgov"
	CloudGermany Cloud = "germany" // closed on 29 October 2021
	CloudChina   Cloud = "china"   // operated by 21Vianet
)

// Clouds lists every cloud in the order in which people choose one.
func Clouds() []Cloud {
	return []Cloud{CloudPublic, CloudUSGov, CloudGermany, CloudChina}
}

// Valid reports whether c is a cloud that this program knows.
func (c Cloud) Valid() bool {
	switch c {
	case CloudPublic, CloudUSGov, CloudGermany, CloudChina:
		return true
	}
	return false
}

// AdminRightsOptional reports whether a relationship request may leave admin
// rights out. Partners of the US Government and Germany clouds cannot
// (Partner Center, "How to request a reseller relationship from a customer").
func (c Cloud) AdminRightsOptional() bool {
	return c == CloudPublic || c == CloudChina
}

// AdminRightsUsual reports whether a relationship request asks for admin rights
// unless a person says otherwise. In the public cloud it does not: since 9 October
// 2023 none are granted there with a relationship (Partner Center, "Obtain a
// customer's admin privileges"). Elsewhere they cannot be left out, or are what a
// relationship consists of.
func (c Cloud) AdminRightsUsual() bool { return c != CloudPublic }

// AcceptancePortal is where a customer's global admin accepts a request.
type AcceptancePortal string

// The portals that Partner Center names for acceptance, one or more per cloud.
const (
	PortalM365Admin   AcceptancePortal = "m365-admin-center"
	PortalOfficeAdmin AcceptancePortal = "office-admin-portal"
	Portal21Vianet    AcceptancePortal = "21vianet-admin-center"
)

// Portal says where the customers of the cloud accept
// (Partner Center, "How to request a reseller relationship from a customer";
// for China the 21Vianet edition of that page).
func (c Cloud) Portal() AcceptancePortal {
	switch c {
	case CloudUSGov, CloudGermany:
		return PortalOfficeAdmin
	case CloudChina:
		return Portal21Vianet
	}
	return PortalM365Admin
}
