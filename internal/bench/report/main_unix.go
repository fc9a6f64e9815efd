//go:build unix

// Command report measures cspdesk in a terminal and prints a table: "make bench"
// by itself, "make bench-peers" beside other programs, with the goals.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "report:", err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	l := &lab{ctx: ctx}
	peers := flag.Bool("peers", false, "compare with other programs")
	sizes := flag.String("sizes", "1000,100000,1000000", "customers, the smallest number first")
	flag.IntVar(&l.rounds, "rounds", 5, "runs of each program, in turn")
	flag.DurationVar(&l.rest, "rest", 10*time.Second, "how long the program is watched at rest")
	flag.IntVar(&l.practice, "practice", 100_000, "customers of the refresh")
	once := flag.Bool("once", false, "measure imports, refreshes, starts and rest alone")
	flag.StringVar(&l.program, "program", "", "measure this cspdesk instead of building it")
	flag.StringVar(&l.cache, "cache", "", "folder for what is made once; default: cspdesk-bench in the cache folder of the user")
	flag.Parse()
	for text := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 100 {
			return fmt.Errorf("-sizes: %q is not a number from 100", text)
		}
		l.sizes = append(l.sizes, n)
	}
	if l.cache == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		l.cache = filepath.Join(cache, "cspdesk-bench")
	}
	if err := l.prepare(); err != nil {
		return err
	}
	fmt.Printf("%s, %s; load before %s\n\n", time.Now().Format(time.DateOnly), machine(), load())
	measure := l.measureAlone
	switch {
	case *peers && *once:
		measure = l.comparePeersOnce
	case *peers:
		measure = l.comparePeers
	case *once:
		measure = l.measureAloneOnce
	}
	if err := measure(); err != nil {
		return err
	}
	fmt.Printf("\nLoad after: %s. Times are milliseconds unless a unit is given; a terminal of 120x40, %d rounds.\n", load(), l.rounds)
	return nil
}
