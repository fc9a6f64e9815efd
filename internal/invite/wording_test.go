package invite

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"cspdesk/internal/partner"
)

// A wording, filled for a customer, is the letter that the template itself gives
// them: nothing is lost by filling it in two steps.
func TestAWordingWritesTheSameLetters(t *testing.T) {
	own := "Subject: {partner} and {name}\n\n{greeting}\n\nours: {ask}\n{steps}\n{link}\n{rights}\n{signature}\n"
	for _, templates := range []map[string]string{nil, {"de": own, "zh-CN": own}} {
		for _, lang := range partner.MailLanguages() {
			for name, v := range variants() {
				s := New(v.p, nil, nil, Options{Templates: templates})
				r := s.NewRequest()
				r.Name, r.AdminRights, r.MailLang = v.r.Name, v.r.AdminRights, lang
				wording, err := s.Wording(lang)
				if err != nil {
					t.Fatalf("%s, %s: %v", lang, name, err)
				}
				once := s.round(map[string]Template{lang: wording}, nil)
				if diff := cmp.Diff(s.letter(r, testLink), once.letter(r, testLink)); diff != "" {
					t.Errorf("%s, %s: %s", lang, name, diff)
				}
				inv := apply(partner.Invitation{Draft: s.letter(r, testLink)}, r)
				letters := map[string]Template{lang: s.ReminderWording(lang)}
				if diff := cmp.Diff(s.Reminder(inv), s.reminder(letters, inv)); diff != "" {
					t.Errorf("reminder in %s, %s: %s", lang, name, diff)
				}
			}
		}
	}
}

func TestAWordingHasWordsButForTheCustomer(t *testing.T) {
	p := testProfile()
	p.Signature = "Anna {Braces} Keller"
	s := New(p, nil, nil, Options{})
	w, err := s.Wording("en")
	if err != nil {
		t.Fatal(err)
	}
	text := w.String()
	for _, want := range []string{"{greeting}", "{rights}", "{signature}", "Contoso Partner GmbH would like to become", LinkPlace} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	for _, place := range []string{"{ask}", "{steps}", "{partner}", "{note}", "{thanks}"} {
		if strings.Contains(text, place) {
			t.Errorf("%s is still a place in\n%s", place, text)
		}
	}
	if _, err := ParseTemplate(text); err != nil {
		t.Error(err)
	}
}

// A brace that belongs to no place would swallow what follows it.
func TestALoneBraceIsRefused(t *testing.T) {
	for _, text := range []string{"{name", "name}", "{{name}", "a } b", "{na\nme}"} {
		if _, err := ParseTemplate("Subject: x\n\n" + text + "\n{link}\n"); err == nil || !strings.Contains(err.Error(), "line 3: a brace stands alone") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
