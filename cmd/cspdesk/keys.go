package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/tui/keys"
)

// keyJSON is a key of a screen as scripts read it.
type keyJSON struct {
	Screen  string   `json:"screen"`
	Command string   `json:"command"`
	Keys    []string `json:"keys"`
	Does    string   `json:"does"`
}

// keysCommand prints the keys of every screen, from the tables that the screens
// and the help pages are made of.
func (a *app) keysCommand() *cobra.Command {
	return &cobra.Command{
		Use: "keys", Short: a.text.CLI.KeysShort, Args: a.noArguments,
		RunE: func(*cobra.Command, []string) error { return a.printKeys() },
	}
}

func (a *app) printKeys() error {
	changed := rebinding(a.file)
	var items []keyJSON
	for _, c := range keys.Contexts() {
		for _, b := range changed.Apply(c.Table) {
			names := make([]string, len(b.Keys))
			for i, name := range b.Keys {
				names[i] = strings.ReplaceAll(name, " ", "space")
			}
			items = append(items, keyJSON{
				Screen: a.text.Palette.Contexts[c.Name], Command: string(b.Intent), Keys: names, Does: a.text.Keys[string(b.Intent)].Long,
			})
		}
	}
	if a.json {
		return writeJSON(a.out, list[keyJSON]{Items: items})
	}
	rows := make([][]string, len(items))
	for i, k := range items {
		names := strings.Join(k.Keys, ", ")
		if a.outIsTTY && len(k.Keys) > 6 { // one for each digit
			names = k.Keys[0] + " - " + k.Keys[len(k.Keys)-1]
		}
		rows[i] = []string{k.Screen, names, k.Command, k.Does}
	}
	t := a.newList(a.text.CLI.KeysHeadings[:]...)
	t.whole = true // what a key does is read whole
	t.addAll(rows)
	return nil
}
