package i18n

var marksChinese = MarksCLI{
	FlagFilter: "筛选条件：%s",
	TagShort:   "为客户添加或移除标记", TagsShort: "列出客户的标记",
	FlagAdd: "要添加的标记，以逗号分隔", FlagRemove: "要移除的标记",
	NoteShort:     "显示或替换客户的备注；- 读取标准输入，\"\" 将其删除",
	NicknameShort: "显示或替换您自己对客户的称呼；\"\" 将其删除",
	PinShort:      "置顶客户", UnpinShort: "取消置顶客户",
	Tags: "标记", Note: "备注", Nickname: "昵称", Pinned: "已置顶", Yes: "是",
	NothingToDo: "请用 --add 或 --remove 指明标记",
	Changed:     same("已更改 %d 个客户"),

	FlagColumns:    "表格的列，可选：%s",
	ColumnsOfTable: "--columns 只用于表格：CSV 和 JSON 的字段始终相同",
}
