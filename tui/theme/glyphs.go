package theme

// Glyphs are the signs of the program, each one cell wide.
type Glyphs struct {
	Collapsed, Expanded           string // a record closed, open
	Loading                       string // its data is on the way
	Bullet, Arrow, Separator      string
	Check, Cross, Warning         string // done, failed, needs attention
	RadioOn, RadioOff             string
	BoxOn, BoxOff                 string
	Locked                        string // cannot be edited
	Cursor                        string // stands before the selected row
	Ellipsis                      string
	Horizontal, Vertical          string
	TopLeft, TopRight             string
	BottomLeft, BottomRight       string
	TeeLeft, TeeRight             string // ├ and ┤
	MeterFull, MeterEmpty         string
	ScrollTrack, ScrollThumb      string
	Up, Down, Left, Right, Return string // names of keys
}

func glyphs(ascii bool) Glyphs {
	if ascii {
		return Glyphs{
			Collapsed: ">", Expanded: "v", Loading: "~", Bullet: "*", Arrow: ">", Separator: "|",
			Check: "+", Cross: "x", Warning: "!", RadioOn: "*", RadioOff: "o", BoxOn: "x", BoxOff: "_",
			Locked: "#", Cursor: ">", Ellipsis: "~", Horizontal: "-", Vertical: "|",
			TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+", TeeLeft: "+", TeeRight: "+",
			MeterFull: "#", MeterEmpty: ".", ScrollTrack: ":", ScrollThumb: "#",
			Up: "^", Down: "v", Left: "<", Right: ">", Return: "<",
		}
	}
	return Glyphs{
		Collapsed: "▸", Expanded: "▾", Loading: "…", Bullet: "•", Arrow: "→", Separator: "│",
		Check: "✓", Cross: "✗", Warning: "!", RadioOn: "●", RadioOff: "○", BoxOn: "■", BoxOff: "□",
		Locked: "#", Cursor: "▌", Ellipsis: "…", Horizontal: "─", Vertical: "│",
		TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯", TeeLeft: "├", TeeRight: "┤",
		MeterFull: "█", MeterEmpty: "░", ScrollTrack: "│", ScrollThumb: "┃",
		Up: "↑", Down: "↓", Left: "←", Right: "→", Return: "↵",
	}
}
