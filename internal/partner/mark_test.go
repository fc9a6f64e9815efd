package partner

import (
	"slices"
	"testing"
)

func TestTagChange(t *testing.T) {
	has := []string{"renewal", "VIP", "-old"}
	for _, c := range []struct {
		text        string
		listed      bool
		add, remove []string
	}{
		{"VIP renewal -old", true, []string{"VIP", "renewal", "-old"}, nil},
		{"vip，new", true, []string{"vip", "new"}, []string{"renewal", "-old"}},
		{"+new -vip", true, []string{"new"}, []string{"vip"}},
		{"+new plain", true, []string{"new", "plain"}, []string{"renewal", "VIP", "-old"}},
		{"", true, nil, has},
		{" + - ", true, nil, has},
		{"", false, nil, nil},
		{"a、+b,-c", false, []string{"a", "b"}, []string{"c"}},
	} {
		if add, remove := TagChange(c.text, has, c.listed); !slices.Equal(add, c.add) || !slices.Equal(remove, c.remove) {
			t.Errorf("%q, listed %v: add %q and remove %q, want %q and %q", c.text, c.listed, add, remove, c.add, c.remove)
		}
	}
}

func TestViewNumber(t *testing.T) {
	views := []View{{Number: 0}, {Number: 1, Name: "Vips"}, {Number: 3, Name: "Germans"}}
	for name, want := range map[string]int{"": 2, "vips": 1, "GERMANS": 3, "other": 2} {
		if got := ViewNumber(views, name); got != want {
			t.Errorf("%q gets %d, want %d", name, got, want)
		}
	}
	for n := range MostViews {
		views = append(views, View{Number: n + 1, Name: "x"})
	}
	if got := ViewNumber(views, "y"); got != 0 {
		t.Errorf("the full shelf has a place %d", got)
	}
}
