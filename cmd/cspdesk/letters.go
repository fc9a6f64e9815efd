package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/wizard"
)

// letterJSON is a letter as scripts read it.
type letterJSON struct {
	Language string `json:"language"`
	Own      bool   `json:"own"`
	Text     string `json:"text"`
}

// lettersCommand is what can be done with the letters of a profile.
func (a *app) lettersCommand() *cobra.Command {
	words := a.text.CLI.Letters
	command := &cobra.Command{Use: "letters", Short: words.Short, Long: fmt.Sprintf(words.Long, invite.LinkPlace), Args: a.noArguments, RunE: showHelp}
	command.AddCommand(&cobra.Command{
		Use: "list", Short: words.ListShort, Args: a.noArguments,
		RunE: func(command *cobra.Command, _ []string) error { return a.listLetters(command.Context()) },
	}, &cobra.Command{
		Use: "show LANG", Short: words.ShowShort, Args: a.mailLanguage, ValidArgs: partner.MailLanguages(),
		RunE: func(command *cobra.Command, args []string) error { return a.showLetter(command.Context(), args[0]) },
	}, &cobra.Command{
		Use: "edit LANG", Short: words.EditShort, Args: a.mailLanguage, ValidArgs: partner.MailLanguages(),
		RunE: func(command *cobra.Command, args []string) error { return a.editLetter(command.Context(), args[0]) },
	}, &cobra.Command{
		Use: "set LANG FILE|-", Short: words.SetShort,
		Args: func(command *cobra.Command, args []string) error {
			if err := a.exactly(2)(command, args); err != nil {
				return err
			}
			return a.mailLanguage(command, args[:1])
		},
		RunE: func(command *cobra.Command, args []string) error {
			return a.setLetter(command.Context(), args[0], args[1])
		},
	}, &cobra.Command{
		Use: "reset LANG", Short: words.ResetShort, Args: a.mailLanguage, ValidArgs: partner.MailLanguages(),
		RunE: func(command *cobra.Command, args []string) error {
			if err := a.needWritable(); err != nil {
				return err
			}
			profile, err := a.letterProfile(command.Context())
			if err != nil {
				return err
			}
			return a.profiles().RemoveLetter(profile, args[0])
		},
	})
	return command
}

// mailLanguage takes one language of the letters.
func (a *app) mailLanguage(command *cobra.Command, args []string) error {
	if err := a.oneArgument(command, args); err != nil {
		return err
	}
	if !slices.Contains(partner.MailLanguages(), args[0]) {
		return usagef(a.text.CLI.NotOneOf, args[0], strings.Join(partner.MailLanguages(), ", "))
	}
	return nil
}

// ownLetters are the letters of the profile in use.
func (a *app) ownLetters(ctx context.Context) (profile string, own map[string]string, err error) {
	if profile, err = a.letterProfile(ctx); err != nil {
		return "", nil, err
	}
	own, err = a.profiles().Letters(profile)
	return profile, own, err
}

// letterProfile names the profile in use. That of the practice Partner Center is
// made where it is not there yet.
func (a *app) letterProfile(ctx context.Context) (string, error) {
	s := &session{}
	err := a.openProfile(ctx, s, a.sandbox)
	return s.profile.Name, errors.Join(err, s.Close())
}

func (a *app) listLetters(ctx context.Context) error {
	_, own, err := a.ownLetters(ctx)
	if err != nil {
		return err
	}
	var items []letterJSON
	var rows [][]string
	for _, lang := range partner.MailLanguages() {
		text, mine := own[lang]
		word := a.text.CLI.Letters.Usual
		if mine {
			word = a.text.CLI.Letters.Own
			if _, err := invite.ParseTemplate(text); err != nil {
				word += a.text.Common.Colon + describe(a.text, err).Message
			}
		} else {
			text = invite.UsualTemplate(lang)
		}
		items = append(items, letterJSON{Language: lang, Own: mine, Text: text})
		rows = append(rows, []string{lang, a.text.Common.MailLanguages[lang], word})
	}
	if a.json {
		return writeJSON(a.out, list[letterJSON]{Items: items})
	}
	a.printList([]string{a.text.CLI.ID, a.text.Customers.Record.Language, a.text.CLI.Kind}, rows)
	return nil
}

