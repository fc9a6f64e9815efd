package partner

import (
	"slices"
	"strings"
	"unicode"
)

// FilterWords are the words in which filters are offered to a person. They are
// read in either language, whatever the person's is.
type FilterWords struct {
	Chinese bool
	Country func(code, name string) string // a country's name in the language, by its code and its English name; nil for English
}

// filterNames are the keys of filters in Chinese: as they are offered first, then
// what else people call them.
var filterNames = map[FilterKey][]string{
	FilterCountry:      {"国家/地区", "国家", "地区", "市场"},
	FilterRelationship: {"关系"},
	FilterAdmin:        {"管理员权限", "权限"},
	FilterAgreement:    {"协议", "客户协议"},
	FilterStanding:     {"状态"},
	FilterTag:          {"标记", "标签"},
	FilterSince:        {"首次出现"},
	FilterTagged:       {"有标记", "有标签"},
	FilterPinned:       {"已置顶", "置顶"},
	FilterNoted:        {"有备注", "备注"},
	FilterNickname:     {"有昵称", "昵称"},
}

// filterValues are the values of keys in Chinese, as the lists show them; those of
// FilterStanding stand for themselves.
var filterValues = map[string]string{
	string(RelationshipReseller): "经销商", string(RelationshipAdvisor): "顾问", string(RelationshipNone): "无", FilterOther: "其他",
	string(AdminRightsGranted): "已授予", string(AdminRightsRemoved): "已删除", string(AdminRightsNotRequested): "未请求",
	string(AgreementAccepted): "已接受", string(AgreementMissing): "缺少", FilterUnknown: "未知",
}

var filterStandings = map[string]string{
	string(StandingListed): "在列表中", string(StandingVanished): "已消失", string(StandingImported): "来自文件", string(StandingRemoved): "已结束",
}

// chinese reports whether a text has Chinese characters.
func chinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// Key names a key.
func (w FilterWords) Key(k FilterKey) string {
	if w.Chinese {
		return filterNames[k][0]
	}
	return string(k)
}

// Value names a value of a key.
func (w FilterWords) Value(k FilterKey, value string) string {
	if !w.Chinese || k == FilterTag { // tags are a person's own words
		return value
	}
	names := filterValues
	switch k {
	case FilterStanding:
		names = filterStandings
	case FilterSince:
		if number, ok := strings.CutSuffix(value, "d"); ok {
			return number + "天"
		}
	}
	if name, ok := names[value]; ok {
		return name
	}
	return value
}

// Values lists the values of a key as FilterKey.Values does.
func (w FilterWords) Values(k FilterKey) (names []string) {
	for _, value := range k.Values() {
		names = append(names, w.Value(k, value))
	}
	return names
}

// Example is a filter that shows what filters can say.
func (w FilterWords) Example() string {
	if w.Chinese {
		return "国家/地区:de,at 协议:缺少 标记:vip !已置顶"
	}
	return "country:de,at agreement:missing tag:vip !pinned"
}

// valueOf reads a value of a key that may be in Chinese.
func (k FilterKey) valueOf(word string) string {
	if k == FilterTag {
		return word
	}
	if word == "尚不清楚" { // as lists show what is not known here
		return FilterUnknown
	}
	if days, ok := filterDays[strings.ToLower(word)]; ok && k == FilterSince {
		return days
	}
	if number, ok := strings.CutSuffix(word, "天"); ok && k == FilterSince {
		return number + "d"
	}
	for _, value := range append(k.Values(), FilterUnknown) {
		if word == (FilterWords{Chinese: true}).Value(k, value) {
			return value
		}
	}
	return word
}

// filterDays are the words for values of FilterSince.
var filterDays = map[string]string{"today": "0d", "今天": "0d", "yesterday": "1d", "昨天": "1d"}

// filterKey finds a key by what people call it.
func filterKey(name string) (key FilterKey, known bool) {
	switch key = FilterKey(strings.ToLower(name)); key {
	case "market":
		key = FilterCountry
	case "rights":
		key = FilterAdmin
	}
	for chinese, names := range filterNames {
		if slices.Contains(names, name) {
			key = chinese
		}
	}
	return key, slices.Contains(FilterKeys(), key)
}
