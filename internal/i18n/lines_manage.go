package i18n

// LinesManage are the sentences of the line mode about signing in and about
// customers' services, users and support, beside those that it shares with the
// screens.
type LinesManage struct {
	MenuHelp, FieldHelp string

	Users, Licenses, Services, Account, Requests, Contacts, End string // what can be done with a customer
	ReadingUsers, Search, AddUser, ReadAgain                    string
	ChangeLicenses, ResetPassword                               string
	MadePassword, PasswordIs                                    string // PasswordIs: %[1]s the user, %[2]s the password
	AskForce, Forced, NotForced, AnswersKept                    string
	Has, HasNot                                                 string // of a license
	WhichRole                                                   string
	WhichProduct, Assign, TakeAway                              string // Assign, TakeAway: %[1]s the product, %[2]s the user
	BuyFirst, ReactivateFirst                                   string
	WhichSubscription, NowSeats                                 string // NowSeats: %s seats
	Segment, Buy, Orders, NotBought, OrderWaits, HearOrder      string
	TypeSeats                                                   string // %s the number
	Products                                                    Plural // %s
	UnderWay, Conflict, RenewOn, RenewOff                       string // UnderWay: %s the subscription
	ChangeBilling, Attest, Qualify                              string
	NewRequest, OpenRequest, AddNote, CloseRequest              string // OpenRequest: %s the number and title
	RequestText                                                 string
	NobodyNamed                                                 string
	EndAll, RightsAlone                                         string
	Ways                                                        map[string]string // by partner.BlockerKind: what to do about it
	TypeDomain                                                  string            // %s the domain

	Pending                     string
	PendingAtStart              Plural // %s
	Look, Made, NotMade, Aside  string
	Connection, Status          string
	ByCode, ByBrowser, SignOut  string
	AskSignOut, KeepIt, YesOut  string // AskSignOut: %s the profile
	SwitchProfile, InUse        string // InUse: %s the profile
	Waiting, Switched, SignedIn string // Switched: %s the profile; SignedIn: %s the account
	PageIs, CodeIs, CodeUntil   string // %s each
}

var linesManageEnglish = LinesManage{
	MenuHelp:  "Type the number of a choice and press enter. 0 goes back, enter alone says the choices again, or takes the one that the question names.",
	FieldHelp: "Type an answer and press enter. Enter alone keeps what is there, - empties it, 0 goes back to the question before.",

	Users: "Users: add, change, delete or restore one, passwords, licenses, roles", Licenses: "Licenses", Services: "Services: change seats, renewal, suspension; buy",
	Account: "Account: billing, agreement, qualification", Requests: "Service requests", Contacts: "Support contacts", End: "End the relationship, or give up admin rights",
	ReadingUsers: "Reading the users from Partner Center.", Search: "Search", AddUser: "Add a user", ReadAgain: "Read them again",
	ChangeLicenses: "Change the licenses", ResetPassword: "Reset the password",
	MadePassword: "A password is made. It is said once and stored nowhere.",
	AskForce:     "Has the password to be changed at the first sign-in?", Forced: "It has to be changed at the first sign-in.",
	NotForced: "It does not have to be changed at the first sign-in.", AnswersKept: "Your answers are kept until you quit.",
	PasswordIs: "The password of %[1]s is said this one time: %[2]s",
	Has:        "assigned", HasNot: "not assigned",
	WhichRole:    "Which role? Choosing one that is assigned takes it away",
	WhichProduct: "Which product? Choosing one that is assigned takes it away.", Assign: "Assign %[1]s to %[2]s?", TakeAway: "Take %[1]s from %[2]s?",
	BuyFirst:          "No seat is free. First give a subscription more seats, or buy one.",
	ReactivateFirst:   "No seat is free, because they are suspended. First reactivate the subscription, under the services.",
	WhichSubscription: "Which subscription?", NowSeats: "How many seats from now on? There are %s now",
	Segment: "Which part of the catalog?", Products: Plural{"%s product", "%s products"},
	Buy: "Buy something", Orders: "Hear the orders", TypeSeats: "Type %s to buy so many, or 0 to leave it", NotBought: "That is not the number. Nothing was bought.",
	OrderWaits: "Partner Center is still working on it; a new order can take up to 15 minutes to appear. You can go back: the order goes on.", HearOrder: "Hear how it is now",
	UnderWay: "Partner Center accepted the change of %s and is still making it. Read the services again later.",
	Conflict: "Somebody changed this subscription meanwhile. Nothing was sent. Hear it as it is now, then repeat your change if it is still right.",
	RenewOn:  "Turn automatic renewal on", RenewOff: "Turn automatic renewal off",
	ChangeBilling: "Change to whom the bills go", Attest: "Confirm that the Microsoft Customer Agreement was accepted", Qualify: "Ask for a special qualification",
	NewRequest: "Open a new service request", OpenRequest: "Service request %s", AddNote: "Add a note", CloseRequest: "Close this request",
	RequestText: "The text, in one line", NobodyNamed: "not known",
	EndAll: "End the relationship", RightsAlone: "Give up the admin rights alone",
	Ways: map[string]string{
		"subscription": "Suspend or cancel it under Services. New commerce can be canceled within seven days; later, turn off its renewal and wait for the end of the term. Suspending does not end its bills.",
		"pending":      "Wait until its order is settled.",
		"reservation":  "It is canceled through Azure support: open a service request.",
		"software":     "It can be canceled within 30 days of the purchase, in Partner Center under the customer's order history.",
	},
	TypeDomain: "Type %s to end it, or 0 to leave it as it is",

	Pending: "Changes without an answer", PendingAtStart: Plural{"%s change got no answer: choice 6 tells of it.", "%s changes got no answer: choice 6 tells of them."},
	Look: "Read at Partner Center what became of it",
	Made: "Note that it was made", NotMade: "Note that it was not made", Aside: "Put it aside without knowing",
	Connection: "Sign-in and profiles", Status: "Hear who is signed in",
	ByCode: "Sign in with a code that is entered on another page", ByBrowser: "Sign in with a browser on this computer", SignOut: "Sign out",
	AskSignOut: "Remove the tokens of the profile %s?", KeepIt: "Stay signed in", YesOut: "Sign out",
	SwitchProfile: "Work with another profile", InUse: "%s, in use",
	Waiting: "Waiting until you have signed in. ctrl+c ends the program.", Switched: "The profile is %s now.", SignedIn: "Signed in as %s.",
	PageIs: "Page: %s", CodeIs: "Code: %s", CodeUntil: "The code is good until %s.",
}
