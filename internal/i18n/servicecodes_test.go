package i18n

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"cspdesk/internal/partner"
)

// languages are all that the program speaks.
var languages = []*Strings{English(), Chinese()}

// documented are the codes of "Partner Center REST error codes" by HTTP status,
// with the code that the client gives them; "wait" marks what passes by itself.
var documented = []struct {
	status int
	code   partner.Code
	wait   bool
	codes  string
}{
	{400, partner.CodeService, false, `800002 3000 2055 2001 800091 2011 800081 2002 800095 900275 800090 900214 900257
		900117 900213 800093 2054 900279 900280 900277 900311 60012 600061 600002 600049 600050 600051
		800009 800065 800010 800017 900203 900206 800018 900127`},
	{400, partner.CodeNotFound, false, "900118"},
	{400, partner.CodeSignIn, false, "900316"},
	{0, partner.CodeSignIn, false, "no-sign-in step-up other-tenant access_denied expired_token"},
	{401, partner.CodeSignIn, false, "400 800001 900420"},
	{403, partner.CodeSignIn, false, "900329"},
	{403, partner.CodeForbidden, false, "900308 900150 2032"},
	{403, partner.CodeGranularRights, false, "900308 900150 2032"},
	{403, partner.CodeService, false, `900309 90000 20002 2030 13605 800073 800074 800075 900416 800039 900149 900124 900123
		400030 400036 800019 800066 800067 800068 800069 800088 800089 900263`},
	{404, partner.CodeNotFound, false, "1000 60002 60003 20003 400013 400018 400019"},
	{404, partner.CodeNotFound, true, "20000"},
	{0, partner.CodeNotFound, false, "400072"}, // inside an answer with status 200
	{409, partner.CodeService, true, "800060 800064 800082 900278 800014 27009"},
	{408, partner.CodeUnreachable, true, "800003 900192 900225 unknown"},
	{429, partner.CodeThrottled, true, "unknown"},
	{500, partner.CodeService, true, "800003 900192 900225 unknown"},
	{502, partner.CodeUnreachable, true, "unknown"},
	{503, partner.CodeUnreachable, true, "900192 unknown"},
	{504, partner.CodeUnreachable, true, "unknown"},
}

// enough are the codes of the program that say as much as any service code
// under them does.
var enough = map[partner.Code]bool{
	partner.CodeSignIn: true, partner.CodeForbidden: true, partner.CodeGranularRights: true, partner.CodeThrottled: true,
}

// TestEveryDocumentedCodeIsExplained also holds every text in the dictionary to
// a documented code, so that none is left over.
func TestEveryDocumentedCodeIsExplained(t *testing.T) {
	used := map[string]bool{}
	for _, s := range languages {
		for _, row := range documented {
			for code := range strings.FieldsSeq(row.codes) {
				e := &partner.Error{Code: row.code, HTTPStatus: row.status, ServiceCode: code, Detail: "its words", CorrelationID: "corr-1"}
				x := s.Explain(fmt.Errorf("while reading: %w", e))
				name := fmt.Sprintf("%s: %d %s (%s)", s.Language, row.status, code, row.code)
				if x.ErrorText == s.Error(row.code) && !enough[row.code] {
					t.Errorf("%s has no explanation of its own", name)
				}
				if s == English() && row.wait != strings.Contains(strings.ToLower(x.Do), "wait") {
					t.Errorf("%s: waiting helps = %v, but it says %q", name, row.wait, x.Do)
				}
				quoted := code
				if slices.Contains([]string{"no-sign-in", "step-up", "other-tenant"}, code) { // nobody at Microsoft knows them
					quoted = ""
				}
				if x.Code != row.code || x.ServiceCode != quoted || x.Detail != "its words" || x.CorrelationID != "corr-1" {
					t.Errorf("%s lost something on the way: %+v", name, x)
				}
				for _, key := range serviceKeys(e) {
					used[key] = true
				}
			}
		}
		for key := range s.Service {
			if !used[key] && !strings.HasPrefix(key, "AADSTS") {
				t.Errorf("%s: nobody documents %q", s.Language, key)
			}
		}
	}
}

// TestSentences holds every text to the same form, and every language to the
// same codes.
func TestSentences(t *testing.T) {
	for _, s := range languages {
		check := func(table, key string, text ErrorText) {
			name := s.Language + ": " + table + " " + key
			for _, sentence := range []string{text.Do, text.Ask} {
				// A command that is to be typed ends its text, and has no period.
				if sentence != "" && !strings.HasSuffix(sentence, ".") && !strings.HasSuffix(sentence, "。") && !strings.HasSuffix(sentence, "cspdesk restore FILE") {
					t.Errorf("%s: %q ends without a period", name, sentence)
				}
			}
			if text.What == "" || text.Do == "" || strings.HasSuffix(text.What, ".") {
				t.Errorf("%s is not what and what to do: %+v", name, text)
			}
			// A line of foreign text is cut at 256 runes, and some screens draw all of it as one.
			if n := utf8.RuneCountInString(text.Text()); n > 250 || strings.ContainsAny(text.Text(), "!%\n") {
				t.Errorf("%s: %d runes: %q", name, n, text.Text())
			}
		}
		for key, text := range s.Errors {
			check("error", key, text)
		}
		for key, text := range s.Service {
			check("service code", key, text)
		}
		for _, m := range []struct{ name, got, want any }{
			{"Errors", keysOf(s.Errors), keysOf(English().Errors)},
			{"Service", keysOf(s.Service), keysOf(English().Service)},
		} {
			if !reflect.DeepEqual(m.got, m.want) {
				t.Errorf("%s: %v has other codes than English", s.Language, m.name)
			}
		}
	}
	seen := map[string]bool{}
	for _, one := range serviceEnglish {
		for key := range strings.FieldsSeq(one.keys) {
			if seen[key] {
				t.Errorf("%q is explained twice", key)
			}
			seen[key] = true
		}
	}
}

