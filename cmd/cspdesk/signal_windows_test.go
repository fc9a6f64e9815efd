package main

import (
	"errors"
	"os"
)

func signalProgram(*os.Process, string) error { return errors.New("no signals on Windows") }
