package partner

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// String gives the filter as ParseFilter reads it.
func (f Filter) String() string {
	words := make([]string, len(f))
	for i, t := range f {
		if t.Not {
			words[i] = "!"
		}
		words[i] += string(t.Key)
		if t.Key.TakesValue() {
			words[i] += ":" + strings.ToLower(strings.Join(t.Values, ","))
		}
	}
	return strings.Join(words, " ")
}

func TestParseFilter(t *testing.T) {
	for expr, want := range map[string]string{
		"":                                "",
		"  country:DE  pinned ":           "country:de pinned",
		"market:de,AT,unknown":            "country:de,at,unknown",
		"agreement:missing admin:removed": "agreement:missing admin:removed",
		"rights:Not-Requested !TAG:VIP,b": "admin:not-requested !tag:vip,b",
		"！标签":                             "error: 标记 needs a value: 标记",
		"国家:de":                           "country:de",
		"！国家/地区：DE，未知 已置顶":            "!country:de,unknown pinned",
		"国家:未知 权限:已授予、未请求":            "country:unknown admin:granted,not-requested",
		"admin:已删除 状态:已结束,vanished":   "admin:removed standing:removed,vanished",
		"协议:尚不清楚 标签:未知,尚不清楚 首次出现:30天": "agreement:unknown tag:未知,尚不清楚 since:30d",
		"关系:经销商,其他 有备注 备注 有昵称":        "relationship:reseller,other noted noted nickname",
		"国籍:德国":                                "error: unknown filter word 国籍; known are 国家/地区, 关系, 管理员权限, 协议, 状态, 标记, 首次出现, 有标记, 已置顶, 有备注, 有昵称",
		"国家：德国":                                "country:de",
		"country:Germany,deutschland,fr":       "country:de,fr",
		"国家:火星":                                "error: 火星 is not a value of 国家/地区; it takes DE, 德国, ..., 未知",
		"协议:签了":                                "error: 签了 is not a value of 协议; it takes 已接受, 缺少, 未知",
		"状态:已删除":                               "error: 已删除 is not a value of 状态; it takes 在列表中, 已消失, 来自文件, 已结束",
		"许可证:5":                                "error: a filter cannot look at 许可证,",
		"首次出现:":                                "error: 首次出现 needs a value: 30天, 2026-01-31",
		"！tag：小微，大客户、vip":                      "!tag:小微,大客户,vip",
		"relationship:other,reseller,reseller": "relationship:other,reseller",
		"standing:vanished noted nickname":     "standing:vanished noted nickname",
		"since:30 since:7D since:2026-11-15":   "since:30d since:7d since:2026-11-15",
		"tag:a:b":                              "tag:a:b",
		"tag:a,,b,":                            "tag:a,b",
		"suspended":                            "error: a filter cannot look at suspended, which is known only for customers whose record was opened; it knows country",
		"!suspended":                           "error: a filter cannot look at suspended",
		"colour:red":                           "error: unknown filter word colour; known are country, relationship, admin, agreement, standing, tag, since, tagged, pinned, noted, nickname",
		"agreement:signed":                     "error: signed is not a value of agreement; it takes accepted, missing, unknown",
		"country:atlantis":                     "error: atlantis is not a value of country; it takes DE, Germany, ..., unknown",
		"country:":                             "error: country needs a value: DE",
		"country":                              "error: country needs a value: DE",
		"tag:,":                                "error: tag needs a value: tag",
		"pinned:yes":                           "error: pinned stands alone, without a value",
		"since:1d,2d":                          "error: since takes one value: 30d, 2026-01-31",
		"since:2026-02-30":                     "error: 2026-02-30 is not a value of since",
		"since:99999999":                       "error: 99999999 is not a value of since",
		"tag:" + strings.Repeat("x", 41):       "error: " + strings.Repeat("x", 41) + " is not a tag",
		strings.Repeat("pinned ", 200):         "error: a filter is text of at most 1,000 characters",
		"tag:\xff":                             "error: a filter is text of at most 1,000 characters",
		"! pinned":                             "error: unknown filter word ;",
	} {
		f, err := ParseFilter(expr)
		if message, fails := strings.CutPrefix(want, "error: "); fails {
			if err == nil || !strings.HasPrefix(err.Error(), message) || CodeOf(err) != CodeInvalidInput {
				t.Errorf("%q gives %v", expr, err)
			}
			continue
		}
		if err != nil || f.String() != want {
			t.Errorf("%q is %q, %v", expr, f, err)
		}
	}
	_, err := ParseFilter("pinned  country:zzz noted")
	e, ok := errors.AsType[*FilterError](err)
	if !ok || e.Word != "country:zzz" || e.From != 8 || e.To != 19 {
		t.Errorf("got %+v", e)
	}
}

