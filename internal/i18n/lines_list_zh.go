package i18n

var linesListChinese = LinesList{
	Searched: "搜索：%s", Filtered: "筛选：%s",
	FilterHelp: "筛选条件由词组成，每个词都必须符合。值之间的逗号表示“或”，前面的感叹号表示“非”，例如：%s",
	FilterAnd:  "%s 等",
	Own:        "标记、昵称、置顶和备注", Pin: "置顶", Unpin: "取消置顶",
	TagsInUse: "使用中的标记：%s",
	AddLine:   "在备注中添加一行", NoteLine: "该行", EditNote: "在编辑器中更改备注", DropNote: "删除备注",
	NoNote: "没有备注。", AskDropNote: "删除关于 %s 的备注？",
	Snooze: "推迟提醒", Match: "指出接受请求的客户", ByState: "按状态",
	NewsAtStart: same("有 %s 项客户变更未读：选择 8 查看。"),
	ChangesAsk:  "数字，n 查看更早的变更，t 查看即将结束的期限，0 返回",
	ChangesHelp: "键入变更的数字可听取该客户的记录，或键入 n、t、0。返回后，听过的变更即算作已读。",
	New:         "未读", NotHeard: "还没有念到该数字。",
	Terms: same("%s 个期限"),
}
