# What people who work on cspdesk type. Nothing here is needed to use it.
export CGO_ENABLED = 0

.PHONY: run test check race build cross bench bench-peers soak fuzz golden

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

cross: ## it builds, and its tests compile, for the other platforms
	@for platform in linux/arm64 darwin/arm64 windows/amd64; do \
		echo $$platform; export GOOS=$${platform%/*} GOARCH=$${platform#*/}; \
		go build -o /dev/null ./cmd/cspdesk && go vet ./... || exit 1; \
	done

bench: ## speed and memory, up to a million customers; the first run makes them in the cache folder
	CSPDESK_BENCH_LARGE=1 go test -run '^$$' -bench . -benchmem -timeout 60m ./...
	go run ./internal/bench/report $(BENCH)

bench-peers: ## the same beside fzf, sqlite3 and others, with the goals; installs what it compares with
	go run ./internal/bench/report -peers -rest 60s $(BENCH)

soak: ## ten minutes of random keys during refreshes, under the race detector, which needs a C compiler
	CSPDESK_SOAK=$${CSPDESK_SOAK:-10m} go test -run '^TestSoak$$' -count=1 -v -timeout 2h ./internal/bench

fuzz: ## every parser, a short while each
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target" && go test -run '^$$' -fuzz "^$$target\$$" -fuzztime 10s $$package || exit 1; \
	done; done

# The packages whose tests import what compares golden files.
golden_packages = $$(go list -f '{{range .TestImports}}{{.}} {{end}}{{range .XTestImports}}{{.}} {{end}}: {{.ImportPath}}' ./... | \
	grep -E 'cspdesk/(internal/golden|tui/tuitest) ' | sed 's/.*: //')

golden: ## rewrite every golden file after a wanted change; look at the difference before you commit it
	go test $(golden_packages) -update
