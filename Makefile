# What people who work on cspdesk type. Nothing here is needed to use it.
export CGO_ENABLED = 0

.PHONY: run test check race build cross bench fuzz golden

run: ## the desk on the built-in practice Partner Center
	go run ./cmd/cspdesk --sandbox

test: ## every test that needs nothing but Go
	go test ./...

check: ## what must hold before a commit: format, vet, lint, arrows, tests
	@test -z "$$(gofmt -l cmd internal tui)" || { gofmt -l cmd internal tui; echo "gofmt these files"; exit 1; }
	go vet ./...
	go mod tidy -diff
	golangci-lint run
	go test ./...

race: ## the same tests under the race detector, which needs a C compiler
	CGO_ENABLED=1 go test -race ./...

build: ## the program for this machine
	go build -trimpath -ldflags="-s -w" -o bin/ ./cmd/cspdesk

cross: ## it builds, and its tests compile, for every platform
	for os in linux darwin windows; do for arch in amd64 arm64; do \
		echo $$os/$$arch && GOOS=$$os GOARCH=$$arch go build -o /dev/null ./cmd/cspdesk || exit 1; \
	done; GOOS=$$os go vet ./... || exit 1; done

bench: ## speed and memory: start, keys, windows, search, refresh, bytes to the terminal
	go test -run '^$$' -bench . -benchmem -timeout 30m ./...

fuzz: ## every parser, a short while each
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target" && go test -run '^$$' -fuzz "^$$target\$$" -fuzztime 10s $$package || exit 1; \
	done; done

golden: ## rewrite the golden frames after a wanted change; look at the difference before you commit it
	go test ./tui ./tui/invitations ./tui/welcome ./tui/wizard -update
