package customers

import (
	"cspdesk/internal/partner"
	"cspdesk/tui/keys"
	"cspdesk/tui/screen"
)

// Task is something that can be done with a customer, on a screen of its own.
type Task struct {
	Key  keys.Binding
	Open func(c partner.Customer) screen.Screen
	// Many is in place of Open for what is done with the marked customers at once,
	// or with the one under the cursor.
	Many func(ids []partner.CustomerID) screen.Screen
}

func (d Deps) taskKeys() keys.Table {
	table := make(keys.Table, 0, len(d.Tasks))
	for _, t := range d.Tasks {
		table = append(table, t.Key)
	}
	return table
}

// task makes the screen of a task; nil if the intent is none.
func (d Deps) task(intent keys.Intent, c partner.Customer, marked []partner.CustomerID) screen.Screen {
	for _, t := range d.Tasks {
		switch {
		case intent == "" || t.Key.Intent != intent:
		case t.Many != nil:
			return t.Many(marked)
		default:
			return t.Open(c)
		}
	}
	return nil
}

// Part makes the screen of a part of a record: where it is managed, or where it is
// looked at.
func (d Deps) Part(c partner.Customer, b partner.Block) screen.Screen {
	if d.Manage != nil {
		if managing := d.Manage(c, b); managing != nil {
			return managing
		}
	}
	return NewBlock(d, c, b)
}
