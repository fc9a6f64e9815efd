package i18n

var activityChinese = Activity{
	Title: "活动记录", When: "时间", Who: "人员", What: "操作", About: "对象",
	Lines:            same("%s 行"),
	SearchHint:       "人员、操作或对象",
	Reading:          "正在读取记录…",
	Empty:            "还没有任何活动。",
	EmptyHint:        "请求、刷新和导入会记录在此处，只要保留此档案，记录就会保留。",
	NothingFound:     "没有与“%s”匹配的行。",
	NothingFoundHint: "按 {clear-search=esc} 清除搜索。",
	OnlyHere:         "本程序的记录",
	OnlyMicrosoft:    "Microsoft 的记录",
	NoneOfMicrosoft:  "Microsoft 的记录中还没有任何内容。刷新之后会读取它。",

	Moment: "时间", Actor: "人员", Customer: "客户", Invitation: "请求", Subject: "对象", Detail: "详细信息",
	Correlation: "关联 ID", Source: "来源",

	Copied:  "%s：%s",
	Nothing: "此行没有可复制的内容",

	Numbers: map[string]string{"customers": "客户", "added": "新增", "changed": "更改", "vanished": "消失", "absent but not marked": "缺失但未标记"},
	Between: "；",

	Asked: map[string]string{"admin rights asked for": "请求了管理员权限", "relationship only": "仅请求关系"},
	Edits: map[string]string{"seats": "席位", "auto-renew": "自动续订", "nickname": "昵称", "suspend": "暂停", "reactivate": "重新激活", "cancel": "取消"},
	Until: "推迟到 %s", Imported: "新增 %[1]s，更新 %[2]s，未更改 %[3]s", Bought: "%[1]s x %[2]s，购物车 %[3]s",
	Given: "分配 %s", Taken: "移除 %s", HasNow: "用户现在拥有 %s",
}
