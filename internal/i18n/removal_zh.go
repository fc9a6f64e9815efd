package i18n

var removalChinese = Removal{
	Title:        "结束与 %s 的关系",
	Working:      "正在询问合作伙伴中心，并读回其结果…",
	Checking:     "正在查找阻止结束关系的内容…",
	NothingKeeps: "没有已知的内容阻止结束关系",
	Blocked:      "目前无法结束关系：原因见上文",
	EndedAlready: "此关系已结束",
	NoRights:     "您在此客户处没有委派管理权限",

	Keeps: same("%s 项内容阻止结束关系"),
	Kinds: map[string]string{
		"subscription": "有效的订阅", "pending": "处理中的订阅", "reservation": "Azure 预留", "software": "软件",
	},
	Ways: map[string]string{
		"subscription": "按 {removal-services=enter} 转到服务：在那里暂停或取消。新商务体验可在七天内取消；之后请关闭自动续订，等待期限结束。暂停不会停止计费。",
		"pending":      "请等待其订单处理完毕，然后按 {fetch-block=r} 再次检查。",
		"reservation":  "需通过 Azure 支持取消：按 {removal-support=s} 编写请求。",
		"software":     "可在购买后 30 天内取消，位置是合作伙伴中心的客户订单历史记录。",
	},
	Unchecked: "合作伙伴中心未说明是否存在：%s。只有结束关系时才会知道。",
	Quantity:  "数量 %s",
	Ends:      "%s 结束", Renews: "%s 续订",

	Consequences: "后果",
	Effects: []string{
		"- 客户会离开您在合作伙伴中心的列表，您无法再为其购买任何内容。",
		"- 您不再是其支持联系人，委派管理权限随之结束。",
		"- 精细管理关系是独立的，会保留：请先在合作伙伴中心 > 客户 > 管理关系中逐一结束。",
		"- 您拥有的 Azure 角色会保留，直到客户将其删除。",
		"- 不会通知任何人：合同要求的通知由您发出。",
		"- 要恢复关系，需要新的请求和客户的接受。",
		"- 此处的记录连同您的备注和操作记录会保留，显示为已结束的关系。",
	},
	RightsAlone:     "只放弃管理员权限",
	RightsAloneTell: "按 {give-up-rights=A} 放弃委派管理权限；关系、订阅和您的支持责任不变。精细权限在合作伙伴中心 > 客户 > 管理关系中结束；客户也可以在管理中心的设置 > 合作伙伴关系中操作。",
	Granular:        "精细权限不受影响。",

	Ask: "结束与 %s 的关系？", AskBody: "无法从此处撤销：客户必须接受新的请求。",
	AskType: "键入 %s 并按 {typed-confirm=enter} 结束关系；按 {dismiss=esc} 保持不变。", AskWrong: "键入的文本不同。未作任何操作。",
	Ended:  "与 %s 的关系已结束",
	Rights: "放弃您在 %s 的管理员权限？", RightsBody: "您将无法再管理其用户和许可证，客户不会收到相关邮件。委派权限无法再次请求；精细权限可以。",
	RightsNo: "否，保留", RightsYes: "放弃", RightsGone: "您在 %s 的管理员权限已放弃",
}
