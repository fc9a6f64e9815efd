package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// shownCustomers bounds the list from which a customer chooses themselves.
const shownCustomers = 30

type settingsData struct {
	Guests  []guest
	Roles   []string
	Tenant  guest
	Role    string
	Known   bool // an organization is chosen
	Partner string
	Joined  bool
	Dap     bool
	Granted bool // granular rights
	MayAct  bool
	Removed bool
}

// settings is the page Settings > Partner relationships of a customer; without
// a tenant in the query, the page on which one is chosen.
func (s *site) settings(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	d := settingsData{Roles: customerRoles, Role: q.Get("role")}
	p := page{Title: s.words.SettingsTitle}
	if q.Get("tenant") == "" {
		d.Role = roleGlobal
		for _, t := range s.center.newcomers() {
			d.Guests = append(d.Guests, guest{ID: t.id, Name: t.billing.Company, Domain: t.domain})
		}
		for i := 0; i < min(s.center.world.count, shownCustomers); i++ {
			if b, ok := s.center.briefAt(i); ok {
				d.Guests = append(d.Guests, guest{ID: b.id, Name: b.name, Domain: b.domain})
			}
		}
		p.Data = d
		s.show(w, r, http.StatusOK, "partners.html", p)
		return
	}
	t, ok := s.center.tenant(strings.TrimSpace(q.Get("tenant")))
	if _, known := s.words.Roles[d.Role]; !ok || !known {
		s.problem(w, r, http.StatusNotFound, "no-tenant")
		return
	}
	d.Known, d.Partner = true, s.center.world.partner().name
	d.Tenant = guest{ID: t.id, Name: t.billing.Company, Domain: t.domain, Country: s.countryName(t.billing.Country)}
	d.Joined, d.Dap, d.Granted = s.center.isCustomer(t), t.dap, t.granular
	d.MayAct = d.Role == roleGlobal
	d.Removed = s.center.changeOf(t.id).removed
	p.Data = d
	s.show(w, r, http.StatusOK, "partners.html", p)
}

// remove takes the partner's admin rights away, as a customer may at any time.
func (s *site) remove(w http.ResponseWriter, r *http.Request) {
	t, ok := s.center.tenant(r.PostForm.Get("tenant"))
	role := r.PostForm.Get("role")
	switch {
	case !ok || !s.center.isCustomer(t):
		s.problem(w, r, http.StatusNotFound, "no-tenant")
		return
	case role != roleGlobal:
		s.problem(w, r, http.StatusForbidden, "rights")
		return
	}
	if t.dap || t.granular {
		if err := s.center.record(event{Type: eventRemoved, Tenant: t.id}); err != nil {
			s.problem(w, r, http.StatusInternalServerError, "save")
			return
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, pathSettings+"?"+url.Values{"tenant": {t.id}, "role": {role}}.Encode(), http.StatusSeeOther)
}
