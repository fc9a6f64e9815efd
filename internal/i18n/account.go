package i18n

import (
	"cmp"

	"cspdesk/internal/partner"
)

// Account are the sentences of the screen of a customer's account, and of its
// commands.
type Account struct {
	Company, Billing, Rights, Agreement, Qualification, Partners, Domains string // headings

	Name, Contact, Email, Address, Language, Culture, Phone      string
	Street, Street2, PostalCode, City, State, Country, FirstName string
	LastName                                                     string
	CompanyFixed                                                 string
	NotRead                                                      string // the billing profile is read when it is changed
	Conflict                                                     string
	NothingChanged                                               string
	Mistakes                                                     map[string]string // by the field of a billing profile; "" for one that is needed
	Lose                                                         string            // %s the titles of forms
	Begun                                                        map[string]string // by the intent that opens a form: that it was left; %s its title

	RightsText  map[string]string // by partner.AdminRights: what it means and what can still be done; removed: %s a date
	RightsGone  string            // removed, with an unknown date
	RightsEnded string            // of a relationship that has ended

	AgreementText  map[string]string // signed, attested (%s a date), missing, unknown
	AttestAsk      string            // %[1]s contact, %[2]s customer
	AttestFollow   string            // %s the day
	AttestTitle    string
	AttestNeedless string // %s the state of the agreement
	PhoneWrong     string
	Date           string
	DateHint       string
	DateWrong      string
	Required       string
	EmailWrong     string
	AttestDone     string

	Vetting        map[string]string
	NoneQualified  string
	QualifyAsk     string // %[1]s qualification, %[2]s customer
	QualifyFollow  string
	QualifyDone    string
	Segment        string
	Website        string
	WebsiteHint    string
	WebsiteWrong   string
	QualifyValue   string // %[1]s name, %[2]s value
	Code           string
	CodeHint       string
	Names          map[string]string // of qualifications
	SegmentNames   map[string]string
	NoPartners     string
	PartnersHidden string

	BillingAsk  string // %s the customer
	BillingName string // what another name of the company means
	BillingDone string
	No, Yes     string
	Fields      map[string]string // of a billing profile
	Change      string            // %[1]s field, %[2]s before, %[3]s after
	Nothing     string            // an empty value

	Short, ShowShort, BillingShort, AttestShort, QualifyShort string // of the command line
	FlagField, FlagFirst, FlagLast, FlagMail, FlagPhone       string
	FlagDate, FlagSegment, FlagWebsite, FlagCode              string
	UnknownField                                              string // %[1]s field, %[2]s fields
}

