package i18n

var manageChinese = Manage{
	FlagShowCalls: "显示将要发出的调用；不作任何更改",
	WouldAsk:      "将会询问：%s",

	RoleDenied: "Microsoft 为此指定的角色是%[1]s，而您的档案中是%[2]s",
	RoleUnsure: "Microsoft 为此指定的角色是%[1]s，而您的档案中是%[2]s。最终由合作伙伴中心决定。",
	RoleAsk:    "请询问贵公司具有此角色的人员：%s。",
}
