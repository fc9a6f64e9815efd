package partner_test

import (
	"fmt"
	"strings"
	"testing"

	"cspdesk/internal/partner"
)

func TestCleanColumns(t *testing.T) {
	for given, want := range map[string]string{
		"": "[]",
		"name domain adminRights agreement relationship country": "[]",
		"domain adminRights agreement relationship country":      "[]",
		"name":                      "[name]",
		"tags domain":               "[name tags domain]",
		"domain name tags":          "[name domain tags]",
		"domain moon domain Domain": "[name domain]",
		"moon":                      "[name]",
	} {
		var chosen []partner.Column
		for word := range strings.FieldsSeq(given) {
			chosen = append(chosen, partner.Column(word))
		}
		if got := fmt.Sprint(partner.CleanColumns(chosen)); got != want {
			t.Errorf("%q becomes %s, want %s", given, got, want)
		}
	}
}
