package support

import (
	"context"
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
	"cspdesk/tui/widget/editor"
)

// New is a service request that is written. Where the service opens it, it is
// sent after a question; elsewhere it becomes a packet for the portal or the
// phone. It keeps what was typed for as long as the list below it is open.
type New struct {
	screen.Mailbox
	d        Deps
	customer partner.Customer

	subs      []partner.Subscription
	topics    []partner.SupportTopic
	elsewhere bool // this service does not open requests
	asked     bool // what was not known of the customer was asked for, once

	subject, severity, about, topic *widget.Input

	form    widget.Form
	text    *editor.Editor
	writing bool // the text has the focus, and not the form
	dialog  *widget.Dialog
	waits   bool // the dialog says that the service has not answered yet
	packet  *Packet
}

type topicsRead struct {
	topics []partner.SupportTopic
	err    error
}

type opened struct {
	number string
	err    error
}

type packed struct {
	packet partner.SupportPacket
	err    error
}

// NewRequest makes the screen of a new service request for a customer.
func NewRequest(d Deps, c partner.Customer) *New {
	t := d.Text.Support
	s := &New{d: d, customer: c, text: editor.New("")}
	s.subject = widget.TextInput(t.Subject, t.SubjectHint, "", partner.MaxRequestTitle)
	s.subject.Mistake = func(value string) string {
		if value == "" {
			return t.SubjectMissing
		}
		return ""
	}
	var names []string
	for _, severity := range partner.Severities() {
		names = append(names, fmt.Sprintf(t.SeverityLong, t.Severities[string(severity)], int(severity.FirstAnswer().Hours())))
	}
	s.severity = widget.ChoiceInput(t.Severity, t.SeverityHint, names, 1)
	s.about = widget.ChoiceInput(t.Subscription, t.SubscriptionHint, []string{t.NoSubscription}, 0)
	s.topic = widget.ChoiceInput(t.Topic, "", []string{t.NoTopic}, 0)
	s.form.Inputs = []*widget.Input{s.subject, s.severity, s.about}
	return s
}

// Init reads the customer's subscriptions and what the service can be asked.
func (s *New) Init() tea.Cmd {
	return tea.Batch(readSupport(s.Box(), s.d, s.customer.ID), s.askTopics())
}

func (s *New) askTopics() tea.Cmd {
	requests := s.d.Requests
	return s.Ask(slotFetch, func(ctx context.Context) tea.Msg {
		topics, err := requests.Topics(ctx)
		return topicsRead{topics, err}
	})
}

// Typing reports whether letters are text.
func (s *New) Typing() bool { return s.dialog == nil && (s.writing || s.form.Typing()) }

// begun reports whether something was typed, which the list asks about before it
// is left.
func (s *New) begun() bool {
	return s.subject.Value() != "" || strings.TrimSpace(s.text.Text()) != ""
}

// Keys is the table that holds now.
func (s *New) Keys() keys.Table {
	switch {
	case s.dialog != nil:
		return widget.DialogKeys()
	case s.writing:
		return keys.ComposingBelow().Set(keys.FormSubmit, s.d.busy(s.Box()))
	}
	return s.form.Keys().Set(keys.FormSubmit, s.d.busy(s.Box()))
}

// Update handles a key or an answer.
func (s *New) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		return s.key(m)
	case supportRead:
		if m.err == nil {
			return s.offer(m.record)
		}
	case fetched:
		return readSupport(s.Box(), s.d, s.customer.ID)
	case topicsRead:
		return s.hear(m)
	case opened:
		return s.sent(m)
	case packed:
		if m.err != nil {
			return s.d.failed(m.err)
		}
		s.packet = NewPacket(s.d, m.packet)
		return s.Go(screen.Push{Screen: s.packet})
	case error:
		return s.d.failed(m)
	}
	return nil
}

