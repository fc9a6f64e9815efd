package i18n

var manageChinese = Manage{
	FlagShowCalls: "显示将要发出的调用；不作任何更改",
	WouldAsk:      "将会询问：%s",

	RoleDenied: "Microsoft 为此指定的角色是%[1]s，而您的档案中是%[2]s",
	RoleUnsure: "Microsoft 为此指定的角色是%[1]s，而您的档案中是%[2]s。最终由合作伙伴中心决定。",
	RoleAsk:    "请询问贵公司具有此角色的人员：%s。",

	GranularNeeded: "需要客户租户中的角色，具备以下任意一个即可：%s。",
	GranularRoles: map[string]string{
		"Directory readers": "目录读取者", "Directory writers": "目录写入者", "Global reader": "全局读取者",
		"License administrator": "许可证管理员", "Privileged authentication administrator": "特权身份验证管理员",
		"Privileged role administrator": "特权角色管理员", "Service support administrator": "服务支持管理员",
		"User administrator": "用户管理员",
	},
}
