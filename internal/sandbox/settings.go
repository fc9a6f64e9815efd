package sandbox

import (
	"net/http"
	"net/url"
	"strings"
)

// shownCustomers bounds the list from which a customer chooses themselves.
const shownCustomers = 30

type settingsData struct {
	Guests   []guest
	Roles    []string
	Tenant   guest
	Role     string
	Known    bool // an organization is chosen
	Partner  string
	Joined   bool
	Dap      bool
	Granted  bool // granular rights
	MayAct   bool
	Removed  bool     // the rights were removed here, and not granted since
	Approved bool     // the rights were granted here, and not removed since
	Others   []string // partners beside this one
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
	d.Approved = s.center.changeOf(t.id).granted && q.Has("granted")
	for _, p := range s.center.othersOf(t) {
		d.Others = append(d.Others, p.name)
	}
	p.Data = d
	s.show(w, r, http.StatusOK, "partners.html", p)
}

// remove takes the partner's admin rights away, as a customer may at any time.
func (s *site) remove(w http.ResponseWriter, r *http.Request) {
	s.changeRights(w, r, eventRemoved, func(t tenant) bool { return t.dap || t.granular })
}

// grant approves granular admin rights. It stands for the approval of a
// granular request of the partner; an invitation restores no rights.
func (s *site) grant(w http.ResponseWriter, r *http.Request) {
	s.changeRights(w, r, eventGranted, func(t tenant) bool { return !t.granular && s.center.isCustomer(t) })
}

// changeRights notes what a global admin did, unless it is so already.
func (s *site) changeRights(w http.ResponseWriter, r *http.Request, what eventType, changes func(tenant) bool) {
	t, ok := s.center.tenant(r.PostForm.Get("tenant"))
	role := r.PostForm.Get("role")
	switch {
	case !ok || !s.center.isCustomer(t) && !t.granular:
		s.problem(w, r, http.StatusNotFound, "no-tenant")
		return
	case role != roleGlobal:
		s.problem(w, r, http.StatusForbidden, "rights")
		return
	}
	if changes(t) {
		if err := s.center.record(event{Type: what, Tenant: t.id}); err != nil {
			s.problem(w, r, http.StatusInternalServerError, "save")
			return
		}
	}
	q := url.Values{"tenant": {t.id}, "role": {role}}
	if what == eventGranted {
		q.Set("granted", "")
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, pathSettings+"?"+q.Encode(), http.StatusSeeOther)
}
