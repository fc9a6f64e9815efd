package account

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// sheet is a form for one write, with the question that follows it. It is kept
// when it is left, so that nothing that was typed is lost.
type sheet struct {
	intent keys.Intent
	title  string
	form   *widget.Form
	names  []string               // of the inputs, as the service names them
	seen   partner.BillingProfile // what is edited, as it was read; of a billing profile alone
	old    bool                   // somebody else changed it since
	// ask gives the question that the values lead to, and what is done after yes;
	// a nil question means that there is nothing to ask.
	ask func() (*widget.Dialog, func(ctx context.Context) error)
	// done is what is said when it is done.
	done string
}

// open shows a sheet, the one that was left before if there is one.
func (s *Screen) open(intent keys.Intent, fill func() *sheet) {
	s.Forget(slotBilling) // its sheet would open over this one
	if s.sheets[intent] == nil {
		s.sheets[intent] = fill()
		s.sheets[intent].intent = intent
	}
	s.sheet = s.sheets[intent]
}

var capitals = regexp.MustCompile(`[A-Z]`)

func (s *Screen) required(value string) string {
	if n := len([]rune(value)); n == 0 || n > 50 {
		return s.text.Account.Required
	}
	return ""
}

// question makes the dialog of a sheet.
func (s *Screen) question(title string, body ...string) *widget.Dialog {
	return &widget.Dialog{Title: title, Body: body, Options: []widget.Option{{Label: s.text.Account.No}, {Label: s.text.Account.Yes, Key: "y"}}}
}

// billingSheet edits to whom the bills go, from the profile as it was read.
func (s *Screen) billingSheet(seen partner.BillingProfile) {
	t := s.text.Account
	s.open(keys.AccountBilling, func() *sheet {
		sh := &sheet{title: t.Billing, form: &widget.Form{}, done: t.BillingDone, seen: seen}
		for _, field := range s.text.BillingFields(seen) {
			sh.names = append(sh.names, field[0])
			sh.form.Inputs = append(sh.form.Inputs, s.billingInput(seen, field[0], field[1]))
		}
		sh.ask = func() (*widget.Dialog, func(context.Context) error) {
			seen, next := sh.seen, sh.seen
			for i, field := range s.text.BillingFields(seen) {
				if input := sh.form.Inputs[i]; input.Field != nil {
					next = next.With(field[0], input.Value())
				}
			}
			changes := seen.Changes(next)
			if len(changes) == 0 {
				return nil, nil
			}
			customer, keeper := s.customer, s.d.Keeper
			return s.question(fmt.Sprintf(t.BillingAsk, customer.CompanyName), s.text.BillingChanges(changes)...),
				func(ctx context.Context) error { return keeper.UpdateBilling(ctx, customer, seen, next) }
		}
		return sh
	})
}

// renew puts a profile as it is now under what was typed into one that somebody
// else changed meanwhile.
func (sh *sheet) renew(text *i18n.Strings, now partner.BillingProfile) {
	before := text.BillingFields(sh.seen)
	for i, field := range text.BillingFields(now) {
		if input := sh.form.Inputs[i]; input.Field != nil && input.Value() == strings.TrimSpace(before[i][1]) {
			input.Field.Set(field[1])
		}
	}
	sh.seen, sh.old = now, false
}

// billingInput is a field of the billing profile. What stands in it already is
// not judged: the service has it.
func (s *Screen) billingInput(seen partner.BillingProfile, field, value string) *widget.Input {
	t := s.text.Account
	if field == "country" {
		name := value
		if c, known := partner.CountryByCode(value); known {
			name = s.text.CountryName(c.Code, c.Name)
		}
		return &widget.Input{Label: t.Fields[field], Hint: s.text.BillingMistake(field), Fixed: s.shown(name)}
	}
	input := widget.TextInput(t.Fields[field], "", value, 200)
	before := input.Value()
	input.Mistake = func(now string) string {
		if now != before && seen.Refuses(field, now) {
			return s.text.BillingMistake(field)
		}
		return ""
	}
	return input
}

func (s *Screen) shown(value string) string {
	if value == "" {
		return s.text.Account.Nothing
	}
	return safetext.Line(value)
}

