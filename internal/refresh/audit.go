package refresh

import (
	"context"
	"time"

	"cspdesk/internal/partner"
)

// AuditSource is Partner Center's own record.
type AuditSource interface {
	AuditDay(ctx context.Context, day time.Time) ([]partner.AuditRecord, error)
}

// AuditKeeper stores that record for good.
type AuditKeeper interface {
	AuditDaysDue(ctx context.Context, since time.Time) ([]time.Time, error)
	SaveAuditDay(ctx context.Context, day time.Time, records []partner.AuditRecord) (added int, err error)
}

// Archive copies the record of the account's activity, which Partner Center
// keeps for 90 days, into the store, which keeps it.
type Archive struct {
	source AuditSource
	keeper AuditKeeper
}

// NewArchive makes an archive that copies from source to keeper.
func NewArchive(source AuditSource, keeper AuditKeeper) *Archive {
	return &Archive{source, keeper}
}

// AuditResult is what was fetched.
type AuditResult struct {
	Days    int // that were asked for
	Due     int // that could be asked for
	Records int // that are new
}

// Fetch asks for the days since a time that may lack records, a day at a time
// and the newest first, at most limit of them; 0 for all. What was fetched is
// stored at once, so that the next call goes on. The progress function, if
// any, is told after each day. CodeForbidden says that the role of the person
// does not allow it.
func (a *Archive) Fetch(ctx context.Context, since time.Time, limit int, progress func(AuditResult)) (AuditResult, error) {
	days, err := a.keeper.AuditDaysDue(ctx, since)
	if err != nil {
		return AuditResult{}, err
	}
	if limit > 0 {
		days = days[:min(limit, len(days))]
	}
	result := AuditResult{Due: len(days)}
	ctx = partner.WithBackground(ctx)
	for _, day := range days {
		records, err := a.source.AuditDay(ctx, day)
		if err != nil {
			return result, err
		}
		added, err := a.keeper.SaveAuditDay(ctx, day, records)
		if err != nil {
			return result, err
		}
		result.Days++
		result.Records += added
		if progress != nil {
			progress(result)
		}
	}
	return result, nil
}
