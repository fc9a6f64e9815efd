package i18n

var cardChinese = Card{
	Nickname: "昵称",
	Product:  "产品", Seats: "席位", State: "状态", Until: "截止",
	Asked: "请求日期", To: "收件人",
	NotRead:  "尚未读取",
	Users:    same("%s 位用户"),
	Written:  "由 cspdesk 于 %s 根据此计算机上存储的内容编写。",
	Redacted: "已略去与个人有关的内容以及我们自己的备注。",
	FlagCard: "显示一页的交接卡", FlagFormat: "交接卡的格式：纯文本或标记文本",
	FlagRedact:        "略去与个人有关的内容以及我们自己的备注",
	FormatWithoutCard: "%s 须与交接卡一起使用",
}