// attestSheet confirms that the customer accepted the agreement.
func (s *Screen) attestSheet() {
	t := s.text.Account
	s.open(keys.AccountAttest, func() *sheet {
		input := func(label, hint string, limit int, wrong string, bad func(string) bool) *widget.Input {
			in := widget.TextInput(label, hint, "", limit)
			in.Mistake = func(value string) string {
				if bad(value) {
					return wrong
				}
				return ""
			}
			return in
		}
		today := s.now
		name := func(value string) bool { return s.required(value) != "" }
		first, last := input(t.FirstName, "", 50, t.Required, name), input(t.LastName, "", 50, t.Required, name)
		names := []string{"firstName", "lastName", "email", "phoneNumber", "dateAgreed"}
		form := &widget.Form{Inputs: []*widget.Input{
			first, last,
			input(t.Email, "", 200, t.EmailWrong, func(v string) bool {
				return partner.Attestation{FirstName: "x", LastName: "x", Email: v, Agreed: today}.Wrong(today) != ""
			}),
			input(t.Phone, "", 50, t.PhoneWrong, partner.PhoneWrong),
			input(t.Date, t.DateHint, 10, t.DateWrong, func(v string) bool {
				day, err := time.Parse(time.DateOnly, v)
				return err != nil || day.After(partner.DayOf(today))
			}),
		}}
		if s.text.FamilyFirst() {
			form.Inputs[0], form.Inputs[1], names[0], names[1] = last, first, names[1], names[0]
		}
		sh := &sheet{title: t.AttestTitle, form: form, done: t.AttestDone, names: names}
		sh.ask = func() (*widget.Dialog, func(context.Context) error) {
			in := form.Inputs
			word := partner.Attestation{FirstName: first.Value(), LastName: last.Value(), Email: in[2].Value(), Phone: in[3].Value()}
			word.Agreed, _ = time.Parse(time.DateOnly, in[4].Value())
			customer, keeper := s.customer, s.d.Keeper
			who := s.d.Text.PersonName(word.FirstName, word.LastName)
			return s.question(i18n.Fill(t.AttestAsk, who, customer.CompanyName), fmt.Sprintf(t.AttestFollow, word.Agreed.Format(time.DateOnly))),
				func(ctx context.Context) error { return keeper.Attest(ctx, customer, word) }
		}
		return sh
	})
}

// qualifySheet asks for a special qualification.
func (s *Screen) qualifySheet() {
	t := s.text.Account
	names := []string{partner.QualificationEducation, partner.QualificationGovernment, partner.QualificationStateOwned}
	kinds := []string{"K12", "HigherEducation"}
	s.open(keys.AccountQualify, func() *sheet {
		words := func(values []string, in map[string]string) (list []string) {
			for _, v := range values {
				list = append(list, in[v])
			}
			return list
		}
		name := widget.ChoiceInput(t.Qualification, "", words(names, t.Names), 0)
		kind := widget.ChoiceInput(t.Segment, "", words(kinds, t.SegmentNames), 0)
		site := widget.TextInput(t.Website, t.WebsiteHint, "", 200)
		code := widget.TextInput(t.Code, t.CodeHint, "", 100)
		unless := func(qualification string) func() bool {
			return func() bool { return names[name.Chosen] != qualification }
		}
		kind.Hidden, site.Hidden, code.Hidden = unless(partner.QualificationEducation), unless(partner.QualificationEducation), unless(partner.QualificationGovernment)
		site.Mistake = func(value string) string {
			if partner.WebsiteWrong(value) {
				return t.WebsiteWrong
			}
			return ""
		}
		code.Mistake = s.required
		sh := &sheet{
			title: t.Qualification, form: &widget.Form{Inputs: []*widget.Input{name, kind, site, code}}, done: t.QualifyDone,
			names: []string{"qualification", "educationSegment", "website", "validationCode"},
		}
		sh.ask = func() (*widget.Dialog, func(context.Context) error) {
			q := partner.QualificationRequest{Name: names[name.Chosen]}
			switch q.Name {
			case partner.QualificationEducation:
				q.Segment, q.Website = kinds[kind.Chosen], site.Value()
			case partner.QualificationGovernment:
				q.ValidationCode = code.Value()
			}
			customer, keeper := s.customer, s.d.Keeper
			return s.question(i18n.Fill(t.QualifyAsk, t.Names[q.Name], customer.CompanyName), append(s.text.QualificationFacts(q), t.QualifyFollow)...),
				func(ctx context.Context) error { return keeper.Qualify(ctx, customer, q) }
		}
		return sh
	})
}

// submit asks the question of a sheet.
func (s *Screen) submit() tea.Cmd {
	sh := s.sheet
	dialog, write := sh.ask()
	if dialog == nil {
		return screen.Send(screen.Notice{Level: screen.Warning, Text: s.text.Account.NothingChanged})
	}
	dialog.Options[1].Do = func() tea.Cmd {
		s.sheet = nil
		return s.Ask(slotWrite, func(ctx context.Context) tea.Msg {
			return written{intent: sh.intent, done: sh.done, err: write(context.WithoutCancel(ctx))}
		})
	}
	s.dialog = dialog
	return nil
}

// refused opens a sheet again whose values were not taken, with the input marked
// that the service names. Where nobody knows what became of them, they are not
// to be sent again, and it stays closed.
func (s *Screen) refused(intent keys.Intent, err error) {
	sh := s.sheets[intent]
	e, ok := errors.AsType[*partner.Error](err)
	if sh == nil || !ok {
		return
	}
	switch e.Code {
	case partner.CodeUnclear, partner.CodeUnresolved, partner.CodeUnderWay, partner.CodeRehearsed:
		return
	}
	if input := sh.named(e.Detail); input != nil {
		input.Refused = e.Detail
		sh.form.Focus(input)
	}
	if s.sheet == nil && s.dialog == nil {
		s.sheet = sh
	}
}

// named gives the input that the words of the service are about: the one with
// the longest name in them; nil if there is none.
func (sh *sheet) named(words string) (found *widget.Input) {
	longest := 0
	for i, name := range sh.names {
		spaced := capitals.ReplaceAllString(name, " $0") // "phone number" for phoneNumber
		about := regexp.MustCompile(`(?i)\b(` + name + `|` + spaced + `)\b`)
		if input := sh.form.Inputs[i]; input.Fixed == "" && len(name) > longest && about.MatchString(words) {
			found, longest = input, len(name)
		}
	}
	return found
}
