package i18n

var appChinese = App{
	TabCustomers: "客户", TabInvitations: "邀请", TabActivity: "活动", TabChanges: "变更", TabDue: "%s 个应提醒",

	Opening:      "正在打开工作台…",
	TooSmall:     "请放大窗口：至少需要 %d 列和 %d 行。",
	Updated:      "%s更新",
	NeverUpdated: "从未更新",
	Refreshing:   "正在刷新",
	Unfinished:   "刷新未完成",
	Trouble: map[string]string{
		"unreachable": "无连接", "sign-in": "需要登录", "throttled": "请求受限",
		"service": "服务错误", "bad-answer": "服务错误", "not-allowed": "未连接",
	},
	ReadOnly:     "只读",
	PasteCut:     "只接收了粘贴文本的前 %d kB",
	BurstDropped: "一次收到了许多字母，已忽略，因为此处的字母是命令",

	NotStored:    "您的文本无法保存",
	StayAndKeep:  "留在此处，不会丢失任何内容",
	LeaveAndLose: "离开，放弃未保存的内容",
	Lose:         "放弃已键入或勾选的内容？",
	LoseForm:     "有一个表单已开始填写，但尚未提交。",
	LoseBoxes:    "已选择许可证，但尚未更改。",

	Busy:          "正在 Microsoft 进行一项更改：请等它结束后再切换",
	CannotSuspend: "无法暂时离开此终端；请另开一个终端",

	Crashed: "%s。报告：%s",

	HelpTitle: "按键",
	HelpHere:  "此屏幕",
	HelpAll:   "所有屏幕",
	HelpNone:  "没有匹配的按键。按 {back=esc} 清除搜索。",
	HelpCount: "%d / %d",
	HelpOff:   "目前不可用",

	HelpElsewhere: "在其他屏幕上",

	Correlation:   "关联 ID %s",
	NoCorrelation: "尚未出现带有关联 ID 的错误",
}
