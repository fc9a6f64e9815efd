package i18n

// keysChinese joins the tables of the areas, as keysEnglish does.
var keysChinese = join(keysGlobalChinese, keysCustomersChinese, keysActivityChinese, keysWizardChinese, keysInvitationsChinese, keysWelcomeChinese)

var keysGlobalChinese = map[string]KeyText{
	"quit":            {"退出", "退出；先保存您键入的内容"},
	"help":            {"帮助", "显示此屏幕的所有按键"},
	"suspend":         {"挂起", "暂时返回 shell；用 fg 回来"},
	"repaint":         {"重绘", "重新绘制屏幕"},
	"tab-customers":   {"客户", "显示客户"},
	"tab-invitations": {"邀请", "显示邀请"},
	"tab-activity":    {"活动", "显示活动记录"},
	"up":              {"向上", "向上一行"},
	"down":            {"向下", "向下一行"},
	"page-up":         {"上一页", "向上一页"},
	"page-down":       {"下一页", "向下一页"},
	"half-up":         {"上半页", "向上半页"},
	"half-down":       {"下半页", "向下半页"},
	"first":           {"首行", "到第一行"},
	"last":            {"末行", "到最后一行"},
	"back":            {"返回", "返回上一级；不会丢失任何内容"},
	"open":            {"打开", "打开光标所在的内容"},
	"search":          {"搜索", "键入即搜索；esc 清除"},
	"copy":            {"复制", "复制光标所在的值"},
	"choose":          {"选择", "选择焦点所在的内容"},
	"retry":           {"重试", "重试"},
	"dismiss":         {"暂不", "关闭问题；不更改任何内容"},
}

var keysCustomersChinese = map[string]KeyText{
	"expand":               {"展开", "打开客户的记录；在记录的一部分上时，单独显示该部分"},
	"collapse":             {"折叠", "关闭记录"},
	"expand-all":           {"全部展开", "打开屏幕上所有客户的记录"},
	"collapse-all":         {"全部折叠", "关闭所有记录"},
	"toggle":               {"打开", "打开或关闭记录；在记录的一部分上时，单独显示该部分"},
	"sort":                 {"排序", "按另一列排序，或反向排序"},
	"refresh":              {"刷新", "从合作伙伴中心重新读取客户"},
	"cancel-refresh":       {"停止刷新", "停止刷新；已读取的内容会保留"},
	"request-relationship": {"请求关系", "向客户请求经销商关系"},
	"copy-domain":          {"复制域名", "复制客户的主域名"},
	"keep-search":          {"到列表", "保留搜索并转到列表"},
	"clear-search":         {"清除", "清除搜索"},
	"next-block":           {"下一部分", "到记录的下一部分"},
	"previous-block":       {"上一部分", "到上一部分"},
	"fetch-block":          {"重新读取", "从合作伙伴中心重新读取此部分"},
}

var keysActivityChinese = map[string]KeyText{
	"details": {"详细信息", "显示或隐藏一行的全部信息"},
}

var keysInvitationsChinese = map[string]KeyText{
	"invitation-new":         {"请求", "请求经销商关系"},
	"invitation-open":        {"打开", "继续草稿，或显示邀请"},
	"invitation-remind":      {"提醒", "撰写提醒：链接相同，开头不同"},
	"invitation-match":       {"匹配", "指明哪个客户接受了请求"},
	"invitation-withdraw":    {"撤回", "不再等待接受；链接本身仍然有效"},
	"invitation-delete":      {"删除草稿", "删除草稿"},
	"invitation-hand-over":   {"移交", "首次或再次移交邮件"},
	"invitation-copy-link":   {"复制链接", "复制个人链接"},
	"invitation-filter":      {"筛选", "只显示下一种状态"},
	"invitation-filter-back": {"反向筛选", "只显示上一种状态"},
	"invitation-pick":        {"此客户", "此客户接受了请求"},
}

var keysWelcomeChinese = map[string]KeyText{
	"welcome-choose":   {"选择", "以此方式开始"},
	"welcome-next":     {"下一字段", "转到下一个字段"},
	"welcome-previous": {"上一字段", "转到上一个字段"},
	"welcome-more":     {"下一个值", "选择下一个值"},
	"welcome-less":     {"上一个值", "选择上一个值"},
	"welcome-create":   {"创建", "创建档案并打开工作台"},
	"welcome-back":     {"返回", "返回选择；您键入的内容会保留"},
}

var keysWizardChinese = map[string]KeyText{
	"wizard-next":         {"下一字段", "转到下一个字段"},
	"wizard-previous":     {"上一字段", "转到上一个字段"},
	"wizard-select":       {"选择", "选择另一种权限；在最后一个之后，转到下一个字段"},
	"wizard-less":         {"上一个值", "选择上一个值"},
	"wizard-more":         {"下一个值", "选择下一个值"},
	"wizard-continue":     {"继续", "继续到邮件"},
	"wizard-back":         {"返回", "返回上一步；不会丢失任何内容"},
	"wizard-cancel":       {"停止等待", "停止等待；不会丢失任何内容"},
	"wizard-retry":        {"重试", "再次向合作伙伴中心请求链接"},
	"wizard-profile-link": {"档案链接", "使用档案的链接，其格式由 Microsoft 文档说明"},
	"wizard-paste-link":   {"粘贴链接", "粘贴合作伙伴中心显示的链接"},
	"wizard-take-link":    {"使用", "使用粘贴的链接"},
	"wizard-open-mail":    {"邮件应用", "保存请求，并在您的邮件应用中打开邮件"},
	"wizard-copy-mail":    {"复制", "保存请求，并复制邮件的文本"},
	"wizard-copy-link":    {"复制链接", "只复制链接"},
	"wizard-save-file":    {".eml", "保存请求，并将邮件保存为供邮件应用使用的文件 (.eml)"},
	"wizard-editor":       {"编辑器", "在您自己的编辑器中编辑文本；返回时检查链接"},
	"wizard-finish":       {"完成", "保存请求，暂不移交邮件"},
	"wizard-done":         {"完成", "关闭向导"},
	"wizard-another":      {"再请求", "请求另一个关系"},
	"wizard-full-link":    {"完整链接", "在屏幕上单独显示链接，便于选择"},
	"wizard-browser":      {"扮演客户", "练习：在浏览器中打开接受页面"},
	"editor-up":           {"向上", "向上一行"}, "editor-down": {"向下", "向下一行"},
	"editor-page-up": {"上一页", "向上一页"}, "editor-page-down": {"下一页", "向下一页"},
	"editor-left": {"向左", "向左一个字符"}, "editor-right": {"向右", "向右一个字符"},
	"editor-word-left": {"左一词", "向左一个词"}, "editor-word-right": {"右一词", "向右一个词"},
	"editor-home": {"行首", "到行首"}, "editor-end": {"行尾", "到显示行的末尾，再到整行的末尾"},
	"editor-top": {"文本开头", "到文本开头"}, "editor-bottom": {"文本结尾", "到文本结尾"},
	"editor-newline": {"换行", "另起一行"}, "editor-backspace": {"向左删除", "删除左侧的字符"},
	"editor-delete":          {"删除", "删除光标处的字符"},
	"editor-delete-word":     {"删除词", "删除左侧的词"},
	"editor-delete-to-start": {"删到行首", "删除到行首"},
	"editor-delete-to-end":   {"删到行尾", "删除到行尾"},
	"editor-undo":            {"撤消", "撤消对文本的上一次更改"}, "editor-redo": {"恢复", "恢复撤消的更改"},
}
