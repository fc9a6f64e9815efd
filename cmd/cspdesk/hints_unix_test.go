//go:build unix

package main

import "testing"

// TestEmptyListsSayWhy looks at lists without a row on a terminal.
func TestEmptyListsSayWhy(t *testing.T) {
	env := environment(t.TempDir())
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"customers", "list"}, "No customers are stored yet: cspdesk refresh reads them"},
		{[]string{"--lang", "zh-CN", "customers", "list"}, "尚未存储任何客户"},
		{[]string{"pending", "list"}, "No change waits for an answer."},
		{[]string{"--lang", "zh-CN", "pending", "list"}, "没有更改在等待答复"},
	} {
		d := startDesk(t, 120, 30, env, append([]string{"--sandbox"}, c.args...)...)
		d.expect(c.want)
		if code := d.ended(); code != 0 {
			t.Errorf("%v: exit code %d", c.args, code)
		}
	}
}
