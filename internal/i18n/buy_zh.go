package i18n

var buyChinese = Buy{
	Title: "为 %s 购买", Steps: [4]string{"产品", "优惠", "数量", "购物车"},
	Reading: "正在读取目录…", Pricing: "正在查询价格…", Ordering: "正在下单…",
	SearchHint: "产品名称", Country: "%[1]s的目录，%[2]s",
	Segments: map[string]string{"": "商业", "education": "教育", "government": "政府", "nonprofit": "非营利"},
	Nothing:  "没有与“%s”匹配的内容。", Empty: "合作伙伴中心在此不提供任何产品。", NoOffers: "目前无法在客户所在的国家/地区购买。",
	Trial: "试用", AddOn: "附加项", Limits: "%[1]s 到 %[2]s", Fewest: "至少 %s", Terms: "%[1]s，%[2]s", NoTerm: "没有期限",

	SeatsLabel: "席位", SeatsHint: "购买数量", SeatsWrong: "整数，%s", NameLabel: "昵称", NameHint: "您自己取的名称；可以留空",
	AttestLabel:        "证明",
	AttestWanted:       "合作伙伴中心需要此证明：按{form-check=空格}勾选",
	AttestHint:         "我作为记录在案的合作伙伴，证明满足此产品或客户所在国家/地区的要求。如果缺少证明，合作伙伴中心会提示。",
	AgreementMissing:   "尚未接受 Microsoft 客户协议。没有它，合作伙伴中心会拒绝订单 (13605)。",
	AgreementUncertain: "不清楚是否已接受 Microsoft 客户协议。没有它，合作伙伴中心会拒绝订单。",

	CartHead: "尚未购买任何内容。", CartAsks: "按 {buy-order=ctrl+s} 后会先询问，并要求键入席位数。", PriceLater: "以 %s 计价。购物车会给出价格，之后才会购买。", ListPrice: "标价", UnitPrice: "每席位价格", Total: "合计", NoPrice: "合作伙伴中心未给出价格",
	Expires: "购物车有效期至 %s。", LineError: "无法购买：%[1]s（%[2]s）", NotOrderable: "购物车中有一行无法购买",

	Ask: "为 %[3]s 购买 %[2]s，%[1]s？",
	Follow: []string{
		"费用由贵公司承担。七天内可以退还席位或取消订阅；之后将持续到期限结束。",
	},
	Prompt: "请键入要购买的席位数：%s", Wrong: "数字不符。请键入 %s，或按 {dismiss=esc}。",

	OrderHead: "订单", Ordered: "订单 %s",
	Status: map[string]string{
		"completed": "已完成", "pending": "处理中", "cancelled": "已取消", "suspended": "已暂停", "pending_review": "审核中",
		"pending_po_upload": "等待采购订单", "po_upload_complete": "已收到采购订单", "po_review_rejected": "采购订单被拒绝",
		"partial_success": "部分完成", "error": "失败",
	},
	Waiting: "合作伙伴中心仍在处理，会自动再次读取；新订单最多可能需要 15 分钟才会出现。",
	Settled: "已完结。已重新读取服务。", LeaveHint: "您可以离开：订单会继续处理，在服务中按 {subscription-orders=O} 可再次查看。",
	Orders: "%s 的订单", NoOrders: "没有订单。", NoOrderID: "已下单。合作伙伴中心尚未给出订单号。", PartError: "未下单：%s",

	Short: "为客户购买产品", OrdersShort: "列出客户的订单", FlagSKU: "产品和 SKU，例如 CFQ7TTC0LCHC:0002", FlagTerm: "期限：P1M、P1Y、P3Y", FlagCycle: "计费：monthly、annual 等",
	FlagSeats: "席位数", FlagName: "您自己取的名称", FlagSeg: "客户类型：education、government 或 nonprofit", FlagAttest: "作为记录在案的合作伙伴证明满足要求",
	Question: "为 %[3]s 购买 %[2]s，%[1]s，合计 %[4]s？", NotSold: "%s 在客户所在的国家/地区不销售", OneOf: "请从 %s 中选择。",
}
