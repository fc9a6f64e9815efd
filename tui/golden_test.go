package tui

import (
	"fmt"
	"testing"
	"time"

	"cspdesk/internal/partner"
	"cspdesk/tui/tuitest"
)

// lines adds some activities to a store.
func withActivities(s *tuitest.Store) *tuitest.Store {
	add := func(a partner.Activity) {
		a.Seq, a.Actor = int64(100-len(s.Lines)), "anna"
		a.At = tuitest.Now.Add(-time.Duration(len(s.Lines)) * 7 * time.Hour)
		s.Lines = append(s.Lines, a)
	}
	add(partner.Activity{Action: partner.ActionInvitationMatched, Outcome: partner.OutcomeDone, Subject: "Fabrikam AG", Invitation: "inv-7f3k2m", Customer: tuitest.CustomerID(3)})
	add(partner.Activity{Action: partner.ActionRefreshStopped, Outcome: partner.OutcomeFailed, Detail: "unreachable", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd"})
	add(partner.Activity{Action: partner.ActionRefreshFinished, Outcome: partner.OutcomeDone, Detail: "8 customers, 1 new"})
	add(partner.Activity{Action: partner.ActionInvitationHandedOut, Outcome: partner.OutcomeDone, Subject: "admin@fabrikam.de", Detail: "mail app", Invitation: "inv-7f3k2m"})
	add(partner.Activity{Action: partner.ActionInvitationFinished, Outcome: partner.OutcomeDone, Subject: "冒险家科技有限公司", Invitation: "inv-2b8d1c"})
	return s
}

func failing() *tuitest.Store {
	s := tuitest.Sample()
	s.Err = partner.NewError(partner.CodeStoreDamaged, "", nil)
	return s
}

func forbidden() *tuitest.Store {
	s := tuitest.Sample()
	rec := tuitest.Record()
	rec.States[partner.BlockServices] = partner.BlockState{FetchedAt: tuitest.Now.Add(-5 * time.Minute), FailedAt: tuitest.Now, Failure: &partner.Error{
		Code: partner.CodeService, HTTPStatus: 503, Detail: "The service is not available.", ServiceCode: "900192", CorrelationID: "5f3b1c7e-0000-4000-8000-00000000abcd",
	}}
	rec.States[partner.BlockLicenses] = partner.BlockState{FailedAt: tuitest.Now, Failure: tuitest.Forbidden()}
	rec.Licenses, rec.Users, rec.UsersTotal = nil, nil, 0
	rec.States[partner.BlockUsers] = rec.States[partner.BlockLicenses]
	s.Records[tuitest.CustomerID(2)] = rec
	return s
}

func TestFrames(t *testing.T) {
	frames(t, "")
	speakChinese(t)
	frames(t, "zh-CN/")
}

// frames compares every state of the screens with the files in a folder.
func frames(t *testing.T, folder string) {
	for _, size := range [][2]int{{60, 18}, {80, 24}, {120, 40}} {
		for _, c := range []struct {
			name  string
			store *tuitest.Store
			keys  []string
		}{
			{"customers", tuitest.Sample(), nil},
			{"customers-empty", &tuitest.Store{}, nil},
			{"customers-failed", failing(), nil},
			{"customers-hostile", tuitest.HostileStore(), []string{"down", "down", "right"}},
			{"customers-search", tuitest.Sample(), []string{"/", "a", "d", "v"}},
			{"customers-nothing-found", tuitest.Sample(), []string{"/", "z", "z"}},
			{"customers-jump", tuitest.Sample(), []string{"J", "n", "o"}},
			{"customers-sort", tuitest.Sample(), []string{"o"}},
			{"record", tuitest.Sample(), []string{"right", "down", "down"}},
			{"record-failed", forbidden(), []string{"right"}},
			{"block-account", tuitest.Sample(), []string{"right", "down", "enter"}},
			{"block-services", tuitest.Sample(), []string{"right", "down", "down", "enter"}},
			{"block-services-failed", forbidden(), []string{"right", "down", "down", "enter"}},
			{"block-licenses", tuitest.Sample(), []string{"right", "down", "down", "down", "enter"}},
			{"block-users", tuitest.Sample(), []string{"right", "down", "down", "down", "down", "enter"}},
			{"block-users-forbidden", forbidden(), []string{"right", "down", "down", "down", "down", "enter"}},
			{"activity", withActivities(tuitest.Sample()), []string{"3", "down", "enter"}},
			{"activity-empty", tuitest.Sample(), []string{"3"}},
			{"activity-failed", failing(), []string{"3"}},
			{"activity-hostile", tuitest.HostileStore(), []string{"3", "down", "enter"}},
			{"activity-search", withActivities(tuitest.Sample()), []string{"3", "/", "f", "a", "b"}},
			{"help", tuitest.Sample(), []string{"?"}},
			{"refresh-failed", tuitest.Sample(), []string{"r"}},
		} {
			name := fmt.Sprintf("%s%s-%dx%d", folder, c.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := sample(t, c.store, size[0], size[1])
				d.press(c.keys...)
				tuitest.Golden(t, name, d.lines())
			})
		}
	}
}
