package i18n

var configChinese = ConfigCLI{
	Short:      "显示、编辑并检查设置文件",
	PathShort:  "显示设置文件的位置",
	ShowShort:  "显示每项设置及其含义",
	ShowLong:   "以设置文件的格式显示每项设置及其含义：已设置的项，以及作为注释的其他项。",
	EditShort:  "在编辑器中打开设置文件，随后检查",
	EditLong:   "在 CSPDESK_EDITOR、VISUAL 或 EDITOR 中打开设置文件。新文件以注释形式列出每项设置。无论检查结果如何，您写的内容都会保留。",
	CheckShort: "指出设置文件中的错误",

	Checked:       "%s 没有问题",
	NoFile:        "%s 不存在；使用默认设置",
	NotMade:       "无法创建设置文件（%s）",
	NotMadeFix:    "请用 --config 或 CSPDESK_CONFIG 指定其他文件。",
	Or:            "或",
	UnknownIntent: "%q 不是命令；%s 会列出所有命令",
	UnknownKey:    "%q：%q 不是按键",
	TakenKey:      "%q 不能同时用于 %q 和 %q（%s）",
	TextKey:       "%q：%q 在那里是文字（%s）",
	NoKey:         "%q 需要一个按键",
}
