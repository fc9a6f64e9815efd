//go:build unix

package term

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
)

// The test binary is its own program in a terminal: the tests start it again
// with this variable set to a folder for what it leaves behind.
const helperVariable = "CSPDESK_TERM_TEST_FOLDER"

// mouseVariable lets it want the mouse.
const mouseVariable = "CSPDESK_TERM_TEST_MOUSE"

func TestMain(m *testing.M) {
	if dir := os.Getenv(helperVariable); dir != "" {
		os.Exit(runHelper(dir))
	}
	os.Exit(m.Run())
}

func runHelper(dir string) int {
	model := &helperModel{dir: dir}
	model.leave("pid", strconv.Itoa(os.Getpid()))
	err := Run(context.Background(), model, Options{
		In: os.Stdin, Out: NewOutput(os.Stdout), Getenv: os.Getenv, Now: time.Now, ReportDir: dir, Mouse: os.Getenv(mouseVariable) != "",
	})
	var crash *Crash
	switch {
	case err == nil:
		return 0
	case errors.As(err, &crash):
		return 70
	case errors.Is(err, ErrInterrupted):
		return 130
	case errors.Is(err, ErrForced):
		return 71
	}
	fmt.Println(err)
	return 1
}

// helperModel shows what happened to it.
type helperModel struct {
	dir           string
	width, height int
	log           []string
	typing        bool
	frames        int
	breakFrame    bool
	selected      int
	suspended     string
	long          bool // each frame fills the screen
}

func (m *helperModel) Init() tea.Cmd { return nil }

func (m *helperModel) Typing() bool { return m.typing }

func (m *helperModel) leave(name, text string) {
	_ = os.WriteFile(filepath.Join(m.dir, name), []byte(text), 0o600)
}

func (m *helperModel) Update(msg tea.Msg, _ time.Time) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return nil
	case Terminate:
		m.leave("terminated", "")
		return tea.Quit
	case tea.KeyMsg:
		return m.key(msg)
	case Resumed, SuspendRefused:
		m.suspended += fmt.Sprintf("%T\n", msg)
		m.leave("suspended", m.suspended)
	}
	m.log = append(m.log, fmt.Sprintf("%T%v", msg, msg))
	return nil
}

func (m *helperModel) key(msg tea.KeyMsg) tea.Cmd {
	m.log = append(m.log, "key "+msg.String())
	if msg.Type == tea.KeyTab {
		m.typing = !m.typing
	}
	if m.typing || msg.Paste {
		return nil
	}
	switch msg.String() {
	case "q":
		return tea.Quit
	case "i":
		m.typing = true
	case "ctrl+z":
		return Suspend()
	case "ctrl+l":
		return Repaint()
	case "p":
		panic("Contoso in Update")
	case "v":
		m.breakFrame = true
	case "c":
		return tea.Sequence(func() tea.Msg { panic("Contoso in a command") }, nil, func() tea.Msg { return "after" })
	case "e":
		return Exec(exec.Command("sh", "-c", "stty -a > $0/stty; echo in the child; read line; echo \"$line\" > $0/line", m.dir),
			func(err error) tea.Msg { return fmt.Sprint("child ", err) })
	case "w":
		m.leave("stuck", "yes")
		time.Sleep(10 * time.Minute) // longer than anybody waits for it
	case "l":
		m.long = true
	case "x":
		m.leave("x", "yes")
	case "down":
		m.selected++
	}
	return nil
}

func (m *helperModel) Frame() Frame {
	if m.breakFrame {
		panic("Contoso in Frame")
	}
	m.frames++
	lines := []string{fmt.Sprintf("ready %dx%d selected %d", m.width, m.height, m.selected)}
	log := m.log
	if len(log) > 15 {
		log = log[len(log)-15:]
	}
	for _, entry := range log {
		lines = append(lines, strings.ReplaceAll(entry, "\n", "\\n"))
	}
	for m.long && len(lines) < m.height {
		lines = append(lines, strings.Repeat(fmt.Sprint(m.frames%10), m.width))
	}
	f := Frame{Lines: lines, Title: fmt.Sprint(m.frames)}
	if m.typing {
		f.Cursor = &Cursor{1, 3}
	}
	return f
}
