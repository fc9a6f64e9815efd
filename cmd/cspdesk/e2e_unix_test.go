//go:build unix

package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// cli runs a command of the real program and gives what it printed.
func cli(t testing.TB, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(theBinary(t), args...)
	cmd.Env = env
	cmd.Dir = t.TempDir()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("cspdesk %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	hear(t, "the output of "+strings.Join(args, " "), out)
	return string(out)
}

// cli2 is cli for a command that may say no.
func cli2(t testing.TB, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(theBinary(t), args...)
	cmd.Env = env
	cmd.Dir = t.TempDir()
	out, _ := cmd.Output()
	hear(t, "the output of "+strings.Join(args, " "), out)
	return string(out)
}

// requests are the invitations as the command line lists them.
func requests(t testing.TB, env []string) []invitationJSON {
	t.Helper()
	var all struct{ Items []invitationJSON }
	if err := json.Unmarshal([]byte(cli(t, env, "invitations", "list", "--json")), &all); err != nil {
		t.Fatal(err)
	}
	return all.Items
}

// stored waits until there is an invitation that satisfies a condition.
func (d *desk) stored(env []string, what string, satisfied func(invitationJSON) bool) invitationJSON {
	d.t.Helper()
	var found invitationJSON
	d.until(what, func(string) bool {
		for _, inv := range requests(d.t, env) {
			if satisfied(inv) {
				found = inv
				return true
			}
		}
		return false
	})
	return found
}

// firstStart chooses practice on a machine that has never seen the program.
func firstStart(t *testing.T, width, height int) (*desk, []string) {
	t.Helper()
	home := t.TempDir()
	env := environment(home)
	d := startDesk(t, width, height, env)
	d.expect("Practice")
	d.press(enter)
	d.expect("No customers yet.")
	return d, env
}

// journey is one way through the main job.
type journey struct {
	name, company, domain, country string
	language                       []string // keys that choose the mail's language, from the one that the country suggests
	mailLang, opening, own, search string
}

// TestMainJob is the whole journey: from the first start over a request, its
// acceptance by the customer and a refresh to the record of the new customer.
func TestMainJob(t *testing.T) {
	for _, j := range []journey{
		{"German", "Fabrikam AG", "fabrikam.com", "DE", nil, "de", "Guten Tag an das Team von Fabrikam AG", "Hallo!", "brikam"},
		{"Chinese", "春风茶业（欧洲）有限公司", "chunfeng.example", "IE", []string{right}, "zh-CN", "春风茶业（欧洲）有限公司", "您好！", "茶业"},
	} {
		t.Run(j.name, func(t *testing.T) {
			d, env := firstStart(t, 100, 40)
			d.command("r", "30 customers read")
			inv := d.requestRelationship(env, j)
			acceptAs(t, inv.Link, j.domain)
			d.recognizeAndOpen(env, j)
			d.press("q")
			if code := d.ended(); code != 0 {
				t.Errorf("exit code %d", code)
			}
			if faults := d.faults(); len(faults) > 0 {
				t.Errorf("what reached the terminal: %q", faults)
			}
		})
	}
}

// requestRelationship goes through the wizard, edits the mail, finishes and
// saves it as a file.
func (d *desk) requestRelationship(env []string, j journey) invitationJSON {
	d.t.Helper()
	d.command("n", "Which rights do you ask for?")
	for _, field := range []string{j.company, "admin@" + j.domain, j.country} {
		d.write(field)
		d.press(tab)
	}
	d.expect("same market as you")
	d.press(j.language...)
	d.press(ctrlS)
	d.expect("your tenant")
	d.expect(j.opening)
	d.write(j.own)
	d.expect(j.own)
	d.press(ctrlS)
	d.expect("Saved in your invitations")
	inv := d.stored(env, "a stored request", func(inv invitationJSON) bool { return inv.State == "ready" })
	if inv.Name != j.company || inv.To != "admin@"+j.domain || inv.MailLang != j.mailLang || !strings.Contains(inv.Body, j.own) || inv.AdminRights {
		d.t.Errorf("stored: %+v", inv)
	}
	if strings.Count(inv.Body, inv.Link) != 1 {
		d.t.Errorf("the link does not stand in the mail once:\n%s", inv.Body)
	}
	d.command("w", "Saved to")
	d.press(enter)
	d.expect("Company")
	return inv
}

// recognizeAndOpen refreshes, says who accepted, and opens their record.
func (d *desk) recognizeAndOpen(env []string, j journey) {
	d.t.Helper()
	d.command("r", "Was your request accepted?")
	d.expect("the mail went to this domain")
	d.press(down)
	d.expect("● Yes, by " + j.company)
	d.command(enter, "Accepted by "+j.company)
	if inv := requests(d.t, env)[0]; inv.State != "accepted" || inv.Customer == "" {
		d.t.Errorf("after the match: %+v", inv)
	}
	d.press("/")
	d.write(j.search)
	d.until("the customer alone", func(text string) bool {
		return strings.Contains(text, "1 of 31") && strings.Contains(text, j.company) && !strings.Contains(text, "Adventure Works")
	})
	d.press(enter)
	d.command(right, "Users")
	d.until("users with licenses", func(text string) bool {
		return strings.Contains(text, "@"+j.domain) && strings.Contains(text, "in use")
	})
	d.expect("accepted")
	d.command("2", "accepted")
	d.command("3", "Request matched to customer")
}

// TestKilledWhileTyping kills the program in the middle of a draft in Chinese
// and goes on with it.
func TestKilledWhileTyping(t *testing.T) {
	d, env := firstStart(t, 80, 24)
	d.command("n", "Which rights do you ask for?")
	for _, field := range []string{"冒险家科技有限公司", "admin@maoxian.example", "CN"} {
		d.write(field)
		d.press(tab)
	}
	d.expect("冒险家科技有限公司")
	d.press(ctrlS)
	d.expect("your personal link")
	d.write("这是我们的邀请")
	d.expect("这是我们的邀请")
	d.until("the draft being stored", func(text string) bool { return strings.Contains(text, "✓ saved") })
	d.signal(syscall.SIGKILL)
	<-d.done

	draft := requests(t, env)[0]
	if draft.State != "draft" || draft.MailLang != "zh-CN" || !strings.Contains(draft.Body, "这是我们的邀请") {
		t.Fatalf("the draft is not whole: %+v", draft)
	}
	again := startDesk(t, 80, 24, env)
	again.expect("1 Customers")
	again.press("2")
	again.expect("冒险家科技有限公司")
	again.press(enter)
	again.expect("这是我们的邀请")
	again.press(ctrlS)
	again.expect("Saved in your invitations")
	if inv := requests(t, env)[0]; inv.State != "ready" || inv.ID != draft.ID || strings.Count(inv.Body, inv.Link) != 1 {
		t.Errorf("after resuming: %+v", inv)
	}
}

// TestEndsOnSignals checks that the text typed last is stored and the terminal
// given back, also when its window is closed.
func TestEndsOnSignals(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGTERM} {
		t.Run(s.String(), func(t *testing.T) {
			d, env := firstStart(t, 80, 24)
			d.command("n", "Which rights do you ask for?")
			d.write("Northwind")
			d.expect("Northwind")
			d.signal(s)
			d.ended()
			if drafts := requests(t, env); len(drafts) != 1 || drafts[0].Name != "Northwind" {
				t.Errorf("what was typed last is lost: %+v", drafts)
			}
			d.mu.Lock()
			defer d.mu.Unlock()
			if d.screen.Mode("?1049") {
				t.Error("the alternate screen was left on")
			}
		})
	}
}

