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
//	code=900308    a documented error code with its status; another one with :status=400
//	expired        the token is over: 401
//	slow=2s        an answer that takes so long; drip=2s one that comes in pieces
//	reset          the connection is cut without an answer
//	truncate       the connection is cut in the middle of an answer
//	html           the error page of a proxy; login-page the page of a network that wants a sign-in
//	empty, text    an answer without a body, or that is no JSON
//	deep, huge-number, bomb, endless, flood
//	               nesting, a number, a packed body, a body and headers without measure
//	bom, latin1    a byte-order mark, the wrong encoding
//	repeat, no-end the next page is the same again, or there is always one more
//	duplicate, odd-rows, no-items, vanish
//	               a list with a customer twice, with rows that are none, without rows, with nobody left
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