func keysOf(m map[string]ErrorText) map[string]bool {
	keys := map[string]bool{}
	for key := range m {
		keys[key] = true
	}
	return keys
}

// TestMissingRoleNamesTheTenant: two sets of roles, and the person must learn
// which of the two is missing and who can give it.
func TestMissingRoleNamesTheTenant(t *testing.T) {
	for _, c := range []struct {
		code partner.Code
		want []string
		not  string
	}{
		{partner.CodeForbidden, []string{"admin agent", "your company's tenant", "Ask a global administrator"}, "customer"},
		{partner.CodeGranularRights, []string{"customer's tenant", "Directory readers", "Global reader", "ask the customer"}, "admin agent"},
	} {
		for _, serviceCode := range []string{"", "900308", "900150", "2032", "1000"} {
			got := English().Explain(&partner.Error{Code: c.code, HTTPStatus: 403, ServiceCode: serviceCode}).Text()
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("%s %q does not name %q: %s", c.code, serviceCode, want, got)
				}
			}
			if strings.Contains(got, c.not) {
				t.Errorf("%s %q speaks of the wrong one, %q: %s", c.code, serviceCode, c.not, got)
			}
		}
	}
}

// TestTheGranularRoleOfADeedIsNamed: whoever asks the customer for a role that
// lets them read cannot add a user then either.
func TestTheGranularRoleOfADeedIsNamed(t *testing.T) {
	missing := &partner.Error{Code: partner.CodeGranularRights, HTTPStatus: 403, ServiceCode: "900308", Deed: partner.DeedAddUser}
	for text, want := range map[*Strings][2]string{
		English(): {"User administrator, Directory writers", "Global reader"}, Chinese(): {"用户管理员、目录写入者", "全局读取者"},
	} {
		if got := text.Explain(missing).Text(); !strings.Contains(got, want[0]) || strings.Contains(got, want[1]) {
			t.Errorf("%s", got)
		}
		for _, deed := range partner.Deeds() {
			for _, role := range partner.GranularRolesFor(deed) {
				if text.Manage.GranularRoles[role] == "" {
					t.Errorf("%s: no name for %s", text.Language, role)
				}
			}
		}
	}
}

// TestAnUnclearChangeIsNotToldAsCancelled, though the person stopped the reading
// that would have told what became of it.
func TestAnUnclearChangeIsNotToldAsCancelled(t *testing.T) {
	reading := &partner.Error{Code: partner.CodeCancelled, Err: context.Canceled}
	unclear := &partner.Error{Code: partner.CodeUnclear, Unclear: true, Err: &partner.Error{Code: partner.CodeUnclear, Err: reading}}
	if got := English().Explain(unclear); got.Code != partner.CodeUnclear || got.What != English().Errors["unclear"].What {
		t.Errorf("%+v", got)
	}
}

func TestEntraCodesInTheWordsOfTheService(t *testing.T) {
	explain := func(status int, code, detail string) string {
		return English().Explain(&partner.Error{Code: partner.CodeService, HTTPStatus: status, ServiceCode: code, Detail: detail}).What
	}
	for _, code := range []string{"50076", "50079", "53003", "65001", "50020", "50177", "5000224", "900023", "650051", "650052"} {
		want := English().Service["AADSTS"+code].What
		if want == "" {
			t.Errorf("AADSTS%s has no explanation", code)
		}
		for _, service := range []string{"90000", "", "400"} {
			if got := explain(403, service, "AADSTS"+code+": Trace ID: 1"); got != want {
				t.Errorf("AADSTS%s with code %q reads %q, want %q", code, service, got, want)
			}
		}
	}
	if got, want := explain(403, "90000", "AADSTS1: no such code"), English().Service["90000"].What; got != want {
		t.Errorf("an unknown code reads %q, want %q", got, want)
	}
	if got := explain(403, "900309", "AADSTS53003: blocked"); !strings.Contains(got, "of the customer") {
		t.Errorf("900309 reads %q, and does not say whose policy it is", got)
	}
}

func TestWhatHasNoServiceCode(t *testing.T) {
	unknown := &partner.Error{Code: partner.CodeService, HTTPStatus: 418, ServiceCode: "424242", Detail: "\x1b[31mtea", CorrelationID: "corr-1"}
	for _, c := range []struct {
		err  error
		want Explanation
	}{
		{unknown, Explanation{English().Error(partner.CodeService), partner.CodeService, "\x1b[31mtea", "424242", "corr-1"}},
		{fmt.Errorf("odd"), Explanation{ErrorText: English().Error(partner.CodeInternal), Code: partner.CodeInternal}},
		{context.Canceled, Explanation{ErrorText: English().Error(partner.CodeCancelled), Code: partner.CodeCancelled}},
		{&partner.Error{Code: partner.CodeUnreachable, HTTPStatus: 503, Err: context.Canceled}, Explanation{ErrorText: English().Error(partner.CodeCancelled), Code: partner.CodeCancelled}},
		{partner.NewError(partner.CodeFile, "a.csv", nil), Explanation{ErrorText: English().Error(partner.CodeFile), Code: partner.CodeFile, Detail: "a.csv"}},
	} {
		if got := English().Explain(c.err); got != c.want {
			t.Errorf("%v is explained as\n%+v, want\n%+v", c.err, got, c.want)
		}
	}
}
