package welcome

import (
	"errors"

	"cspdesk/internal/partner"
)

// detailOf gives what an error says beyond its code.
func detailOf(err error) string {
	if e, ok := errors.AsType[*partner.Error](err); ok {
		return e.Detail
	}
	return ""
}
