package refresh

import (
	"context"
	"slices"
	"testing"
	"time"

	"cspdesk/internal/partner"
)

// shelf keeps days, and gives their records; a day in broken fails.
type shelf struct {
	due, kept []time.Time
	broken    time.Time
}

func (s *shelf) AuditDay(ctx context.Context, day time.Time) ([]partner.AuditRecord, error) {
	if !partner.InBackground(ctx) {
		return nil, partner.NewError(partner.CodeInternal, "in the foreground", nil)
	}
	if day.Equal(s.broken) {
		return nil, partner.NewError(partner.CodeForbidden, "", nil)
	}
	return []partner.AuditRecord{{ID: day.String()}}, nil
}

func (s *shelf) AuditDaysDue(context.Context, time.Time) ([]time.Time, error) {
	return slices.DeleteFunc(slices.Clone(s.due), func(day time.Time) bool { return slices.Contains(s.kept, day) }), nil
}

func (s *shelf) SaveAuditDay(_ context.Context, day time.Time, records []partner.AuditRecord) (int, error) {
	s.kept = append(s.kept, day)
	return len(records), nil
}

// TestArchive: what was fetched before a failure stays, and the next call goes
// on there.
func TestArchive(t *testing.T) {
	days := []time.Time{noon, noon.AddDate(0, 0, -1), noon.AddDate(0, 0, -2), noon.AddDate(0, 0, -3)}
	s := &shelf{due: days, broken: days[2]}
	a := NewArchive(s, s)
	told := 0
	got, err := a.Fetch(t.Context(), time.Time{}, 0, func(AuditResult) { told++ })
	if partner.CodeOf(err) != partner.CodeForbidden || got != (AuditResult{Days: 2, Due: 4, Records: 2}) || told != 2 {
		t.Errorf("%+v, %v, told %d times", got, err, told)
	}
	s.broken = time.Time{}
	if got, err = a.Fetch(t.Context(), time.Time{}, 1, nil); err != nil || got != (AuditResult{1, 1, 1}) {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err = a.Fetch(t.Context(), time.Time{}, 0, nil); err != nil || got != (AuditResult{1, 1, 1}) || !slices.Equal(s.kept, days) {
		t.Errorf("%+v, %v, %v", got, err, s.kept)
	}
}