var accountEnglish = Account{
	Company: "Company", Billing: "Bills go to", Rights: "Admin rights", Agreement: "Agreement", Qualification: "Qualification", Partners: "Other partners", Domains: "All domains",
	Name: "Company", Contact: "Contact", Email: "Email", Address: "Address", Language: "Language", Culture: "Culture", Phone: "Phone",
	Street: "Street", Street2: "Street, 2nd line", PostalCode: "Postal code", City: "City", State: "State", Country: "Country", FirstName: "First name", LastName: "Last name",
	CompanyFixed: "The company profile is the customer's own and is changed by them in the Microsoft 365 admin center.",
	NotRead:      "Reading the billing profile ...", Conflict: "Somebody changed the billing profile meanwhile. Nothing was sent; open it again: what you typed is kept.",
	NothingChanged: "Nothing is changed yet, so there is nothing to send.",
	Mistakes: map[string]string{
		"": "this is needed", "email": "a mail address such as name@contoso.com", "culture": "a language and a country, such as de-CH", "language": "a language, such as de",
		"country": "the country of a customer never changes", "phoneNumber": "a phone number such as +41 44 555 01 00",
		"firstName": "at most 50 characters", "lastName": "at most 50 characters", "contactFirstName": "at most 50 characters", "contactLastName": "at most 50 characters",
	},
	Lose: "Begun and not sent: %s.",
	Begun: map[string]string{
		"account-billing": "Begun and not sent: %s. {account-billing=b} goes on with it.",
		"account-attest":  "Begun and not sent: %s. {account-attest=a} goes on with it.",
		"account-qualify": "Begun and not sent: %s. {account-qualify=u} goes on with it.",
	},

	RightsText: map[string]string{
		"":              "Not known yet. {fetch-block=r} asks Partner Center; the list of customers does not tell.",
		"granted":       "Your company has delegated administration privileges: users, licenses, portals and service requests work with them.",
		"not-requested": "Your company has no delegated administration privileges. Orders, subscriptions and the account work without them. Users, licenses and portals work as far as the customer approved granular rights.",
		"removed":       "The customer removed them, or you gave them up; noticed on %s. Orders, subscriptions and the account still work. You stay responsible for support: ask for granular rights, or call Microsoft Support.",
	},
	RightsGone:  "an unknown day",
	RightsEnded: "Delegated rights ended with the relationship. Granular ones do not: they stay until you or the customer end them, or until they run out.",

	AgreementText: map[string]string{
		"signed":   "Accepted by the customer in the Microsoft 365 admin center.",
		"attested": "Confirmed by your company; accepted on %s.",
		"missing":  "Not accepted yet; orders need it. The customer accepts it in the admin center, or you confirm here that they did.",
		"unknown":  "Partner Center did not say whether it is accepted.",
	},
	AttestAsk:    "Confirm that %[1]s accepted the agreement for %[2]s?",
	AttestFollow: "You attest to Microsoft that this person accepted the Microsoft Customer Agreement on %s. Keep your proof. It cannot be taken back here.",
	AttestTitle:  "Who at the customer accepted the agreement, and when",
	Date:         "Accepted on", DateHint: "the day, such as 2026-01-31", DateWrong: "not a day, or in the future", Required: "this is needed, at most 50 characters",
	AttestNeedless: "Nothing to confirm: %s", PhoneWrong: "a phone number such as +41 44 555 01 00",
	EmailWrong: "a mail address such as name@contoso.com", AttestDone: "The agreement is confirmed",

	Vetting:       map[string]string{"Approved": "approved", "InReview": "under review", "Denied": "denied"},
	NoneQualified: "none", QualifyAsk: "Ask for the qualification %[1]s for %[2]s?", QualifyFollow: "Microsoft may review it; until then it reads: under review.",
	QualifyDone: "The qualification is asked for", Segment: "Kind of school", Website: "Website", WebsiteHint: "of the school; it may be left empty",
	WebsiteWrong: "an address such as contoso.com", QualifyValue: "%[1]s: %[2]s",
	Code: "Validation code", CodeHint: "as Microsoft gave it to the customer",
	Names:        map[string]string{"Education": "Education", "GovernmentCommunityCloud": "Government Community Cloud", "StateOwnedEntity": "State-owned entity", "Nonprofit": "Nonprofit"},
	SegmentNames: map[string]string{"K12": "primary and secondary", "HigherEducation": "higher education"},
	NoPartners:   "none that Partner Center names", PartnersHidden: "Partner Center did not say",

	BillingAsk:  "Change to whom the bills of %s go?",
	BillingName: "Partner Center calls the customer by this name in its list, and so does the list here after the next refresh. The company's own profile keeps its name.",
	BillingDone: "The billing profile is changed", No: "Leave it as it is", Yes: "Send it",
	Fields: map[string]string{
		"companyName": "Company", "firstName": "First name", "lastName": "Last name", "email": "Email", "culture": "Culture", "language": "Language",
		"country": "Country", "region": "Region", "city": "City", "state": "State", "addressLine1": "Street", "addressLine2": "Street, 2nd line",
		"postalCode": "Postal code", "contactFirstName": "First name in the address", "contactLastName": "Last name in the address", "phoneNumber": "Phone",
	},
	Change: "%[1]s: %[2]s, from now on %[3]s", Nothing: "(nothing)",

	Short: "The account of a customer", ShowShort: "Show the account, rights and agreement", BillingShort: "Show the billing profile, or change it with --set",
	AttestShort: "Confirm that the customer accepted the Microsoft Customer Agreement", QualifyShort: "Ask for a special qualification: Education, GovernmentCommunityCloud, StateOwnedEntity",
	FlagField: "change a field: name=value, as the output names it", FlagFirst: "first name of who accepted", FlagLast: "last name", FlagMail: "mail address", FlagPhone: "phone number",
	FlagDate: "the day, such as 2026-01-31", FlagSegment: "of Education: K12 or HigherEducation", FlagWebsite: "of Education", FlagCode: "of GovernmentCommunityCloud",
	UnknownField: "%[1]s is not a field of the billing profile; choose from %[2]s",
}

// BillingChanges says what of a billing profile becomes what, and what that brings
// with it.
func (s *Strings) BillingChanges(changes []partner.BillingChange) (all []string) {
	t, renamed := s.Account, false
	for _, c := range changes {
		all = append(all, Fill(t.Change, t.Fields[c.Field], cmp.Or(c.Before, t.Nothing), cmp.Or(c.After, t.Nothing)))
		renamed = renamed || c.Field == "companyName"
	}
	if renamed {
		all = append(all, t.BillingName)
	}
	return all
}

// BillingFields lists the values of a billing profile as its Fields do, with the names
// of a person in the order of the language.
func (s *Strings) BillingFields(b partner.BillingProfile) [][2]string {
	fields := b.Fields()
	for i, field := range fields {
		if s.FamilyFirst() && (field[0] == "lastName" || field[0] == "contactLastName") { // the given name came just before
			fields[i-1], fields[i] = field, fields[i-1]
		}
	}
	return fields
}

// BillingMistake says what is wrong with a field of a billing profile.
func (s *Strings) BillingMistake(field string) string {
	return cmp.Or(s.Account.Mistakes[field], s.Account.Mistakes[""])
}

// Qualified names a special qualification and what became of asking for it.
func (s *Strings) Qualified(q partner.Qualification) string {
	name, vetting := Word(s.Account.Names, q.Name), Word(s.Account.Vetting, q.Vetting)
	if name == "" || vetting == "" {
		return name + vetting
	}
	return name + s.Common.Comma + vetting
}

// QualificationFacts names what is asked for together with a qualification.
func (s *Strings) QualificationFacts(q partner.QualificationRequest) (all []string) {
	t := s.Account
	for _, fact := range [][2]string{{t.Segment, t.SegmentNames[q.Segment]}, {t.Website, q.Website}, {t.Code, q.ValidationCode}} {
		if fact[1] != "" {
			all = append(all, Fill(t.QualifyValue, fact[0], fact[1]))
		}
	}
	return all
}
