package i18n

var signInChinese = SignIn{
	SignInShort: "登录到合作伙伴中心", SignOutShort: "删除档案的登录", StatusShort: "显示登录的人员以及令牌的保存位置",
	EditShort:      "更改档案",
	FlagDeviceCode: "使用在另一页面输入的代码（通常方式）", FlagBrowser: "使用此计算机上的浏览器",
	FlagTokenStore: "令牌的保存位置：keyring、memory 或 file",
	EnterCode:      "请打开 %s，输入代码 %s，有效期至 %s。", OpenPage: "请在此页面登录：%s",
	SignedIn: "已以 %s 的身份登录 %s。", KeptIn: "令牌保存在：%s。",
	NotKept: "您已登录，但无法保存令牌（%s）", NotKeptFix: "请在工作台中登录（仅本次运行有效），或选择文件：cspdesk profile edit NAME --token-store file。",
	SignedOut: "已删除 %s 的令牌。",
	Remains:   "您的客户和邀请仍保留在此计算机上。您的浏览器可能仍处于登录状态，应用也保留已获得的同意。",
	NotLive:   "此档案无需登录：其连接方式为%s", NotLiveFix: "请选择连接到合作伙伴中心的档案。",
	NoApp: "此档案没有用于登录的应用，也没有访问令牌", NoAppFix: "请注册应用并用 cspdesk profile edit NAME --client-id 指定，或设置 CSPDESK_ACCESS_TOKEN。",
	FromEnvironment: "访问令牌来自 CSPDESK_ACCESS_TOKEN", FromEnvironmentFix: "请从环境中移除它，然后登录。",
	OtherTenant: "%s 登录的是租户 %s，但档案属于 %s，%s", OtherTenantFix: "请使用档案租户的帐户登录，或选择另一个档案。",
	WhoUnknown:   "合作伙伴中心没有说明您是谁：%s",
	OneWay:       "--device-code 和 --browser 是两种方式；请选择其一",
	BadAuthority: "CSPDESK_AUTHORITY_URL 必须是 https:// 且为此计算机的地址",

	FlagServeSignIn: "同时提供通过 TLS 的练习登录", FlagSignInFault: "练习登录的故障方式，例如 code=5s,slow-down=2",

	Stores: map[string]string{
		"keyring": "操作系统的密钥环", "memory": "内存，仅限本次运行", "file": "档案文件夹中的文件，只有您可以读取",
	},
	Sources: map[string]string{
		"sign-in": "已登录", "environment": "来自 CSPDESK_ACCESS_TOKEN", "practice": "练习无需登录", "offline": "脱机无需登录", "none": "未登录",
	},
	Account: "帐户", Signed: "登录", Store: "令牌", Expires: "有效期至", Address: "地址",
	SecondFactor: "第二重验证", RolesFromYou: "登录信息没有说明；可能还有其他角色",
	SignInNeeded: "请使用 cspdesk sign-in 登录，或在工作台中按 S",

	Title: "登录到合作伙伴中心", Starting: "正在请求代码", Waiting: "正在等待您完成登录",
	CodeSteps: []string{"在任意设备上打开此页面：", "输入此代码：", "使用您在合作伙伴中心的帐户登录，并完成第二重验证。"},
	Lives:     "有效期还有 %d 分 %02d 秒", LivesShort: "有效期还有 %d 秒",
	BrowserWaits: "请在打开的浏览器中登录。完成后会自动返回此处。", BrowserAddress: "如果没有打开浏览器，请在此计算机上打开此页面：",
	Copied: "已复制：%s", Opened: "已在浏览器中打开该页面",
	Done: "已以 %s 的身份登录", Failed: "您尚未登录", Again: "重试",
	Profiles: "档案", Active: "使用中", NoOthers: "没有其他档案。可用 cspdesk profile add 创建。", ProfileKind: "连接",

	ConnectTitle: "连接到合作伙伴中心", ConnectIntro: "使用贵公司自己的应用登录。之后会从合作伙伴中心读取您的身份。",
	Tenant: "租户", TenantWhere: "贵公司的域名，例如 contoso.com，或其租户 ID（Microsoft ID）。", BadTenant: "需要类似 contoso.com 的域名，或租户 ID。",
	Client: "客户端 ID", ClientWhere: "应用“概述”中的应用程序（客户端）ID。", BadClient: "客户端 ID 的格式如 11111111-2222-3333-4444-555555555555。",
	CloudWhere: "您的合作伙伴帐户所在的 Microsoft 云。", CloudClosed: "德国云已关闭：无法在那里登录。",
	Keep: "令牌", KeepWhere: "登录令牌的保存位置。没有密钥环时，令牌保存在内存中，直到程序结束。",
	KindWhere:     "直接计费合作伙伴和间接提供商从 Microsoft 购买；间接经销商从提供商购买。",
	RegisterTitle: "如何注册应用（贵公司只需一次）：",
	RegisterSteps: []string{
		"用管理员在浏览器中登录一次合作伙伴中心。",
		"Entra 管理中心，“应用注册”，“新注册”：任意名称，仅限此租户。",
		"“身份验证”，“添加平台”，“移动和桌面应用程序”：http://localhost。“允许公共客户端流”：是。",
		"“API 权限”，“添加”，“我的组织使用的 API”，Microsoft Partner Center：委托的权限 user_impersonation。授予管理员同意。",
		"“概述”：复制应用程序（客户端）ID。",
	},
	Reading: "正在读取您的身份",
}
