package i18n

import "strings"

// Palette are the sentences of the command palette and of what is printed about
// keys.
type Palette struct {
	None     string            // no command fits
	Contexts map[string]string // by tui/keys.Context.Name
}

// Places names some of Contexts in one text.
func (p Palette) Places(contexts []string, comma string) string {
	names := make([]string, len(contexts))
	for i, name := range contexts {
		names[i] = p.Contexts[name]
	}
	return strings.Join(names, comma)
}

var paletteEnglish = Palette{
	None: "No command fits. {back=esc} goes back.",
	Contexts: map[string]string{
		"everywhere": "Everywhere", "customers": "Customers", "searching": "While searching", "filtering": "While filtering", "writing": "While writing tags or a name", "columns": "While choosing columns", "note": "Note", "jumping": "While jumping",
		"record": "A part of a record", "wizard-rights": "Request, step 1", "wizard-choice": "Request, choice of rights",
		"wizard-values": "Request, a choice of values", "wizard-waiting": "Request, while waiting",
		"wizard-trouble": "Request, no link", "wizard-pasting": "Request, pasting a link", "wizard-letter": "Request, step 2",
		"wizard-link": "Request, the link alone", "wizard-finish": "Request, step 3", "invitations": "Invitations",
		"invitation": "One invitation", "invitation-customers": "Choosing the customer of an invitation",
		"connect": "Connect, form", "connect-steps": "Connect, how to register the app", "sign-in": "Sign-in", "sign-in-failed": "Sign-in that failed", "profiles": "Profiles",
		"activity": "Activity", "changes": "Changes", "renewals": "Terms that end soon", "welcome": "First start", "welcome-form": "First start, form", "help": "Help",
		"palette": "Palette", "form": "Forms", "form-box": "Forms, on a box", "typed": "A question that wants a text",
		"support": "Service requests", "support-request": "One service request", "support-text": "A new service request", "support-note": "A note",
		"support-packet": "For the portal or the phone", "support-contacts": "Support contacts", "support-waiting": "Waiting for Partner Center",
		"users": "Users", "user": "A user", "user-roles": "Roles of a user", "user-password": "A new password", "user-file": "Users from a file",
		"licenses": "Licenses", "assign": "Assigning licenses", "jobs": "Jobs", "job": "A job",
		"removal": "The end of a relationship", "pending": "Changes without an answer", "question": "Questions",
		"subscriptions": "Services", "buy": "Buying", "buy-cart": "Buying, the cart", "orders": "Orders", "account": "Account",
		"bulk-check": "Many mails, step 1", "bulk-address": "Many mails, an address", "bulk-text": "Many mails, step 2", "bulk-reading": "Many mails, reading them",
		"bulk-ways": "Many mails, step 3", "bulk-one-by-one": "Many mails, one after another", "bulk-writing": "Many mails, while files are written",
	},
}
