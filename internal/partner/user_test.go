package partner

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestGeneratedPasswordsAreGoodAndDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 2000 {
		p, err := GeneratePassword()
		if err != nil {
			t.Fatal(err)
		}
		if p.Fault("anna@contoso.com") != PasswordFine || len(p.Reveal()) != 16 || strings.ContainsAny(p.Reveal(), "Il1O0o") || seen[p.Reveal()] {
			t.Fatalf("generated %q: %v", p.Reveal(), p.Fault("anna@contoso.com"))
		}
		for _, kind := range []string{passwordUpper, passwordLower, passwordDigits, passwordSymbols} {
			if !strings.ContainsAny(p.Reveal(), kind) {
				t.Fatalf("%q lacks one of %s", p.Reveal(), kind)
			}
		}
		seen[p.Reveal()] = true
	}
}

type noRandom struct{}

func (noRandom) Read([]byte) (int, error) { return 0, errors.New("no entropy") }

func TestNoPasswordWithoutRandomNumbers(t *testing.T) {
	if _, err := generatePassword(noRandom{}); CodeOf(err) != CodeInternal {
		t.Errorf("error %v", err)
	}
}

func TestPasswordFaults(t *testing.T) {
	for text, want := range map[string]PasswordFault{
		"Abcdef1":                        PasswordLength,
		"Abcdefg1":                       PasswordFine,
		"abcdefg1":                       PasswordSimple,
		"ABCDEFG!":                       PasswordSimple,
		"abcdefg1!":                      PasswordFine,
		"with a Space":                   PasswordFine,
		"Pässword1":                      PasswordCharacters,
		"Abc\tdefg1":                     PasswordCharacters,
		"xAnna.Brunner1":                 PasswordNamed,
		strings.Repeat("aA1", 85) + "a":  PasswordFine,
		strings.Repeat("aA1", 85) + "aA": PasswordLength,
	} {
		if got := NewPassword(text).Fault("anna.brunner@contoso.com"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAPasswordPrintsAsAMark(t *testing.T) {
	p := NewPassword("Sesame-42")
	user := NewUser{PrincipalName: "anna@contoso.com", Password: p}
	raw, err := json.Marshal(user)
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("%v %+v %#v %s %q %v %v", user, user, user, p, p, &p, errors.Join(fmt.Errorf("%v", p))) + string(raw)
	if strings.Contains(text, "Sesame") {
		t.Errorf("the password is in %s", text)
	}
}
