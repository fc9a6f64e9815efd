package i18n

var keysSignInChinese = map[string]KeyText{
	"sign-in":         {"登录", "用此档案登录到合作伙伴中心"},
	"profiles":        {"档案", "选择另一个档案"},
	"sign-in-copy":    {"复制", "复制代码，或浏览器的页面地址"},
	"sign-in-open":    {"打开页面", "在此计算机的浏览器中打开该页面"},
	"sign-in-browser": {"浏览器", "不用代码，使用此计算机上的浏览器登录"},
	"sign-in-code":    {"代码", "使用代码登录，可在任意设备上进行"},
	"profile-use":     {"使用", "使用此档案"},
}
