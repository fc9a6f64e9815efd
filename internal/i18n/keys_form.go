package i18n

var keysFormEnglish = map[string]KeyText{
	"form-next":     {"next field", "Go to the next field; after the last, go on"},
	"form-previous": {"field before", "Go to the field before"},
	"form-more":     {"next value", "Choose the next value"},
	"form-less":     {"value before", "Choose the value before"},
	"form-check":    {"tick", "Tick the box, or clear it"},
	"form-submit":   {"go on", "Go on; nothing is sent without a question"},
	"form-leave":    {"back", "Close the form; what you typed stays"},
	"typed-confirm": {"confirm", "Go on if the text is the one that is asked for"},
}

var keysFormChinese = map[string]KeyText{
	"form-next":     {"下一字段", "转到下一个字段；在最后一个字段上则继续"},
	"form-previous": {"上一字段", "转到上一个字段"},
	"form-more":     {"下一个值", "选择下一个值"},
	"form-less":     {"上一个值", "选择上一个值"},
	"form-check":    {"勾选", "勾选或取消勾选此框"},
	"form-submit":   {"继续", "继续；未经询问不会发送任何内容"},
	"form-leave":    {"返回", "关闭表单；您键入的内容会保留"},
	"typed-confirm": {"确认", "如果键入的文本符合要求则继续"},
}
