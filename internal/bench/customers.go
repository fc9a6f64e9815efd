package bench

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// words are parts of names in nine scripts: Latin, Chinese, Japanese, Korean,
// Cyrillic, Greek, Arabic, Hebrew and Devanagari.
var words = [][]string{
	strings.Fields("Contoso Fabrikam Northwind Adventure Works Traders Tailspin Toys Litware Proseware Woodgrove Golden Harbor Summit Zürich Łódź Ørsted Straße Œuvre Señor Køkken Česká GmbH Ltd. Inc. Logistics Consulting Systems Foods Energy Studio"),
	strings.Fields("北京 上海 华 广州 深圳 科技 有限公司 贸易 冒险家 东方 金山 集团 软件 能源 物流"),
	strings.Fields("東京 大阪 トヨタ ソフト 株式会社 商事 さくら 工業 システム 山田 北海道"),
	strings.Fields("서울 부산 컴퓨터 주식회사 무역 소프트 한강 에너지 전자"),
	strings.Fields("Контосо Ёлка Москва Торговый Дом Север Энергия Логистика Завод София"),
	strings.Fields("Αθήνα Όμιλος Εμπορική Θεσσαλονίκη Τεχνική Ελλάς Ενέργεια"),
	strings.Fields("شركة القاهرة النور التجارية للبرمجيات الخليج الشرق"),
	strings.Fields("חברה ירושלים טכנולוגיה אור סחר תוכנה"),
	strings.Fields("हिन्दी कंपनी दिल्ली व्यापार सॉफ्टवेयर ऊर्जा"),
}

// share says how many of 100 names are in each script.
var share = []int{58, 12, 8, 5, 7, 3, 3, 2, 2}

// WriteCustomers writes n customers as Partner Center exports them, and their
// names, one a line. The same n gives the same customers.
func WriteCustomers(export, names io.Writer, n int) error {
	r := rand.New(rand.NewPCG(2026, uint64(n))) //nolint:gosec // a list that is the same each time
	csv, plain := bufio.NewWriterSize(export, 1<<20), bufio.NewWriterSize(names, 1<<20)
	fmt.Fprint(csv, "Microsoft ID,Company name,Primary domain name,Relationship\r\n")
	for i := range n {
		name := companyName(r)
		a, b := r.Uint64(), r.Uint64()
		fmt.Fprintf(csv, "%08x-%04x-4%03x-8%03x-%012x,%s,%s%d.onmicrosoft.com,Cloud Reseller\r\n",
			a>>32, a>>16&0xffff, a&0xfff, b>>52, b&0xffffffffffff, name, []string{"contoso", "fabrikam", "northwind", "litware"}[r.IntN(4)], i)
		fmt.Fprintln(plain, name)
	}
	if err := csv.Flush(); err != nil {
		return err
	}
	return plain.Flush()
}

// companyName draws three to five words of one script, and a number for one in
// four, as branches have it.
func companyName(r *rand.Rand) string {
	script, at := 0, r.IntN(100)
	for at >= share[script] {
		at -= share[script]
		script++
	}
	between := " "
	if script == 1 || script == 2 {
		between = ""
	}
	parts := make([]string, 3+r.IntN(3))
	for i := range parts {
		parts[i] = words[script][r.IntN(len(words[script]))]
	}
	name := strings.Join(parts, between)
	if r.IntN(4) == 0 {
		name += fmt.Sprintf(" %d", 1+r.IntN(999))
	}
	return name
}
