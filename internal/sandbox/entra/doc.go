// Package entra is a Microsoft Entra ID to practice with and to test against:
// an HTTPS server on a loopback address that speaks the OAuth flows of a public
// client, written from Microsoft's documentation and the RFCs alone. Its
// certificate comes from an authority of its own, made anew at each start; the
// file that trusts it is written to the folder.
//
// # Who can sign in
//
//	anna@contoso-partner.example   with a second factor; global administrator
//	sven@contoso-partner.example   with a password alone: the first renewal asks for a second factor
//	helga@contoso-partner.example  the app has no consent
//	dora@contoso-partner.example   Conditional Access forbids device codes
//	carl@tailspintoys.example      is not in the partner's tenant
//	bob@fabrikam.example           gets a token for another tenant than the one that was asked
//
// Refresh tokens are good once: each renewal gives the next one, and the use of
// an old one ends the whole sign-in. The real service is more patient; a program
// that loses the newest token is found here.
//
// The directory, Microsoft Graph's /v1.0/me/transitiveMemberOf, answers at the
// same address: Anna is in AdminAgents, Sven in SalesAgents, Dora in
// HelpdeskAgents. It gives two memberships a page.
//
// # Answering by program
//
// The pages are plain forms (application/x-www-form-urlencoded):
//
//	POST /devicelogin                       code, account, answer (accept or decline); 200, 403 with a reason, 404 unknown code
//	POST /{tenant}/oauth2/v2.0/authorize    what the page was asked with, account, answer; a page that posts itself to redirect_uri
//	POST /practice/revoke                   account: ends every sign-in of it
//	GET /practice/given                     every token and code so far, one a line, to look for where none may be
//
// # Options
//
// Options.Faults changes how the server behaves: one or more of these, with
// commas between them:
//
//	code=5s            a device code lives so long (15 minutes)
//	interval=1s        the time between two questions that is asked for (5 seconds; 0s asks for none)
//	slow-down=2        the first two questions come too fast
//	token=10m          an access token lives so long (75 minutes)
//	refuse=AADSTS700016  every request for a code or a token is refused so
//	down=3             the first three requests are answered with 503
//	graph=no-consent   the app gets no token for Microsoft Graph
//	graph=forbidden    Microsoft Graph refuses to say who belongs to what
//	graph=hidden       Microsoft Graph says it without names
package entra
