package keys

import "slices"

// Context is a table with the name of the place where it holds, for help that is
// printed and for checks of changed keys. The words for its name are in
// i18n.App.Contexts.
type Context struct {
	Name   string
	Table  Table
	Typing bool // letters are text there
}

// Contexts gives every table of the program, in the order in which people meet
// them.
func Contexts() []Context {
	return slices.Concat(listContexts(), []Context{
		{Name: "wizard-rights", Table: WizardRights(), Typing: true},
		{Name: "wizard-choice", Table: WizardChoice()},
		{Name: "wizard-values", Table: WizardValues()},
		{Name: "wizard-waiting", Table: WizardWaiting()},
		{Name: "wizard-trouble", Table: WizardTrouble()},
		{Name: "wizard-pasting", Table: WizardPasting(), Typing: true},
		{Name: "wizard-letter", Table: WizardLetter(), Typing: true},
		{Name: "wizard-link", Table: WizardLinkAlone()},
		{Name: "wizard-finish", Table: WizardFinished()},
		{Name: "invitations", Table: InvitationList()},
		{Name: "invitation", Table: InvitationDetail()},
		{Name: "invitation-customers", Table: InvitationCustomers()},
		{Name: "activity", Table: Join(Table{ActivityPending(true)}, ActivityList(true))},
		{Name: "changes", Table: ChangeList()},
		{Name: "renewals", Table: RenewalList()},
		{Name: "welcome", Table: Welcome()},
		{Name: "welcome-form", Table: WelcomeForm(true), Typing: true},
		{Name: "connect", Table: Join(Form(true), WelcomeConnect()), Typing: true},
		{Name: "connect-steps", Table: WelcomeStepsPage()},
		{Name: "sign-in", Table: SigningIn(true)},
		{Name: "sign-in-failed", Table: SignInFailed()},
		{Name: "profiles", Table: ProfileList()},
		{Name: "help", Table: HelpPage(false)},
		{Name: "palette", Table: PaletteList(), Typing: true},
		{Name: "form", Table: Form(true), Typing: true},
		{Name: "typed", Table: Typed(), Typing: true},
		{Name: "support", Table: ServiceRequests()},
		{Name: "support-request", Table: ServiceRequest()},
		{Name: "support-note", Table: Composing(), Typing: true},
		{Name: "support-text", Table: ComposingBelow(), Typing: true},
		{Name: "form-box", Table: FormBox()},
		{Name: "support-packet", Table: SupportPacket()},
		{Name: "support-contacts", Table: SupportContactList()},
		{Name: "support-waiting", Table: SupportWaiting()},
		{Name: "users", Table: UserList()},
		{Name: "user", Table: UserDetail()},
		{Name: "user-roles", Table: UserRoleList()},
		{Name: "user-password", Table: UserPasswordShown()},
		{Name: "user-file", Table: UserRead()},
		{Name: "licenses", Table: LicenseList()},
		{Name: "assign", Table: LicenseAssign()},
		{Name: "jobs", Table: JobList()},
		{Name: "job", Table: JobDetail()},
		{Name: "removal", Table: Removal()},
		{Name: "pending", Table: PendingList()},
		{Name: "subscriptions", Table: Subscriptions()},
		{Name: "buy", Table: BuyList(), Typing: true},
		{Name: "buy-cart", Table: BuyCart()},
		{Name: "orders", Table: BuyFollow()},
		{Name: "account", Table: Account()},
	}, bulkContexts())
}

// Elsewhere is a command that holds in other places than those that were asked
// about.
type Elsewhere struct {
	Binding
	Places []string // names of Contexts
}

// habits are the commands that hold in more places than that: they belong to none
// of them.
const habits = 5

// Elsewhere gives the commands of the program that none of these tables has, each
// once, with the other keys.
func (r Rebinding) Elsewhere(here ...Table) []Elsewhere {
	var all []Elsewhere
	known := Join(here...)
	for _, c := range Contexts() {
		if c.Name == everywhere {
			continue
		}
		for _, b := range r.Apply(c.Table) {
			if _, here := known.Find(b.Intent); here {
				continue
			}
			i := slices.IndexFunc(all, func(e Elsewhere) bool { return e.Intent == b.Intent })
			if i < 0 {
				i = len(all)
				all = append(all, Elsewhere{Binding: b})
			}
			all[i].Places = append(all[i].Places, c.Name)
		}
	}
	return slices.DeleteFunc(all, func(e Elsewhere) bool { return len(e.Places) > habits })
}

// bulkContexts are those of requests for many.
func bulkContexts() []Context {
	return []Context{
		{Name: "bulk-check", Table: BulkCheck()},
		{Name: "bulk-address", Table: BulkAddressing(), Typing: true},
		{Name: "bulk-text", Table: BulkText(), Typing: true},
		{Name: "bulk-reading", Table: BulkReading()},
		{Name: "bulk-ways", Table: BulkWays()},
		{Name: "bulk-one-by-one", Table: BulkOneByOne()},
		{Name: "bulk-writing", Table: BulkWriting()},
	}
}

// everywhere names the keys that hold in each place beside its own.
const everywhere = "everywhere"

// listContexts are those of the customer list.
func listContexts() []Context {
	return []Context{
		{Name: everywhere, Table: Global()},
		{Name: "customers", Table: Join(CustomerList(), Table{CustomerSupport, CustomerRemoval, CustomersRequest})},
		{Name: "searching", Table: Searching(), Typing: true},
		{Name: "filtering", Table: Filtering(), Typing: true},
		{Name: "writing", Table: Writing(true), Typing: true},
		{Name: "columns", Table: ColumnList()},
		{Name: "note", Table: Noting(), Typing: true},
		{Name: "jumping", Table: Jumping(), Typing: true},
		{Name: "record", Table: CustomerBlock()},
	}
}
