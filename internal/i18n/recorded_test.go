package i18n

import "testing"

func TestRecorded(t *testing.T) {
	for text, want := range map[string][2]string{
		"":                           {"", ""},
		"Ask Anna: she knows; today": {"Ask Anna: she knows; today", "Ask Anna: she knows; today"},
		"customers: 8, added: 1, changed: 0, vanished: 0":              {"customers: 8, added: 1, changed: 0, vanished: 0", "客户：8，新增：1，更改：0，消失：0"},
		"customers: 4, added: 0, changed: 0, vanished: 0; unreachable": {"customers: 4, added: 0, changed: 0, vanished: 0; Partner Center could not be reached", "客户：4，新增：0，更改：0，消失：0；无法连接到合作伙伴中心"},
		"service 900192: The service is not available.":                {"Partner Center refused the request 900192: The service is not available.", "合作伙伴中心拒绝了请求 900192：The service is not available."},
		"mail-app":                      {"mail app", "邮件应用"},
		"file: /home/anna/fabrikam.eml": {"file: /home/anna/fabrikam.eml", "文件：/home/anna/fabrikam.eml"},
	} {
		if got := [2]string{English.Recorded(text), Chinese.Recorded(text)}; got != want {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}
