package i18n

// findingsChinese has what can be odd about a link or a text, and what a person
// should know before asking, by the code of partner.Finding. Values that the
// English message quotes follow in brackets.
var findingsChinese = map[string]string{
	// Of links and of texts.
	"trailing-punctuation": "链接后面紧跟标点；某些邮件程序会将其当作链接的一部分。",
	"html-escaped":         "链接中的“&”被写成了“&amp;”。",
	"quoted-printable":     "链接采用 quoted-printable 编码，例如用“=3D”代替“=”。",
	"percent-damaged":      "链接中有百分号转义；合作伙伴中心给出的链接中没有。",
	"invisible-character":  "链接中或其所在行中有不可见的字符或控制字符。",
	"line-break":           "链接被分成了多行。",
	"space-inside":         "链接中有空白。",
	"cut":                  "链接被截断。",
	"unreadable":           "这不是可读取的 http 或 https 链接。",

	// Of links alone.
	"other-tenant":              "链接以其他合作伙伴的名义邀请。",
	"look-alike-host":           "该主机只是看起来像 Microsoft 的主机。",
	"punycode-host":             "主机名使用了只是看起来像 Microsoft 的字母。",
	"unknown-host":              "该主机不是此类链接所用的 Microsoft 管理中心。",
	"undocumented-host":         "Microsoft 没有说明此云中关系链接的主机；请与合作伙伴中心核对。",
	"other-cloud-host":          "该主机属于 Microsoft，但属于其他云。",
	"rewritten-host":            "邮件筛选器改写了链接。请从合作伙伴中心重新获取。",
	"loopback-host":             "链接指向此计算机；没有客户能打开它。",
	"live-link-in-practice":     "链接指向 Microsoft，而不是练习用合作伙伴中心。",
	"not-https":                 "链接不是 https。",
	"user-info":                 "主机前面有用户名。",
	"port":                      "链接中写有端口；合作伙伴中心不写端口。",
	"unknown-path":              "该路径不是关系链接的路径。",
	"backslash":                 "链接中有“\\”。",
	"bracketed":                 "链接在尖括号中。尖括号不是链接的一部分。",
	"too-long":                  "链接太长，邮件程序会将其截断。",
	"not-a-request":             "该链接不请求关系。",
	"parameters-after-fragment": "参数位于 # 之后，管理中心不会读取。",
	"missing-fragment":          "缺少 # 之后的部分；链接会打开管理中心的起始页。",
	"unknown-fragment":          "# 之后的部分不是 Microsoft 文档说明的内容。",
	"duplicated-parameter":      "链接中的某个参数出现了多次。",
	"unknown-parameter":         "链接中有不属于关系链接的参数。",
	"missing-partner-id":        "链接没有指明合作伙伴。",
	"bad-guid":                  "租户 ID 不是 GUID。",
	"missing-mspp-id":           "链接没有 msppId。",
	"bad-mspp-id":               "msppId 不是数字。",
	"other-mspp-id":             "msppId 与档案不符：间接经销商的链接带有其 PartnerID，直接合作伙伴的链接为 0。",
	"other-kind":                "链接的合作伙伴类型与档案不同。",
	"missing-admin-rights":      "链接没有说明是否请求管理员权限 (DAP)。",
	"bad-admin-rights":          "DAP 既不是 true，也不是 false。",
	"admin-rights-required":     "链接不请求管理员权限，但此云的合作伙伴不能这样做。",
	"missing-provider":          "链接没有指明间接提供商。",
	"foreign-provider":          "链接指明的提供商与档案的提供商不同。",
	"unexpected-provider":       "链接指明了间接提供商，但它不是间接经销商的链接。",
	"bad-relationship-id":       "精细委派管理关系的 ID 已损坏。",

	// Of texts alone.
	"missing":       "链接不在文本中。",
	"altered":       "链接已被更改。",
	"case-changed":  "链接中字母的大小写被更改。",
	"glued":         "有文本与链接粘连；某些邮件程序因此无法识别链接。",
	"doubled":       "链接在文本中出现了多次。",
	"foreign-link":  "文本中有另一个关系链接。",
	"granular-link": "文本中还有一个请求精细委派管理权限的链接。",
	"leftover":      "文本中有关系链接的残余部分，或关系链接太多。",
	"quoted":        "链接在引用行中，像是较早邮件的一部分。",

	// Before asking.
	"role-unsure":         "合作伙伴中心可能会拒绝：它要求管理员代理或销售代理。",
	"cloud-closed":        "此云自 2021 年 10 月 29 日起不再接受新客户。",
	"admin-rights-locked": "此云的合作伙伴不能不请求管理员权限。",
	"admin-rights-later":  "自 2023 年 10 月 9 日起，不再随经销商关系授予管理员权限；请之后请求精细委派管理权限。",
	"market-other":        "客户在您的市场之外；Microsoft 只在少数情况下允许。",
	"market-not-sold":     "Microsoft 不在该国家/地区提供此计划。",
	"market-other-cloud":  "该国家/地区的客户属于其他云。",
}
