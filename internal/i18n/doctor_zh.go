package i18n

var doctorChinese = Doctor{
	Steps: map[string]string{
		"name": "主机名", "tls": "安全连接", "authority": "登录服务", "token": "访问令牌", "mfa": "第二重验证",
	},
	ThisComputer: "本机", ViaProxy: "由代理解析",
	NameFix:  "请检查网络、虚拟专用网络和域名解析设置",
	SecureOK: "%s，受信任", SecureFix: "请检查代理以及本机信任的证书",
	ClockOff: "时钟与 Microsoft 相差 %s", ClockFix: "请校准本机的时钟",
	AuthorityOK: "%s 认识此租户", AuthorityFix: "请检查档案的租户，以及代理是否放行",
	TokenOK: "有效期至 %s",
	MFAOK:   "已使用", NoMFA: "令牌未表明使用过第二重验证", MFAFix: "请用多重身份验证重新登录；否则合作伙伴中心会拒绝许多调用",
	MFAUnknown: "无法读取令牌；由合作伙伴中心决定",
	Late:       "%d 秒内没有答复",
	Skipped:    "未检查，因为前面的步骤失败",
}
