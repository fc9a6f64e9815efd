package bulk

import (
	"context"
	"fmt"
	"maps"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/invite"
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
	"cspdesk/tui/widget/editor"
)

// part is a place of a letter that can be edited.
type part int

const (
	partSubject part = iota
	partOpening
	partClosing
	parts
)

// maxSubject is the longest subject of a letter, in characters.
const maxSubject = 400

// textStep is the state of the second step: the letters, one a language, and the
// mails as they will leave.
type textStep struct {
	langs            []string // of the letters, in the order of the rows
	mails            []int    // how many leave in each
	lang             int      // of langs
	at               part
	subject          widget.Field
	opening, closing *editor.Editor
	wrong            string // why the letter cannot be used; "" if it can

	reading bool
	row     int // of the batch: the mail that is read
	mail    partner.Invitation
	mailErr error
	damage  string // why its link is not whole
	scroll  widget.Scroll
}

// writing reports whether letters are text now.
func (l *textStep) writing() bool { return !l.reading && len(l.langs) > 0 }

// mailMade brings a mail as it will leave.
type mailMade struct {
	row    int
	mail   partner.Invitation
	damage string
	err    error
}

func (l *textStep) came(m mailMade) {
	if m.row == l.row {
		l.mail, l.damage, l.mailErr = m.mail, m.damage, m.err
	}
}

// enterText shows the letters of the mails that can leave.
func (s *Screen) enterText() tea.Cmd {
	s.step = stepText
	l := &s.letters
	var inUse []string
	count := make(map[string]int)
	for i := range s.batch.Rows {
		v := s.verdict(i)
		if !s.goes(i) || s.kind == partner.JobReminders && v.First {
			continue
		}
		inUse = append(inUse, v.MailLang)
		tags, _ := partner.MailLanguageTags(v.MailLang)
		for _, tag := range tags {
			count[tag]++
		}
	}
	*l = textStep{langs: languagesOf(inUse), row: -1}
	for _, lang := range l.langs {
		l.mails = append(l.mails, count[lang])
	}
	if len(l.langs) == 0 {
		return s.read(s.nextMail(-1, 1))
	}
	return s.showLetter(0)
}

// showLetter puts a letter into the fields: as it was worded, or as it is usually.
func (s *Screen) showLetter(n int) tea.Cmd {
	l := &s.letters
	l.lang = n
	lang := l.langs[n]
	t, worded := s.batch.Letters[lang]
	if !worded && s.kind == partner.JobReminders {
		t = s.d.Service.ReminderWording(lang)
	} else if !worded {
		var err error
		if t, err = s.d.Service.Wording(lang); err != nil {
			return s.failed(err)
		}
	}
	l.subject = widget.NewField(t.Subject, maxSubject)
	l.opening, l.closing = editor.New(t.Opening), editor.New(t.Closing)
	l.opening.Fix(invite.PerCustomer()...)
	l.closing.Fix(invite.PerCustomer()...)
	l.at, l.wrong = partOpening, s.wrong(t)
	return nil
}

// wrong says why a letter cannot be used, by the rules of letters that are kept.
func (s *Screen) wrong(t invite.Template) string {
	if _, err := invite.ParseTemplate(t.String()); err != nil {
		return fmt.Sprintf(s.text.Bulk.Wrong, s.text.Explain(err).Detail)
	}
	return ""
}

// unusable is the number of a letter that cannot be used, -1 if there is none.
func (s *Screen) unusable() int {
	for n, lang := range s.letters.langs {
		if t, worded := s.batch.Letters[lang]; worded && s.wrong(t) != "" {
			return n
		}
	}
	return -1
}

func (s *Screen) textKeys() keys.Table {
	l := &s.letters
	if l.reading {
		table := keys.BulkReading()
		if len(l.langs) == 0 {
			table = table.Drop(keys.BulkWrite)
			return append(table, keys.Binding{Intent: keys.BulkBack, Keys: []string{"esc"}, Short: true})
		}
		return table
	}
	table := keys.BulkText()
	switch {
	case len(l.langs) == 0:
		return table.Drop(keys.BulkLetter, keys.WizardNext, keys.WizardPrevious)
	case len(l.langs) == 1:
		table = table.Drop(keys.BulkLetter)
	}
	if l.at != partSubject {
		return keys.Join(table, keys.Editor)
	}
	return table
}

