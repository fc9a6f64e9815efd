package i18n

var keysAccountEnglish = map[string]KeyText{
	"account-billing": {"billing", "Change to whom the bills go"},
	"account-attest":  {"agreement", "Confirm that the customer accepted the Microsoft Customer Agreement"},
	"account-qualify": {"qualification", "Ask for a special qualification, such as Education"},
}

var keysAccountChinese = map[string]KeyText{
	"account-billing": {"帐单", "更改帐单的收件人"},
	"account-attest":  {"协议", "确认客户已接受 Microsoft 客户协议"},
	"account-qualify": {"资格", "申请特殊资格，例如教育"},
}
