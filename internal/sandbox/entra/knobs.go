package entra

import (
	"fmt"
	"io"
	"log"
	"strconv"
	"strings"
	"sync"
	"time"
)

// knobs are how the server behaves.
type knobs struct {
	codeLives, interval, tokenLives time.Duration
	refuse                          string // AADSTS code; "" if nothing is refused
	graph                           string // how the directory refuses; "" if it does not

	mu       sync.Mutex
	slowDown int
	down     int
}

// parseKnobs reads Options.Faults.
func parseKnobs(spec string) (*knobs, error) {
	k := &knobs{codeLives: 15 * time.Minute, interval: 5 * time.Second, tokenLives: 75 * time.Minute}
	for one := range strings.SplitSeq(spec, ",") {
		if one = strings.TrimSpace(one); one == "" {
			continue
		}
		name, value, _ := strings.Cut(one, "=")
		var err error
		switch name {
		case "code":
			k.codeLives, err = positive(value)
		case "interval":
			if k.interval, err = time.ParseDuration(value); err == nil && (k.interval < 0 || k.interval > time.Minute) {
				err = fmt.Errorf("%s is not from 0s to 1m", value)
			}
		case "token":
			k.tokenLives, err = positive(value)
		case "slow-down":
			k.slowDown, err = strconv.Atoi(value)
		case "down":
			k.down, err = strconv.Atoi(value)
		case "refuse":
			if k.refuse = value; !strings.HasPrefix(value, "AADSTS") || strings.Trim(value[6:], "0123456789") != "" {
				err = fmt.Errorf("%q is no code such as AADSTS700016", value)
			}
		case "graph":
			if k.graph = value; value != "no-consent" && value != "forbidden" && value != "hidden" {
				err = fmt.Errorf("%q is not one of no-consent, forbidden, hidden", value)
			}
		default:
			err = fmt.Errorf("it is not one of code, interval, token, slow-down, down, refuse, graph")
		}
		if err != nil {
			return nil, fmt.Errorf("sign-in fault %q: %w", one, err)
		}
	}
	return k, nil
}

func positive(value string) (time.Duration, error) {
	d, err := time.ParseDuration(value)
	if err == nil && d <= 0 {
		err = fmt.Errorf("%s is not longer than nothing", value)
	}
	return d, err
}

// takes counts one of a number of times down.
func (k *knobs) takes(n *int) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if *n <= 0 {
		return false
	}
	*n--
	return true
}

// quiet keeps failed handshakes, which tests make on purpose, off the terminal.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
