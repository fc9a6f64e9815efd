package invite

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// MaxTemplate is how large a template may be, in bytes.
const MaxTemplate = 64 << 10

// LinkPlace is the line of a template where the link stands.
const LinkPlace = "{link}"

// usualBody is the order of a letter's pieces where no template says another.
const usualBody = "{greeting}\n\n{ask}\n\n{steps}\n\n" + LinkPlace + "\n\n{note}\n\n{rights}\n\n{thanks}"

// Template is how a letter in one language is put together: words of the
// person's own, and places such as {steps} where pieces of ours or data come.
// The link has its own line between the two texts.
type Template struct{ Subject, Opening, Closing string }

// Places lists what may stand in braces in a template besides the link:
// sentences that depend on what is asked for, and data.
func Places() (sentences, data []string) {
	return []string{"greeting", "ask", "steps", "note", "rights", "thanks"},
		[]string{"partner", "name", "provider", "portal", "profile", "signature"}
}

func allPlaces() []string {
	sentences, data := Places()
	return slices.Concat(sentences, data)
}

// subjectPlaces are those of one line.
var subjectPlaces = []string{"partner", "name", "provider", "portal"}

// placeIn is compiled when it is needed, and not at each start of the program.
var placeIn = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{[^{}\n]*\}`) })

// usualTemplate is the one that there is without the person's own.
func usualTemplate(l letter) Template {
	opening, closing, _ := strings.Cut(usualBody, LinkPlace)
	return Template{Subject: l["subject"], Opening: strings.TrimSpace(opening), Closing: strings.TrimSpace(closing)}
}

// UsualTemplate gives the text of the template in a language that holds without
// the person's own, to begin one from. Another language gives English.
func UsualTemplate(lang string) string { return usualTemplate(letterIn(lang)).String() }

// String writes a template as ParseTemplate reads it.
func (t Template) String() string {
	return "Subject: " + t.Subject + "\n\n" + t.Opening + "\n\n" + LinkPlace + "\n\n" + t.Closing + "\n"
}

// ParseTemplate reads a template: lines that begin with "#" first, which mean
// nothing, then "Subject: ...", an empty line, and the letter, in which {link}
// stands once and alone on its line. Its errors have the code invalid-input and
// name the line.
func ParseTemplate(text string) (Template, error) {
	var t Template
	switch {
	case len(text) > MaxTemplate:
		return t, invalid(fmt.Sprintf("the template is larger than %d kB", MaxTemplate>>10))
	case !utf8.ValidString(text):
		return t, invalid("the template is not UTF-8")
	}
	text = strings.TrimPrefix(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\ufeff")
	lines := strings.Split(text, "\n")
	first := slices.IndexFunc(lines, func(line string) bool {
		return strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#")
	})
	if first < 0 || !strings.HasPrefix(lines[first], "Subject:") {
		return t, invalid(fmt.Sprintf("line %d: the template begins with \"Subject: ...\"", max(first, 0)+1))
	}
	for _, place := range placeIn().FindAllString(lines[first], -1) {
		if name := strings.Trim(place, "{}"); slices.Contains(allPlaces(), name) && !slices.Contains(subjectPlaces, name) {
			return t, invalid(fmt.Sprintf("line %d: a subject takes {%s} and no %s", first+1, strings.Join(subjectPlaces, "}, {"), place))
		}
	}
	t.Subject = strings.TrimSpace(strings.TrimPrefix(lines[first], "Subject:"))
	at := -1
	for i, line := range lines[first:] {
		number := first + i + 1
		if err := checkTemplateLine(line, number); err != nil {
			return Template{}, err
		}
		if !strings.Contains(line, LinkPlace) {
			continue
		}
		if at >= 0 || strings.TrimSpace(line) != LinkPlace {
			return Template{}, invalid(fmt.Sprintf("line %d: %s stands once, alone on its line", number, LinkPlace))
		}
		at = first + i
	}
	if at < 0 {
		return Template{}, invalid("there is no line " + LinkPlace)
	}
	t.Opening = strings.Trim(strings.Join(lines[first+1:at], "\n"), "\n")
	t.Closing = strings.Trim(strings.Join(lines[at+1:], "\n"), "\n")
	if t.Subject == "" {
		return Template{}, invalid(fmt.Sprintf("line %d: the subject is empty", first+1))
	}
	return t, nil
}

func checkTemplateLine(line string, number int) error {
	for _, place := range placeIn().FindAllString(line, -1) {
		name := strings.Trim(place, "{}")
		if place != LinkPlace && !slices.Contains(allPlaces(), name) {
			return invalid(fmt.Sprintf("line %d: %s is none of the places {link}, {%s}", number, place, strings.Join(allPlaces(), "}, {")))
		}
	}
	if strings.ContainsAny(placeIn().ReplaceAllString(line, ""), "{}") {
		return invalid(fmt.Sprintf("line %d: a brace stands alone; braces hold the name of a place", number))
	}
	if strings.Contains(line, "://") && strings.Contains(line, "partnerId") {
		return invalid(fmt.Sprintf("line %d: a relationship link stands here; each mail gets its own at %s", number, LinkPlace))
	}
	for _, r := range line {
		if r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) && r != '\u200d' && r != '\u200c' {
			return invalid(fmt.Sprintf("line %d: the character %U cannot stand in a mail", number, r))
		}
	}
	return nil
}

// write makes the letter of a template.
func (t Template) write(l letter, p partner.Profile, r Request, link string) partner.Draft {
	data := values(l, p, r)
	v := maps.Clone(data)
	for place, piece := range pieces(p, r) {
		v[place] = fill(l[piece], data)
	}
	return partner.Draft{
		Subject: strings.TrimSpace(fill(t.Subject, v)), Opening: tidy(fill(t.Opening, v)), Link: link, Closing: tidy(fill(t.Closing, v)),
	}
}

// pieces says which piece of a letter stands in each place of a sentence.
func pieces(p partner.Profile, r Request) map[string]string {
	steps := "steps"
	if p.Cloud == partner.CloudPublic {
		steps = "steps-public"
	}
	return map[string]string{
		"greeting": greetingFor(r), "ask": askFor(r), "steps": steps, "note": "note", "rights": rightsFor(p, r), "thanks": "thanks",
	}
}

// tidy takes away what an empty place leaves behind.
func tidy(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	text = strings.Join(lines, "\n")
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return strings.Trim(text, "\n")
}

// between parts the texts of two languages in one mail.
const between = "\n\n* * *\n\n"

// both puts two letters into one mail, with the link once.
func both(a, b partner.Draft) partner.Draft {
	return partner.Draft{
		Subject: a.Subject + " / " + b.Subject, Opening: a.Opening + between + b.Opening,
		Link: a.Link, Closing: a.Closing + between + b.Closing,
	}
}
