package partner

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestSplitBody(t *testing.T) {
	const opening, closing = "Dear Nancy,\n\nplease accept:", "Kind regards\nContoso"
	for _, c := range []struct{ name, body, opening, closing string }{
		{"as written", Draft{Opening: opening, Link: theLink, Closing: closing}.Body(), opening, closing},
		{"link alone", theLink, "", ""},
		{"no closing", opening + "\n\n" + theLink, opening, ""},
		{"no opening", theLink + "\n\n" + closing, "", closing},
		{"newline at the end", opening + "\n\n" + theLink + "\n\n" + closing + "\n", opening, closing},
		{"blank lines around", "\n\n" + opening + "\n\n" + theLink + "\n\n" + closing + "\n\n\n", opening, closing},
		{"CRLF", strings.ReplaceAll(opening+"\n\n"+theLink+"\n\n"+closing, "\n", "\r\n"), opening, closing},
		{"byte-order mark", "\ufeff" + opening + "\n\n" + theLink + "\n\n" + closing, opening, closing},
		{"byte-order mark before the link", "\ufeff" + theLink + "\n\n" + closing, "", closing},
		{"no blank lines", opening + "\n" + theLink + "\n" + closing, opening, closing},
		{"more blank lines are kept", opening + "\n\n\n\n" + theLink + "\n\n\n" + closing, opening + "\n\n", "\n" + closing},
		{"indented link", opening + "\n\n    " + theLink + "  \n\n" + closing, opening, closing},
		{"in a sentence", "Please open " + theLink + " soon.", "Please open", "soon."},
		{"full stop behind", opening + "\n\n" + theLink + ".\n\n" + closing, opening, closing},
		{"full stop at the end", "Please open " + theLink + ".", "Please open", ""},
		{"angle brackets", opening + "\n\n<" + theLink + ">\n\n" + closing, opening, closing},
		{"brackets", "Open it (" + theLink + ") today", "Open it", "today"},
		{"Chinese quotes", "请打开“" + theLink + "”。\n谢谢", "请打开", "谢谢"},
		{"quoted", opening + "\n\n> " + theLink + "\n\n" + closing, opening, closing},
		{"Chinese", "您好：\n\n" + theLink + "\n\n谢谢", "您好：", "谢谢"},
	} {
		t.Run(c.name, func(t *testing.T) {
			gotOpening, gotClosing, ok := SplitBody(c.body, theLink)
			if !ok || gotOpening != c.opening || gotClosing != c.closing {
				t.Errorf("got %q, %q, %v", gotOpening, gotClosing, ok)
			}
		})
	}
}

func TestSplitBodyRefuses(t *testing.T) {
	for _, c := range textCorpus() {
		_, _, ok := SplitBody(c.text, theLink)
		if c.want == Broken && ok {
			t.Errorf("%s: a broken text was taken", c.name)
		}
		if c.want == Intact && !ok {
			t.Errorf("%s: an intact text was refused", c.name)
		}
	}
	if _, _, ok := SplitBody(theLink+"\n"+theLink, theLink); ok {
		t.Error("a text with two links was taken")
	}
}

func TestSplitBodyInvertsBody(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"Dear Nancy", ",", "\n", "\n\n", " ", "  \n", "您好", "> ", "(", ")", "<", `"`, ".", "https://www.fabrikam.com/", "\u200b", "\t"}
	for range 20_000 {
		text := func() string {
			var out strings.Builder
			for range r.IntN(8) {
				out.WriteString(pieces[r.IntN(len(pieces))])
			}
			return out.String()
		}
		d := Draft{Opening: strings.TrimLeft(text(), "\n"), Link: theLink, Closing: strings.TrimRight(text(), "\n")}
		opening, closing, ok := SplitBody(d.Body(), d.Link)
		if !ok || opening != d.Opening || closing != d.Closing {
			t.Fatalf("%q became %q, %q, %v", d, opening, closing, ok)
		}
	}
}
