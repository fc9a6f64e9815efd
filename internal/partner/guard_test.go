package partner_test

import (
	"errors"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

func TestGuarded(t *testing.T) {
	refused := errors.New("refused")
	if err := partner.Guarded(func() error { return refused })(); !errors.Is(err, refused) {
		t.Errorf("got %v", err)
	}
	var list []int
	for name, f := range map[string]func() error{
		"said":    func() error { panic("a secret") },
		"runtime": func() error { list[3]++; return nil },
	} {
		err := partner.Guarded(f)()
		if partner.CodeOf(err) != partner.CodeInternal || !strings.Contains(err.Error(), "TestGuarded") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
