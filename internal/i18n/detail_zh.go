package i18n

var detailChinese = DetailPane{
	NoRoom:  "详情需要 120 列宽的窗口，或 80 列宽、30 行高的窗口",
	None:    "此处没有客户",
	NotRead: "尚未读取；按 %s 读取", ReadKey: "{expand=right}",
	Waiting: "没有收到答复：%s（%s）",
	More:    same("还有 %s 行，按 ] 继续"),
}
