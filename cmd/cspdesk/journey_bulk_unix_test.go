//go:build unix

package main

import (
	"fmt"
	"io"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"cspdesk/internal/partner"
)

// manyRows is a file of requests, and whom it asks.
func manyRows(t *testing.T, n int) (path string, addresses []string) {
	t.Helper()
	text := "email,name,country\n"
	for i := range n {
		to := fmt.Sprintf("admin%03d@contoso.com", i)
		addresses = append(addresses, to)
		text += fmt.Sprintf("%s,Contoso %03d,%s\n", to, i, []string{"DE", "US", "FR"}[i%3])
	}
	path = filepath.Join(t.TempDir(), "rows.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, addresses
}

// toText goes to the words of the letters of a file's requests.
func (d *desk) toText(path string) {
	d.t.Helper()
	d.command("2", "invitation")
	d.command("B", "Requests from a file")
	d.write(path)
	d.expect(filepath.Base(path))
	d.command(ctrlS, "ready") // enter right behind fast typing is taken for the end of a paste
	d.command(ctrlS, "● 2 Text")
}

// mailsIn reads the files of a folder: the bodies by address.
func mailsIn(t *testing.T, dir string) map[string][]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, path := range files {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		message, err := mail.ReadMessage(file)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		to, err := message.Header.AddressList("To")
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
		if err != nil {
			t.Fatal(err)
		}
		found[to[0].Address] = append(found[to[0].Address], strings.ReplaceAll(string(body), "\r\n", "\n"))
		_ = file.Close() // it was only read
	}
	return found
}

// TestManyRequestsSurviveAKill words a letter once for many, kills the program
// while it writes their mails, goes on, and reads the files: one for each
// address, with the words and the whole link, and one request each.
func TestManyRequestsSurviveAKill(t *testing.T) {
	const rows = 60
	d, env := firstStart(t, 100, 34)
	path, addresses := manyRows(t, rows)
	folder := filepath.Join(t.TempDir(), "mails")
	d.toText(path)
	d.expect("Letter 1 of 3: Deutsch, for 20")
	d.press(down, down)
	d.write("Wie besprochen. ")
	d.until("the words being kept", func(text string) bool {
		return strings.Contains(text, "Wie besprochen. Contoso") && strings.Contains(text, "✓ saved")
	})
	d.command(ctrlS, "How do the mails leave?")
	d.command("f", "Folder of the files")
	d.fill(folder)
	d.command(enter, "w  one .eml file each, into "+folder)
	d.command("w", fmt.Sprintf("Write %d mails as files?", rows))
	d.press(down)
	d.until("the cursor on yes", chosenYes.MatchString)
	d.press(enter)
	d.until("some mails", func(string) bool { return len(mailsNow(folder)) >= 7 })
	d.signal(syscall.SIGKILL)
	<-d.done
	if n := len(mailsNow(folder)); n >= rows {
		t.Fatalf("the program was killed after all %d mails", n)
	}

	d = startDesk(t, 100, 34, env)
	d.expect("1 Customers")
	d.expect("not handed over yet: 2, then B, goes on")
	d.command("2", "handed over")
	d.command("B", "Earlier mails wait")
	d.command(enter, "wait")
	d.expect(" into " + folder)
	d.command("w", "mails as files?")
	d.press(down)
	d.until("the cursor on yes", chosenYes.MatchString)
	d.command(enter, fmt.Sprintf("%d/%d", rows, rows))
	d.expect("Done: ")
	d.command(enter, fmt.Sprintf("%d invitations", rows))
	d.press(ctrlC)
	d.ended()

	mails := mailsIn(t, folder)
	invited := map[string]int{}
	links := map[string]string{}
	for _, inv := range requests(t, env) {
		invited[inv.To]++
		links[inv.To] = inv.Link
		if inv.State != string(partner.StateHandedOver) || len(inv.HandedOver) != 1 || inv.HandedOver[0].Channel != string(partner.ChannelFile) {
			t.Errorf("%s is %s, handed over %v", inv.To, inv.State, inv.HandedOver)
		}
	}
	for i, to := range addresses {
		if len(mails[to]) != 1 || invited[to] != 1 {
			t.Fatalf("%s has %d mails and %d requests", to, len(mails[to]), invited[to])
		}
		body := mails[to][0]
		if verdict, findings := partner.CheckLink(body, links[to]); verdict != partner.Intact {
			t.Errorf("%s: %v", to, findings)
		}
		if german := i%3 == 0; strings.Contains(body, "Wie besprochen. Contoso Partner") != german || !strings.Contains(body, fmt.Sprintf("Contoso %03d", i)) {
			t.Errorf("the words of %s:\n%s", to, body)
		}
	}
}

// TestAMailThatOpenedDuringAKillIsAskedAbout has a mail app that kills the
// program, as a crash just then would. The mail is not opened again unasked.
func TestAMailThatOpenedDuringAKillIsAskedAbout(t *testing.T) {
	opened := filepath.Join(t.TempDir(), "opened")
	app := filepath.Join(t.TempDir(), "mailapp")
	script := "#!/bin/sh\necho \"$1\" >> " + opened + "\nif [ \"$(wc -l < " + opened + ")\" -eq 2 ]; then kill -9 $PPID; fi\n"
	if err := os.WriteFile(app, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	d, env := firstStart(t, 100, 34)
	d.press(ctrlC)
	d.ended()
	env = append(env, "CSPDESK_MAILER="+app)
	d = startDesk(t, 100, 34, env)
	d.expect("1 Customers")
	path, addresses := manyRows(t, 3)
	d.toText(path)
	d.command(ctrlS, "How do the mails leave?")
	d.command("o", "Opened for Contoso 000. enter goes on: Contoso 001")
	d.press(enter)
	<-d.done

	d = startDesk(t, 100, 34, env)
	d.expect("1 Customers")
	d.command("2", "invitation")
	d.command("B", "Earlier mails wait")
	d.command(enter, "unclear")
	d.command("o", "Opened for Contoso 002")
	d.until("what is left", func(text string) bool {
		return strings.Contains(text, "2 handed over") && strings.Contains(text, "1 unclear")
	})
	d.press(up)
	d.expect("The program ended while this mail left")
	d.command("a", "Did the mail to Contoso 001 leave?")
	d.command("y", "Done: 3 mails are handed over.")
	d.press(enter)
	d.expect("3 invitations")
	d.press(ctrlC)
	d.ended()
	text, err := os.ReadFile(opened)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range addresses {
		if n := strings.Count(string(text), "mailto:"+to); n != 1 {
			t.Errorf("the mail to %s was opened %d times", to, n)
		}
	}
	for _, inv := range requests(t, env) {
		if inv.State != string(partner.StateHandedOver) || len(inv.HandedOver) != 1 {
			t.Errorf("%s is %s, handed over %v", inv.To, inv.State, inv.HandedOver)
		}
	}
}

// mailsNow are the files of a folder that may not be there yet.
func mailsNow(folder string) []string {
	files, _ := filepath.Glob(filepath.Join(folder, "*.eml")) // the pattern is fine
	return files
}
