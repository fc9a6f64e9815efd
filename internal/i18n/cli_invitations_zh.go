package i18n

var invitationsCLIChinese = InvitationsCLI{
	Snoozed:    "对“%[2]s”的请求 %[1]s 在 %[3]s 之前不提醒。",
	NotSnoozed: "对“%[2]s”的请求 %[1]s 的提醒不再推迟。",
	Withdrawn:  "对“%[2]s”的请求 %[1]s 已撤回。链接本身仍然有效；Microsoft 不提供收回链接的方法。",
	Matched:    "对“%[2]s”的请求 %[1]s 已由 %[3]s 接受。",
	Declined:   "不再为对“%[2]s”的请求 %[1]s 建议 %[3]s。",
}
