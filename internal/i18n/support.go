package i18n

import (
	"fmt"
	"strings"

	"cspdesk/internal/partner"
)

// Support are the sentences about help for a customer: service requests, support
// contacts, and the partner's support profile.
type Support struct {
	Title, Numbered, NewTitle, PacketTitle, ContactsTitle, ProfileTitle string // Numbered: %s number

	Severities map[string]string // by partner.Severity
	Statuses   map[string]string // by partner.RequestStatus

	Number, Severity, State, Opened, Subject, Topic, Product, Contact, Modified, ClosedAt string // headings and labels

	Reading           string
	Empty, EmptyHint  string
	Unread            string
	NoNotes           string
	Quote             string // %s correlation id
	RightsRemoved     string
	RightsNever       string
	Phone             string
	ClosedAlready     string
	Close             string // %s number
	CloseNo, CloseYes string
	Closed            string // %s number
	Copied            string // %s where it went

	NoteFor, NoteHint, NoteEmpty   string // NoteFor: %s number
	AddNote, AddNoteBody           string // AddNote: %s number
	AddNoteNo, AddNoteYes, Noted   string // Noted: %s number
	Lose                           string
	LoseNote, LoseRequest, Kept    string
	LoseProfile                    string
	SubjectHint, SubjectMissing    string
	SeverityLong                   string // %[1]s severity, %[2]d hours
	SeverityHint                   string
	Subscription, SubscriptionHint string
	NoSubscription, NoTopic        string
	Text, TextHint                 string
	AnswerBy                       string // %s clock time
	Elsewhere                      string
	OpenTitle, OpenBody            string // %s company; %s subject
	NoAnswerYet, AskAgain          string
	OpenNo, OpenYes, OpenPacket    string
	Sent                           string // %s number
	Saved                          string // %s path
	ContactsTell                   string
	ContactRefused                 map[string]string // by partner.SupportContactRefusal
	ContactUnknown                 string
	ContactNow, ContactStays       string // %s name
	NoSubscriptions                string
	NoSubscriptionsHint            string
	Choose, ChooseBody, ChooseNo   string // Choose: %s subscription
	Assign, AssignBody             string // %s name; %[1]s company, %[2]s subscription
	AssignNo, AssignYes, Assigned  string // Assigned: %s name
	ProfileTell                    string
	Email, EmailHint, EmailWrong   string
	Telephone                      string
	Website, WebsiteHint           string
	WebsiteWrong                   string
	SaveProfile, SaveProfileBody   string
	SaveProfileNo, SaveProfileYes  string
	ProfileSaved                   string
	Packet                         SupportPacket
}

// SupportPacket are the sentences of what is taken to a portal or to the phone.
type SupportPacket struct {
	Heading        string
	Customer       string
	TenantID       string
	Domain         string
	Subscription   string
	SubscriptionID string
	Severity       string
	AnswerBy       string // %s time
	Partner        string
	PartnerTenant  string
	PartnerID      string
	Contact        string
	OwnContact     string // where the profile holds none
	Subject        string
	Text           string
	Where          string
	WithRights     string
	WithoutRights  string
	Azure          string
}

