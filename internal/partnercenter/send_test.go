package partnercenter

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// anyResource makes a resource as the service might send one: nested, with large
// numbers, nulls and members that nobody documented.
func anyResource(r *rand.Rand, depth int) map[string]any {
	all := map[string]any{}
	for i := range 2 + r.IntN(6) {
		name := fmt.Sprintf("%c%d", 'a'+rune(r.IntN(26)), i)
		switch kind := r.IntN(6); {
		case kind == 0 && depth > 0:
			all[name] = anyResource(r, depth-1)
		case kind == 1:
			all[name] = []any{"x", json.Number("12345678901234567890"), nil}
		case kind == 2:
			all[name] = nil
		case kind == 3:
			all[name] = json.Number("0.10000000000000000555")
		case kind == 4:
			all[name] = r.IntN(2) == 0
		default:
			all[name] = strings.Repeat("<ü&>", r.IntN(4))
		}
	}
	return all
}

func parsed(t *testing.T, text []byte) map[string]any {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var all map[string]any
	if err := d.Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAnEditKeepsEveryOtherMember, at every depth, of any resource.
func TestAnEditKeepsEveryOtherMember(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 1))
		want := anyResource(r, 2)
		want["Quantity"] = json.Number("5") // in another case than the documented one
		want["nested"] = anyResource(r, 1)
		resource, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := edited(resource, edits{"quantity": 7, "autoRenewEnabled": false, "nested": edits{"city": "Zürich"}})
		if err != nil {
			t.Fatal(err)
		}
		want["Quantity"], want["autoRenewEnabled"] = json.Number("7"), false
		want["nested"].(map[string]any)["city"] = "Zürich"
		if now := parsed(t, got); !reflect.DeepEqual(now, want) {
			t.Fatalf("seed %d: %v became %v", seed, want, now)
		}
	}
}

func TestAnEditOfNothing(t *testing.T) {
	for _, resource := range []string{"", "null", " {} "} {
		got, err := edited([]byte(resource), edits{"a": edits{"b": 1}})
		if err != nil || string(got) != `{"a":{"b":1}}` {
			t.Errorf("%q became %s, %v", resource, got, err)
		}
	}
	for _, resource := range []string{"[1]", "{", `"text"`} {
		if got, err := edited([]byte(resource), edits{"a": 1}); err == nil {
			t.Errorf("%q became %s", resource, got)
		}
	}
}

func FuzzEdited(f *testing.F) {
	f.Add([]byte(`{"Quantity":1,"quantity":2,"x":{"y":[1,2.50]}}`))
	f.Add([]byte(`{"\u0051uantity":1}`))
	f.Fuzz(func(t *testing.T, resource []byte) {
		var before map[string]json.RawMessage
		if json.Unmarshal(resource, &before) != nil || before == nil {
			return
		}
		got, err := edited(resource, edits{"quantity": 3})
		if err != nil {
			t.Fatal(err)
		}
		after := map[string]json.RawMessage{}
		if err := json.Unmarshal(got, &after); err != nil {
			t.Fatal(err)
		}
		name, _ := spelling(before, "quantity")
		if string(after[name]) != "3" {
			t.Fatalf("%s became %s", resource, got)
		}
		delete(before, name)
		delete(after, name)
		if !maps.EqualFunc(before, after, func(a, b json.RawMessage) bool {
			var x, y any
			return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
		}) {
			t.Fatalf("%s became %s", resource, got)
		}
	})
}