// TestWithoutATerminal checks that nothing hangs or prints sequences into files.
func TestWithoutATerminal(t *testing.T) {
	cmd := exec.Command(theBinary(t))
	cmd.Env = environment(t.TempDir())
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState.ExitCode() != exitUsage || !strings.Contains(string(out), "cspdesk customers list") || strings.Contains(string(out), "\x1b") {
		t.Errorf("%v, exit code %d: %q", err, cmd.ProcessState.ExitCode(), out)
	}
}

// TestConfiguredLook checks that the look of the configuration file is the look
// of the screen: a colour is written only where none was forbidden.
func TestConfiguredLook(t *testing.T) {
	const cyan = "36m" // of the keys in the line at the bottom, in the default theme
	for theme, coloured := range map[string]bool{"default": true, "mono": false} {
		path := filepath.Join(t.TempDir(), "config.toml")
		if err := os.WriteFile(path, []byte("theme = \""+theme+"\"\nborders = \"ascii\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		d := startDesk(t, 80, 24, environment(t.TempDir()), "--config", path, "--sandbox")
		d.expect("No customers yet.")
		d.expect("request relationship")
		d.mu.Lock()
		written := d.written.String()
		d.mu.Unlock()
		if strings.Contains(written, cyan) != coloured {
			t.Errorf("theme %q: colours on the screen: %v, want %v", theme, !coloured, coloured)
		}
		if strings.Contains(d.text(), "→") {
			t.Errorf("theme %q: borders = \"ascii\" is not followed", theme)
		}
	}
}

// TestEmlOnDisk reads the file that the wizard saved.
func TestEmlOnDisk(t *testing.T) {
	d, env := firstStart(t, 100, 40)
	d.command("n", "Which rights do you ask for?")
	d.press(ctrlS)
	d.expect("your personal link")
	d.command(ctrlW, "Saved to")
	inv := d.stored(env, "a request that was handed over", func(inv invitationJSON) bool { return inv.State == "handed-over" })
	path := inv.HandedOver[0].Detail
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if filepath.Ext(path) != ".eml" || !strings.Contains(string(text), "X-Unsent: 1") {
		t.Errorf("%s:\n%s", path, text)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}
