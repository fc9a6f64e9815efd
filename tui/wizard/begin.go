package wizard

import (
	"time"

	"cspdesk/internal/partner"
)

// New begins a request.
func New(d Deps) *Wizard {
	inv := d.Letters.Blank()
	inv.AdminRights = d.Profile.Cloud.AdminRightsUsual()
	if d.Profile.Kind == partner.KindIndirectReseller {
		inv.Provider = d.Profile.Provider
	}
	inv.MailLang = partner.MailLanguageFor(d.Profile.Country)
	return open(d, inv)
}

// Again begins a request that is filled in like an earlier one, to put something
// right. The earlier one stays as it is.
func Again(d Deps, earlier partner.Invitation) *Wizard {
	w := open(d, d.Letters.Again(earlier))
	w.earlier = earlier
	return w
}

// Resume goes on with a stored draft, where it was left.
func Resume(d Deps, inv partner.Invitation) *Wizard {
	return open(d, inv)
}

// Remind writes a reminder of an invitation whose mail was handed over.
func Remind(d Deps, inv partner.Invitation) *Wizard {
	w := open(d, inv)
	w.reminder = true
	w.inv.Draft = d.Letters.Reminder(inv)
	w.enterMail()
	return w
}

// HandOver shows the last step of a request that is finished already, to hand
// its mail over, for the first time or again.
func HandOver(d Deps, inv partner.Invitation) *Wizard {
	w := open(d, inv)
	w.enterMail() // measures the mail
	w.step = stepFinish
	return w
}

func open(d Deps, inv partner.Invitation) *Wizard {
	if d.RetryAfter == 0 {
		d.RetryAfter = 3 * time.Second
	}
	w := &Wizard{deps: d, inv: inv, step: stepRights, keeper: &keeper{ledger: d.Ledger, blank: d.Letters.Blank, stored: inv}}
	w.rights = newRights(d, inv)
	if inv.Draft.Link != "" {
		w.asked = w.rights.request()
		if inv.Step >= stepMail {
			w.enterMail()
		}
	}
	return w
}
