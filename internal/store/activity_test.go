package store_test

import (
	"fmt"
	"testing"

	"cspdesk/internal/partner"
)

func TestActivitiesAreSearchedNewestFirst(t *testing.T) {
	db := newDB(t)
	for i := range 10 {
		must(t, db.AppendActivity(t.Context(), partner.Activity{
			Action: partner.ActionRefreshFinished, Outcome: partner.OutcomeDone,
			Subject: []string{"Zürich 100%", "Contoso"}[i%2], Detail: fmt.Sprint("number ", i),
		}))
	}
	for _, c := range []struct {
		q    partner.ActivityQuery
		want string
	}{
		{partner.ActivityQuery{}, "[10 9 8 7 6 5 4 3 2 1]"},
		{partner.ActivityQuery{Limit: 3}, "[10 9 8]"},
		{partner.ActivityQuery{After: partner.ActivityMark{Seq: 8}, Limit: 2}, "[7 6]"},
		{partner.ActivityQuery{Search: "ZURICH", Limit: 3}, "[9 7 5]"},
		{partner.ActivityQuery{Search: "100% finished", After: partner.ActivityMark{Seq: 4}}, "[3 1]"},
		{partner.ActivityQuery{Search: "anna 7"}, "[8]"},
		{partner.ActivityQuery{Search: "_"}, "[]"},
	} {
		lines, err := db.Activities(t.Context(), c.q)
		must(t, err)
		seqs := []int64{}
		for _, line := range lines {
			seqs = append(seqs, line.Seq)
		}
		if fmt.Sprint(seqs) != c.want {
			t.Errorf("%+v: %v, want %s", c.q, seqs, c.want)
		}
	}
}

func TestTheActivityRecordCannotBeChangedUnnoticed(t *testing.T) {
	db := newDB(t)
	outside := raw(t, db.Path())
	for i := range 5 {
		must(t, db.AppendActivity(t.Context(), partner.Activity{Subject: fmt.Sprint("line ", i+1)}))
	}
	must(t, db.Check(t.Context()))
	for _, s := range []string{"UPDATE activity SET detail = 'x' WHERE seq = 3", "DELETE FROM activity WHERE seq = 5", "DELETE FROM activity"} {
		if _, err := outside.Exec(s); err == nil {
			t.Errorf("%s went through", s)
		}
	}
	must(t, db.Check(t.Context()))
	mustExec(t, outside, "DROP TRIGGER activity_keeps_its_lines", "DROP TRIGGER activity_loses_no_line", "CREATE TABLE kept AS SELECT * FROM activity")
	for name, damage := range map[string]string{
		"changed":   "UPDATE activity SET subject = 'line 9' WHERE seq = 3",
		"moved":     "UPDATE activity SET detail = subject, subject = '' WHERE seq = 3",
		"removed":   "DELETE FROM activity WHERE seq = 2",
		"cut off":   "DELETE FROM activity WHERE seq = 5",
		"emptied":   "DELETE FROM activity",
		"reordered": "UPDATE activity SET seq = CASE seq WHEN 2 THEN 103 WHEN 3 THEN 102 END WHERE seq IN (2, 3); UPDATE activity SET seq = seq - 100 WHERE seq > 100",
		"doubled":   "INSERT INTO activity SELECT 6, at, actor, action, outcome, customer, invitation, subject, detail, correlation_id, hash FROM activity WHERE seq = 5",
	} {
		mustExec(t, outside, damage)
		if code := partner.CodeOf(db.Check(t.Context())); code != partner.CodeStoreDamaged {
			t.Errorf("%s: %q", name, code)
		}
		mustExec(t, outside, "DELETE FROM activity", "INSERT INTO activity SELECT * FROM kept")
		must(t, db.Check(t.Context()))
	}
}
