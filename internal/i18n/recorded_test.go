package i18n

import (
	"testing"

	"cspdesk/internal/partner"
)

func TestResult(t *testing.T) {
	for text, want := range map[string][2]string{
		"":                           {"", ""},
		"Ask Anna: she knows; today": {"Ask Anna: she knows; today", "Ask Anna: she knows; today"},
		"customers: 8, added: 1, changed: 0, vanished: 0":              {"customers: 8, added: 1, changed: 0, vanished: 0", "客户：8，新增：1，更改：0，消失：0"},
		"customers: 4, added: 0, changed: 0, vanished: 0; unreachable": {"customers: 4, added: 0, changed: 0, vanished: 0; Partner Center could not be reached", "客户：4，新增：0，更改：0，消失：0；无法连接到合作伙伴中心"},
		"service 900192: The service is not available.":                {"Partner Center refused the request 900192: The service is not available.", "合作伙伴中心拒绝了请求 900192：The service is not available."},
		"mail-app":                      {"mail app", "邮件应用"},
		"file: /home/anna/fabrikam.eml": {"file: /home/anna/fabrikam.eml", "文件：/home/anna/fabrikam.eml"},
	} {
		if got := [2]string{English().Result(text), Chinese().Result(text)}; got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

// TestRecorded: the record keeps English and codes; each language reads it in its
// own words, and what a person wrote stays.
func TestRecorded(t *testing.T) {
	const id = "0d1a4a67-7c2f-4b61-9d7f-1f1f3c8f2b11"
	done, failed := partner.OutcomeDone, partner.OutcomeFailed
	for _, c := range []struct {
		action           partner.Action
		outcome          partner.Outcome
		stored           string
		english, chinese string
	}{
		{partner.ActionInvitationFinished, done, "admin rights asked for", "admin rights asked for", "请求了管理员权限"},
		{partner.ActionInvitationFinished, done, "relationship only", "relationship only", "仅请求关系"},
		{partner.ActionInvitationHandedOut, done, "file: /home/anna/fabrikam.eml", "file: /home/anna/fabrikam.eml", "文件：/home/anna/fabrikam.eml"},
		{partner.ActionInvitationSnoozed, done, "until 2026-12-01", "until 2026-12-01", "推迟到 2026-12-01"},
		{partner.ActionCustomersImported, done, "3 added, 2 updated, 1 unchanged", "3 added, 2 updated, 1 unchanged", "新增 3，更新 2，未更改 1"},
		{partner.ActionSubscriptionChanged, done, id + ": seats 36 -> 40", id + ": seats 36 -> 40", id + "：席位 36 -> 40"},
		{partner.ActionSubscriptionChanged, done, id + ": suspend active -> suspended", id + ": suspend active -> suspended", id + "：暂停 有效 -> 已暂停"},
		{partner.ActionSubscriptionChanged, done, id + ": cancel active -> deleted: deleted", id + ": cancel active -> canceled: canceled", id + "：取消 有效 -> 已取消：已取消"},
		{partner.ActionSubscriptionChanged, done, id + ": auto-renew true -> false", id + ": auto-renew on -> off", id + "：自动续订 开 -> 关"},
		{partner.ActionSubscriptionChanged, done, id + ": nickname true -> Sales: Nord", id + ": nickname true -> Sales: Nord", id + "：昵称 true -> Sales: Nord"},
		{partner.ActionSubscriptionChanged, failed, id + ": seats 36 -> 40: service 900192: No.",
			id + ": seats 36 -> 40: Partner Center refused the request 900192: No.", id + "：席位 36 -> 40：合作伙伴中心拒绝了请求 900192：No."},
		{partner.ActionBought, done, "CFQ7TTC0LCHC:0002: 5 x Microsoft 365 E5, cart 42", "CFQ7TTC0LCHC:0002: 5 x Microsoft 365 E5, cart 42", "CFQ7TTC0LCHC:0002：5 x Microsoft 365 E5，购物车 42"},
		{partner.ActionBillingChanged, done, "city Köln -> Bonn; email  -> a@b.example", "City Köln -> Bonn; Email  -> a@b.example", "城市 Köln -> Bonn；电子邮件  -> a@b.example"},
		{partner.ActionUserEdited, done, `a@b.example: displayName="Anna \"x\"" usageLocation="DE"`, `a@b.example: Display name "Anna \"x\"" Usage location "DE"`, `a@b.example：显示名称 "Anna \"x\"" 使用位置 "DE"`},
		{partner.ActionLicensesChanged, done, "a@b.example: +" + id + " Visio Plan 2 -[" + id + "]; -" + id + " Power BI Pro",
			"a@b.example: assigned Visio Plan 2, 1 service off; taken away Power BI Pro", "a@b.example：分配 Visio Plan 2，1 个服务已关闭；移除 Power BI Pro"},
		{partner.ActionLicensesChanged, done, "a@b.example: -" + id + " Power BI Pro: Visio Plan 2",
			"a@b.example: taken away Power BI Pro: the user has Visio Plan 2 now", "a@b.example：移除 Power BI Pro：用户现在拥有 Visio Plan 2"},
		{partner.ActionRoleAdded, done, "a@b.example: 62e90394-69f5-4237-9190-012177145e10 Company Administrator",
			"a@b.example: Company Administrator", "a@b.example：全局管理员 (Company Administrator)"},
		{partner.ActionRoleRemoved, failed, "a@b.example: " + id + " Emperor: forbidden",
			"a@b.example: Emperor: Your role in Partner Center does not allow this", "a@b.example：Emperor：您在合作伙伴中心的角色不允许此操作"},
		{partner.ActionRoleRemoved, done, "a@b.example: " + id + " Emperor: Global Reader",
			"a@b.example: Emperor: the user has Global Reader now", "a@b.example：Emperor：用户现在拥有 Global Reader"},
		{partner.ActionRequestOpened, done, "Mail: none arrives: minimal", "Mail: none arrives: minimal", "Mail: none arrives：轻微"},
		{partner.ActionUserDeleted, failed, "a@b.example: forbidden", "a@b.example: Your role in Partner Center does not allow this", "a@b.example：您在合作伙伴中心的角色不允许此操作"},
		{partner.ActionRequestNoted, done, "relationship only", "relationship only", "relationship only"},
		{partner.ActionRequestNoted, done, "file: seen", "file: seen", "file: seen"},
		{partner.ActionAuditRefused, failed, Chinese().Audit.Refused, English().Audit.Refused, Chinese().Audit.Refused},
	} {
		a := partner.Activity{Action: c.action, Outcome: c.outcome, Detail: c.stored}
		if got := English().Recorded(a); got != c.english {
			t.Errorf("%s %q reads %q", c.action, c.stored, got)
		}
		if got := Chinese().Recorded(a); got != c.chinese {
			t.Errorf("%s %q reads %q", c.action, c.stored, got)
		}
	}
}

// TestFoundNow: what Partner Center says now is read in the words of the language, too.
func TestFoundNow(t *testing.T) {
	for _, c := range []struct {
		action                          partner.Action
		detail, found, english, chinese string
	}{
		{partner.ActionSubscriptionChanged, "suspend active -> suspended", "suspended", "suspended", "已暂停"},
		{partner.ActionSubscriptionChanged, "auto-renew true -> false", "false", "off", "关"},
		{partner.ActionSubscriptionChanged, "seats 36 -> 40", "40", "40", "40"},
		{partner.ActionSubscriptionChanged, "nickname a -> true", "true", "true", "true"}, // a person's own words
		{partner.ActionBillingChanged, "city Köln -> Bonn; email  -> a@b.example", "city Bonn; email a@b.example", "City Bonn; Email a@b.example", "城市 Bonn；电子邮件 a@b.example"},
		{partner.ActionUserEdited, `displayName="Anna"`, `displayName="Ann"`, `Display name "Ann"`, `显示名称 "Ann"`},
		{partner.ActionUserDeleted, "", "active", "active", "有效"},
		{partner.ActionRightsGivenUp, "", "reseller", "Reseller", "经销商"},
		{partner.ActionRequestClosed, "", "closed", "closed", "已关闭"},
		{partner.ActionQualificationRequested, "Education", "Education InReview", "Education under review", "教育 审核中"},
		{partner.ActionBought, "5 x Microsoft 365 E5, cart 42", "b67-11 Pending", "b67-11 pending", "b67-11 处理中"},
		{partner.ActionLicensesChanged, "", "Microsoft 365 E5, Visio Plan 2", "the user has Microsoft 365 E5, Visio Plan 2 now", "用户现在拥有 Microsoft 365 E5, Visio Plan 2"},
		{partner.ActionRelationEnded, "", "", "", ""},
	} {
		in := partner.Intent{Action: c.action, Detail: c.detail}
		if english, chinese := English().FoundNow(in, c.found), Chinese().FoundNow(in, c.found); english != c.english || chinese != c.chinese {
			t.Errorf("%s %q reads %q, %q", c.action, c.found, english, chinese)
		}
	}
}
