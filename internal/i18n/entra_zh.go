package i18n

var entraChinese = EntraPages{
	Title:     "练习登录",
	Note:      "这不是 Microsoft Entra ID：它在此计算机上运行，其帐户都是虚构的。",
	Account:   "登录帐户",
	Code:      "代码",
	Consent:   "该应用请求以您的名义访问合作伙伴中心。",
	Accept:    "登录",
	Decline:   "取消",
	Back:      "返回应用",
	Done:      "您已登录。可以关闭此页。",
	Declined:  "您已取消。可以关闭此页。",
	Refused:   "登录被拒绝。",
	NoAccount: "请选择一个帐户。",
	NoCode:    "此代码未知，或者已过期、已使用。",
}
