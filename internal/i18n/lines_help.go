package i18n

// LinesHelp are what ? says of the menus of the line mode, before how to choose.
type LinesHelp struct {
	Start, Invitations, Invitation, Mail, Finished  string
	Customer, Users, User, Deleted, Licenses, Roles string
	Account, Services, Subscription, Requests       string
	Contacts, End, Own, Portals, Views, Terms       string
	Pending, Connection                             string
	Choice                                          string // of one of many
	Sure                                            string // of a question that is answered with no or yes
}

var linesHelpEnglish = LinesHelp{
	Start:        "Customers are searched, filtered and opened; what can be done with one stands in its menu. Invitations are the requests that you wrote, with those that wait for an answer.",
	Invitations:  "A number opens that request: to hear or hand over its mail, to remind, to withdraw it, or to say who accepted it. Search and By state narrow the list.",
	Invitation:   "Hand the mail over gives the first mail out, or the same one again. A reminder is a mail of its own. Withdrawing ends the waiting here; the link that the customer has keeps working.",
	Mail:         "The first three hand the mail over, and you send it yourself; a request is finished with that. Until it has left, it can be changed. The link in the text cannot be lost.",
	Finished:     "The request is stored under Invitations. The first three hand its mail over, and you send it yourself. As long as it has not left, its subject, text and answers can be changed.",
	Customer:     "What is read here was read when the record says. Opening a part reads it anew where that is needed. Nothing is changed at Microsoft without a question.",
	Users:        "A number opens that user: licenses, password, names, roles, deleting. Search narrows the list; read them again asks Partner Center for all of them.",
	User:         "Each of these is asked about before it is sent. A password is made and said once. A deleted user can be restored for 30 days.",
	Deleted:      "A deleted user can be restored for 30 days. You are asked first.",
	Licenses:     "A number assigns that product to the user, or takes it away where it is assigned. You are asked first.",
	Roles:        "A number gives that role to the user, or takes it away where it is assigned. You are asked first.",
	Account:      "The country and the company profile are not changed here. Each of these asks its questions first and sends nothing before the last one.",
	Services:     "A number opens that subscription, to change its seats, renewal or name, to suspend or to cancel it. Buying says the price before anything is bought.",
	Subscription: "Each of these says what follows from it, and asks, before it is sent. Suspending does not end the bills.",
	Requests:     "A service request goes to Microsoft Support. A number opens one: to hear its notes, to add one, or to close it.",
	Contacts:     "A number names another partner to the customer for help with that subscription. You are asked first.",
	End:          "Ending wants the domain of the customer typed. Giving up the admin rights leaves the relationship as it is.",
	Own:          "Tags, nickname, pin and note are kept on this computer alone; Microsoft and the customer never see them.",
	Portals:      "A portal opens in your browser, for the tenant of this customer. Its address is checked before that.",
	Views:        "A view is a search, a filter and an order under a name. Showing one changes nothing but the list.",
	Terms:        "A number opens the record of that customer, where renewal and seats can be changed.",
	Pending:      "Nobody knows whether such a change was made: the answer of Partner Center was lost. Reading there what became of it changes nothing. Noting it ends the question, and sends nothing.",
	Connection:   "Signing in again, or going to another profile, opens everything anew. Signing out removes the tokens from this computer; your data stays.",
	Choice:       "A number chooses that one. Nothing is stored or sent by that alone.",
	Sure:         "1 leaves everything as it is, and enter alone takes it. 2 does what the question says.",
}
