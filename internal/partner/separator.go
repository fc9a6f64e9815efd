package partner

import "strings"

// Separator says what stands between the cells of a CSV text: comma, semicolon or
// tab, the one that its first row has most of outside quotation marks. A comma, if
// that row has none. Empty lines are no rows.
func Separator(text string) rune {
	counts := map[rune]int{',': 0, ';': 0, '\t': 0}
	quoted := false
	for _, r := range strings.TrimLeft(text, "\r\n") {
		if r == '"' {
			quoted = !quoted
		}
		if quoted {
			continue
		}
		if r == '\n' {
			break
		}
		if _, counted := counts[r]; counted {
			counts[r]++
		}
	}
	most := ','
	for _, r := range ";\t" {
		if counts[r] > counts[most] {
			most = r
		}
	}
	return most
}
