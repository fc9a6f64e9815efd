package customers_test

import (
	"testing"

	"cspdesk/internal/partner"
	"cspdesk/tui/customers"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
	"cspdesk/tui/tuitest"
)

func TestTasksAndManagedBlocksOpenTheirScreens(t *testing.T) {
	s := tuitest.Sample()
	d := deps(s)
	var opened []string
	d.Tasks = []customers.Task{{
		Key: keys.Binding{Intent: "test-task", Keys: []string{"T"}},
		Open: func(c partner.Customer) screen.Screen {
			opened = append(opened, "task "+c.CompanyName)
			return customers.NewBlock(d, c, partner.BlockAccount)
		},
	}}
	d.Manage = func(c partner.Customer, b partner.Block) screen.Screen {
		if b != partner.BlockUsers {
			return nil
		}
		opened = append(opened, "users "+c.CompanyName)
		return customers.NewBlock(d, c, b)
	}
	h := tuitest.NewHost(t, customers.New(d), 80, 24)
	h.Press("T", "right", "right", "enter", "down", "down", "down", "enter")
	name := "Adventure Cycles AG"
	if len(opened) != 2 || opened[0] != "task "+name || opened[1] != "users "+name {
		t.Errorf("opened %q", opened)
	}
	pushed := 0
	for _, wish := range h.Wishes {
		if _, ok := wish.(screen.Push); ok {
			pushed++
		}
	}
	if pushed != 3 {
		t.Errorf("%d screens were pushed: task, account (looked at), users (managed) are three", pushed)
	}
	if d.Part(s.List[1], partner.BlockUsers); len(opened) != 3 {
		t.Errorf("another screen that leads to the users opens them where nobody manages them: %q", opened)
	}
}

// A task for many gets the marked customers, or the one under the cursor, and the
// line at the bottom names its key while some are marked.
func TestATaskForManyGetsTheMarkedOnes(t *testing.T) {
	d := deps(tuitest.Sample())
	var got [][]partner.CustomerID
	d.Tasks = []customers.Task{{Key: keys.CustomersRequest, Many: func(ids []partner.CustomerID) screen.Screen {
		got = append(got, ids)
		return customers.NewBlock(d, partner.Customer{ID: ids[0]}, partner.BlockAccount)
	}}}
	h := tuitest.NewHost(t, customers.New(d), 80, 24)
	short := func() bool {
		b, _ := h.Screen.Keys().Find(keys.RequestMarked)
		return b.Short
	}
	h.Press("b")
	if len(got) != 1 || len(got[0]) != 1 || short() {
		t.Errorf("without marks: %v, named %v", got, short())
	}
	h.Press(" ", " ", " ", "b")
	if len(got) != 2 || len(got[1]) != 3 || !short() {
		t.Errorf("with marks: %v, named %v", got, short())
	}
}
