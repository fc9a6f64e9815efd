package i18n

var settingsChinese = map[string]string{
	"language":   "程序的语言。未设置时由区域设置决定。",
	"theme":      "颜色。默认使用终端的 16 色。",
	"borders":    "符号与线条。未设置时由区域设置决定。",
	"read_only":  "完全不作更改，无论在本机还是在 Microsoft。",
	"log_file":   "日志文件的位置。其中没有令牌、密码或邮件内容。",
	"mail_dir":   "邮件文件的存放位置。未设置时为启动程序时所在的文件夹。",
	"due_days":   "多少天未被接受后建议发送提醒。",
	"accessible": "用普通文本行代替全屏界面，供屏幕阅读器使用。",
	"keys":       "为命令指定其他按键，名称与命令面板中的相同。空列表表示取消按键。",
}
