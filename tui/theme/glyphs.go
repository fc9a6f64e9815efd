package theme

// Glyphs are the signs of the program, each one cell wide.
type Glyphs struct {
	Collapsed, Expanded     string // a record closed, open
	Bullet                  string
	Check, Cross, Warning   string // done, failed, needs attention
	RadioOn, RadioOff       string
	Ellipsis                string
	Horizontal, Vertical    string
	Heavy                   string // Horizontal, thicker: the part of a bar that is done
	TopLeft, TopRight       string
	BottomLeft, BottomRight string
	TeeLeft, TeeRight       string // ├ and ┤
	Up, Down, Left, Right   string
	Arrows                  bool // the last four are arrows, which name keys too
}

func glyphs(ascii bool) Glyphs {
	if ascii {
		return Glyphs{
			Collapsed: ">", Expanded: "v", Bullet: "*", Check: "+", Cross: "x", Warning: "!", RadioOn: "*", RadioOff: "o",
			Ellipsis: "~", Horizontal: "-", Heavy: "#", Vertical: "|",
			TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+", TeeLeft: "+", TeeRight: "+",
			Up: "^", Down: "v", Left: "<", Right: ">",
		}
	}
	return Glyphs{
		Collapsed: "▸", Expanded: "▾", Bullet: "•", Check: "✓", Cross: "✗", Warning: "!", RadioOn: "●", RadioOff: "○",
		Ellipsis: "…", Horizontal: "─", Heavy: "━", Vertical: "│",
		TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯", TeeLeft: "├", TeeRight: "┤",
		Up: "↑", Down: "↓", Left: "←", Right: "→", Arrows: true,
	}
}
