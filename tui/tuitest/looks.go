package tuitest

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cspdesk/tui/cell"
	"cspdesk/tui/theme"
)

// lookNames are those of the theme, the one without colours last.
var lookNames = func() []string {
	names := slices.DeleteFunc(theme.Names(), func(n string) bool { return n == mono })
	return append(names, mono)
}()

// mono is what NO_COLOR gives too.
const mono = "mono"

// look is how a cell is drawn: its attributes and colours, in words.
type look string

// drawing is a frame in one look: its text, and how each cell is drawn.
type drawing struct {
	text  []string
	cells [][]look
}

// tuple is how a cell is drawn in every look, in the order of lookNames.
type tuple string

func tupleAt(all []drawing, row, column int) tuple {
	parts := make([]string, len(all))
	for i, d := range all {
		if column < len(d.cells[row]) {
			parts[i] = string(d.cells[row][column])
		}
	}
	return tuple(strings.Join(parts, "|"))
}

// blank reports that nothing is done to a cell in any look.
func blank(t tuple) bool { return strings.Trim(string(t), "|") == "" }

// letters stand for the paints of a theme in golden files. Paints that look the
// same in every look share a letter.
var letters = []struct{ paint, letter string }{
	{"Title", "T"}, {"Key", "K"}, {"TabActive", "U"}, {"Selected", "S"}, {"Dim", "d"}, {"Good", "g"}, {"Warn", "w"},
	{"Error", "e"}, {"Field", "f"}, {"Focus", "F"}, {"Locked", "l"}, {"Badge", "b"},
}

// signs gives the letter of each tuple that the paints of the theme make; names
// gives the paints of a letter.
var signs, names = func() (map[tuple]string, map[string]string) {
	signs, names := map[tuple]string{}, map[string]string{}
	paint := func(i int) (t tuple) {
		parts := make([]string, len(lookNames))
		for n, name := range lookNames {
			p := reflect.ValueOf(*theme.New(theme.Options{Name: name})).Field(i).Interface().(theme.Paint)
			parts[n] = string(styles(p.S("x"))[0])
		}
		return tuple(strings.Join(parts, "|"))
	}
	kind := reflect.TypeFor[theme.Theme]()
	for _, l := range letters {
		f, _ := kind.FieldByName(l.paint)
		signs[paint(f.Index[0])] = l.letter
	}
	for i := range kind.NumField() {
		if kind.Field(i).Type == reflect.TypeFor[theme.Paint]() {
			if l := signs[paint(i)]; l != "" {
				names[l] = strings.TrimPrefix(names[l]+", "+strings.ToLower(kind.Field(i).Name), ", ")
			}
		}
	}
	return signs, names
}()

// styles gives how each cell of a line is drawn.
func styles(line string) (cells []look) {
	var now look
	for line != "" {
		if rest, found := strings.CutPrefix(line, "\x1b["); found {
			params, after, _ := strings.Cut(rest, "m")
			now, line = named(params), after
			continue
		}
		part, _, _ := strings.Cut(line, "\x1b")
		if part == "" { // Check has told of it
			return cells
		}
		for range cell.Width(part) {
			cells = append(cells, now)
		}
		line = line[len(part):]
	}
	return cells
}

var colorNames = []string{"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"}

// named gives the words for the parameters of a sequence: every paint begins
// from nothing and ends with a reset, so that they say all.
func named(params string) look {
	var words []string
	codes := strings.Split(params, ";")
	for i := 0; i < len(codes); i++ {
		switch code := codes[i]; {
		case code == "" || code == "0":
			words = nil
		case code == "1":
			words = append(words, "bold")
		case code == "2":
			words = append(words, "faint")
		case code == "4":
			if !slices.Contains(words, "underline") { // Lip Gloss says it twice
				words = append(words, "underline")
			}
		case code == "7":
			words = append(words, "reverse")
		case code >= "30" && code <= "37" && len(code) == 2:
			words = append(words, colorNames[code[1]-'0'])
		case (code == "38" || code == "48") && i+2 < len(codes) && codes[i+1] == "5":
			word := codes[i+2]
			if code == "48" {
				word = "on " + word
			}
			words = append(words, word)
			i += 2
		default:
			words = append(words, "SGR "+code)
		}
	}
	return look(strings.Join(words, " "))
}

// style writes a frame with a letter under each cell that is not plain text,
// and what the letters mean in every look.
func style(s Shot, all []drawing) string {
	var body strings.Builder
	used := map[string]tuple{}
	for row, line := range all[0].text {
		under := ""
		for column := range all[0].cells[row] {
			t := tupleAt(all, row, column)
			letter := cmp.Or(signs[t], " ")
			if under += letter; letter != " " {
				used[letter] = t
			}
		}
		fmt.Fprintln(&body, strings.TrimRight("| "+line, " "))
		if under = strings.TrimRight(under, " "); under != "" {
			fmt.Fprintln(&body, ": "+under)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "screen %s\nkeys %s\n", kind(s.Screen), contexts(s.Screen))
	for _, l := range letters {
		if t, ok := used[l.letter]; ok {
			fmt.Fprintf(&b, "%s %s\n", l.letter, legend(l.letter, t))
		}
	}
	return b.String() + body.String()
}

// legend tells what a letter means: its paints, and how each look draws it.
func legend(letter string, t tuple) string {
	var looks []string
	for i, words := range strings.Split(string(t), "|") {
		looks = append(looks, lookNames[i]+": "+cmp.Or(words, "plain"))
	}
	return names[letter] + " (" + strings.Join(looks, ", ") + ")"
}

// runs gives the pieces of a frame that are drawn alike, without the spaces
// around them. Plain text is cut where columns part, at two spaces.
func runs(all []drawing, each func(text string, t tuple)) {
	for row, line := range all[0].text {
		from, column, last := 0, 0, tuple("")
		flush := func(to int) {
			for piece := range strings.SplitSeq(line[from:to], "  ") {
				if piece = strings.TrimSpace(piece); piece != "" {
					each(piece, last)
				}
			}
		}
		for g := range cell.Graphemes(line) {
			if t := tupleAt(all, row, column); t != last {
				flush(g.Start)
				from, last = g.Start, t
			}
			column += g.Width
		}
		flush(len(ansi.Strip(line)))
	}
}
