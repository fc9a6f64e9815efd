package sandbox

import "sync/atomic"

// trust is a sign-in service whose tokens are accepted beside the two of the
// center itself.
type trust struct {
	accepts atomic.Pointer[func(token string) bool]
}

func (t *trust) accept(token string) bool {
	if t == nil {
		return false
	}
	accepts := t.accepts.Load()
	return accepts != nil && (*accepts)(token)
}

// Trust has tokens of a sign-in service accepted as those of an app with a
// signed-in user. It does nothing where another process serves the center.
func (s *Server) Trust(accepts func(token string) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.own != nil {
		s.own.tokens.others.accepts.Store(&accepts)
	}
}

// Partner gives the tenant id, the company and the domain of the practice
// partner; "" where another process serves the center.
func (s *Server) Partner() (id, name, domain string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.own == nil {
		return "", "", ""
	}
	p := s.own.partner
	return p.id, p.name, p.domain
}

// Address is where the center of a folder was served last; "" if it never was.
func Address(dir string) string {
	kept, err := readSettings(dir)
	if err != nil || kept.Address == "" {
		return ""
	}
	return "http://" + kept.Address
}
