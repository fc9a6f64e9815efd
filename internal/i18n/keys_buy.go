package i18n

var keysBuyEnglish = map[string]KeyText{
	"buy-choose":  {"choose", "Choose what the cursor stands on, and go on"},
	"buy-back":    {"back", "One step back; what was chosen stays"},
	"buy-segment": {"segment", "Show the catalog of another segment: commercial, education, government, nonprofit"},
	"buy-order":   {"buy", "Buy what is in the cart; a question comes first"},
	"buy-leave":   {"leave", "Leave; the order goes on at Microsoft and is found again under orders"},
}

var keysBuyChinese = map[string]KeyText{
	"buy-choose":  {"选择", "选择光标所在的内容并继续"},
	"buy-back":    {"返回", "返回上一步；已选择的内容会保留"},
	"buy-segment": {"客户类型", "显示其他客户类型的目录：商业、教育、政府、非营利"},
	"buy-order":   {"购买", "购买购物车中的内容；会先询问"},
	"buy-leave":   {"离开", "离开；订单在 Microsoft 继续处理，可在订单中再次找到"},
}
