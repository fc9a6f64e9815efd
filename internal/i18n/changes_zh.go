package i18n

var changesChinese = Changes{
	Title: "客户的变更", When: "时间", What: "变更", Who: "客户",
	Kinds: map[string]string{
		"new": "新客户", "vanished": "不再列出", "listed-again": "再次列出", "name": "名称已更改",
		"admin-rights-granted": "已授予管理员权限", "admin-rights-removed": "已删除管理员权限",
		"agreement-accepted": "已接受协议", "seats": "席位数已更改",
		"subscription-ended": "订阅已结束", "subscription-suspended": "订阅已暂停",
	},
	Unseen: same("%s 项未读"), Lines: same("%s 项变更"),
	Reading:    "正在读取变更…",
	Empty:      "还没有任何变更。",
	EmptyHint:  "刷新会记录新出现、不再列出和已更名的客户；打开客户会记录管理员权限、协议和订阅的变更。记录保留 400 天。",
	NoneNew:    "没有任何变更。",
	Waiting:    same("%s 个期限将在 60 天内结束，需要决定：按 {changes-renewals=t} 查看"),
	SeenAll:    "所有变更都已标记为已读",
	NothingNew: "没有未读的变更。", NothingHere: "此处没有可打开的客户。",
	Gone: "已不存在",

	Renewals: "60 天内结束的期限", Product: "订阅", Ends: "结束日期",
	Decisions: map[string]string{"ends": "不会自动续订", "renews": "自动续订（%s）"}, NoTerm: "期限未知",
	NoRenewals:  "已知的期限都不需要决定。",
	Automatic:   same("另有 %s 个会自动续订，期限不到一年"),
	OnlyKnown:   "只知道已读取其服务的客户：%[2]s 个中的 %[1]s 个。",
	NobodyKnown: "还没有读取任何客户的服务。打开客户后，此处会显示其期限。",

	Short: "自上次离开工作台以来客户的变更", FlagSince: "last，或仅限此时间之后：2026-01-31、2026-01-31T08:00:00Z、7d、12h、yesterday",
	FlagSeen:      "将输出的内容标记为已读",
	RenewalsShort: "即将结束且需要决定的订阅期限", FlagWithin: "多久之内（天）：60d",
	BadWithin: "1d 到 3650d",
}
