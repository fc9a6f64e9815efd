package i18n

// regionsChinese are the names of the markets, by partner.Country.Region.
var regionsChinese = map[string]string{
	"AFR": "非洲", "APAC": "亚太", "AU": "澳大利亚", "BR": "巴西", "CA": "加拿大", "CN": "中国（世纪互联）",
	"EUR": "欧洲", "IN": "印度", "JP": "日本", "KR": "韩国", "LATAM": "拉丁美洲和加勒比", "MECEE": "中东/中东欧",
	"NONE": "未列出", "NZ": "新西兰", "TW": "台湾", "US": "美国",
}
