package sandbox

import "net/http"

// supportAdmin may open requests in the customer's name.
var supportAdmin = needs{user: true, roles: []string{"Service support administrator"}}

func (a *api) routeAccount() {
	const customer = "customers/{customer}"
	a.add(http.MethodPatch, customer, signedIn, (*call).changeCustomer)
	a.add(http.MethodPut, customer+"/profiles/billing", anyone, (*call).changeBilling)
	a.add(http.MethodPost, customer+"/agreements", signedIn, (*call).confirmAgreement)
	a.add(http.MethodPost, customer+"/qualifications", signedIn, (*call).addQualification)
	a.add(http.MethodGet, customer+"/entitlements", signedIn, (*call).entitlements)
	a.add(http.MethodHead, "domains/{domain}", anyone, (*call).domainInUse)
	a.add(http.MethodGet, "countryvalidationrules/{country}", anyone, (*call).countryRules)
	a.add(http.MethodPost, "validations/address", anyone, (*call).checkAddress)
}

func (a *api) routeSupport() {
	const customer = "customers/{customer}"
	a.add(http.MethodGet, customer+"/subscriptions/{subscription}/supportcontact", signedIn, (*call).supportContact)
	a.add(http.MethodPut, customer+"/subscriptions/{subscription}/supportcontact", signedIn, (*call).changeSupportContact)
	a.add(http.MethodGet, "profiles/support", signedIn, (*call).supportProfile)
	a.add(http.MethodPut, "profiles/supportprofile", signedIn, (*call).changeSupportProfile)
	a.add(http.MethodGet, customer+"/servicerequests", signedIn, (*call).serviceRequests)
	a.add(http.MethodGet, customer+"/servicerequests/{request}", signedIn, (*call).serviceRequest)
	a.add(http.MethodPatch, customer+"/servicerequests/{request}", signedIn, (*call).changeServiceRequest)
	a.add(http.MethodPost, customer+"/servicerequests/{locale}", supportAdmin, (*call).openServiceRequest)
	a.add(http.MethodGet, "servicerequests", signedIn, (*call).serviceRequests)
	a.add(http.MethodGet, "servicerequests/supporttopics", signedIn, (*call).supportTopics)
	a.add(http.MethodGet, "servicerequests/{request}", signedIn, (*call).serviceRequest)
	a.add(http.MethodPatch, "servicerequests/{request}", signedIn, (*call).changeServiceRequest)
	a.add(http.MethodPost, "servicerequests/{locale}", signedIn, (*call).openServiceRequest)
}
