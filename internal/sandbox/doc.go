// Package sandbox is a Partner Center to practice with and to test against: an
// HTTP server on a loopback address that answers the Partner Center REST API and
// shows the web pages on which a customer accepts or declines a reseller
// relationship. It is written from Microsoft's documentation alone and shares no
// code with the client.
//
// # Opening
//
//	s, err := sandbox.Open(sandbox.Options{Dir: dir})
//	s.URL()    // http://127.0.0.1:48365
//	s.Token()  // bearer token; kept in Dir, in a file for the owner only
//	s.Ensure(ctx) // before use: takes over where another process has ended
//	s.Close()
//
// A folder is served once. Whoever opens it a second time, in this process or
// another, gets a handle on the server that runs. The port stays the same from
// start to start, so that the links of yesterday still open: the usual one, or
// another if that is taken.
//
// # Data
//
// Customers, users, subscriptions and all else are computed from a seed and a
// number whenever they are asked for; their ids can be turned back into the
// numbers. What customers do on the pages and what calls change is written to an
// append-only journal in the folder before it is answered, and survives a crash.
// Only customers that something happened to take memory.
//
// # Calls
//
// These are answered, below /v1; the rules of each stand by its function. A call
// that changes something is repeated without effect under its MS-RequestId and
// gets its first answer; another method, address or body under the same id is
// another call. Passwords are in answers and kept nowhere.
//
//	GET              customers
//	GET              customers/relationshiprequests
//	GET PATCH        customers/{customer}
//	GET              customers/{customer}/organization
//	GET              customers/{customer}/customDomains
//	GET              customers/{customer}/profiles/company
//	GET PUT          customers/{customer}/profiles/billing
//	GET              customers/{customer}/relationships
//	GET POST         customers/{customer}/qualifications
//	GET POST         customers/{customer}/agreements
//	GET              customers/{customer}/directSignedMicrosoftCustomerAgreementStatus
//	GET              customers/{customer}/entitlements
//	GET POST         customers/{customer}/users
//	GET PATCH DELETE customers/{customer}/users/{user}
//	PATCH            customers/{customer}/users/{user}/resetpassword
//	GET              customers/{customer}/users/{user}/directoryroles
//	GET              customers/{customer}/directoryroles
//	GET POST         customers/{customer}/directoryroles/{role}/usermembers
//	DELETE           customers/{customer}/directoryroles/{role}/usermembers/{user}
//	GET              customers/{customer}/subscribedskus
//	GET              customers/{customer}/users/{user}/licenses
//	POST             customers/{customer}/users/{user}/licenseupdates
//	GET              customers/{customer}/subscriptions
//	GET PATCH        customers/{customer}/subscriptions/{subscription}
//	GET              customers/{customer}/subscriptions/{subscription}/addons
//	GET              customers/{customer}/subscriptions/{subscription}/provisioningstatus
//	GET PUT          customers/{customer}/subscriptions/{subscription}/supportcontact
//	GET              customers/{customer}/products
//	POST             customers/{customer}/carts
//	GET PUT          customers/{customer}/carts/{cart}
//	POST             customers/{customer}/carts/{cart}/checkout
//	GET              customers/{customer}/orders
//	GET              customers/{customer}/orders/{order}
//	GET              customers/{customer}/orders/{order}/provisioningstatus
//	GET              customers/{customer}/managedservices
//	GET              customers/{customer}/servicerequests
//	GET PATCH        customers/{customer}/servicerequests/{request}
//	POST             customers/{customer}/servicerequests/{locale}
//	GET              servicerequests
//	GET              servicerequests/supporttopics
//	GET PATCH        servicerequests/{request}
//	POST             servicerequests/{locale}
//	GET              products
//	GET              products/{product}/skus
//	GET              products/{product}/skus/{sku}
//	GET              products/{product}/skus/{sku}/availabilities
//	GET              products/{product}/skus/{sku}/availabilities/{availability}
//	GET              agreements
//	GET              profiles/organization
//	GET              profiles/mpn
//	GET              profiles/legalbusiness
//	GET              profiles/support
//	PUT              profiles/supportprofile
//	GET              relationships
//	GET              auditrecords
//	HEAD             domains/{domain}
//	GET              countryvalidationrules/{country}
//	POST             validations/address
//
// The service opens no service requests by a call any more, as far as its pages
// tell; the fault 404:path=/v1/servicerequests/en-US plays that. Documented and
// not answered are:
//
//	POST customers: cspdesk invites organizations and makes none
//	DELETE customers/{customer}: for Microsoft's own test accounts
//	GET customers/{customer}/qualification: retired
//	GET agreementtemplates/{template}/document: what is in the answer is not described
//	GET customers/{customer}/subscriptions/{subscription}/transitions: neither bodies nor rules are described
//	GET customers/{customer}/subscriptions/{subscription}/upgrades: neither bodies nor rules are described
//	PATCH customers/{customer}/orders/{order}: the billing cycle; what is in the body is not described
//	GET customers/{customer}/usagesummary: cspdesk asks for no usage
//	GET partnerRequests: only the service can know how people signed in to it
//	GET profiles/billing: cspdesk does not ask for the partner's own bills
//	GET compliance/csp/agreementstatus: the practice partner has signed its agreement
//	POST webhooks/v1/registration: notices need an address that the internet can reach
//
// # Answering by program
//
// The pages are plain forms. A program keeps cookies, gets a page, takes the
// value of its hidden field csrf and posts (application/x-www-form-urlencoded);
// "invitation" is the query of the invitation's link, what stands between '?'
// and '#':
//
//	POST /practice/sign-in          csrf, invitation, tenant (a Microsoft ID, or "new" with name, domain
//	                                and country), role (global-admin, billing-admin or user)
//	                                303 to /practice/review?...&tenant=ID&role=ROLE
//	POST /practice/profile          csrf, invitation, tenant, role, company, firstName, lastName, email,
//	                                line1, city, postalCode, phone (only where the profile is incomplete)
//	                                303 to /practice/review
//	POST /practice/answer           csrf, invitation, tenant, role, answer (accept or decline), and to accept
//	                                authorize=yes and, if the agreement is missing, agreement=yes
//	                                303 to /practice/result
//	POST /practice/partners/remove  csrf, tenant, role (global-admin): removes the partner's admin rights
//	POST /practice/partners/grant   csrf, tenant, role (global-admin): approves granular admin rights again
//
// One csrf value serves for all forms of a session. An answer that is not 303
// is a page with a sentence: 400 a damaged link, 403 not allowed (role, market,
// form of another site), 404 unknown partner, provider or organization, 409 a
// customer already, 422 a field that is wrong.
//
// # Faults
//
// Options.Faults makes REST calls fail on purpose: one or more of these, with
// commas between them:
//
//	429, 500 ...   a status from 400 to 599
//	code=900308    a documented error code with its status; another one with :status=400
//	expired        the token is over: 401
//	step-up        the next token must bring more: 401 with a claims challenge
//	long-error     a refusal in the other shape that is documented: 400
//	slow=2s        an answer that takes so long; drip=2s one that comes in pieces
//	reset          the connection is cut without an answer
//	truncate       the connection is cut in the middle of an answer
//	html           the error page of a proxy; login-page the page of a network that wants a sign-in
//	empty, text    an answer without a body, or that is no JSON
//	deep, huge-number, bomb, endless, flood
//	               nesting, a number, a packed body, a body and headers without measure
//	bom, latin1    a byte-order mark, the wrong encoding
//	repeat, no-end the next page is the same again, or there is always one more
//	duplicate, odd-rows, no-items, vanish, odd-total
//	               a list with a customer twice, with rows that are none, without rows, with nobody left, or counted wrong
//	cart-errors    a cart that is made, and no line of which can be ordered
//	redirect=HOST, next=HOST
//	               the answer, or the next page, is at another host
//
// and each may be followed by options, each after a colon:
//
//	path=/v1/customers        only paths that start so; * is any part, $ at the end ends it
//	method=PATCH              only this method
//	every=5, after=10, count=2
//	                          each fifth call, not the first ten, twice and then no more
//	chance=20, seed=7         one in five, by dice that fall the same way each time
//	retry-after=1             the header, in seconds
//	retry-date=30s, skew=72h  the header as a date from now (or ago: -1h), and a clock that is ahead
//
// For example "429:retry-after=1:every=5,slow=200ms:path=/v1/customers" or
// "code=900308:path=/v1/customers/*/users,reset:chance=5:method=GET".
package sandbox
