package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// commandGroups order the help by what people do.
var commandGroups = []struct {
	id       string
	commands []string
}{
	{"requests", []string{"invite", "invitations", "letters", "link", "draft"}},
	{"customers", []string{"customers", "refresh", "changes", "renewals"}},
	{"care", []string{"users", "licenses", "subscriptions", "account", "service-requests", "support-contact", "support-profile", "relationship", "pending"}},
	{"connection", []string{"profile", "sign-in", "sign-out", "status", "doctor", "sandbox"}},
	{"record", []string{"activity", "audit", "backup", "restore"}},
	{"program", []string{"config", "keys", "version", "completion", "man"}},
}

// commandExamples are examples of the commands that are used most.
var commandExamples = map[string]string{
	"cspdesk invite": "  cspdesk invite --to admin@fabrikam.com --name 'Fabrikam AG' --country DE --eml fabrikam.eml\n" +
		"  cspdesk invite --from prospects.csv --eml-dir mails",
	"cspdesk invitations list":    "  cspdesk invitations list --due --json",
	"cspdesk invitations remind":  "  cspdesk invitations remind inv-7f3k2m --eml reminder.eml",
	"cspdesk draft check":         "  cspdesk draft check letter.txt && echo intact",
	"cspdesk customers list":      "  cspdesk customers list --filter 'country:de agreement:missing,unknown' --limit 20",
	"cspdesk customers show":      "  cspdesk customers show fabrikam.com --fetch --json",
	"cspdesk customers import":    "  cspdesk customers import Customers.csv",
	"cspdesk refresh":             "  cspdesk refresh --json | jq .matches",
	"cspdesk users list":          "  cspdesk users list fabrikam.com --search anna",
	"cspdesk users add":           "  cspdesk users add fabrikam.com anna@fabrikam.com --name 'Anna Berg' --location DE",
	"cspdesk licenses assign":     "  cspdesk licenses assign fabrikam.com 'Microsoft 365 E5' --user anna@fabrikam.com",
	"cspdesk subscriptions seats": "  cspdesk subscriptions seats fabrikam.com 'Microsoft 365 E5' 40 --dry-run",
	"cspdesk profile add": "  cspdesk profile add contoso --connection offline --cloud public --tenant 3cf2ea65-a378-42ce-99b1-d8af3fdb67b7 \\\n" +
		"    --company 'Contoso Partner GmbH' --country DE",
}

// explain groups the commands, and gives examples and the meaning of the words
// that stand for a customer or a subscription.
func (a *app) explain(root *cobra.Command) {
	words := a.text.CLI
	for _, g := range commandGroups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: words.Groups[g.id] + strings.TrimSpace(a.text.Common.Colon)})
		for _, command := range root.Commands() {
			if slices.Contains(g.commands, command.Name()) {
				command.GroupID = g.id
			}
		}
	}
	root.SetHelpCommandGroupID("program")
	a.explainWords(root)
}

func (a *app) explainWords(command *cobra.Command) {
	command.Example = commandExamples[command.CommandPath()]
	for _, meaning := range []struct{ word, text string }{
		{"CUSTOMER", a.text.CLI.CustomerMeans}, {"SUBSCRIPTION", a.text.CLI.SubscriptionMeans},
	} {
		if slices.Contains(strings.Fields(command.Use), meaning.word) {
			command.Long = cmp.Or(command.Long, command.Short) + "\n\n" + fmt.Sprintf(meaning.text, meaning.word)
		}
	}
	command.Use += " [" + a.text.CLI.FlagsWord + "]"
	command.DisableFlagsInUseLine = true // which cobra writes in English
	for _, child := range command.Commands() {
		a.explainWords(child)
	}
}
