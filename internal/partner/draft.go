package partner

// Draft is a mail in four parts. The link stands alone between two texts, so
// that editing the texts cannot damage it.
type Draft struct {
	Subject string // one line
	Opening string // before the link; lines end with LF
	Link    string // exactly as the service returned it, but for the parameters the person chose
	Closing string // after the link
}

// Body joins the parts: opening, a blank line, the link alone on its line, a
// blank line, closing. Lines end with LF. An empty part takes its blank line
// with it.
func (d Draft) Body() string {
	body := d.Link
	if d.Opening != "" {
		body = d.Opening + "\n\n" + body
	}
	if d.Closing != "" {
		body += "\n\n" + d.Closing
	}
	return body
}