// offer lists the customer's subscriptions to choose from, and reads them and the
// rights once where they are not known.
func (s *New) offer(record partner.Record) tea.Cmd {
	s.customer, s.subs = record.Customer, nil
	s.about.Choices = s.about.Choices[:1]
	for _, sub := range record.Subscriptions {
		if sub.ParentID == "" && !strings.EqualFold(sub.Status, partner.SubscriptionDeleted) {
			s.subs = append(s.subs, sub)
			s.about.Choices = append(s.about.Choices, sub.Name())
		}
	}
	s.about.Chosen = min(s.about.Chosen, len(s.subs))
	var unread []func(context.Context, partner.CustomerID) error
	if record.States[partner.BlockServices].FetchedAt.IsZero() {
		unread = append(unread, s.d.Services)
	}
	if record.States[partner.BlockAccount].FetchedAt.IsZero() {
		unread = append(unread, s.d.Account)
	}
	if s.asked || len(unread) == 0 {
		return nil
	}
	s.asked = true
	id := s.customer.ID
	return s.Ask(slotRead, func(ctx context.Context) tea.Msg {
		for _, read := range unread {
			_ = read(ctx, id) // without them, the request is about no subscription and warns of no rights
		}
		return fetched{}
	})
}

func (s *New) hear(m topicsRead) tea.Cmd {
	switch {
	case m.err == nil && len(m.topics) > 0:
		s.topics = m.topics
		s.topic.Choices = nil
		for _, topic := range m.topics {
			s.topic.Choices = append(s.topic.Choices, topic.Name)
		}
		if len(s.form.Inputs) == 3 {
			s.form.Inputs = append(s.form.Inputs, s.topic)
		}
	case m.err == nil || partner.CodeOf(m.err) == partner.CodeNotFound:
		s.elsewhere = true
	default:
		return s.d.failed(m.err)
	}
	if s.dialog != nil && s.waits {
		s.dialog = nil
		return s.submit()
	}
	return nil
}

func (s *New) key(msg tea.KeyMsg) tea.Cmd {
	if s.dialog != nil {
		return answer(&s.dialog, msg)
	}
	if s.writing {
		switch keys.ComposingBelow().Match(msg) {
		case keys.FormSubmit:
			return s.submit()
		case keys.FormPrevious:
			s.writing = false
		case keys.FormLeave:
			return s.Go(screen.Pop{})
		default:
			if !s.text.Update(msg) && msg.Type == tea.KeyUp {
				s.writing = false
			}
		}
		return nil
	}
	intent := s.form.Keys().Match(msg)
	if intent == keys.FormNext && s.form.Focused() == s.form.Inputs[len(s.form.Inputs)-1] {
		s.writing = true
		return nil
	}
	switch s.form.Update(msg) {
	case widget.FormLeft:
		return s.Go(screen.Pop{})
	case widget.FormSubmitted:
		return s.submit()
	}
	return nil
}

// request is what was typed.
func (s *New) request() partner.NewRequest {
	r := partner.NewRequest{
		Customer: s.customer, Severity: partner.Severities()[s.severity.Chosen],
		Title: s.subject.Value(), Text: strings.TrimSpace(s.text.Text()),
	}
	if s.about.Chosen > 0 {
		r.Subscription = s.subs[s.about.Chosen-1]
	}
	if len(s.topics) > 0 {
		r.Topic = s.topics[s.topic.Chosen]
	}
	return r
}

