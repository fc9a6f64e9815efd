package i18n

var subscriptionsChinese = Subscriptions{
	Column:  [4]string{"订阅", "席位", "状态", "期限"},
	Empty:   "还没有订阅。按 b 购买。",
	Portals: "此客户的门户",
	NotOne:  "这里是门户，不是订阅。请选择上方的订阅。", NotPortal: "请选择订阅下方的门户。",
	NoPending: "此客户没有等待答复的更改。",
	Reading:   "正在读取服务…",
	Portal: map[string]string{
		"ok":           "将在浏览器中为此客户的租户打开。",
		"other-tenant": "该地址未指明此客户的租户。在门户中更改任何内容之前，请先确认它显示的是哪个租户。",
		"unknown-host": "该地址不在此处已知的 Microsoft 地址之列。仅在您预期它时才打开。",
		"bad":          "该地址不是安全的 https 地址，不会打开。",
	},
	PortalAsk: "打开门户 %s？", PortalNo: "不打开", PortalYes: "在浏览器中打开",
	Opened:  "已交给浏览器：%s",
	Pending: same("此客户有 %s 项更改已发出但没有收到答复。请先查看，再进行其他更改。"),
	Working: "正在询问合作伙伴中心…",

	Term: "期限", Renewal: "续订", SeatsNow: "席位", Cancel: "取消", Billing: "计费", Bought: "购买", Order: "订单",
	SuspendedFor: "暂停原因", ID: "订阅 ID",

	Years: same("%s 年"), Months: same("%s 个月"),
	Cycles: map[string]string{
		"monthly": "按月计费", "annual": "按年计费", "triennial": "每三年计费", "biennial": "每两年计费",
		"one_time": "一次性计费", "none": "不单独计费", "unknown": "计费方式未知",
	},
	RenewsOn: "于 %s 自动续订", EndsOn: "于 %s 结束", NoEnd: "没有结束日期", NextTerm: "已有下一期的说明",
	AnyTime: "可随时增减", Fewest: "可减少到 %s", FewestUntil: "可减少到 %s，截至 %s",
	FewestNow:   "目前只能增加：可退还席位的七天已过",
	CancelUntil: "截至 %s", Computed: "在此计算得出；以合作伙伴中心为准",
	Legacy: "在新商务体验之前购买：请改为暂停",

	SeatsLabel: "席位", SeatsHint: "从现在起的席位数", NameLabel: "昵称",
	NameHint: "您自己为此订阅取的名称，合作伙伴中心也会显示", NotANumber: "请输入整数",

	Ask: map[string]string{
		"seats": "将 %[1]s 改为 %[2]s？", "auto-renew": "将 %[1]s 的自动续订设为%[2]s？", "nickname": "将 %[1]s 命名为 %[2]s？",
		"suspend": "暂停 %[1]s？", "reactivate": "重新激活 %[1]s？", "cancel": "取消 %[1]s？",
	},
	No: "保持不变",
	Yes: map[string]string{
		"seats": "更改席位", "auto-renew": "更改续订", "nickname": "更改昵称",
		"suspend": "暂停", "reactivate": "重新激活", "cancel": "取消该订阅",
	},
	Done: map[string]string{
		"seats": "%[1]s 现在有 %[2]s", "auto-renew": "%[1]s 的自动续订现在为%[2]s", "nickname": "%[1]s 现在名为 %[2]s",
		"suspend": "%[1]s 已暂停", "reactivate": "%[1]s 已重新激活", "cancel": "%[1]s 已取消",
	},
	UnderWay: "合作伙伴中心已接受对 %s 的更改，仍在处理中。按 r 重新读取。",
	On:       "开", Off: "关",
	Follow: map[string]string{
		"more-seats":      "将为剩余期限收取费用：新增 %[1]s。",
		"return-until":    "新增的席位可在 %[2]s 之前退还，之后只能在续订时减少。",
		"fewer-seats":     "退还 %[1]s。Microsoft 会退回剩余期限的费用。",
		"unassign":        "如果持有许可证的用户超过席位数（%[1]s），请先收回；Microsoft 不会代为选择。",
		"renews":          "将于 %[2]s 按当日价格自动续订。",
		"ends":            "将于 %[2]s 结束。此后用户无法使用。",
		"next-term":       "已有的下一期说明保持不变。",
		"no-access":       "用户将无法继续使用。",
		"still-billed":    "暂停不会停止计费：费用按期限收取至 %[2]s。",
		"removed-later":   "Microsoft 会在一段时间后移除已暂停的订阅及其数据。",
		"add-ons":         "随之停止的加载项：%[3]s。",
		"access":          "用户可以重新使用。",
		"billed":          "计费将继续，或一直在继续。",
		"final":           "此操作无法撤消：用户的数据会在一段时间后删除。",
		"refund":          "在 %[2]s 之前取消，Microsoft 会退回已收取的费用。",
		"computed-window": "合作伙伴中心没有说明截止时间，可能会拒绝。",
	},
	Conflict: "此订阅刚被他人更改。现在显示的是当前状态；没有发送任何内容。",
	Again:    "请查看后，如仍然合适再重复您的更改。",

	Short: "客户的订阅", ListShort: "列出订阅", ShowShort: "显示一个订阅及可更改的内容",
	SeatsShort: "更改席位数", AutoRenewShort: "打开或关闭自动续订", NicknameShort: "为订阅取一个自己的名称",
	SuspendShort: "暂停订阅", ReactivateShort: "重新激活已暂停的订阅", CancelShort: "在可取消的时间内取消订阅",
	NotFound: "该客户没有订阅 %s", Several: "有多个订阅名为 %s（%s）", SeveralFix: "请使用订阅的 ID。",
	RefusedFix: "%s 会说明可执行的操作。", OnOff: "请输入 on 或 off",
}
