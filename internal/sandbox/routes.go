package sandbox

import (
	"net/http"
	"strings"
)

// route is a documented call. userOnly ones refuse tokens without a user.
type route struct {
	method   string
	parts    []string
	userOnly bool
	roles    []string // granular roles in the customer's tenant, one of which is needed; nil for none
	answer   func(*call) (reply, *problem)
}

// needs says who may make a call.
type needs struct {
	user  bool     // a token with a user
	roles []string // see route
}

// The granular roles that the documentation names for calls into a customer's
// tenant ("GDAP role guidance" and the page of each call).
var (
	anyone             = needs{}
	signedIn           = needs{user: true}
	tenantReader       = needs{roles: []string{"Directory readers", "Global reader"}}
	userReader         = needs{user: true, roles: []string{"Directory readers", "Global reader", "User administrator"}}
	userWriter         = needs{user: true, roles: []string{"User administrator", "Directory writers"}}
	userAdmin          = needs{user: true, roles: []string{"User administrator"}}
	passwordAdmin      = needs{user: true, roles: []string{"User administrator", "Privileged authentication administrator"}}
	roleAdmin          = needs{user: true, roles: []string{"Privileged role administrator"}}
	subscriptionReader = needs{user: true, roles: []string{"Directory readers", "Global reader"}}
	licenseAdmin       = needs{user: true, roles: []string{"License administrator", "User administrator", "Directory writers"}}
)

func (a *api) add(method, path string, n needs, answer func(*call) (reply, *problem)) {
	a.routes = append(a.routes, route{method: method, parts: strings.Split(path, "/"), userOnly: n.user, roles: n.roles, answer: answer})
}

// routeAll lists the calls that are answered. Where two fit, the first counts.
func (a *api) routeAll() {
	a.routeCustomers()
	a.routeUsers()
	a.routeCommerce()
	a.routeAccount()
	a.routeSupport()
	const get = http.MethodGet
	a.add(get, "customers/{customer}/managedservices", signedIn, (*call).managedServices)
	a.add(get, "agreements", signedIn, (*call).agreementTemplates)
	a.add(get, "profiles/organization", signedIn, (*call).organizationProfile)
	a.add(get, "profiles/mpn", signedIn, (*call).mpnProfile)
	a.add(get, "profiles/legalbusiness", anyone, (*call).legalProfile)
	a.add(get, "relationships", signedIn, (*call).relationships)
	a.add(get, "auditrecords", anyone, (*call).auditRecords)
}

func (a *api) routeCustomers() {
	const get = http.MethodGet
	a.add(get, "customers", anyone, (*call).customers)
	a.add(get, "customers/relationshiprequests", signedIn, (*call).relationshipRequest)
	a.add(get, "customers/{customer}", anyone, (*call).customer)
	a.add(get, "customers/{customer}/organization", tenantReader, (*call).organization)
	a.add(get, "customers/{customer}/customDomains", tenantReader, (*call).customDomains)
	a.add(get, "customers/{customer}/profiles/company", signedIn, (*call).companyProfile)
	a.add(get, "customers/{customer}/profiles/billing", anyone, (*call).billingProfile)
	a.add(get, "customers/{customer}/relationships", signedIn, (*call).customerRelationships)
	a.add(get, "customers/{customer}/qualifications", anyone, (*call).qualifications)
	a.add(get, "customers/{customer}/agreements", signedIn, (*call).agreements)
	a.add(get, "customers/{customer}/directSignedMicrosoftCustomerAgreementStatus", signedIn, (*call).directSigned)
}

