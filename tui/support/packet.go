package support

import (
	"context"
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/widget"
)

// Packet is everything that a portal's form or a person on the phone asks for,
// to be copied or saved.
type Packet struct {
	screen.Mailbox
	d      Deps
	packet partner.SupportPacket
	text   string
	scroll widget.Scroll
}

// NewPacket makes the screen of a packet.
func NewPacket(d Deps, p partner.SupportPacket) *Packet {
	return &Packet{d: d, packet: p, text: d.Text.Packet(p)}
}

// Init has nothing to read.
func (s *Packet) Init() tea.Cmd { return nil }

// Typing is never true here.
func (s *Packet) Typing() bool { return false }

// Keys is the table of the screen.
func (s *Packet) Keys() keys.Table { return keys.SupportPacket() }

// Update handles a key or an answer.
func (s *Packet) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case tea.KeyMsg:
		intent := s.Keys().Match(m)
		if s.scroll.Steer(intent) {
			return nil
		}
		switch intent {
		case keys.Back:
			return s.Go(screen.Pop{})
		case keys.Copy:
			return copyOut(s.Box(), s.d, s.text)
		case keys.SavePacket:
			return s.save()
		}
	case changedNothing:
		return say(m.sentence)
	case error:
		return s.d.failed(m)
	}
	return nil
}

func (s *Packet) save() tea.Cmd {
	outlet, text, words := s.d.Outlet, s.text, s.d.Text.Support
	name := "support-" + s.packet.Request.Customer.Domain
	return s.Ask(slotOutlet, func(ctx context.Context) tea.Msg {
		path, err := outlet.Save(ctx, name, text)
		if err != nil {
			return err
		}
		return changedNothing{fmt.Sprintf(words.Saved, path)}
	})
}

// View draws the packet.
func (s *Packet) View(f screen.Frame) screen.View {
	if f.Width < 1 || f.Height < 1 {
		return screen.View{}
	}
	lines := []string{title(f, s.packet.Request.Customer, f.Text.Support.PacketTitle), ""}
	text := widget.Paragraph(s.text, 1, f.Width-1)
	lines = append(lines, s.scroll.Show(text, f.Width, max(f.Height-len(lines), 0))...)
	return finish(f, screen.View{Lines: lines}, nil)
}
