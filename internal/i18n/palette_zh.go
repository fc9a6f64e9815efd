package i18n

var paletteChinese = Palette{
	None: "没有匹配的命令。按 {back=esc} 返回。",
	Contexts: map[string]string{
		"everywhere": "所有屏幕", "customers": "客户", "searching": "搜索时", "filtering": "筛选时", "writing": "编写标记或名称时", "columns": "选择列时", "note": "备注", "jumping": "跳转时",
		"record": "记录的一部分", "wizard-rights": "请求，第 1 步", "wizard-choice": "请求，选择权限",
		"wizard-values": "请求，选择值", "wizard-waiting": "请求，等待时",
		"wizard-trouble": "请求，没有链接", "wizard-pasting": "请求，粘贴链接", "wizard-letter": "请求，第 2 步",
		"wizard-link": "请求，仅显示链接", "wizard-finish": "请求，第 3 步", "invitations": "邀请",
		"invitation": "单个邀请", "invitation-customers": "为邀请选择客户",
		"connect": "连接表单", "connect-steps": "如何注册应用", "sign-in": "登录", "sign-in-failed": "失败的登录", "profiles": "档案",
		"activity": "活动", "changes": "变更", "renewals": "即将结束的期限", "welcome": "首次启动", "welcome-form": "首次启动，表单", "help": "帮助",
		"palette": "命令面板", "form": "表单", "form-box": "表单中的框", "typed": "需要输入文字的问题",
		"support": "服务请求", "support-request": "一个服务请求", "support-text": "新建服务请求", "support-note": "备注",
		"support-packet": "用于门户或电话", "support-contacts": "支持联系人", "support-waiting": "等待合作伙伴中心",
		"users": "用户", "user": "一个用户", "user-roles": "用户的角色", "user-password": "新密码", "user-file": "从文件添加用户",
		"licenses": "许可证", "assign": "分配许可证", "jobs": "作业", "job": "一个作业",
		"removal": "结束关系", "pending": "没有答复的更改", "question": "问题",
		"subscriptions": "服务", "buy": "购买", "buy-cart": "购买，购物车", "orders": "订单", "account": "帐户",
		"bulk-check": "批量邮件，第 1 步", "bulk-address": "批量邮件，地址", "bulk-text": "批量邮件，第 2 步", "bulk-reading": "批量邮件，阅读",
		"bulk-ways": "批量邮件，第 3 步", "bulk-one-by-one": "批量邮件，逐封移交", "bulk-writing": "批量邮件，写文件时",
	},
}