func (s *Screen) textKey(msg tea.KeyMsg) tea.Cmd {
	l := &s.letters
	intent := s.textKeys().Match(msg)
	switch intent {
	case keys.BulkBack:
		return tea.Batch(s.goTo(stepCheck), s.recheck())
	case keys.BulkContinue:
		return s.toHand()
	case keys.BulkPreview:
		from := l.row
		if !s.canRead(from) {
			from = s.nextMail(-1, 1)
		}
		return s.read(from)
	case keys.BulkWrite:
		l.reading = false
		return nil
	case keys.BulkNext:
		return s.read(s.nextMail(l.row, 1))
	case keys.BulkPrevious:
		return s.read(s.nextMail(l.row, -1))
	}
	if l.reading {
		l.scroll.Steer(intent)
		return nil
	}
	last := parts
	if s.kind == partner.JobReminders {
		last = partClosing // which is not theirs to write
	}
	switch intent {
	case keys.BulkLetter:
		return s.showLetter((l.lang + 1) % len(l.langs))
	case keys.WizardNext:
		l.at = (l.at + 1) % last
		return nil
	case keys.WizardPrevious:
		l.at = (l.at + last - 1) % last
		return nil
	}
	return s.write(msg, last)
}

// write gives a key to the part that has the focus.
func (s *Screen) write(msg tea.KeyMsg, last part) tea.Cmd {
	l := &s.letters
	if len(l.langs) == 0 {
		return nil
	}
	if l.at == partSubject {
		switch msg.Type {
		case tea.KeyEnter, tea.KeyDown:
			l.at = partOpening
			return nil
		case tea.KeyUp:
			return nil
		}
		before := l.subject
		if changed, _ := l.subject.Update(msg); !changed {
			return nil
		}
		for _, place := range invite.PerCustomer() {
			if strings.Contains(before.Value(), place) && !strings.Contains(l.subject.Value(), place) {
				l.subject = before
				return tell(screen.Warning, s.text.Bulk.PlaceHeld)
			}
		}
		return s.worded()
	}
	e := l.opening
	if l.at == partClosing {
		e = l.closing
	}
	before := e.Version()
	if !e.Update(msg) {
		switch {
		case msg.Type == tea.KeyUp:
			l.at--
		case msg.Type == tea.KeyDown && l.at+1 < last:
			l.at++
		}
		return nil
	}
	switch {
	case e.Held():
		return tell(screen.Warning, s.text.Bulk.PlaceHeld)
	case e.Full():
		return tea.Batch(s.worded(), tell(screen.Warning, fmt.Sprintf(s.text.Wizard.Mail.Full, fmt.Sprintf("%d KiB", editor.Limit>>10))))
	case e.Version() == before:
		return nil
	}
	return s.worded()
}

// worded takes note of what was typed, and keeps it.
func (s *Screen) worded() tea.Cmd {
	l := &s.letters
	t := invite.Template{Subject: l.subject.Value(), Opening: l.opening.Text(), Closing: l.closing.Text()}
	l.wrong = s.wrong(t)
	s.batch.Letters = maps.Clone(s.batch.Letters) // a command may read the old ones
	if s.batch.Letters == nil {
		s.batch.Letters = make(map[string]invite.Template)
	}
	s.batch.Letters[l.langs[l.lang]] = t
	s.touched, s.unsaved.text = true, true
	return s.save()
}

// canRead reports whether a row has a mail that can leave.
func (s *Screen) canRead(i int) bool { return i >= 0 && i < len(s.batch.Rows) && s.goes(i) }

// nextMail is the row of the next mail that can leave, in a direction; -1 if
// there is none.
func (s *Screen) nextMail(from, by int) int {
	n := len(s.batch.Rows)
	for step := 1; step <= n; step++ {
		if i := ((from+by*step)%n + n) % n; s.canRead(i) {
			return i
		}
	}
	return -1
}

// read shows the mail of a row as it will leave.
func (s *Screen) read(i int) tea.Cmd {
	l := &s.letters
	if i < 0 {
		return nil
	}
	if n := s.unusable(); n >= 0 {
		return s.showWrong(n)
	}
	l.reading, l.row, l.scroll = true, i, widget.Scroll{}
	l.mail, l.mailErr, l.damage = partner.Invitation{}, nil, ""
	round, row, letters, text := s.round, s.batch.Rows[i], s.batch.Letters, s.text
	return s.Ask(slotMail, func(ctx context.Context) tea.Msg {
		round.Reword(letters)
		mail, err := round.Mail(ctx, row)
		m := mailMade{row: i, mail: mail, err: err}
		if verdict, findings := partner.CheckLink(mail.Draft.Body(), mail.Draft.Link); verdict == partner.Broken {
			for _, f := range findings {
				if f.Bad {
					m.damage = text.Finding(f)
				}
			}
		}
		return m
	})
}

// toHand goes on to the third step, if every letter can be used.
func (s *Screen) toHand() tea.Cmd {
	if n := s.unusable(); n >= 0 {
		return s.showWrong(n)
	}
	return s.goTo(stepHand)
}

// showWrong shows a letter that cannot be used, and says why.
func (s *Screen) showWrong(n int) tea.Cmd {
	l := &s.letters
	l.reading = false
	if n != l.lang {
		if cmd := s.showLetter(n); cmd != nil {
			return cmd
		}
	}
	return tell(screen.Warning, l.wrong)
}
