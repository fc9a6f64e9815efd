package theme

// Default is the look with the terminal's own sixteen colours.
const Default = "default"

// colors are the colours of a look by their number among the terminal's 256. An
// empty one is the terminal's own.
type colors struct {
	accent, good, warn, bad, locked, badge string

	faint      string // secondary text; "" is the terminal's faint
	bar, onBar string // the selected row; "" is the terminal's colours exchanged
}

// Names lists the looks.
func Names() []string {
	return []string{Default, "mono", "dark", "light", "high-contrast", "color-blind"}
}

// looks are made for the background that the name says: "dark" and those below
// for a dark one. The colours of the first sixteen belong to the person's own
// scheme; those above are the same in every terminal, so that their contrast is
// known.
var looks = map[string]colors{
	Default: {accent: "6", good: "2", warn: "3", bad: "1", locked: "4", badge: "5"},
	"mono":  {},
	"dark":  {accent: "117", good: "114", warn: "221", bad: "210", locked: "111", badge: "183", faint: "247", bar: "24", onBar: "231"},
	"light": {accent: "25", good: "22", warn: "94", bad: "124", locked: "19", badge: "90", faint: "240", bar: "25", onBar: "231"},
	"high-contrast": {
		accent: "123", good: "120", warn: "227", bad: "217", locked: "195", badge: "225", faint: "254", bar: "226", onBar: "16",
	},
	// Blue, yellow and orange stay apart for people who see no red or no green.
	"color-blind": {accent: "153", good: "39", warn: "227", bad: "208", locked: "153", badge: "189", faint: "248", bar: "25", onBar: "231"},
}

// colors of the look, those of the default where the terminal has no others.
func (o Options) colors() colors {
	switch {
	case o.NoColor || o.Name == "mono":
		return colors{}
	case o.Name == "" || o.Few:
		return looks[Default]
	}
	return looks[o.Name]
}
