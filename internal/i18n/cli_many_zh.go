package i18n

var manyChinese = ManyCLI{
	FlagFrom:     "为此 CSV 文件的每一行创建请求：%s（admin_rights 为 true 或 false）",
	FlagDir:      "将 --from 的每封邮件保存到此文件夹",
	FlagTemplate: "--from 所有行使用的邮件正文（文件或 -，即标准输入）",
	NotTogether:  "%s 与 %s 不能同时使用",
	Progress:     "%d / %d 行",
	Next:         "打开给 %s 的邮件吗？",
	SameAs:       "与第 %d 行的地址相同",
	NoWay:        "缺少 --eml-dir 或 --open",
	Line:         "行",
	States: map[string]string{
		"invited": "已邀请", "would-invite": "将会邀请", "already-invited": "先前已邀请", "rejected": "已拒绝", "failed": "失败", "not-tried": "未尝试", "twice": "重复",
	},
}
