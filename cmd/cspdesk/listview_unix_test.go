//go:build unix

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTagFilterAndReturn finds a customer by a part of its Chinese name, tags
// it, filters by the tag, and finds the list like that at the next start.
func TestTagFilterAndReturn(t *testing.T) {
	d, env := firstStart(t, 110, 30)
	d.command("r", "30 customers read")
	d.command("/", "enter to the list")
	d.write("天科技")
	d.expect("1 of 30")
	d.press(enter)
	d.command("t", "Tags of 蓝天科技（欧洲）有限公司")
	d.write("vip")
	d.press(enter)
	d.expect("kept on this computer only")
	d.press(escape)
	d.expect("30 customers")
	d.command("f", "country:de,at agreement:missing tag:vip !pinned")
	d.write("tag:vip")
	d.expect("1 of 30")
	d.press(enter)
	d.expect("1 of 30 · tag:vip · by name")
	for i, format := range []string{"csv", "json"} {
		d.command(ctrlS, "Write the list to a file?")
		d.press(append(slices.Repeat([]string{down}, i+1), enter)...)
		d.expect("Written to")
		files, err := filepath.Glob(filepath.Join(d.cmd.Dir, "customers-*."+format))
		if err != nil || len(files) != 1 {
			t.Fatalf("files %v, %v", files, err)
		}
		if text, err := os.ReadFile(files[0]); err != nil || !strings.Contains(string(text), "蓝天科技（欧洲）有限公司") || strings.Contains(string(text), "Fabrikam") {
			t.Errorf("%s: %s, %v", files[0], text, err)
		}
	}
	d.press("q")
	if code := d.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	again := startDesk(t, 110, 30, env)
	again.expect("1 of 30 · tag:vip · by name")
	again.expect("蓝天科技（欧洲）有限公司  vip")
	again.press(escape)
	again.expect("30 customers")
	again.press("q")
	if code := again.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if faults := append(d.faults(), again.faults()...); len(faults) > 0 {
		t.Errorf("what reached the terminal: %q", faults)
	}
}

// TestPinAndColumnsAreThereAgain pins the last customer, leaves out a column, and
// finds both at the next start.
func TestPinAndColumnsAreThereAgain(t *testing.T) {
	d, env := firstStart(t, 80, 24)
	shown := func(text string) bool {
		lines := strings.Split(text, "\n")
		heads := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(line, "   Company") })
		return heads >= 0 && heads+1 < len(lines) && !strings.Contains(lines[heads], "Domain") && strings.Contains(lines[heads+1], "日の出製作所ヨーロッパ •")
	}
	d.command("r", "30 customers read")
	d.command("G", "日の出製作所ヨーロッパ")
	d.command("m", "日の出製作所ヨーロッパ •")
	d.command("c", "Columns of the list")
	d.press(down)
	d.press(" ")
	d.until("the columns that were chosen", shown)
	d.command(enter, "Columns kept")
	d.until("the pinned customer and the columns", shown)
	d.press("q")
	if code := d.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	again := startDesk(t, 80, 24, env)
	again.until("both at the next start", shown)
	again.press("q")
	if code := again.ended(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