func (a *app) showLetter(ctx context.Context, lang string) error {
	_, own, err := a.ownLetters(ctx)
	if err != nil {
		return err
	}
	text, mine := own[lang]
	if !mine {
		text = invite.UsualTemplate(lang)
	}
	if a.json {
		return writeJSON(a.out, letterJSON{Language: lang, Own: mine, Text: text})
	}
	_, err = io.WriteString(a.out, a.safeBlock(text))
	return err
}

// setLetter keeps the letter in a file, if mails can be made of it.
func (a *app) setLetter(ctx context.Context, lang, file string) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	profile, err := a.letterProfile(ctx)
	if err != nil {
		return err
	}
	text, err := a.readText(ctx, file)
	if err != nil {
		return err
	}
	return a.keepLetter(profile, lang, string(text))
}

func (a *app) keepLetter(profile, lang, text string) error {
	if _, err := invite.ParseTemplate(text); err != nil {
		return err
	}
	if err := a.profiles().SaveLetter(profile, lang, text); err != nil {
		return err
	}
	a.note(a.text.CLI.Letters.Kept, a.text.Common.MailLanguages[lang])
	return nil
}

// editLetter opens a letter in the person's editor. One that no mail can be made
// of is not kept; where what was written lies is said.
func (a *app) editLetter(ctx context.Context, lang string) error {
	if err := a.needWritable(); err != nil {
		return err
	}
	profile, own, err := a.ownLetters(ctx)
	if err != nil {
		return err
	}
	editor, err := a.editor()
	if err != nil {
		return err
	}
	before, mine := own[lang]
	if !mine {
		sentences, data := invite.Places()
		help := fmt.Sprintf(a.text.CLI.Letters.Help, invite.LinkPlace, inBraces(sentences), inBraces(data))
		before = "# " + strings.ReplaceAll(help, "\n", "\n# ") + "\n" + invite.UsualTemplate(lang)
	}
	path, err := writeTemporary(before, "letter-"+lang+"-*.txt")
	if err != nil {
		return err
	}
	keep := false
	defer func() {
		if !keep {
			os.Remove(path)
		}
	}()
	if err := a.runEditor(ctx, editor, path); err != nil {
		return err
	}
	text, err := a.readText(ctx, path)
	if err != nil || string(text) == before {
		return err
	}
	if err := a.keepLetter(profile, lang, string(text)); err != nil {
		keep = true
		return said{partner.CodeOf(err), describe(a.text, err).Message, fmt.Sprintf(a.text.CLI.Letters.NotKept, path)}
	}
	return nil
}

func inBraces(places []string) string { return "{" + strings.Join(places, "} {") + "}" }

// editor is the person's editor. Without a terminal only one that the environment
// names is started, which may be a script: a usual one would wait for ever.
func (a *app) editor() ([]string, error) {
	if (!a.inIsTTY || !a.outIsTTY) && wizard.NamedEditor(a.getenv) == nil {
		return nil, usagef("%s", a.text.CLI.EditorTerminal)
	}
	return wizard.EditorCommand(a.getenv)
}

// runEditor lends the terminal to the person's editor.
func (a *app) runEditor(ctx context.Context, editor []string, path string) error {
	run := exec.CommandContext(ctx, editor[0], append(slices.Clone(editor[1:]), path)...)
	run.Stdin, run.Stdout, run.Stderr = a.in, a.outFile, a.errOut
	err := run.Run()
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return partner.NewError(partner.CodeCancelled, "", err)
	}
	return partner.NewError(partner.CodeEditor, filepath.Base(editor[0])+": "+err.Error(), err)
}

func writeTemporary(text, pattern string) (path string, err error) {
	file, err := os.CreateTemp("", pattern) // for the owner alone
	if err != nil {
		return "", partner.NewError(partner.CodeFile, err.Error(), err)
	}
	_, err = file.WriteString(text)
	if err = errors.Join(err, file.Close()); err != nil {
		return "", partner.NewError(partner.CodeFile, err.Error(), err)
	}
	return file.Name(), nil
}
