package i18n

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"cspdesk/internal/partner"
)

// Explanation is everything that a person can be told about an error.
type Explanation struct {
	ErrorText
	Code          partner.Code
	Detail        string // the service's own words, or what exactly failed here; may come from outside
	ServiceCode   string // to quote; "" if the service gave none; may come from outside
	CorrelationID string // to quote to Microsoft; "" if none; may come from outside
}

// Whole is what happened, in the service's own words too where they name more than
// an id that is kept here, and what to do.
func (x Explanation) Whole() string {
	what := x.What
	if x.Code != partner.CodeUnclear && x.Code != partner.CodeUnresolved {
		what = Aside(what, x.Detail)
	}
	return Join(what, x.Advice())
}

// Mistake is what is wrong with something that a person typed or brought, as it goes
// on after a colon: the program's own words for it where it has them, and what
// happened otherwise.
func (x Explanation) Mistake() string {
	if x.Code == partner.CodeInvalidInput && x.Detail != "" {
		return x.Detail
	}
	return Aside(x.What, x.Detail)
}

// Explain gives the words for err, which is not nil: those of the service's
// code where it is a documented one, and those of the program's code otherwise.
// The service's own words come along either way; whoever draws them makes them
// safe.
func (s *Strings) Explain(err error) Explanation {
	code := partner.CodeOf(err)
	if errors.Is(err, context.Canceled) && code != partner.CodeUnclear { // what was sent is no less unclear
		code = partner.CodeCancelled
	}
	x := Explanation{ErrorText: s.Error(code), Code: code}
	e, ok := errors.AsType[*partner.Error](err)
	if !ok {
		return x
	}
	full := false
	x.Detail, full = s.cause(e)
	x.CorrelationID = e.CorrelationID
	if !ownCode[e.ServiceCode] {
		x.ServiceCode = e.ServiceCode
	}
	if code == partner.CodeCancelled {
		return x
	}
	for _, key := range serviceKeys(e) {
		if text, known := s.Service[key]; known {
			x.ErrorText = text
			break
		}
	}
	if roles := partner.GranularRolesFor(e.Deed); code == partner.CodeGranularRights && len(roles) > 0 {
		for i, role := range roles {
			roles[i] = Word(s.Manage.GranularRoles, role)
		}
		x.Do = fmt.Sprintf(s.Manage.GranularNeeded, strings.Join(roles, s.Common.And))
	}
	if full {
		x.Do = s.Common.FreeSpace
	}
	return x
}

// Failed explains why a block could not be read, and says how long ago that was:
// what was in the way then need not be in the way now.
func (s *Strings) Failed(now time.Time, b partner.BlockState) Explanation {
	x := s.Explain(b.Failure)
	x.What = Aside(x.What, s.Age(now, b.FailedAt))
	return x
}

var entraCode = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`AADSTS[0-9]+`) })

// blockedByCustomer says whose Conditional Access policy was in the way, which
// the code of Microsoft Entra ID beside it does not.
const blockedByCustomer = "900309"

// serviceKeys lists where the words for a refusal may stand, the most telling
// first: the code of Microsoft Entra ID that the service passes on in its words,
// the service's code for one HTTP status, its code for any, and the status
// alone.
func serviceKeys(e *partner.Error) []string {
	status := strconv.Itoa(e.HTTPStatus) + "/"
	keys := []string{status + e.ServiceCode, e.ServiceCode, status}
	if entra := entraCode().FindString(e.Detail); entra != "" && e.ServiceCode != blockedByCustomer {
		keys = append([]string{entra}, keys...)
	}
	return keys
}

// serviceText is the same text for several keys of Strings.Service, separated
// by spaces.
type serviceText struct {
	keys string
	text ErrorText
}

// byKey makes the dictionary out of a language's lists.
func byKey(lists ...[]serviceText) map[string]ErrorText {
	all := make(map[string]ErrorText, 256)
	for _, list := range lists {
		for _, one := range list {
			for _, key := range strings.Fields(one.keys) {
				all[key] = one.text
			}
		}
	}
	return all
}
