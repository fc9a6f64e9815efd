package i18n

// Card are the sentences of a customer's handover card.
type Card struct {
	Nickname                         string
	Product, Seats, State, Until     string // headings
	Asked, To                        string // headings
	NotRead                          string
	Users                            Plural // %s
	Written                          string // %s a moment
	Redacted                         string
	FlagCard, FlagFormat, FlagRedact string
	FormatWithoutCard                string // %s flag
}

var cardEnglish = Card{
	Nickname: "Nickname",
	Product:  "Product", Seats: "Seats", State: "State", Until: "Until",
	Asked: "Asked on", To: "To",
	NotRead:  "not read yet",
	Users:    Plural{"%s user", "%s users"},
	Written:  "Written by cspdesk on %s from what is stored on this computer.",
	Redacted: "What is about persons, and notes of our own, are left out.",
	FlagCard: "print a handover card of one page", FlagFormat: "format of the card: text or markdown",
	FlagRedact:        "leave out what is about persons, and notes of our own",
	FormatWithoutCard: "%s goes with --card",
}