func (a *api) routeUsers() {
	const users = "customers/{customer}/users"
	a.add(http.MethodGet, users, userReader, (*call).users)
	a.add(http.MethodPost, users, userWriter, (*call).createUser)
	a.add(http.MethodGet, users+"/{user}", userReader, (*call).user)
	a.add(http.MethodPatch, users+"/{user}", userWriter, (*call).changeUser)
	a.add(http.MethodDelete, users+"/{user}", userAdmin, (*call).deleteUser)
	a.add(http.MethodPatch, users+"/{user}/resetpassword", passwordAdmin, (*call).resetPassword)
	a.add(http.MethodGet, users+"/{user}/directoryroles", userReader, (*call).rolesOfUser)
	const roles = "customers/{customer}/directoryroles"
	a.add(http.MethodGet, roles, userReader, (*call).directoryRoles)
	a.add(http.MethodGet, roles+"/{role}/usermembers", userReader, (*call).roleMembers)
	a.add(http.MethodPost, roles+"/{role}/usermembers", roleAdmin, (*call).addRoleMember)
	a.add(http.MethodDelete, roles+"/{role}/usermembers/{user}", roleAdmin, (*call).removeRoleMember)
	a.add(http.MethodGet, "customers/{customer}/subscribedskus", userReader, (*call).subscribedSkus)
	a.add(http.MethodGet, users+"/{user}/licenses", userReader, (*call).userLicenses)
	a.add(http.MethodPost, users+"/{user}/licenseupdates", licenseAdmin, (*call).updateLicenses)
}

func (a *api) routeCommerce() {
	const customer = "customers/{customer}/"
	const one = customer + "subscriptions/{subscription}"
	a.add(http.MethodGet, customer+"subscriptions", anyone, (*call).subscriptions)
	a.add(http.MethodGet, one, anyone, (*call).subscription)
	a.add(http.MethodPatch, one, anyone, (*call).changeSubscription)
	a.add(http.MethodGet, one+"/addons", anyone, (*call).addons)
	a.add(http.MethodGet, one+"/provisioningstatus", subscriptionReader, (*call).provisioning)
	a.add(http.MethodGet, "products", anyone, (*call).catalogue)
	a.add(http.MethodGet, customer+"products", anyone, (*call).catalogue)
	a.add(http.MethodGet, "products/{product}/skus", anyone, (*call).skus)
	a.add(http.MethodGet, "products/{product}/skus/{sku}", anyone, (*call).sku)
	a.add(http.MethodGet, "products/{product}/skus/{sku}/availabilities", anyone, (*call).availabilities)
	a.add(http.MethodGet, "products/{product}/skus/{sku}/availabilities/{availability}", anyone, (*call).availability)
	a.add(http.MethodPost, customer+"carts", anyone, (*call).createCart)
	a.add(http.MethodGet, customer+"carts/{cart}", anyone, (*call).showCart)
	a.add(http.MethodPut, customer+"carts/{cart}", anyone, (*call).changeCart)
	a.add(http.MethodPost, customer+"carts/{cart}/checkout", anyone, (*call).checkout)
	a.add(http.MethodGet, customer+"orders", anyone, (*call).orderList)
	a.add(http.MethodGet, customer+"orders/{order}", anyone, (*call).orderStatus)
	a.add(http.MethodGet, customer+"orders/{order}/provisioningstatus", anyone, (*call).orderProvisioning)
}

// find gives the route for a call. Fixed parts of the path match in any case
// of their letters. Without a route, allowed has the methods that the path
// takes; none for an unknown path.
func (a *api) find(method, path string) (rt *route, values map[string]string, allowed []string) {
	rest, ok := strings.CutPrefix(path, "/v1/")
	if !ok {
		return nil, nil, nil
	}
	parts := strings.Split(rest, "/")
	for i := range a.routes {
		values, ok := a.routes[i].match(parts)
		if !ok {
			continue
		}
		takes := a.routes[i].method
		if takes == method || takes == http.MethodGet && method == http.MethodHead {
			return &a.routes[i], values, nil
		}
		allowed = append(allowed, takes)
		if takes == http.MethodGet {
			allowed = append(allowed, http.MethodHead)
		}
	}
	return nil, nil, allowed
}

func (rt *route) match(parts []string) (map[string]string, bool) {
	if len(parts) != len(rt.parts) {
		return nil, false
	}
	values := map[string]string{}
	for i, want := range rt.parts {
		name, isParameter := strings.CutPrefix(want, "{")
		switch {
		case isParameter && parts[i] != "":
			values[strings.TrimSuffix(name, "}")] = parts[i]
		case !strings.EqualFold(parts[i], want):
			return nil, false
		}
	}
	return values, true
}
