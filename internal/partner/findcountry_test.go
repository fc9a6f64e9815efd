package partner

import "testing"

func TestFindCountry(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", "de": "DE", "DE": "DE", "deu": "DE", " Germany ": "DE", "germ": "DE", "switz": "CH", "swit": "CH",
		"Niger": "NE", "united": "", "zzz": "", "erland": "", "fiji": "FJ",
	} {
		if found, candidates := FindCountry(typed); found.Code != want {
			t.Errorf("%q: %q, candidates %d; want %q", typed, found.Code, len(candidates), want)
		}
	}
	if _, candidates := FindCountry("united"); len(candidates) < 3 || candidates[0].Name > candidates[1].Name {
		t.Errorf("candidates of united: %v", candidates)
	}
}
