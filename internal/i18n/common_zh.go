package i18n

var commonChinese = Common{
	Yes: "是", No: "否", Unknown: "未知", None: "无",
	Relationships: map[string]string{
		"reseller": "经销商", "advisor": "顾问", "none": "无", "unknown": "未知",
		"syndication": "联合", "microsoft_support": "Microsoft 支持",
	},
	AdminRights: map[string]string{
		"": "尚不清楚", "granted": "已授予", "not-requested": "未请求", "removed": "已删除",
	},
	Agreement: map[string]string{"": "尚不清楚", "accepted": "已接受", "missing": "缺少"},
	Standing:  map[string]string{"listed": "在您的列表中", "vanished": "不再在您的列表中", "imported": "来自文件", "removed": "关系已结束"},
	InvitationStates: map[string]string{
		"draft": "草稿", "ready": "就绪", "handed-over": "已移交", "accepted": "已接受", "withdrawn": "已撤回",
	},
	Channels: map[string]string{
		"mail-app": "邮件应用", "clipboard": "剪贴板", "file": "文件", "printed": "输出",
	},
	Clouds: map[string]string{
		"public": "公有云", "usgov": "美国政府云", "germany": "德国云（已关闭）", "china": "中国云（世纪互联）",
	},
	Portals: map[string]string{
		"m365-admin-center":     "Microsoft 365 管理中心",
		"office-admin-portal":   "Microsoft Office 管理门户",
		"21vianet-admin-center": "由世纪互联运营的 Office 365 管理中心",
	},
	Roles: map[string]string{
		"admin-agent": "管理员代理", "global-admin": "全局管理员", "sales-agent": "销售代理", "helpdesk-agent": "支持人员代理",
	},
	Kinds: map[string]string{
		"direct": "直接计费合作伙伴", "indirect-provider": "间接提供商", "indirect-reseller": "间接经销商",
	},
	Connections: map[string]string{"practice": "练习", "live": "联机", "offline": "脱机"},
	SubscriptionState: map[string]string{
		"active": "有效", "suspended": "已暂停", "pending": "挂起", "expired": "已过期",
		"disabled": "已禁用", "deleted": "已取消", "none": "无",
	},
	UserState: map[string]string{"active": "有效", "inactive": "已删除"},
	Blocks:    map[string]string{"account": "帐户", "services": "服务", "licenses": "许可证", "users": "用户"},
	SortFields: map[string]string{
		"name": "名称", "domain": "域名", "relationship": "关系",
		"adminRights": "管理员权限", "agreement": "协议", "country": "国家/地区",
	},
	Actions: map[string]string{
		"audit-refused":       "Microsoft 记录被拒绝",
		"support-contact-set": "已指定支持联系人", "support-profile-set": "已更改支持资料",
		"service-request-opened": "服务请求已提交", "service-request-noted": "已为请求添加备注",
		"service-request-closed": "服务请求已关闭", "relationship-removed": "关系已结束",
		"admin-rights-given-up": "已放弃管理员权限",
		"invitation-finished":   "请求已完成", "invitation-handed-over": "邮件已移交",
		"invitation-reminded": "提醒已移交", "invitation-withdrawn": "请求已撤回",
		"invitation-matched": "请求已匹配到客户", "invitation-snoozed": "提醒已推迟", "match-declined": "已否定建议的客户", "refresh-finished": "客户已刷新",
		"refresh-stopped": "刷新已停止", "customers-imported": "客户已导入",
		"backup-restored":      "备份已还原",
		"subscription-changed": "已更改订阅", "bought": "已购买", "billing-changed": "已更改帐单资料",
		"agreement-attested": "已确认协议", "qualification-requested": "已申请资格",
		"user-added": "用户已添加", "user-edited": "用户已编辑", "password-reset": "密码已重置",
		"user-deleted": "用户已删除", "user-restored": "用户已还原", "role-added": "角色已授予", "role-removed": "角色已移除",
		"licenses-changed": "许可证已更改",
	},
	Outcomes:      map[string]string{"done": "完成", "failed": "失败", "unclear": "没有答复", "dismissed": "已搁置"},
	MailLanguages: commonEnglish.MailLanguages,

	JustNow:    "刚刚",
	MinutesAgo: same("%d 分钟前"),
	HoursAgo:   same("%d 小时前"),
	DaysAgo:    same("%d 天前"),
	Comma:      "，", Colon: "：", And: "、",
	FreeSpace: "请释放一些空间后重试。",

	Below: same("下面还有 %s 行"),
}
