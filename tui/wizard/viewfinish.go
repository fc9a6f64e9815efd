package wizard

import (
	"fmt"
	"strconv"
	"strings"

	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
	"cspdesk/tui/screen"
)

// viewFinish draws what really happened and what happens next, and the link.
func (w *Wizard) viewFinish(f screen.Frame) screen.View {
	if w.finish.fullLink {
		return w.viewLink(f)
	}
	p := newPage(f)
	t, th := f.Text.Wizard.Finish, f.Theme
	p.lines = append(p.lines, w.header(f))
	roomy := f.Height >= 17
	if roomy {
		p.blank()
	}
	if !w.reminder {
		p.hanging(th.Good, 1, th.Glyphs.Check+" ", t.Stored)
	}
	for _, h := range w.finish.happened {
		if h.ok {
			p.hanging(th.Good, 1, th.Glyphs.Check+" ", h.text)
		} else {
			p.hanging(th.Warn, 1, th.Glyphs.Warning+" ", h.text)
		}
	}
	switch {
	case len(w.inv.HandedOver) == 0 && w.finish.handed == 0:
		p.text(th.Text, 1, t.NotHandedOver)
	case len(w.finish.happened) == 0:
		p.hanging(th.Good, 1, th.Glyphs.Check+" ", fmt.Sprintf(t.Before, w.lastHandOver(f.Now.Location(), "")))
	}
	if !w.canReopen() && !w.reminder {
		p.text(th.Dim, 1, t.Kept)
	}
	if w.earlier.State.Open() {
		p.text(th.Text, 1, fmt.Sprintf(t.EarlierOpen, w.earlier.ID))
	}
	link := func() {
		for _, line := range cell.Wrap(safetext.Block(w.inv.Draft.Link), max(f.Width-2, 1)) {
			p.lines = append(p.lines, " "+th.Locked.S(line))
		}
	}
	if !roomy {
		link() // before what may be cut
		w.viewNext(p, f)
		return p.cut(f, 0)
	}
	p.blank()
	w.viewNext(p, f)
	p.blank()
	link()
	return p.cut(f, 1)
}

// viewNext draws what happens next.
func (w *Wizard) viewNext(p *page, f screen.Frame) {
	t, th := f.Text.Wizard.Finish, f.Theme
	p.lines = append(p.lines, " "+th.Heading.S(cell.Cut(t.Next, max(f.Width-2, 1))))
	for i, step := range t.Steps {
		if strings.Contains(step, "%s") {
			step = fmt.Sprintf(step, f.Text.Common.Portals[string(w.deps.Profile.Cloud.Portal())])
		}
		if i == 0 && w.reminder {
			step = t.ReminderSteps
		}
		p.hanging(th.Text, 3, strconv.Itoa(i+1)+" ", step)
	}
	if w.deps.Profile.Connection == partner.ConnectionPractice {
		p.text(th.Notice, 1, t.PlaysCustomer)
	}
}

// viewLink shows the link with nothing beside it, from edge to edge, so that it
// can be selected with the mouse.
func (w *Wizard) viewLink(f screen.Frame) screen.View {
	p := newPage(f)
	p.blank()
	p.lines = append(p.lines, cell.Wrap(safetext.Block(w.inv.Draft.Link), f.Width)...)
	p.blank()
	if err := w.finish.noBrowser; err != nil {
		p.hanging(f.Theme.Warn, 0, f.Theme.Glyphs.Warning+" ", w.sentence(err))
	}
	p.text(f.Theme.Dim, 0, f.Text.Wizard.Finish.LinkFull)
	return p.cut(f, 0)
}
