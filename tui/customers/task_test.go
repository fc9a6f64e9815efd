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
}
