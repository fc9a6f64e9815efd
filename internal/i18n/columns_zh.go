package i18n

var columnsChinese = Columns{
	Title:       "列表的列",
	Always:      "始终在最前",
	NoRoom:      "宽度为 %d 时放不下；窗口更宽时显示",
	Kept:        "已保存列的选择",
	Shown:       "在程序结束前按所选的列显示",
	RefreshedAt: "上次读取",
}

var keysColumnsChinese = map[string]KeyText{
	"choose-columns":  {"列", "选择列表的列及其顺序"},
	"toggle-column":   {"勾选", "显示或隐藏该列"},
	"column-up":       {"上移", "上移该列：在列表中更靠左"},
	"column-down":     {"下移", "下移该列：在列表中更靠右"},
	"keep-columns":    {"保存", "今后按这些列显示列表"},
	"leave-columns":   {"离开", "列保持原样"},
	"default-columns": {"默认", "未作选择时显示的列"},
}
