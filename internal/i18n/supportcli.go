package i18n

// SupportCLI are the words of the commands about support and the relationship.
type SupportCLI struct {
	RequestsShort, RequestsListShort, RequestsShowShort, RequestsNoteShort       string
	RequestsCloseShort, RequestsOpenShort, RequestsOpenLong, RequestsTopicsShort string
	ContactShort, ContactShowShort, ContactSetShort, ContactCandidatesShort      string
	ProfileShort, ProfileShowShort, ProfileSetShort                              string
	RelationshipShort, RelationshipCheckShort, RelationshipRemoveShort           string
	RightsShort                                                                  string

	FlagTitle, FlagText, FlagTextFile, FlagSubscription, FlagTopic, FlagPacket, FlagPartner string

	TextOnce                    string // %[1]s, %[2]s flags
	NotHere, NotHereFix         string
	ContactRefusedFix           string
	NoCandidate, NoCandidateFix string // NoCandidate: %s
	EndedFix                    string
	BlockedFix                  string // %s customer
	TypeDomain                  string // %[1]s company, %[2]s domain
}

var supportCLIEnglish = SupportCLI{
	RequestsShort: "Service requests to Microsoft for a customer", RequestsListShort: "List a customer's service requests",
	RequestsShowShort: "Show one with its notes", RequestsNoteShort: "Add a note to one", RequestsCloseShort: "Close one",
	RequestsOpenShort:   "Open one, or prepare everything to open it elsewhere",
	RequestsOpenLong:    "Opens a service request for a customer where Partner Center does that through its service. Elsewhere, and with --packet, it prints everything that the portal's form or a person on the phone asks for.",
	RequestsTopicsShort: "What a service request can be about",
	ContactShort:        "Who is named to a customer for help with a subscription", ContactShowShort: "Show them for each subscription",
	ContactSetShort: "Name another partner for one", ContactCandidatesShort: "Partners that can be named",
	ProfileShort: "How your customers reach you for help", ProfileShowShort: "Show it", ProfileSetShort: "Change it",
	RelationshipShort: "The reseller relationship with a customer", RelationshipCheckShort: "What keeps it from being ended; exit code 3 if something does",
	RelationshipRemoveShort: "End it, after a check and a question", RightsShort: "Give up delegated admin rights alone; the relationship stays",

	FlagTitle: "title, in one line", FlagText: "the text", FlagTextFile: "the text, from a file or - for standard input",
	FlagSubscription: "id of the subscription that it is about", FlagTopic: "id of the topic", FlagPacket: "open nothing; print everything to open it elsewhere",
	FlagPartner: "tenant id or PartnerID of the partner to name",

	TextOnce: "%[1]s and %[2]s exclude each other",
	NotHere:  "Partner Center does not open this request through its service", NotHereFix: "Run it with --packet, and take it to the portal or phone Microsoft Support.",
	ContactRefusedFix: "Keep your own note of who helps with it.",
	NoCandidate:       "%s is none of the partners that can be named", NoCandidateFix: "See cspdesk support-contact candidates; a reseller must have a relationship with you first.",
	EndedFix:   "A new request, accepted by the customer, brings it back.",
	BlockedFix: "See cspdesk relationship check %s.",
	TypeDomain: "To end the relationship with %[1]s, type %[2]s:",
}
