package wizard

import (
	"fmt"
	"strings"

	"cspdesk/internal/i18n"
	"cspdesk/internal/partner"
	"cspdesk/internal/safetext"
	"cspdesk/tui/cell"
)

// anatomy is what a link says, compared with the profile and the choice made.
type anatomy struct {
	link     partner.Link
	verdict  partner.Verdict
	findings []partner.Finding
	asChosen bool // rights and provider are those of the first step
	own      bool // the tenant is the profile's
}

func readLink(d Deps, inv partner.Invitation) anatomy {
	a := anatomy{}
	a.link, a.verdict, a.findings = partner.InspectLink(inv.Draft.Link, d.Profile)
	a.own = strings.EqualFold(a.link.PartnerID, d.Profile.TenantID)
	asked := a.link.AdminRights == nil || *a.link.AdminRights
	a.asChosen = asked == inv.AdminRights && strings.EqualFold(a.link.IndirectProvider, inv.Provider)
	return a
}

// good reports whether the link is what it should be.
func (a anatomy) good() bool { return a.verdict != partner.LinkBad && a.own && a.asChosen }

// line says in words whose tenant, which rights, which provider and which host,
// in at most width cells: ids are shortened when there is no room, and the
// host, which is in the link itself, goes first.
func (a anatomy) line(t *i18n.Strings, width int) string {
	for _, form := range []struct {
		short bool
		host  bool
	}{{false, true}, {false, false}, {true, true}, {true, false}} {
		line := a.words(t, form.short, form.host)
		if cell.Width(line) <= width {
			return line
		}
	}
	return a.words(t, true, false)
}

func (a anatomy) words(text *i18n.Strings, short, host bool) string {
	t := text.Wizard.Link
	if a.link.PartnerID == "" && a.link.Kind != partner.LinkGranular {
		return t.Readable
	}
	id := func(s string) string {
		s = safetext.Line(s)
		if short && len(s) > 9 {
			return s[:8] + cell.Ellipsis
		}
		return s
	}
	tenant := t.OtherTenant
	if a.own {
		tenant = t.YourTenant
	}
	said := []string{fmt.Sprintf(tenant, id(a.link.PartnerID)), t.Unsaid, t.NoProvider}
	if a.link.AdminRights != nil {
		said[1] = t.NotAsked
		if *a.link.AdminRights {
			said[1] = t.Asked
		}
	}
	if a.link.IndirectProvider != "" {
		said[2] = fmt.Sprintf(t.Provider, id(a.link.IndirectProvider))
	}
	if !a.asChosen {
		said = append(said, t.NotAsChosen)
	}
	if a.verdict != partner.LinkOK && len(a.findings) > 0 {
		said = append(said, safetext.Line(text.Finding(partner.Worst(a.findings))))
	}
	if host {
		said = append(said, a.host(t))
	}
	return t.Name + strings.Join(said, text.Common.Comma)
}

func (a anatomy) host(t i18n.WizardLink) string {
	if a.link.Practice() {
		return t.Practice
	}
	return fmt.Sprintf(t.Cloud, safetext.Line(a.link.Host))
}