// submit asks before anything is sent. Where nothing can be sent it goes on to
// the packet at once.
func (s *New) submit() tea.Cmd {
	t, r := s.d.Text.Support, s.request()
	s.waits = false
	if err := r.Check(); err != nil {
		switch {
		case r.Title == "":
			s.writing = false
			s.form.Focus(s.subject)
		case r.Text == "":
			s.writing = true
		}
		return screen.Send(screen.Notice{Level: screen.Warning, Text: safetext.Line(i18n.Capital(s.d.Text.Explain(err).Detail))})
	}
	pack := func() tea.Cmd { return s.pack(r) }
	off, note := s.d.off(partner.DeedServiceRequests)
	if s.elsewhere || off != "" {
		return pack()
	}
	if len(s.topics) == 0 { // the service has not answered yet, or could not be reached
		s.waits = true
		s.dialog = &widget.Dialog{Title: t.NoAnswerYet, Options: []widget.Option{
			{Label: t.OpenNo}, {Label: t.AskAgain, Key: "r", Do: s.askTopics}, {Label: t.OpenPacket, Key: "p", Do: pack},
		}}
		return nil
	}
	writer := s.d.Writer
	send := func() tea.Cmd {
		return s.Ask(slotChange, func(ctx context.Context) tea.Msg {
			number, err := writer.OpenRequest(context.WithoutCancel(ctx), r)
			return opened{number, err}
		})
	}
	s.dialog = &widget.Dialog{
		Title: fmt.Sprintf(t.OpenTitle, s.customer.CompanyName), Body: []string{fmt.Sprintf(t.OpenBody, r.Title), note},
		Options: []widget.Option{{Label: t.OpenNo}, {Label: t.OpenYes, Key: "y", Do: send}, {Label: t.OpenPacket, Key: "p", Do: pack}},
	}
	return nil
}

func (s *New) pack(r partner.NewRequest) tea.Cmd {
	pack := s.d.Packet
	return s.Ask(slotOutlet, func(ctx context.Context) tea.Msg {
		packet, err := pack(ctx, r)
		return packed{packet, err}
	})
}

// sent says what became of a request that was sent. A service that does not
// open requests gets none: the packet takes its place.
func (s *New) sent(m opened) tea.Cmd {
	t := s.d.Text.Support
	switch {
	case partner.CodeOf(m.err) == partner.CodeNotFound:
		s.elsewhere = true
		return tea.Batch(screen.Send(screen.Notice{Level: screen.Warning, Text: t.Elsewhere}), s.pack(s.request()))
	case m.err != nil:
		return s.d.failed(m.err)
	}
	s.subject.Field.Set("")
	s.text.SetText("")
	s.Go(screen.Pop{Result: m})
	return tea.Batch(say(fmt.Sprintf(t.Sent, m.number)), screen.Send(screen.Changed{}))
}

// View draws the form and the text below it.
func (s *New) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	t, th := f.Text.Support, f.Theme
	lines := []string{title(f, s.customer, t.NewTitle)}
	if f.Height >= 16 {
		lines = append(lines, rights(f, s.customer)...)
	}
	if s.elsewhere {
		lines = append(lines, widget.Paragraph(t.Elsewhere, 1, f.Width)...)
	}
	answerBy := f.Now.Add(partner.Severities()[s.severity.Chosen].FirstAnswer())
	lines = append(lines, " "+th.Dim.S(fmt.Sprintf(t.AnswerBy, clock(answerBy, f.Now))), "")
	s.form.Away = s.writing
	form, row, column := s.form.View(th, f.Width, max(min(len(s.form.Inputs)*3, f.Height-len(lines)-4), 1))
	v := screen.View{Lines: append(lines, form...)}
	if !s.writing && column >= 0 {
		v.Cursor = &screen.Cursor{Row: len(lines) + row, Column: column}
	}
	style := th.Label
	if s.writing {
		style = th.Title
	}
	label := cell.Width(t.Text)
	for _, input := range s.form.Inputs {
		label = max(label, cell.Width(input.Label))
	}
	v.Lines = append(v.Lines, " "+style.S(cell.Fit(t.Text, label))+"  "+th.Dim.S(cell.Cut(t.TextHint, max(f.Width-label-4, 1))))
	room := max(f.Height-len(v.Lines), 1)
	if s.writing {
		drawEditor(&v, s.text, f, room)
	} else {
		for _, line := range s.text.Layout(max(f.Width-2, 2), room) {
			v.Lines = append(v.Lines, " "+line)
		}
	}
	return finish(f, v, s.dialog)
}