var supportEnglish = Support{
	Title: "Service requests", Numbered: "Service request %s", NewTitle: "New service request",
	PacketTitle: "For the portal or the phone", ContactsTitle: "Support contacts", ProfileTitle: "Your support profile",

	Severities: map[string]string{"critical": "critical", "moderate": "moderate", "minimal": "minimal", "unknown": "unknown"},
	Statuses:   map[string]string{"open": "open", "closed": "closed", "attention_needed": "reply needed", "none": "none"},

	Number: "Number", Severity: "Severity", State: "State", Opened: "Opened", Subject: "Title", Topic: "Topic",
	Product: "Product", Contact: "Contact", Modified: "Changed", ClosedAt: "Closed",

	Reading: "Reading from Partner Center ...",
	Empty:   "There is no service request for this customer.", EmptyHint: "{request-new=n} opens one.", Unread: "The service requests were not read yet.",
	NoNotes:       "No notes.",
	Quote:         "Correlation id: %s",
	RightsRemoved: "The customer removed your admin rights, or you gave them up. You stay responsible for their support.",
	RightsNever:   "You have no admin rights at this customer. You are responsible for their support all the same.",
	Phone:         "Without the rights the form online may refuse: phone Microsoft Support then; {request-new=n} prepares everything to say.",
	ClosedAlready: "This request is closed already",
	Close:         "Close service request %s?", CloseNo: "No, leave it open", CloseYes: "Close it", Closed: "Service request %s is closed",
	Copied: "Copied: %s",

	NoteFor: "Note for %s", NoteHint: "Microsoft reads this note. Leave out passwords and the customer's personal data.",
	NoteEmpty: "Write something first",
	AddNote:   "Add this note to service request %s?", AddNoteBody: "A note cannot be taken back.",
	AddNoteNo: "No, go on writing", AddNoteYes: "Add it", Noted: "The note was added to %s",
	Lose: "Lose what you typed?", LoseNote: "A note is written, but not added yet.", LoseRequest: "A service request is written, but not opened yet.",
	Kept:        "What you typed is kept: {request-new=n} goes on with it",
	LoseProfile: "The support profile was changed and not saved.",
	SubjectHint: "In one line, what does not work", SubjectMissing: "A title is needed",
	SeverityLong: "%[1]s, first answer within %[2]d h", SeverityHint: "The promise holds for English; other languages are answered in office hours.",
	Subscription: "About", SubscriptionHint: "The subscription that it is about",
	NoSubscription: "no subscription in particular", NoTopic: "no topic",
	Text: "Text", TextHint: "what happened, when, for whom, what was tried",
	AnswerBy:  "Opened now, the first answer is promised by %s.",
	Elsewhere: "Partner Center does not open this request through its service: take it to the portal, or phone Microsoft Support.",
	OpenTitle: "Open a service request for %s?", OpenBody: "%s: Microsoft sees the text and your contact, and answers to you.",
	OpenNo: "No, go on writing", OpenYes: "Open it at Microsoft", OpenPacket: "Only prepare it for the portal or the phone",
	NoAnswerYet: "Partner Center has not said what it can be asked", AskAgain: "Ask Partner Center again",
	Sent:         "The service request is open: %s",
	Saved:        "Saved: %s",
	ContactsTell: "The customer sees this partner on the support pages of the admin center.",
	ContactRefused: map[string]string{
		"new-commerce": "New commerce: no support contact is kept for it",
		"usage":        "Billed by use: no support contact is kept for it",
		"cloud":        "Not in the cloud operated by 21Vianet",
	},
	ContactUnknown: "not known",
	ContactNow:     "%s, as it is now", ContactStays: "%s is the support contact already: nothing was sent",
	NoSubscriptions: "This customer has no subscription here", NoSubscriptionsHint: "Read the customer's services first.",
	Choose: "Who helps with %s?", ChooseBody: "A reseller that is missing here must be invited to a relationship first.", ChooseNo: "Leave it as it is",
	Assign: "Name %s as support contact?", AssignBody: "%[1]s sees the name and how to reach it, for %[2]s.",
	AssignNo: "No, leave it as it is", AssignYes: "Name them", Assigned: "Support contact: %s",
	ProfileTell: "This is how all your customers reach you for help.",
	Email:       "Email", EmailHint: "A mailbox that somebody reads", EmailWrong: "That is no email address",
	Telephone: "Telephone", Website: "Website", WebsiteHint: "Such as https://www.contoso.com/support", WebsiteWrong: "That is no web address",
	SaveProfile: "Change your support profile?", SaveProfileBody: "Every customer of yours sees it.",
	SaveProfileNo: "No, go on editing", SaveProfileYes: "Change it", ProfileSaved: "The support profile is changed",
	Packet: SupportPacket{
		Heading: "Service request for a customer", Customer: "Customer", TenantID: "Customer tenant", Domain: "Domain",
		Subscription: "Subscription", SubscriptionID: "Subscription id", Severity: "Severity", AnswerBy: "First answer by %s if it is opened now",
		Partner: "Partner", PartnerTenant: "Partner tenant", PartnerID: "Partner ID", Contact: "Contact at the partner",
		OwnContact: "your own name, telephone and email; never the customer's",
		Subject:    "Title", Text: "Text", Where: "Where",
		WithRights:    "Partner Center > Customers > this customer > Service management opens the portal for this customer. Opened directly, a portal acts on your own tenant.",
		WithoutRights: "You have no admin rights at this customer, and you stay responsible for their support: phone Microsoft Support and have the request opened for the customer.",
		Azure:         "An Azure resource: the Azure portal in the customer's context, with an Azure role of owner, contributor or support request contributor there.",
	},
}

// Packet writes a packet as text, to be copied or saved. Values are as they are;
// whoever draws or prints the text makes it safe.
func (s *Strings) Packet(p partner.SupportPacket) string {
	t, c := s.Support.Packet, p.Request.Customer
	var b strings.Builder
	b.WriteString(t.Heading + "\n\n")
	add := func(name, value string) {
		if value != "" {
			b.WriteString(name + s.Common.Colon + value + "\n")
		}
	}
	add(t.Customer, c.CompanyName)
	add(t.Domain, c.Domain)
	add(t.TenantID, string(c.ID))
	sub := p.Request.Subscription
	if sub.ID != "" {
		add(t.Subscription, sub.Name())
		add(t.SubscriptionID, sub.ID)
	}
	add(t.Severity, Word(s.Support.Severities, string(p.Request.Severity)))
	b.WriteString(fmt.Sprintf(t.AnswerBy, p.AnswerBy.Format("2006-01-02 15:04 MST")) + "\n\n")
	add(t.Partner, p.Partner.Company)
	add(t.PartnerTenant, p.Partner.TenantID)
	add(t.PartnerID, p.Partner.MPNID)
	contact := strings.Trim(p.Contact.Telephone+" "+p.Contact.Email, " ")
	if contact == "" {
		contact = t.OwnContact
	}
	add(t.Contact, contact)
	b.WriteString("\n")
	add(s.Support.Topic, p.Request.Topic.Name)
	add(t.Subject, p.Request.Title)
	b.WriteString(t.Text + strings.TrimRight(s.Common.Colon, " ") + "\n" + p.Request.Text + "\n\n")
	where := t.WithRights
	switch {
	case c.AdminRights == partner.AdminRightsRemoved || c.AdminRights == partner.AdminRightsNotRequested:
		where = t.WithoutRights
	case sub.ID != "" && !sub.BySeat():
		where = t.Azure
	}
	add(t.Where, where)
	return b.String()
}