func TestFilterSince(t *testing.T) {
	beijing := time.FixedZone("", 8*3600)
	now := time.Date(2026, 3, 1, 7, 30, 0, 0, beijing) // the day before in UTC
	for expr, want := range map[string]time.Time{
		"since:0":          time.Date(2026, 3, 1, 0, 0, 0, 0, beijing),
		"since:1d":         time.Date(2026, 2, 28, 0, 0, 0, 0, beijing),
		"since:yesterday":  time.Date(2026, 2, 28, 0, 0, 0, 0, beijing),
		"首次出现：昨天":          time.Date(2026, 2, 28, 0, 0, 0, 0, beijing),
		"since:today":      time.Date(2026, 3, 1, 0, 0, 0, 0, beijing),
		"since:2026-02-03": time.Date(2026, 2, 3, 0, 0, 0, 0, beijing),
	} {
		f, err := ParseFilter(expr)
		if err != nil || !f[0].Since(now).Equal(want) {
			t.Errorf("%s: %v, %v", expr, f[0].Since(now), err)
		}
	}
}

func TestCompleteFilter(t *testing.T) {
	tags := []TagCount{{"renewal", 3}, {"VIP", 2}, {"小微", 1}}
	for _, c := range []struct{ expr, want string }{
		{"|", "country: relationship: admin: agreement: standing: tag: since: tagged pinned noted nickname"},
		{"pinned !ta|", "tag: tagged"},
		{"a|", "admin: agreement:"},
		{"agreement:|", "accepted missing unknown"},
		{"agreement:missing,|", "accepted unknown"},
		{"agreement:MIS|", "missing"},
		{"rights:g|", "granted"},
		{"country:de|", "de"},
		{"country:ger|", "de"},
		{"country:unk|", "unknown"},
		{"tag:|", "renewal VIP 小微"},
		{"tag:v|", "VIP"},
		{"tag:e|", "renewal"},
		{"tag:vip,|", "renewal 小微"},
		{"!tag：小|", "小微"},
		{"since:|", "1d 7d 30d 90d"},
		{"pinned:|", ""},
		{"colour:|", ""},
		{"suspended|", ""},
	} {
		cursor := strings.Index(c.expr, "|")
		expr := strings.Replace(c.expr, "|", "", 1)
		var got []string
		for _, s := range CompleteFilter(expr, cursor, tags, FilterWords{}) {
			got = append(got, s.Text)
			done := expr[:s.From] + s.Text + expr[s.To:]
			if _, err := ParseFilter(done); err != nil && !strings.HasSuffix(s.Text, ":") {
				t.Errorf("%q becomes %q: %v", c.expr, done, err)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, want %q", c.expr, got, c.want)
		}
	}
	middle := CompleteFilter("agreement:mi,unknown pinned", 12, tags, FilterWords{})
	want := []Suggestion{{Text: "missing", From: 10, To: 12, Key: FilterAgreement, Value: "missing"}}
	if !reflect.DeepEqual(middle, want) {
		t.Errorf("got %+v", middle)
	}
}

// TestCompleteFilterInChinese: an empty line offers Chinese words, and what is begun
// goes on in the language in which it began, whoever reads it.
func TestCompleteFilterInChinese(t *testing.T) {
	tags := []TagCount{{"未知", 3}, {"unknown", 2}}
	inChinese := FilterWords{Chinese: true, Country: func(code, name string) string {
		return map[string]string{"DE": "德国", "CN": "中国"}[code]
	}}
	for _, c := range []struct {
		words      FilterWords
		expr, want string
	}{
		{inChinese, "", "国家/地区: 关系: 管理员权限: 协议: 状态: 标记: 首次出现: 有标记 已置顶 有备注 有昵称"},
		{inChinese, "a", "admin: agreement:"},
		{inChinese, "！", "国家/地区: 关系: 管理员权限: 协议: 状态: 标记: 首次出现: 有标记 已置顶 有备注 有昵称"},
		{FilterWords{}, "国", "国家/地区:"},
		{inChinese, "协议：", "已接受 缺少 未知"},
		{inChinese, "协议：已接受，", "缺少 未知"},
		{inChinese, "协议:accepted,", "缺少 未知"},
		{inChinese, "agreement:", "accepted missing unknown"},
		{inChinese, "状态:", "在列表中 已消失 来自文件 已结束"},
		{inChinese, "国家:德", "de"},
		{inChinese, "country:中", "cn"},
		{inChinese, "国家:未", "未知"},
		{inChinese, "首次出现:", "1天 7天 30天 90天"},
		{inChinese, "标签:", "未知 unknown"},
	} {
		var got []string
		for _, s := range CompleteFilter(c.expr, len(c.expr), tags, c.words) {
			got = append(got, s.Text)
			done := c.expr[:s.From] + s.Text + c.expr[s.To:]
			if _, err := ParseFilter(done); err != nil && !strings.HasSuffix(s.Text, ":") {
				t.Errorf("%q becomes %q: %v", c.expr, done, err)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, want %q", c.expr, got, c.want)
		}
	}
}

// TestFilterWordsAreReadBack: whatever is offered in either language means the same,
// and no word means two things.
func TestFilterWordsAreReadBack(t *testing.T) {
	meanings := map[string]FilterKey{}
	for _, words := range []FilterWords{{}, {Chinese: true}} {
		if _, err := ParseFilter(words.Example()); err != nil {
			t.Error(err)
		}
		for _, key := range FilterKeys() {
			for _, name := range append(filterNames[key], words.Key(key)) {
				if other, taken := meanings[name]; taken && other != key {
					t.Errorf("%q is %s and %s", name, key, other)
				}
				meanings[name] = key
			}
			if !key.TakesValue() {
				continue
			}
			for i, name := range words.Values(key) {
				f, err := ParseFilter(words.Key(key) + ":" + name)
				if err != nil || f[0].Key != key || f[0].Values[0] != key.Values()[i] {
					t.Errorf("%s:%s is %v, %v", words.Key(key), name, f, err)
				}
			}
		}
	}
}

func FuzzParseFilter(f *testing.F) {
	for _, s := range []string{"country:de,at agreement:missing !tag:vip pinned since:30d", "！tag：小微，大", "since:2026-11-15", "tag:a:b,", "!国家：de,未知 首次出现:3天", "\xff", "x y:z"} {
		f.Add(s, 5)
	}
	tags := []TagCount{{"VIP", 2}, {"小微", 1}}
	f.Fuzz(func(t *testing.T, expr string, cursor int) {
		for _, s := range CompleteFilter(expr, cursor, tags, FilterWords{Chinese: cursor%2 == 0}) {
			if s.From < 0 || s.To < s.From || s.To > len(expr) || s.Text == "" || utf8.ValidString(expr) && !utf8.ValidString(expr[:s.From]+expr[s.To:]) {
				t.Fatalf("%+v in %q", s, expr)
			}
		}
		filter, err := ParseFilter(expr)
		if err != nil {
			e, ok := errors.AsType[*FilterError](err)
			if !ok || e.From < 0 || e.To < e.From || e.To > len(expr) || e.Sentence == "" || filter != nil {
				t.Fatalf("%+v, %v", filter, err)
			}
			return
		}
		again, err := ParseFilter(filter.String())
		if err != nil || !reflect.DeepEqual(filter, again) {
			t.Fatalf("%q: %+v, then %q: %+v, %v", expr, filter, filter, again, err)
		}
		for _, term := range filter {
			if term.Key == FilterSince && term.Since(day).IsZero() {
				t.Fatalf("%q has no date", expr)
			}
		}
	})
}

func TestTagsKeepTheirOrderAndSpelling(t *testing.T) {
	got, err := WithTags([]string{"b", "VIP"}, []string{"vip", "a", "A"}, []string{"B", "x"})
	if err != nil || !reflect.DeepEqual(got, []string{"a", "VIP"}) {
		t.Errorf("got %q, %v", got, err)
	}
	many := make([]string, MaxTags)
	for i := range many {
		many[i] = strings.Repeat("x", i+1)
	}
	if _, err := WithTags(many, []string{"one more"}, nil); CodeOf(err) != CodeInvalidInput {
		t.Errorf("got %v", err)
	}
	if got, err := WithTags(append(many, "by hand"), nil, []string{"x"}); err != nil || len(got) != MaxTags {
		t.Errorf("%d tags, %v", len(got), err)
	}
}
