package customers_test

import (
	"context"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

// early is a list that gets keys before the answer of its Init.
type early struct {
	*customers.Screen
	keys []string
}

func (e early) Init() tea.Cmd {
	cmds := []tea.Cmd{e.Screen.Init()}
	for _, name := range e.keys {
		cmds = append(cmds, e.Update(tuitest.Key(name)))
	}
	return tea.Batch(cmds...)
}

// A change that is stored late closes no line but its own, and every change is
// stored.
func TestEveryChangeIsKeptAndClosesItsOwnLineOnly(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	d.Extras, d.Views = s, s
	list := customers.New(d)
	h := tuitest.NewHost(t, list, 100, 30)
	h.Hold("m", "down", "m", "down", "t", "v", "i", "p")()
	has(t, h, "Tags of Fabrikam AG", "vip")
	if !s.List[0].Pinned || !s.List[1].Pinned {
		t.Errorf("pinned are %t and %t", s.List[0].Pinned, s.List[1].Pinned)
	}
	release := h.Hold("enter")
	if leave := list.Leave(); leave == nil {
		t.Error("the program may end without the tag")
	} else if err := leave(); err != nil {
		t.Error(err)
	}
	if len(s.List[2].Tags) != 1 {
		t.Errorf("the tags are %q", s.List[2].Tags)
	}
	release()
	has(t, h, "Fabrikam AG  vip")
}

// Keys that come before the list as it was left do not lose what is kept.
func TestKeysBeforeTheFirstRows(t *testing.T) {
	s := tuitest.Sample()
	s.Kept = []partner.View{
		{Number: 0, Query: partner.ListQuery{Filter: "country:de", Sort: partner.SortDomain}, Columns: []partner.Column{partner.ColumnDomain}},
		{Number: 1, Name: "Ours", Query: partner.ListQuery{Filter: "tag:vip"}},
	}
	d := deps(s)
	d.Extras, d.Views = s, s
	h := tuitest.NewHost(t, early{customers.New(d), []string{"/", "f", "a", "b", "enter"}}, 100, 30)
	has(t, h, "/ fab", "1 of 8 · country:de · by domain")
	if last := s.Kept[0]; last.Query.Filter != "country:de" || last.Query.Sort != partner.SortDomain || len(last.Columns) != 1 {
		t.Errorf("remembered is %+v", last)
	}
	h.Press("alt+1")
	if last := s.Kept[0]; last.Query.Filter != "tag:vip" {
		t.Errorf("the view was not shown: %+v", last)
	}
}

// A view that another desk has kept in the meantime stays.
func TestAViewOfAnotherDeskStays(t *testing.T) {
	s := tuitest.Sample()
	h := keeping(t, s, 100, 30)
	h.Press("w")
	if err := s.SetView(context.Background(), partner.View{Number: 1, Name: "Theirs"}); err != nil {
		t.Fatal(err)
	}
	h.Press("enter", "V")
	has(t, h, "Theirs: all customers", "alt+1", "alt+2")
	h.Press("esc")
	for n := 3; n <= partner.MostViews; n++ {
		if err := s.SetView(context.Background(), partner.View{Number: n, Name: strings.Repeat("x", n)}); err != nil {
			t.Fatal(err)
		}
	}
	h.Press("w")
	h.Type("new")
	h.Press("enter")
	has(t, h, "Nine views are kept already")
	h.Press("esc")
	h.Send(screen.Changed{})
	h.Press("V")
	has(t, h, "xxxxxxxxx")
}
