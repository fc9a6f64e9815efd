// Package sandbox is a Partner Center to practice with and to test against: an
// HTTP server on a loopback address that answers the reading calls of the
// Partner Center REST API and shows the web pages on which a customer accepts
// or declines a reseller relationship. It is written from Microsoft's
// documentation alone and shares no code with the client.
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
// numbers. What customers do on the pages is written to an append-only journal
// in the folder before they are told so, and survives a crash.
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
//	slow=2s        an answer that takes so long
//	reset          the connection is cut without an answer
//	truncate       the connection is cut in the middle of an answer
//	html           the error page of a proxy
//	empty          an answer without a body
//
// and each may be followed by :path=/v1/customers (only paths that start so),
// :every=5 (each fifth call), :after=10 (not the first ten), :count=2 (twice,
// then no more) and :retry-after=1 (seconds). For example
// "429:retry-after=1:every=5,slow=200ms:path=/v1/customers".
package sandbox
